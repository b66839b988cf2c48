"""When reports are made by themselves: the moments since the last one, and the period each is for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from mcu_desktop.rules.periods import Period, month_of

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_LONGEST_DAYS_OFF = 15  # no row of days off is longer


class Rhythm(StrEnum):
    """How often a report is made. The values are what the store keeps."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


RHYTHMS = {Rhythm.DAILY: "каждый день", Rhythm.WEEKLY: "по понедельникам", Rhythm.MONTHLY: "первого числа"}
IsWorking = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Schedule:
    """One rule: when, and whether days off are left out.

    On days off a daily report is not made; a weekly or monthly one moves to the next working day.
    """

    rhythm: Rhythm
    at: time
    working_days_only: bool


@dataclass(frozen=True, slots=True)
class DueReport:
    """One report that is to be made: its moment and the period it is for."""

    moment: datetime
    period: Period


def due_reports(
    schedule: Schedule, done_until: datetime, now: datetime, zone: ZoneInfo, is_working: IsWorking
) -> tuple[DueReport, ...]:
    """Return what has become due after `done_until` and up to now, the oldest first; both moments are aware."""
    # A moment may have been moved past the days off: its own day is some days earlier.
    day = done_until.astimezone(zone).date() - timedelta(days=_LONGEST_DAYS_OFF)
    found = []
    for start in _own_days(schedule.rhythm, day, now.astimezone(zone).date()):
        made_on = _moved(start, schedule, is_working)
        if made_on is None:
            continue
        moment = datetime.combine(made_on, schedule.at, zone)
        if done_until < moment <= now:
            found.append(DueReport(moment, _period(schedule, start, is_working)))
    return tuple(found)


def _own_days(rhythm: Rhythm, first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        is_own = {Rhythm.DAILY: True, Rhythm.WEEKLY: day.weekday() == 0, Rhythm.MONTHLY: day.day == 1}[rhythm]
        if is_own:
            yield day
        day += _DAY


def _moved(day: date, schedule: Schedule, is_working: IsWorking) -> date | None:
    if not schedule.working_days_only or is_working(day):
        return day
    if schedule.rhythm is Rhythm.DAILY:
        return None
    later = (day + timedelta(days=step) for step in range(1, _LONGEST_DAYS_OFF))
    return next((found for found in later if is_working(found)), day)


def _period(schedule: Schedule, day: date, is_working: IsWorking) -> Period:
    """Return the days since the last summary, the week before, or the month before."""
    if schedule.rhythm is Rhythm.DAILY:
        first = day - _DAY
        while schedule.working_days_only and not is_working(first) and (day - first).days < _LONGEST_DAYS_OFF:
            first -= _DAY  # Monday's summary tells of Friday and the days off after it
        return Period(first, day - _DAY)
    if schedule.rhythm is Rhythm.WEEKLY:
        return Period(day - _WEEK, day - _DAY)
    return month_of(day - _DAY)
