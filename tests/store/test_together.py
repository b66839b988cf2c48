"""Several processes edit the same cases at once: nothing is lost, nothing is doubled."""

import multiprocessing
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.edit_case import edit_case
from mcu_desktop.operations.perform import performed
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.case_fields import CaseField, ClashError, FieldEdit
from mcu_desktop.store.place import find_place
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Moscow")
CASES, WORKERS, EDITS = 5, 6, 40


def _edit(address: str, worker: int, seen_at_first: str) -> tuple[int, int]:
    """Append to the houses of the cases in turn, each time upon what was last seen; returns (stored, refused)."""
    store = Store(find_place(address))
    reader = store.open_reader()
    seen = dict.fromkeys(range(1, CASES + 1), seen_at_first)
    stored = refused = 0
    while stored < EDITS:
        case_id = (worker + stored + refused) % CASES + 1
        new = f"{worker}-{stored}"
        edits = [FieldEdit(CaseField.HOUSE, seen[case_id], new)]
        try:
            deed = partial(_edit_one, case_id, edits, f"W{worker}")
            store.perform(partial(performed, deed=deed, now=NOW))
            stored, seen[case_id] = stored + 1, new
        except ClashError:
            refused += 1
            seen[case_id] = reader.rows("SELECT house FROM cases WHERE id = :id", id=case_id)[0][0]
    reader.close()
    return stored, refused


def _edit_one(case_id: int, edits: list[FieldEdit], actor: str, session: Session) -> Change:
    return edit_case(session, case_id, edits, now=NOW, actor=actor)


def test_edits_of_many_are_all_there_or_said_to_be_refused(
    store: Store, reader: Reader, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    file = file_of(*(incoming(external_number=str(number), house="0") for number in range(CASES)))
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=ZONE, actor="О"))
    address = store.place.address if store.place.file is None else str(store.place.file)
    with multiprocessing.get_context("spawn").Pool(WORKERS) as pool:
        done = pool.starmap(_edit, [(address, worker, "0") for worker in range(WORKERS)])
    assert [stored for stored, _refused in done] == [EDITS] * WORKERS
    kept = "SELECT count(*), count(DISTINCT changes) FROM case_events WHERE summary = 'Изменено: дом'"
    assert reader.rows(kept) == [(WORKERS * EDITS, WORKERS * EDITS)], "Each once, none twice"
    assert reader.rows("SELECT sum(version) FROM cases") == [(CASES + WORKERS * EDITS,)]
    chain = reader.rows("SELECT case_id, changes FROM case_events WHERE summary = 'Изменено: дом' ORDER BY case_id, id")
    last: dict[int, str] = {}
    for case_id, changes in chain:
        assert f'"{last.get(case_id, "0")}", "' in changes, "Every edit was made upon the one before it"
        last[case_id] = changes.rsplit('"', 2)[1]
    assert dict(reader.rows("SELECT id, house FROM cases")) == {**dict.fromkeys(range(1, CASES + 1), "0"), **last}
