"""Taking an export in: the file to stored cases, beside reading it and one raw insert of the same rows."""

import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmarks.measuring import Measured, in_pairs, seconds
from benchmarks.sample_files import write_incident_export
from mcu_desktop.intake.reading import read_file
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.zone import read_zone

_PAIRS = 5
_COPIED = (
    "cases",
    "case_texts",
    "case_search",
    "case_deadlines",
    "case_events",
    "citizens",
    "other_numbers",
)


def measure_intake(cases: int, _wanted: str | None) -> list[Measured]:
    """Measure an XLSX of that many rows; each time into a new store."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        export = folder / "export.xlsx"
        write_incident_export(export, cases, seed=1)
        counter = iter(range(1_000))
        example = folder / "example.sqlite3"
        _take_in(export, example)
        rows = _rows_of(example)

        def ours() -> float:
            store = folder / f"ours-{next(counter)}.sqlite3"
            open_store(str(store))
            return seconds(lambda: _take_in(export, store))

        def floor() -> float:
            store = folder / f"floor-{next(counter)}.sqlite3"
            open_store(str(store))
            _drop_triggers(store)
            return seconds(lambda: _take_in_bare(export, store, rows))

        return [Measured("intake", cases, *in_pairs(ours, floor, pairs=_PAIRS), "s")]


def _take_in(export: Path, place: Path) -> None:
    store = open_store(str(place))
    now = datetime.now(UTC)
    with closing(store.open_reader()) as reader:
        zone = read_zone(reader)
    file = read_file(export, zone=zone, now=now)
    store.perform(lambda session: take_in(session, Task(), file, now=now, zone=zone, actor=""))


def _rows_of(place: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(place)) as connection:
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in _COPIED}


def _drop_triggers(place: Path) -> None:
    """Leave the tables and their search index: the journal and the kept counts are ours to pay for."""
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'case_search%'"
        ).fetchall()
        for (name,) in names:
            connection.execute(f"DROP TRIGGER {name}")


def _take_in_bare(export: Path, place: Path, rows: dict[str, list[tuple[object, ...]]]) -> None:
    """Read every cell, then put ready rows into the same tables with the same indexes; nothing is reckoned."""
    CalamineWorkbook.from_path(str(export)).get_sheet_by_index(0).to_python()
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN IMMEDIATE")
        for table, ready in rows.items():
            if ready:
                marks = ", ".join("?" * len(ready[0]))
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", ready)
        connection.execute("COMMIT")
