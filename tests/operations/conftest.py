"""A case to work on, and the way a person's deed goes through its transaction."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.perform import performed
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.store.store import Store

_ZONE = ZoneInfo("Europe/Moscow")
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
    """Do a deed as the window does it: `do(deed, case_id, …)`; undo is kept."""

    def run(deed: Callable[..., Change], *given: Any, **fields: Any) -> Change:
        told = {"now": _NOW, "actor": "Лескова А. И."} | fields
        now: Any = told["now"]
        return store.perform(lambda session: performed(session, partial(_run, deed, given, told), now=now))

    return run


def _run(deed: Callable[..., Change], given: tuple[Any, ...], told: dict[str, Any], session: Any) -> Change:
    return deed(session, *given, **told)
