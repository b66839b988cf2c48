"""Terms: the minute's look at alerts beside its raw query, and a recount beside the raw update of the same rows."""

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks.measuring import Measured, in_pairs, seconds
from benchmarks.stores import store_of
from mcu_desktop.intake.demonstration import demonstration_cases
from mcu_desktop.operations.add_cases import add_cases
from mcu_desktop.operations.edit_time_limits import edit_time_limits
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.alerts import COUNT_SQL, count_alerts, reached_sql, read_scope
from mcu_desktop.queries.catalogues import read_time_limits
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.limit_edits import LimitEdit
from mcu_desktop.rules.terms import CaseKind
from mcu_desktop.store.reading import stored_moment
from mcu_desktop.store.store import Store

_LOOKS = 21
_RECOUNTS = 3
_EVERYBODY = 0
_MOVED = (
    (
        "case_deadlines",
        (
            "time_limit_id",
            "started_at",
            "legal_deadline",
            "control_date",
            "due_soon_at",
            "settled_at",
            "trace",
            "warnings",
        ),
    ),
    ("cases", ("legal_deadline", "control_date", "due_soon_at", "queue_moment", "nearest_stage", "version")),
)
_Update = tuple[str, list[tuple[object, ...]]]


def measure_alerts(cases: int, wanted: str | None) -> list[Measured]:
    """Measure the count of all alerts of the centre, with what it needs to know first."""
    store = store_of(cases, wanted)
    now = datetime.now(UTC)
    with closing(open_store(store).open_reader()) as reader, closing(_raw(Path(store))) as raw:
        scope = read_scope(reader, _EVERYBODY, now=now)
        reached, parameters = reached_sql(scope)
        bound = {
            name: stored_moment(value) if isinstance(value, datetime) else value
            for name, value in {**parameters, "person": _EVERYBODY, "now": now}.items()
        }

        def ours() -> object:
            return count_alerts(reader, read_scope(reader, _EVERYBODY, now=now))

        def floor() -> object:
            return raw.execute(reached + COUNT_SQL, bound).fetchall()

        medians = in_pairs(lambda: seconds(ours), lambda: seconds(floor), pairs=_LOOKS)
        return [Measured("alerts", cases, medians[0] * 1_000, medians[1] * 1_000, "ms")]


def measure_recount(cases: int, _wanted: str | None) -> list[Measured]:
    """Measure the recount of so many open cases, all of one limit, after it became a day longer or shorter."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "ours.sqlite3"
        store = open_store(str(place))
        _fill(store, cases)
        longer, shorter = _edits(store)
        before = _values(place)
        _edit(store, longer)
        after = _values(place)
        bare = Path(name) / "bare.sqlite3"
        with closing(_raw(place)) as source, closing(sqlite3.connect(bare)) as copy:
            source.backup(copy)
        ours, floor = iter([shorter, longer] * _RECOUNTS), iter([before, after] * _RECOUNTS)
        medians = in_pairs(
            lambda: seconds(partial(_edit, store, next(ours))),
            lambda: seconds(partial(_update, bare, next(floor))),
            pairs=_RECOUNTS,
        )
        return [Measured("recount", cases, *medians, "s")]


def _fill(store: Store, cases: int) -> None:
    with closing(store.open_reader()) as reader:
        zone = read_zone(reader)
    now = datetime.now(UTC)
    made = [
        replace(
            case,
            channel_code="feedback_platform",
            kind=CaseKind.MESSAGE,
            fast_track=False,
            answered_at=None,
            closed_at=None,
            outcome=None,
        )
        for case in demonstration_cases(cases, seed=7, until=now, zone=zone)
    ]
    store.perform(
        lambda session: add_cases(session, Task(), made, now=now, zone=zone, actor="", batch_id=None, told=str)
    )


def _edits(store: Store) -> tuple[LimitEdit, LimitEdit]:
    with closing(store.open_reader()) as reader:
        [limit] = [limit for limit in read_time_limits(reader) if limit.code == "feedback_ordinary"]
    longer = replace(limit, amount=limit.amount + 1)
    return LimitEdit("длиннее", changed=(longer,)), LimitEdit("короче", changed=(limit,))


def _edit(store: Store, edit: LimitEdit) -> None:
    now = datetime.now(UTC)
    store.perform(lambda session: edit_time_limits(session, Task(), edit, now=now, actor=""))


def _values(place: Path) -> list[_Update]:
    """Return an update of each table with the values of now."""
    found = []
    with closing(_raw(place)) as raw:
        for table, columns in _MOVED:
            rows = raw.execute(f"SELECT {', '.join(columns)}, id FROM {table}").fetchall()
            places = ", ".join(f"{column} = ?" for column in columns)
            found.append((f"UPDATE {table} SET {places} WHERE id = ?", rows))
    return found


def _update(place: Path, updates: list[_Update]) -> None:
    with closing(sqlite3.connect(place, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("BEGIN IMMEDIATE")
        for sql, rows in updates:
            raw.executemany(sql, rows)
        raw.execute("COMMIT")


def _raw(place: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{place.as_uri()}?mode=ro", uri=True)
