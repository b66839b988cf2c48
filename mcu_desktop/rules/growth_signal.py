"""One growth in full: since when, day by day beside what is usual, and what topic, place and channel add to it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import log
from typing import Any, Final, NamedTuple

from mcu_desktop.rules.growth import PRIOR, WINDOWS, Grown, GrowthThreshold, looked_at, windows_of
from mcu_desktop.rules.measures import Dimension
from mcu_desktop.rules.periods import Period

_LOOKED_BACK: Final = 28  # days in which a growth may have begun
_ONE_DAY = timedelta(days=1)
_DIMENSIONS: Final = (
    (Dimension.TOPIC, "topic"),
    (Dimension.SETTLEMENT, "settlement"),
    (Dimension.CHANNEL, "channel"),
)


class DayKey(NamedTuple):
    """One day's cases of one topic, place and channel; None for «не указано»."""

    day: date
    topic: int | None
    settlement: str | None
    channel: int | None


DayCounts = Mapping[DayKey, int]
Course = tuple[tuple[date, int, float], ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one value of a dimension adds to the growth: cases that came, against those expected."""

    dimension: Dimension
    value: int | str | None
    came: int
    expected: float

    @property
    def growth(self) -> float:
        """By how many cases it has grown; less than nothing where it has fallen."""
        return self.came - self.expected


@dataclass(frozen=True, slots=True)
class Signal:
    """A growth with the window, the day it began, who adds to it, and its course.

    The course has (day, came, usual on such a weekday) for the window and its history.
    """

    grown: Grown
    window: Period
    since: date
    contributions: tuple[Contribution, ...]
    course: Course


def signal_of(grown: Grown, counts: DayCounts, last_day: date, threshold: GrowthThreshold) -> Signal:
    """Return a growth in full from the counts of its own cases, on the days of its window and history."""
    window = windows_of(last_day, threshold)[0]
    whole, _year_ago = looked_at(last_day, threshold)
    course = _course(grown, counts, window, whole)
    since = _since(course[-max(_LOOKED_BACK, window.days) :], window.first)
    return Signal(grown, window, since, tuple(_contributions(grown, counts, window)), course)


def _course(grown: Grown, counts: DayCounts, window: Period, whole: Period) -> Course:
    days: Counter[date] = Counter()
    for key, count in counts.items():
        days[key.day] += count
    everything = [whole.first + place * _ONE_DAY for place in range(whole.days)]
    weekdays: Counter[int] = Counter()
    for day in everything:
        if day < window.first:
            weekdays[day.weekday()] += days[day]
    weeks = WINDOWS * window.days // 7
    return tuple((day, days[day], weekdays[day.weekday()] / weeks * grown.season) for day in everything)


def _since(course: Course, usually: date) -> date:
    """Return the day from which on the counts differ the most from what is usual on such weekdays."""
    best, since, came, usual = 0.0, usually, 0, 0.0
    for day, count, mean in reversed(course):
        came += count
        usual += mean
        differs = came * log(came / max(usual, PRIOR)) - (came - usual) if came > usual else 0.0
        if differs > best and count:
            best, since = differs, day
    return since


def _contributions(grown: Grown, counts: DayCounts, window: Period) -> Iterable[Contribution]:
    """Return what each value adds; over each dimension the growths sum up to the whole growth."""
    for dimension, name in _DIMENSIONS:
        if getattr(grown.key, name, None) is not None:
            continue
        came: Counter[Any] = Counter()
        before: Counter[Any] = Counter()
        for key, count in counts.items():
            (before if key.day < window.first else came)[getattr(key, name)] += count
        found = [
            Contribution(dimension, value, came[value], before[value] / WINDOWS * grown.season)
            for value in came.keys() | before.keys()
        ]
        yield from sorted(found, key=lambda one: (-one.growth, str(one.value)))
