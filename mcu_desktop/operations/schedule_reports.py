"""Reports that are made by themselves: the rules of when, and who takes which one on."""

from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.models.reports import ReportSchedule
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.queries.report_kinds import find_kind
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.report_schedule import RHYTHMS, Rhythm


@dataclass(frozen=True, slots=True)
class NewSchedule:
    """What is to be made by itself; the ending says as which file."""

    code: str
    rhythm: Rhythm
    at: time
    working_days_only: bool
    block_code: str | None
    ending: str
    folder: str


def add_schedule(session: Session, wanted: NewSchedule, *, now: datetime, actor: str) -> Change:
    """Add a rule; it begins with the first of its moments after now."""
    require(session, Deed.EDIT_REPORTS, now=now)
    kind = find_kind(wanted.code)
    folder = wanted.folder.strip()
    if not folder or not Path(folder).is_absolute():
        raise UserFacingError("Выберите папку, в которую класть отчёты. Ничего не сохранено.")
    if kind.needs_block and wanted.block_code is None:
        raise UserFacingError(f"{kind.name}: выберите отраслевой блок. Ничего не сохранено.")
    if kind.subject:
        raise UserFacingError(f"{kind.name} сама собой не составляется: ей нужен {kind.subject}. Ничего не сохранено.")
    if wanted.ending not in kind.formats:
        raise UserFacingError(f"{kind.name} не бывает файлом «{wanted.ending}». Ничего не сохранено.")
    session.add(
        ReportSchedule(
            code=wanted.code,
            rhythm=wanted.rhythm,
            at=wanted.at,
            working_days_only=wanted.working_days_only,
            block_code=wanted.block_code if kind.takes_block or kind.needs_block else None,
            ending=wanted.ending,
            folder=folder,
            done_until=now,
        )
    )
    words = f"Расписание отчётов: {kind.name}, {RHYTHMS[wanted.rhythm]} в {wanted.at:%H:%M}"
    session.add(JournalEntry(at=now, actor=actor, summary=words))
    return Change(frozenset({Touched.REPORTS}), f"{words}.")


def remove_schedule(session: Session, schedule_id: int, *, now: datetime, actor: str) -> Change:
    """Take a rule away; what it has made stays."""
    require(session, Deed.EDIT_REPORTS, now=now)
    schedule = session.scalar(select(ReportSchedule).where(ReportSchedule.id == schedule_id))
    if schedule is None:
        raise UserFacingError("Этого правила уже нет: его убрали раньше.")
    session.delete(schedule)
    words = f"Из расписания убрано: {find_kind(schedule.code).name}"
    session.add(JournalEntry(at=now, actor=actor, summary=words))
    return Change(frozenset({Touched.REPORTS}), f"{words}.")


def take_on(session: Session, schedule_id: int, moment: datetime) -> bool:
    """Take what is due up to a moment on; False where another workstation has done so."""
    done = session.execute(
        update(ReportSchedule)
        .where(ReportSchedule.id == schedule_id, ReportSchedule.done_until < moment)
        .values(done_until=moment)
    )
    return cast("CursorResult[Any]", done).rowcount > 0
