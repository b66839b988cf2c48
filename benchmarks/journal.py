"""What the journal and the rights cost: an intake with the full journal beside one without, queries under policies."""

import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path

import psycopg

from benchmarks.measuring import Measured, in_pairs, seconds
from benchmarks.sample_files import write_incident_export
from mcu_desktop.intake.incoming import ReadFile
from mcu_desktop.intake.reading import read_file
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.operations.set_up_store import set_up_store
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.store.guarding.journal import remove_triggers
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store
from tests.server import TcpServer, running_server

_PAIRS = 3


def measure_journal(cases: int, _wanted: str | None) -> list[Measured]:
    """Measure the storing of so many cases in an embedded store and in a shared one, with the journal and without."""
    with tempfile.TemporaryDirectory() as name, running_server("shared_buffers = 128MB") as server:
        folder, counter = Path(name), count()
        export = folder / "export.xlsx"
        write_incident_export(export, cases, seed=1)
        with closing(open_store(str(folder / "example.sqlite3")).open_reader()) as reader:
            file = read_file(export, zone=read_zone(reader), now=datetime.now(UTC))
        set_up_store(Store(find_place(server.address(_administered(server, "CREATE DATABASE set_up", "set_up")))))

        def new_file() -> Store:
            return open_store(str(folder / f"{next(counter)}.sqlite3"))

        def new_database() -> Store:
            name = f"d{next(counter)}"
            return Store(
                find_place(server.address(_administered(server, f"CREATE DATABASE {name} TEMPLATE set_up", name)))
            )

        return [
            Measured(
                name,
                cases,
                *in_pairs(partial(_run, new, file), partial(_run, new, file, journaled=False), pairs=_PAIRS),
                "s",
            )
            for name, new in (("journal", new_file), ("journal shared", new_database))
        ]


def _run(new: Callable[[], Store], file: ReadFile, *, journaled: bool = True) -> float:
    """Return how long the intake of a file into a new store takes."""
    store = new()
    if not journaled:
        store.perform(lambda session: remove_triggers(session.connection()))
    took = seconds(lambda: stored(store, file))
    store.close()
    return took


def _administered(server: TcpServer, statement: str, database: str) -> str:
    with psycopg.connect(server.address("postgres"), autocommit=True) as line:
        line.execute(statement.encode())
    return database


def stored(store: Store, file: ReadFile) -> None:
    """Take a file in that was read before."""
    now = datetime.now(UTC)
    with closing(store.open_reader()) as reader:
        zone = read_zone(reader)
    store.perform(lambda session: take_in(session, Task(), file, now=now, zone=zone, actor=""))
