"""What a chart draws: the same frozen figures for the screen, for paper and for the command line."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mcu_desktop.rules.russian import format_decimal, format_number

_STEPS: Final = (1, 2, 5, 10)
_WANTED_TICKS: Final = 5
NOTHING: Final = "—"


class ChartShape(StrEnum):
    """How figures are drawn."""

    COLUMNS = "columns"  # bars that stand side by side: few short labels
    BARS = "bars"  # bars that lie one below the other: long labels
    LINES = "lines"  # over time
    SHARES = "shares"  # one bar for each label, cut into the shares of the series


@dataclass(frozen=True, slots=True)
class Point:
    """One bar or point. The value is None where nothing is known; the payload is what a click opens, None for nothing.

    A payload is frozen: a `CaseSlice`, or whatever the page that shows the chart understands.
    """

    value: float | None
    payload: object = None


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one meaning, one for each label of the chart."""

    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures to be drawn. Every series has a point for each label; the unit follows each number («%», «ч»)."""

    title: str
    shape: ChartShape
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""

    def __post_init__(self) -> None:
        if any(len(one.points) != len(self.labels) for one in self.series):
            raise ValueError(f"«{self.title}»: a series has not one point for each label")

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to draw: no label, or no number but noughts."""
        return not any(point.value for one in self.series for point in one.points)

    def words(self, series: int, place: int) -> str:
        """Return one figure in words: «05.10 · за период: 12»."""
        return f"{self.labels[place]} · {self.series[series].title.lower()}: {self.value_words(series, place)}"

    def value_words(self, series: int, place: int) -> str:
        """Return a number as people read it; in a chart of shares with its share."""
        value = self.series[series].points[place].value
        said = number_words(value, self.unit)
        if self.shape is not ChartShape.SHARES or value is None:
            return said
        return f"{said} ({number_words(round(self.share(series, place) * 100), '%')})"

    def share(self, series: int, place: int) -> float:
        """Return which part of its label's whole a series has, 0 where there is no whole."""
        whole = sum(one.points[place].value or 0 for one in self.series)
        return (self.series[series].points[place].value or 0) / whole if whole else 0.0


def counted(title: str, counts: Iterable[int]) -> Series:
    """Return a series of counts that open nothing, as paper wants it."""
    return Series(title, tuple(Point(count) for count in counts))


def number_words(value: float | None, unit: str = "") -> str:
    """Return «1 204», «45,7 %», «—» where nothing is known."""
    if value is None:
        return NOTHING
    rounded = round(value, 1)
    said = format_number(int(rounded)) if rounded == int(rounded) else format_decimal(rounded)
    return f"{said}\N{NO-BREAK SPACE}{unit}" if unit else said


def axis_ticks(values: Sequence[float]) -> tuple[float, ...]:
    """Return round whole numbers from nought (or below the least) to at least the greatest value, evenly apart."""
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    step = _round_step((high - low) / _WANTED_TICKS)
    first, last = math.floor(low / step), max(math.ceil(high / step), 1 if low == 0 else 0)
    return tuple(float(place * step) for place in range(first, last + 1))


def _round_step(rough: float) -> int:
    """Return the least of 1, 2, 5, 10, 20, 50 … that is not under a rough step."""
    if rough <= 1:
        return 1
    power: int = 10 ** math.floor(math.log10(rough))
    return next(factor * power for factor in _STEPS if factor * power >= rough - 1e-9)
