"""Many processes edit the same few cases at once: `python -m benchmarks.together`, nothing may be lost or doubled."""

import argparse
import multiprocessing
import tempfile
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from mcu_desktop.intake.demonstration import demonstration_cases
from mcu_desktop.operations.add_cases import add_cases
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.edit_case import edit_case
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.operations.perform import performed
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.case_fields import CaseField, ClashError, FieldEdit
from mcu_desktop.store.place import find_place
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

CASES = 5
_NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
_ZONE = ZoneInfo("Europe/Moscow")
_EDITED = "FROM case_events WHERE summary = 'Изменено: дом'"


@dataclass(frozen=True, slots=True)
class Together:
    """What became of the edits: told to be stored, told to be refused; found lost, found doubled, torn off."""

    stored: int
    refused: int
    lost: int
    doubled: int
    torn: int  # edits that were not made upon the one before them


def add_five(store: Store) -> None:
    """Store the cases that everybody edits."""
    made = [
        replace(case, house="0", closed_at=None, outcome=None, answered_at=None)
        for case in demonstration_cases(CASES, seed=1, until=_NOW, zone=_ZONE)
    ]
    store.perform(
        lambda session: add_cases(session, Task(), made, now=_NOW, zone=_ZONE, actor="", batch_id=None, told=str)
    )


def edit_together(address: str, *, workers: int, edits: int) -> Together:
    """Let so many processes make so many edits each of the houses of five cases, and look what is there."""
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        done = pool.starmap(_edit, [(address, worker, edits) for worker in range(workers)])
    stored = sum(told for told, _refused in done)
    with closing(Store(find_place(address)).open_reader()) as reader:
        kept, different = reader.rows(f"SELECT count(*), count(DISTINCT changes) {_EDITED}")[0]
        return Together(
            stored, sum(refused for _told, refused in done), max(stored - kept, 0), kept - different, _torn(reader)
        )


def _edit(address: str, worker: int, edits: int) -> tuple[int, int]:
    """Open the cases in turn and edit what is seen there; returns how many edits were stored and refused."""
    store = Store(find_place(address))
    stored = 0
    with closing(store.open_reader()) as reader:
        for number in range(edits):
            case_id = (worker + number) % CASES + 1
            seen = reader.rows("SELECT house FROM cases WHERE id = :id", id=case_id)[0][0]
            edit = FieldEdit(CaseField.HOUSE, seen, f"{worker}-{number}")
            deed = partial(_edit_one, case_id, [edit], f"W{worker}")
            with suppress(ClashError):  # another one was quicker: said to the person, and nothing of it is stored
                store.perform(partial(performed, deed=deed, now=_NOW))
                stored += 1
    return stored, edits - stored


def _edit_one(case_id: int, edits: list[FieldEdit], actor: str, session: Session) -> Change:
    return edit_case(session, case_id, edits, now=_NOW, actor=actor)


def _torn(reader: Reader) -> int:
    """Return how many links of the chain of edits do not hold: from the first value to what the case has now."""
    torn, last = 0, dict.fromkeys(range(1, CASES + 1), "0")
    for case_id, changes in reader.rows(f"SELECT case_id, changes {_EDITED} ORDER BY case_id, id"):
        torn += f'"{last[case_id]}", "' not in changes
        last[case_id] = changes.rsplit('"', 2)[1]
    return torn + (dict(reader.rows("SELECT id, house FROM cases")) != last)


def _main() -> None:
    parser = argparse.ArgumentParser("benchmarks.together", description=__doc__)
    parser.add_argument("--workers", type=int, default=30)
    parser.add_argument("--edits", type=int, default=1_000, help="by each process")
    parser.add_argument("--store", help="an empty store; without it an embedded one in the temporary folder")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = wanted.store or str(Path(folder) / "store.sqlite3")
        add_five(open_store(address))
        started = perf_counter()
        print(edit_together(address, workers=wanted.workers, edits=wanted.edits))
        print(f"{perf_counter() - started:.1f} s")


if __name__ == "__main__":
    _main()
