"""Deeds on a line of 300 ms, beside the least there is: one trip to lock a case, one to write two rows and commit."""

import os
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from itertools import count
from typing import Any
from uuid import uuid4

import psycopg
from sqlalchemy.orm import Session

from benchmarks.measuring import Measured, in_pairs, seconds
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.deed_answers import DeedKey
from mcu_desktop.operations.edit_case import assign
from mcu_desktop.operations.note_on_case import add_comment
from mcu_desktop.operations.perform import performed
from mcu_desktop.store.about import About
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store
from tests.proxy import Proxy, proxy_to
from tests.server import running_server
from tests.shared.conftest import WORD, build_town

_LINE_SECONDS = 0.3  # there and back
_PAIRS = 5
_LOGIN = "vasileva"
_NOW = datetime.now(UTC)
_BLOCKS = ("economy", "utilities")


def measure_far_deeds(cases: int, _wanted: str | None) -> list[Measured]:
    """Measure a note and an assignment in seconds and in trips; needs the servers of the tests."""
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    with running_server() as server, proxy_to(server.port) as proxy:
        town = build_town(server, "town")
        proxy.delay = _LINE_SECONDS
        address = server.address(town.database, login=_LOGIN, password=WORD, port=proxy.port)
        with closing(Store(find_place(address))) as store, psycopg.connect(address, autocommit=True) as line:
            case_id = town.ids["utilities/phone/open"]
            floor = partial(_bare_deed, line, case_id)
            found: list[Measured] = []
            for name, deed in _deeds(case_id):
                ours = partial(_deed, store, deed, case_id)
                found += _beside(proxy, f"far deed {name}", cases, ours, floor)
        return found


def _beside(
    proxy: Proxy, name: str, cases: int, ours: Callable[[], object], floor: Callable[[], object]
) -> list[Measured]:
    """Return the seconds of both, and how often each has crossed the line the last time."""
    taken = in_pairs(lambda: seconds(ours), lambda: seconds(floor), pairs=_PAIRS)
    trips = (_trips(proxy, ours), _trips(proxy, floor))
    return [Measured(name, cases, *taken, "s"), Measured(name, cases, *trips, "trips")]


def _trips(proxy: Proxy, work: Callable[[], object]) -> int:
    before = proxy.trips
    work()
    return proxy.trips - before


def _deeds(case_id: int) -> tuple[tuple[str, Callable[[Session], Change]], ...]:
    turns = count()

    def give(session: Session) -> Change:
        block = _BLOCKS[next(turns) % len(_BLOCKS)]
        return assign(session, case_id, block=block, recipient="", now=_NOW, actor="")

    return ("note", lambda session: add_comment(session, case_id, text="Звонили", now=_NOW, actor="")), ("assign", give)


def _deed(store: Store, deed: Callable[[Session], Change], case_id: int) -> None:
    store.perform(partial(performed, deed=deed, now=_NOW, key=DeedKey(str(uuid4()))), about=About((case_id,)))


def _bare_deed(line: "psycopg.Connection[Any]", case_id: int) -> None:
    with line.pipeline():
        line.execute("BEGIN")
        line.execute("SELECT version FROM cases WHERE id = %s FOR UPDATE", (case_id,))
    with line.pipeline():
        line.execute("UPDATE cases SET version = version + 1 WHERE id = %s", (case_id,))
        line.execute(
            "INSERT INTO case_events (case_id, at, actor, summary, changes) VALUES (%s, now(), '', 'Проба', '[]')",
            (case_id,),
        )
        line.execute("COMMIT")
