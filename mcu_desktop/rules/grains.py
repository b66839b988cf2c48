"""A period cut into days, weeks or months, each with the label of an axis."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from mcu_desktop.rules.periods import Period, month_of, week_of
from mcu_desktop.rules.russian import MONTHS

_DAY = timedelta(days=1)
_SHORT = 3  # letters of a month on an axis
# Up to how many days a period is usually cut so.
_USUALLY_DAYS, _USUALLY_WEEKS = 45, 200
MOST_BUCKETS: Final = 400  # more of them no screen can show


class Grain(StrEnum):
    """How long the pieces are."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


GRAINS: Final = {Grain.DAY: "по дням", Grain.WEEK: "по неделям", Grain.MONTH: "по месяцам"}


@dataclass(frozen=True, slots=True)
class Bucket:
    """A piece of a period, cut off where the period ends, and its label: «05.10», «нед. 41», «окт»."""

    label: str
    days: Period


def usual_grain(period: Period) -> Grain:
    """Return the pieces in which a period of that length is best seen."""
    if period.days <= _USUALLY_DAYS:
        return Grain.DAY
    return Grain.WEEK if period.days <= _USUALLY_WEEKS else Grain.MONTH


def fitting_grain(period: Period, wanted: Grain | None) -> Grain:
    """Return the wanted pieces, or the usual ones; longer ones where there would be too many."""
    grain = wanted or usual_grain(period)
    if grain is Grain.DAY and period.days > MOST_BUCKETS:
        grain = Grain.WEEK
    return Grain.MONTH if grain is Grain.WEEK and period.days > MOST_BUCKETS * 7 else grain


def piece_of(day: date, grain: Grain) -> Period:
    """Return the whole piece in which a day is."""
    if grain is Grain.DAY:
        return Period(day, day)
    return week_of(day) if grain is Grain.WEEK else month_of(day)


def buckets(period: Period, grain: Grain) -> tuple[Bucket, ...]:
    """Return the pieces of a period in order."""
    label = label_of(period, grain)
    found = []
    day = period.first
    while day <= period.last:
        last = min(piece_of(day, grain).last, period.last)
        found.append(Bucket(label(day), Period(day, last)))
        day = last + _DAY
    return tuple(found)


def label_of(period: Period, grain: Grain) -> Callable[[date], str]:
    """Return how the pieces of a period are called by one of their days; the year is told where there are two."""

    def of_year(day: date) -> int:
        return day.isocalendar().year if grain is Grain.WEEK else day.year

    has_two = of_year(period.first) != of_year(period.last)

    def label(day: date) -> str:
        year = f"{of_year(day) % 100:02}" if has_two else ""
        if grain is Grain.DAY:
            return f"{day.day:02}.{day.month:02}.{year}".rstrip(".")
        name = f"нед. {day.isocalendar().week}" if grain is Grain.WEEK else MONTHS[day.month - 1][:_SHORT]
        return f"{name} {year}".rstrip()

    return label
