"""Reports that are made by themselves, and which of them are due."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mcu_desktop.queries.catalogues import read_calendar
from mcu_desktop.reports.report import ReportWish
from mcu_desktop.rules.report_schedule import Rhythm, Schedule, due_reports
from mcu_desktop.store.reading import Reader, as_moment, as_time

_SATURDAY = 5
_MOST_MISSED = 7  # of one rule: a month away does not end in thirty files at the next start


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One rule; `done_until` is UTC."""

    schedule_id: int
    code: str
    schedule: Schedule
    block_code: str | None
    ending: str
    folder: str
    done_until: datetime


@dataclass(frozen=True, slots=True)
class DueBatch:
    """All that is to be made now by one rule, the oldest first; `moment` is that of the last one.

    They are taken on together: after a row of days off two weeks may be due at the same moment.
    """

    line: ScheduleLine
    moment: datetime
    wishes: tuple[ReportWish, ...]
    missed: int  # of them: their moment passed while the program did not run
    left_out: int  # older ones, when very many were missed


def read_schedules(reader: Reader) -> tuple[ScheduleLine, ...]:
    """Return all rules."""
    rows = reader.rows(
        "SELECT id, code, rhythm, at, working_days_only, block_code, ending, folder, done_until"
        " FROM report_schedules ORDER BY id"
    )
    return tuple(
        ScheduleLine(
            schedule_id=row[0],
            code=row[1],
            schedule=Schedule(Rhythm(row[2]), as_time(row[3]), bool(row[4])),
            block_code=row[5],
            ending=row[6],
            folder=row[7],
            done_until=as_moment(row[8]),
        )
        for row in rows
    )


def read_due(reader: Reader, *, now: datetime, zone: ZoneInfo, running_since: datetime) -> tuple[DueBatch, ...]:
    """Return what is to be made now, by rule; of a rule that has missed very many, the last ones."""
    lines = read_schedules(reader)
    if not lines:
        return ()
    calendar = read_calendar(reader)

    def is_working(day: date) -> bool:
        return calendar.is_working(day) if calendar.knows(day) else day.weekday() < _SATURDAY

    found: list[DueBatch] = []
    for line in lines:
        due = due_reports(line.schedule, line.done_until, now, zone, is_working)
        if due:
            kept = due[-_MOST_MISSED:]
            wishes = tuple(ReportWish(line.code, one.period.first, one.period.last, line.block_code) for one in kept)
            missed = sum(one.moment < running_since for one in kept)
            found.append(DueBatch(line, due[-1].moment, wishes, missed, len(due) - len(kept)))
    return tuple(found)
