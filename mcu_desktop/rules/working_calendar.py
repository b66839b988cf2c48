"""The production calendar: which days are worked, and in which hours."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from mcu_desktop.rules.terms import DayKind

WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
SHORT_WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
END_OF_DAY = time(23, 59, 59)
_ONE_DAY = timedelta(days=1)
_SHORTER_BY = timedelta(hours=1)  # ТК РФ ст. 95


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """Working time of a weekday, local."""

    starts: time
    ends: time
    lunch_starts: time | None = None
    lunch_ends: time | None = None


Week: TypeAlias = Mapping[int, WorkingHours]


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that differs from its weekday."""

    day: date
    kind: DayKind
    note: str = ""
    source: str = ""


@dataclass(frozen=True)
class WorkingCalendar:
    """Working days of the known years.

    `hours` is by weekday (0 is Monday); an absent one is a day off. `later_hours` are whole weeks that hold
    from a day on, in the order of their days. `approved_years` are those of the known ones that will not change.
    """

    zone: ZoneInfo
    hours: Week
    days: Mapping[date, CalendarDay]
    known_years: frozenset[int]
    later_hours: tuple[tuple[date, Week], ...] = ()
    approved_years: frozenset[int] = frozenset()
    # Not given over by `replace`: other days have other hours.
    _spans: dict[date, tuple[tuple[datetime, datetime], ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def known_until(self) -> date | None:
        """Return the last day that is known."""
        return date(max(self.known_years), 12, 31) if self.known_years else None

    def knows(self, day: date) -> bool:
        """Return whether the days off of this day's year are known."""
        return day.year in self.known_years

    def is_working(self, day: date) -> bool:
        """Return whether the day is worked."""
        special = self.days.get(day)
        if special is not None:
            return special.kind is not DayKind.DAY_OFF
        return day.weekday() in self.hours_on(day)

    def hours_on(self, day: date) -> Week:
        """Return the working week that holds on the day."""
        found = self.hours
        for since, later in self.later_hours:
            if since <= day:
                found = later
        return found

    def spans(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """Return the working time of the day as local spans, lunch left out; a short day ends an hour earlier."""
        if day not in self._spans:
            self._spans[day] = tuple(self._reckon_spans(day))
        return self._spans[day]

    def next_working_day(self, day: date) -> date:
        """Return the day itself if worked, else the first worked day after it."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def previous_working_day(self, day: date) -> date:
        """Return the day itself if worked, else the last worked day before it."""
        while not self.is_working(day):
            day -= _ONE_DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """Return the worked day `count` worked days after the day (before it where negative)."""
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def why_off(self, day: date) -> str:
        """Say in Russian why the day is not worked."""
        special = self.days.get(day)
        return special.note if special is not None and special.note else "выходной"

    def _reckon_spans(self, day: date) -> list[tuple[datetime, datetime]]:
        if not self.is_working(day):
            return []
        # A worked Saturday has no hours of its own: it takes those of an ordinary day.
        week = self.hours_on(day)
        hours = week.get(day.weekday()) or week[min(week)]
        starts = datetime.combine(day, hours.starts, self.zone)
        ends = datetime.combine(day, hours.ends, self.zone)
        special = self.days.get(day)
        if special is not None and special.kind in {DayKind.SHORT, DayKind.WORKING_SHORT}:
            ends -= _SHORTER_BY
        spans = [(starts, ends)]
        if hours.lunch_starts is not None and hours.lunch_ends is not None:
            lunch_starts = datetime.combine(day, hours.lunch_starts, self.zone)
            lunch_ends = datetime.combine(day, hours.lunch_ends, self.zone)
            spans = [(starts, min(lunch_starts, ends)), (lunch_ends, ends)]
        return [span for span in spans if span[0] < span[1]]


def norm_of_year(calendar: WorkingCalendar, year: int) -> tuple[int, float]:
    """Return the working days of a year and its working time in hours (ТК РФ ст. 91, by this calendar's hours)."""
    days, time_worked = 0, timedelta()
    day = date(year, 1, 1)
    while day.year == year:
        spans = calendar.spans(day)
        days += bool(spans)
        time_worked += sum((ends - starts for starts, ends in spans), timedelta())
        day += _ONE_DAY
    return days, time_worked / timedelta(hours=1)


def known_in_words(calendar: WorkingCalendar, today: date) -> str:
    """Say in Russian until when the calendar is approved, and until when it is known at least."""
    approved = _last_of_row(calendar.approved_years & calendar.known_years, today.year)
    known = _last_of_row(calendar.known_years, today.year)
    if known is None:
        return f"Календарь {today.year} года не известен."
    if approved == known:
        return f"Календарь утверждён до {approved:%d.%m.%Y}."
    begin = "Календарь не утверждён" if approved is None else f"Календарь утверждён до {approved:%d.%m.%Y}"
    return f"{begin}, предварительно до {known:%d.%m.%Y}."


def _last_of_row(years: Collection[int], first: int) -> date | None:
    """Return the last day of the unbroken row of years that begins with the first."""
    year = first
    while year in years:
        year += 1
    return date(year - 1, 12, 31) if year > first else None
