"""A case to work on, and the way a person's deed goes through its transaction."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations import call_back, case_clock, close_case, edit_case, walk_case
from mcu_desktop.operations.attach import attach, remove_attachment
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.note_on_case import see_citizen
from mcu_desktop.operations.perform import performed
from mcu_desktop.operations.register_case import register_case
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.store.about import About
from mcu_desktop.store.store import Store

_ZONE = ZoneInfo("Europe/Moscow")
_ON_ONE_CASE = {
    *(module.__name__ for module in (call_back, case_clock, close_case, edit_case, walk_case)),
    attach.__module__,
    see_citizen.__module__,
}
_NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)


@pytest.fixture
def take(
    store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> Callable[..., Change]:
    """Take cases in, each told by its fields."""

    def run(*cases: dict[str, Any], now: datetime = _NOW) -> Change:
        file = file_of(*(incoming(**fields) for fields in cases))
        return store.perform(lambda session: take_in(session, Task(), file, now=now, zone=_ZONE, actor="Оператор"))

    return run


@pytest.fixture
def do(store: Store) -> Callable[..., Change]:
    """Do a deed as the window does it: `do(deed, case_id, …)`; a shared store lends what it is about; undo is kept."""

    def run(deed: Callable[..., Change], *given: Any, **fields: Any) -> Change:
        told = {"now": _NOW, "actor": "Лескова А. И."} | fields
        now: Any = told["now"]
        run = partial(_run, deed, given, told)
        return store.perform(lambda session: performed(session, run, now=now), about=_about(deed, given, fields))

    return run


def _about(deed: Callable[..., Change], given: tuple[Any, ...], fields: dict[str, Any]) -> About | None:
    """Return what a deed on one case is about, None for any other deed."""
    if deed is register_case:
        return About(registers=True)
    if deed.__module__ not in _ON_ONE_CASE or deed is remove_attachment:
        return None
    numbers = (str(fields["number"]).strip().upper(),) if "number" in fields else ()
    return About((given[0],), numbers, citizens=deed is see_citizen)


def _run(deed: Callable[..., Change], given: tuple[Any, ...], told: dict[str, Any], session: Any) -> Change:
    return deed(session, *given, **told)
