"""Issuing a report: it gets its number and its seal, and is kept with all it was drawn from."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mcu_desktop.models.catalogues import Setting
from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.models.reports import IssuedReport
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.queries.counted_report import period_words
from mcu_desktop.queries.journal_check import read_last_seal
from mcu_desktop.queries.letterhead import read_head_rules
from mcu_desktop.queries.report_kinds import find_kind
from mcu_desktop.reports.kept_report import content_text, texts_text
from mcu_desktop.reports.report import Report, content_seal
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.store.reading import reader_of


def issue_report(session: Session, report: Report, *, now: datetime, actor: str) -> Change:
    """Keep a report under the next number of its year; the details are the report with its number and seal."""
    require(session, Deed.ISSUE_REPORT, now=now)
    day = now.astimezone(ZoneInfo(report.zone_name)).date()
    # Any row that is always there: of several that issue at once, each waits for the number before its own.
    session.execute(select(Setting).where(Setting.code == "zone").with_for_update())
    last = session.scalar(select(func.max(IssuedReport.sequence)).where(IssuedReport.year == day.year))
    sequence = (last or 0) + 1
    reader = reader_of(session)
    prefix, sealed = read_head_rules(reader, day).number_prefix, read_last_seal(reader)
    number = f"{prefix}-{day.year}-{sequence:03}".removeprefix("-")
    numbered = replace(report, number=number, journal=sealed.words if sealed else "")
    issued = replace(numbered, seal=content_seal(numbered))
    kind = find_kind(report.wish.code)
    title = f"{kind.name} {period_words(kind, report)}"
    session.add(
        IssuedReport(
            number=issued.number,
            year=day.year,
            sequence=sequence,
            code=kind.code,
            title=title,
            first_day=report.wish.first,
            last_day=report.wish.last,
            counted_at=report.counted_at,
            issued_at=now,
            actor=actor,
            content=content_text(issued),
            texts=texts_text(issued),
            seal=issued.seal,
        )
    )
    session.flush()  # a second report of the same transaction has the next number
    words = f"Выдан отчёт № {issued.number}: {title}"
    session.add(JournalEntry(at=now, actor=actor, summary=words))
    return Change(frozenset({Touched.REPORTS}), f"{words}.", details=issued)
