"""What the journal and the rights cost: an intake with the full journal beside one without, queries under policies."""

import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measuring import Measured, in_pairs, seconds
from benchmarks.sample_files import write_incident_export
from mcu_desktop.intake.incoming import ReadFile
from mcu_desktop.intake.reading import read_file
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.store.guarding.journal import remove_triggers
from mcu_desktop.store.store import Store

_PAIRS = 3


def measure_journal(cases: int, _wanted: str | None) -> list[Measured]:
    """Measure the storing of so many cases in an embedded store, with its journal and without."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        export = folder / "export.xlsx"
        write_incident_export(export, cases, seed=1)
        counter = iter(range(1_000))
        example = open_store(str(folder / "example.sqlite3"))
        with closing(example.open_reader()) as reader:
            file = read_file(export, zone=read_zone(reader), now=datetime.now(UTC))

        def new_store(*, journaled: bool) -> Store:
            store = open_store(str(folder / f"{next(counter)}.sqlite3"))
            if not journaled:
                store.perform(lambda session: remove_triggers(session.connection()))
            return store

        def run(*, journaled: bool) -> float:
            store = new_store(journaled=journaled)
            return seconds(lambda: stored(store, file))

        with_journal: Callable[[], float] = lambda: run(journaled=True)  # noqa: E731 -- two of a pair
        without: Callable[[], float] = lambda: run(journaled=False)  # noqa: E731
        return [Measured("journal", cases, *in_pairs(with_journal, without, pairs=_PAIRS), "s")]


def stored(store: Store, file: ReadFile) -> None:
    """Take a file in that was read before."""
    now = datetime.now(UTC)
    with closing(store.open_reader()) as reader:
        zone = read_zone(reader)
    store.perform(lambda session: take_in(session, Task(), file, now=now, zone=zone, actor=""))
