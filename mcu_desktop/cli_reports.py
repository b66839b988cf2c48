"""Reports on the command line: listed, made."""

import argparse
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from mcu_desktop.cli_said import Said, refuse_unknown
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.counted_report import document_of, make_report
from mcu_desktop.queries.report_kind import ReportKind
from mcu_desktop.queries.report_kinds import REPORTS, find_kind
from mcu_desktop.queries.report_schedules import read_due
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.reports.files import write_document
from mcu_desktop.reports.report import Report, ReportWish
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.report_periods import PeriodKind, offered_periods, period_of_words
from mcu_desktop.store.store import Store

_ACTOR = "Командная строка"


def handle_report(wanted: argparse.Namespace) -> Said:
    """List the reports, or make one as the file that its name asks for."""
    if wanted.list:
        return {kind.code: kind.name for kind in REPORTS}, "\n".join(_line(kind) for kind in REPORTS)
    if wanted.scheduled:
        return _make_scheduled(open_store(wanted.store))
    if wanted.name is None or wanted.out is None:
        raise UserFacingError("Укажите отчёт и файл, например: mcu-desktop report weekly --out отчёт.pdf")
    kind = find_kind(wanted.name)
    report = _count(store := open_store(wanted.store), kind, wanted)
    if wanted.issue:
        report = _issued(store, report)
    write_document(document_of(report), wanted.out)
    number = f" № {report.number}" if report.number else ""
    return {"file": wanted.out, "number": report.number}, f"Отчёт{number} сохранён: {wanted.out}"


def _make_scheduled(store: Store) -> Said:
    """Make what is due by each rule; a rule that cannot is said at the end, and the others are made all the same."""
    from mcu_desktop.operations.make_scheduled import make_batch

    now = datetime.now(UTC)
    with closing(store.open_reader()) as reader:
        zone = read_zone(reader)
        due = read_due(reader, now=now, zone=zone, running_since=now)
    files: list[Path] = []
    said: list[str] = []
    failed: list[str] = []
    for batch in due:
        make = partial(make_batch, task=Task(), batch=batch, now=now, zone=zone, actor=_ACTOR)
        try:
            change = store.perform(make)
        except UserFacingError as error:
            failed.append(str(error))
        else:
            said.append(change.text)
            files += change.details if isinstance(change.details, tuple) else ()
    if failed:
        raise UserFacingError("\n".join((*said, *failed)))
    return {"files": files}, "\n".join(line for line in said if line) or "По расписанию составлять нечего."


def _issued(store: Store, report: Report) -> Report:
    from mcu_desktop.operations.issue_report import issue_report

    change = store.perform(lambda session: issue_report(session, report, now=datetime.now(UTC), actor=_ACTOR))
    if not isinstance(change.details, Report):
        raise TypeError(change.details)
    return change.details


def _line(kind: ReportKind) -> str:
    formats = ", ".join(ending[1:].upper() for ending in kind.formats)
    return f"{kind.code}\t{kind.name} ({formats})"


def _count(store: Store, kind: ReportKind, wanted: argparse.Namespace) -> Report:
    with closing(store.open_reader()) as reader:
        zone = read_zone(reader)
        now = datetime.now(UTC)
        if wanted.block is not None:
            refuse_unknown(reader, "sector_blocks", wanted.block, "Блок")
        period = _period(kind, wanted, now.astimezone(zone).date())
        wish = ReportWish(kind.code, period.first, period.last, wanted.block, wanted.subject or "")
        return make_report(reader, wish, now=now, zone=zone)


def _period(kind: ReportKind, wanted: argparse.Namespace, today: date) -> Period:
    """Return the days that are said, or named in words, or else those the report is usually made for."""
    if wanted.period_from is not None or wanted.period_to is not None:
        first = wanted.period_from or wanted.period_to
        return Period(first, wanted.period_to or first)
    if wanted.period:
        named = period_of_words(wanted.period, today)
        if named is None:
            raise UserFacingError(
                f"Период «{wanted.period}» не понят. Отчёт не составлен. Напишите, например: «прошлая неделя», "
                "«октябрь», «III квартал», «2026», или дни: --from и --to."
            )
        return named.period
    return offered_periods(kind.period, today)[0].period


def write_last_week(store: Store, out: Path) -> None:
    """Write the weekly report of the week before."""
    with closing(store.open_reader()) as reader:
        zone, now = read_zone(reader), datetime.now(UTC)
        week = offered_periods(PeriodKind.WEEK, now.astimezone(zone).date())[0].period
        report = make_report(reader, ReportWish("weekly", week.first, week.last), now=now, zone=zone)
    write_document(document_of(report), out)
