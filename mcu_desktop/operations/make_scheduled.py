"""Making the reports of a rule that are due: counted, issued and written in one transaction, or none of them."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.issue_report import issue_report
from mcu_desktop.operations.schedule_reports import take_on
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.counted_report import document_of, file_name, make_report
from mcu_desktop.queries.report_kinds import find_kind
from mcu_desktop.queries.report_schedules import DueBatch
from mcu_desktop.reports.files import write_document
from mcu_desktop.reports.report import Report
from mcu_desktop.rules.russian import plural
from mcu_desktop.store.reading import reader_of


def make_batch(session: Session, task: Task, batch: DueBatch, *, now: datetime, zone: ZoneInfo, actor: str) -> Change:
    """Make what is due; an empty text says that another workstation has. A file that cannot be written undoes all."""
    if not take_on(session, batch.line.schedule_id, batch.moment):
        return Change(frozenset(), "")
    files: list[Path] = []
    for wish in batch.wishes:
        task.step(-1, f"Отчёт по расписанию: {find_kind(wish.code).name}")
        report = make_report(reader_of(session), wish, now=now, zone=zone)
        issued = issue_report(session, report, now=now, actor=actor).details
        if not isinstance(issued, Report):
            raise TypeError(issued)
        path = Path(batch.line.folder) / file_name(issued, batch.line.ending)
        files.append(write_document(document_of(issued), path, what="Отчёт по расписанию"))
    return Change(frozenset({Touched.REPORTS}), _words(batch), details=tuple(files))


def _words(batch: DueBatch) -> str:
    made = plural(len(batch.wishes), "отчёт", "отчёта", "отчётов")
    said = f"По расписанию: {find_kind(batch.line.code).name} — {made}"
    if batch.missed:
        said += f", из них {plural(batch.missed, 'пропущен', 'пропущены', 'пропущено')}, пока программа не работала"
    if batch.left_out:
        forms = ("более давний не составлен", "более давних не составлены", "более давних не составлено")
        said += f"; ещё {plural(batch.left_out, *forms)}"
    return f"{said}. Папка: {batch.line.folder}"
