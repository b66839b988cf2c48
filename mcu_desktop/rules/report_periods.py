"""Periods of reports as officials name them: «прошлая неделя», «октябрь», «III квартал»."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mcu_desktop.rules.russian import MONTHS, comparable

QUARTERS = ("I", "II", "III", "IV")
_MONTHS_BACK = 12
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


class PeriodKind(StrEnum):
    """What a report is usually made for; any other days may be given all the same."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    ON_DAY = "on_day"  # a state of things, not a span


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """Days by their name; both are inclusive."""

    title: str
    first: date
    last: date


def offered_periods(kind: PeriodKind, today: date) -> tuple[NamedPeriod, ...]:
    """Return the periods to choose from, the one usually wanted first."""
    if kind is PeriodKind.ON_DAY:
        return (NamedPeriod("сегодня", today, today), NamedPeriod("вчера", today - _DAY, today - _DAY))
    days = (NamedPeriod("сегодня", today, today), NamedPeriod("вчера", today - _DAY, today - _DAY))
    monday = today - timedelta(days=today.weekday())
    weeks = (
        NamedPeriod("прошлая неделя", monday - _WEEK, monday - _DAY),
        NamedPeriod("текущая неделя", monday, monday + _WEEK - _DAY),
    )
    longer = _months(today)
    groups = {PeriodKind.DAY: (days, weeks, longer), PeriodKind.WEEK: (weeks, days, longer)}
    return tuple(period for group in groups.get(kind, (longer, weeks, days)) for period in group)


def _months(today: date) -> tuple[NamedPeriod, ...]:
    """Return the last twelve months, the quarters of this year and the one before, and the years."""
    months = []
    first = today.replace(day=1)
    for _ in range(_MONTHS_BACK):
        first = (first - _DAY).replace(day=1)
        months.append(month_of(first.year, first.month))
    current = month_of(today.year, today.month)
    quarters = [
        quarter_of(year, number)
        for year in (today.year, today.year - 1)
        for number in (4, 3, 2, 1)
        if date(year, 3 * number - 2, 1) <= today
    ]
    years = (year_of(today.year), year_of(today.year - 1))
    return (months[0], NamedPeriod("текущий месяц", current.first, current.last), *months[1:], *quarters, *years)


def month_of(year: int, month: int) -> NamedPeriod:
    """Return a month: «октябрь 2026 года»."""
    last = calendar.monthrange(year, month)[1]
    return NamedPeriod(f"{MONTHS[month - 1]} {year} года", date(year, month, 1), date(year, month, last))


def quarter_of(year: int, number: int) -> NamedPeriod:
    """Return a quarter, 1 to 4: «III квартал 2026 года»."""
    last = month_of(year, 3 * number).last
    return NamedPeriod(f"{QUARTERS[number - 1]} квартал {year} года", date(year, 3 * number - 2, 1), last)


def year_of(year: int) -> NamedPeriod:
    """Return a year."""
    return NamedPeriod(f"{year} год", date(year, 1, 1), date(year, 12, 31))


def known_period(first: date, last: date) -> NamedPeriod | None:
    """Return the month, the quarter or the year that the days are; None for other days."""
    whole = [
        month_of(last.year, last.month),
        quarter_of(last.year, (last.month + 2) // 3),
        year_of(last.year),
    ]
    return next((period for period in whole if (period.first, period.last) == (first, last)), None)


def period_before(first: date, last: date) -> tuple[date, date]:
    """Return the days to compare with: the month before a month, the quarter before a quarter, else as many days."""
    whole = known_period(first, last)
    if whole is None:
        return first - (last - first) - _DAY, first - _DAY
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    place = first.year * 12 + first.month - 1 - months
    return date(place // 12, place % 12 + 1, 1), first - _DAY


def year_before(first: date, last: date) -> tuple[date, date]:
    """Return the same days a year ago; 29 February becomes the 28th, and the end of a month stays its end."""
    end = _a_year_back(last)
    if last.day == calendar.monthrange(last.year, last.month)[1]:
        end = end.replace(day=calendar.monthrange(end.year, end.month)[1])
    return _a_year_back(first), end


def _a_year_back(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def period_of_words(words: str, today: date) -> NamedPeriod | None:
    """Return the period that words name; a month without its year is the last one that has begun. None: not known."""
    said = re.sub(r"\s+(года|год|г\.?)$", "", comparable(words))
    for kind in (PeriodKind.WEEK, PeriodKind.ON_DAY):
        for period in offered_periods(kind, today):
            if said == re.sub(r"\s+(года|год)$", "", comparable(period.title)):
                return period
    found = re.fullmatch(r"(\w+)(?: (\d{4}))?", said)
    if found and found[1] in MONTHS:
        month = MONTHS.index(found[1]) + 1
        year = int(found[2]) if found[2] else today.year - (month > today.month)
        return month_of(year, month)
    found = re.fullmatch(r"([1-4]|i{1,3}|iv)[- ]?(?:й )?квартал(?: (\d{4}))?", said)
    if found:
        number = int(found[1]) if found[1].isdecimal() else QUARTERS.index(found[1].upper()) + 1
        begins = 3 * number - 2
        return quarter_of(int(found[2]) if found[2] else today.year - (begins > today.month), number)
    found = re.fullmatch(r"(\d{4})", said)
    return year_of(int(found[1])) if found and int(found[1]) > 0 else None
