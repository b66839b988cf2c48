"""A refused row mended by a person and taken in, or given up."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from mcu_desktop.intake.incoming import ReadFile
from mcu_desktop.intake.reading import read_mended
from mcu_desktop.models.intake import IntakeBatch, JournalEntry, RefusedRowRecord
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.operations.take_in import IntakeResult, take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.mappings import mapping_of
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed


def mend_refused_row(
    session: Session,
    task: Task,
    row_id: int,
    cells: Mapping[str, str],
    *,
    now: datetime,
    zone: ZoneInfo,
    actor: str,
) -> Change:
    """Take the mended row in as a row of its file; it stays refused where it is still wrong."""
    require(session, Deed.MEND_ROW, now=now)
    row = _waiting_row(session, row_id)
    batch = session.get_one(IntakeBatch, row.intake_batch_id)
    mapping = mapping_of(batch.mapping)
    case = read_mended(cells, layout=batch.layout, mapping=mapping, row_number=row.row_number, zone=zone, now=now)
    file = ReadFile(
        file_name=batch.file_name,
        file_hash=batch.file_hash,
        layout=batch.layout,
        layout_title="",
        system=batch.system,
        cases=(case,),
        refused=(),
        mapping=mapping,
    )
    session.delete(row)
    change = take_in(session, task, file, now=now, zone=zone, actor=actor)
    done = change.details
    became = "новое сообщение" if isinstance(done, IntakeResult) and done.added else "сообщение уже было в хранилище"
    return Change(change.touched | {Touched.REFUSED_ROWS}, f"Строка {row.row_number} исправлена: {became}.", done)


def give_up_refused_row(session: Session, row_id: int, *, now: datetime, actor: str) -> Change:
    """Take a row off the list of refused ones; nothing of it is stored any more."""
    require(session, Deed.MEND_ROW, now=now)
    row = _waiting_row(session, row_id)
    session.delete(row)
    words = f"Строка {row.row_number} убрана из списка отказанных."
    session.add(JournalEntry(at=now, actor=actor, summary=words))
    return Change(frozenset({Touched.REFUSED_ROWS}), words)


def _waiting_row(session: Session, row_id: int) -> RefusedRowRecord:
    row = session.get(RefusedRowRecord, row_id, with_for_update=True)
    if row is None:
        raise UserFacingError("Этой строки в списке уже нет: её исправил или убрал кто-то другой. Ничего не изменено.")
    return row
