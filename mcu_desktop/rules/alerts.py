"""The ladder of alerts: when a step is reached.

Control of terms is the centre's duty (decree 1662-р, п. 1.4.3 б, 2.2, 3.5 е). A step is reached by the
term's dates and the moment of now alone: a suspended machine, a moved clock or a month of uptime change nothing.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.russian import plural
from mcu_desktop.rules.terms import Addressee, AlertMoment, LimitUnit
from mcu_desktop.rules.titles import ADDRESSEES, UNITS
from mcu_desktop.rules.working_calendar import END_OF_DAY, WorkingCalendar

_ONE_DAY = timedelta(days=1)
_HOURS = {
    LimitUnit.CLOCK_HOUR: 1,
    LimitUnit.WORKING_HOUR: 1,
    LimitUnit.CALENDAR_DAY: 24,
    LimitUnit.WORKING_DAY: 24,
}
_LONGEST = 366


@dataclass(frozen=True, slots=True)
class AlertStep:
    """One step; `limit_id` None is the ladder of all limits that have none of their own."""

    limit_id: int | None
    moment: AlertMoment
    amount: int
    unit: LimitUnit
    addressee: Addressee

    def __post_init__(self) -> None:
        if not 0 <= self.amount <= _LONGEST:
            raise UserFacingError(f"Шаг лестницы: число должно быть от 0 до {_LONGEST}. Лестница не сохранена.")
        if self.moment is AlertMoment.BEFORE and self.amount == 0:
            raise UserFacingError("Шаг «до срока» должен быть хотя бы за 1 день или час. Лестница не сохранена.")

    @property
    def severity(self) -> int:
        """How late the step is on the ladder, in hours about the date: the higher one replaces the lower."""
        hours = self.amount * _HOURS[self.unit]
        if self.moment is AlertMoment.BEFORE:
            return -hours
        return 0 if self.moment is AlertMoment.ON_DAY else hours + 1

    @property
    def by_legal_deadline(self) -> bool:
        """Whether the step looks at the legal deadline; the others look at the control date."""
        return self.moment is AlertMoment.OVERDUE


def reached_until(step: AlertStep, now: datetime, calendar: WorkingCalendar) -> datetime:
    """Return the latest date (UTC) for which the step is reached now: it is, for dates up to this one.

    «За 3 рабочих дня» is reached from the beginning of that working day on.
    """
    local = now.astimezone(calendar.zone)
    today = local.date()
    if step.moment is AlertMoment.ON_DAY:
        return _end_of(today, calendar)
    way = 1 if step.moment is AlertMoment.BEFORE else -1
    if step.unit is LimitUnit.CLOCK_HOUR:
        return now.astimezone(UTC) + way * timedelta(hours=step.amount)
    if step.unit is LimitUnit.WORKING_HOUR:
        return _working_hours_off(local, way * step.amount, calendar)
    if not step.amount:
        return now.astimezone(UTC)  # overdue at once
    if step.unit is LimitUnit.CALENDAR_DAY:
        return _end_of(today + way * step.amount * _ONE_DAY, calendar)
    return _end_of(_latest_day(today, way * step.amount, calendar), calendar)


def step_words(step: AlertStep) -> str:
    """Return «за 3 рабочих дня → исполнителю»."""
    who = ADDRESSEES[step.addressee]
    if step.moment is AlertMoment.ON_DAY:
        return f"в день срока → {who}"
    if step.moment is AlertMoment.OVERDUE and not step.amount:
        return f"просрочено → {who}"
    amount = plural(step.amount, *UNITS[step.unit])
    return f"за {amount} → {who}" if step.moment is AlertMoment.BEFORE else f"просрочено {amount} → {who}"


def _latest_day(today: date, count: int, calendar: WorkingCalendar) -> date:
    """Return the last day that lies so many worked days after a day up to today; before it where negative."""
    day = calendar.add_working_days(today, count)
    if count > 0:
        return day
    while calendar.add_working_days(day + _ONE_DAY, -count) <= today:
        day += _ONE_DAY
    while calendar.add_working_days(day, -count) > today:
        day -= _ONE_DAY
    return day


def _working_hours_off(local: datetime, hours: int, calendar: WorkingCalendar) -> datetime:
    """Return the moment so many working hours after now, or before it where negative."""
    left, day, forward = timedelta(hours=abs(hours)), local.date(), hours > 0
    while True:
        spans = calendar.spans(day)
        for opens, closes in spans if forward else reversed(spans):
            since, until = (max(opens, local), closes) if forward else (opens, min(closes, local))
            if until <= since:
                continue
            if until - since >= left:
                return (since + left if forward else until - left).astimezone(UTC)
            left -= until - since
        day += _ONE_DAY if forward else -_ONE_DAY


def _end_of(day: date, calendar: WorkingCalendar) -> datetime:
    return datetime.combine(day, END_OF_DAY, calendar.zone).astimezone(UTC)


def is_quiet(now: time, begins: time, ends: time) -> bool:
    """Return whether a local time is within the quiet hours, which may go over midnight."""
    if begins == ends:
        return False
    return begins <= now < ends if begins < ends else now >= begins or now < ends
