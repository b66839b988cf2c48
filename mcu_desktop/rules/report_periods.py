"""Periods of reports as officials name them: «прошлая неделя», «октябрь», «III квартал»."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mcu_desktop.rules.periods import Period, month_of, quarter_of, week_of, year_of
from mcu_desktop.rules.russian import MONTHS, comparable

_QUARTERS = ("i", "ii", "iii", "iv")
_MONTHS_BACK = 12
_QUARTERS_BACK = 5
_DAY = timedelta(days=1)


class PeriodKind(StrEnum):
    """What a report is usually made for; any other days may be given all the same."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    ON_DAY = "on_day"  # a state of things, not a span


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """Days by their name."""

    title: str
    period: Period


def offered_periods(kind: PeriodKind, today: date) -> tuple[NamedPeriod, ...]:
    """Return the periods to choose from, the one usually wanted first."""
    yesterday = today - _DAY
    days = (NamedPeriod("сегодня", Period(today, today)), NamedPeriod("вчера", Period(yesterday, yesterday)))
    if kind is PeriodKind.ON_DAY:
        return days
    weeks = (
        NamedPeriod("прошлая неделя", week_of(today).before()),
        NamedPeriod("текущая неделя", week_of(today)),
    )
    longer = _longer(today)
    orders = {
        PeriodKind.DAY: (days[::-1], weeks, longer),
        PeriodKind.WEEK: (weeks, longer, days),
        PeriodKind.MONTH: (longer, weeks, days),
    }
    return tuple(period for group in orders[kind] for period in group)


def _longer(today: date) -> tuple[NamedPeriod, ...]:
    """Return the last twelve months, some quarters and two years."""
    months = [month_of(today).before()]
    while len(months) < _MONTHS_BACK:
        months.append(months[-1].before())
    quarters = [quarter_of(today)]
    while len(quarters) < _QUARTERS_BACK:
        quarters.append(quarters[-1].before())
    years = (year_of(today), year_of(today).before())
    current = NamedPeriod("текущий месяц", month_of(today))
    named = [NamedPeriod(period.words(), period) for period in (*months, *quarters, *years)]
    return (named[0], current, *named[1:])


def period_of_words(words: str, today: date) -> NamedPeriod | None:
    """Return the period that words name; a month without its year is the last one that has begun. None: not known."""
    said = _bare(words)
    for kind in (PeriodKind.WEEK, PeriodKind.ON_DAY):
        for offered in offered_periods(kind, today):
            if said == _bare(offered.title):
                return offered
    found = re.fullmatch(r"(\w+?)(?: ([12]\d{3}))?", said)
    if found and found[1] in MONTHS:
        return _named(month_of(_last_begun(MONTHS.index(found[1]) + 1, found[2], today)))
    found = re.fullmatch(r"([1-4]|i{1,3}|iv)[- ]?(?:й )?квартал(?: ([12]\d{3}))?", said)
    if found:
        number = int(found[1]) if found[1].isdecimal() else _QUARTERS.index(found[1]) + 1
        return _named(quarter_of(_last_begun(3 * number - 2, found[2], today)))
    return _named(year_of(date(int(said), 1, 1))) if re.fullmatch(r"[12]\d{3}", said) else None


def _bare(words: str) -> str:
    return re.sub(r"\s+(года|год|г\.?)$", "", comparable(words))


def _named(period: Period) -> NamedPeriod:
    return NamedPeriod(period.words(), period)


def _last_begun(month: int, year: str | None, today: date) -> date:
    return date(int(year) if year else today.year - (month > today.month), month, 1)
