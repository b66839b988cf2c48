"""The heat map as a table: what its rows and columns are, and the cases behind each cell."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mcu_desktop.rules.measures import MEASURES, CaseSlice, Dimension, Measure, Part
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.residents import Residents


class HeatKind(StrEnum):
    """What is laid against what."""

    GROUP_SETTLEMENT = "group_settlement"
    TOPIC_SETTLEMENT = "topic_settlement"
    GROUP_WEEK = "group_week"
    TOPIC_WEEK = "topic_week"
    BLOCK_HOUR = "block_hour"
    WEEKDAY_HOUR = "weekday_hour"


@dataclass(frozen=True, slots=True)
class HeatAxes:
    """The title of a kind and its two dimensions; columns None are the calendar weeks of the period."""

    title: str
    rows: Dimension
    columns: Dimension | None


HEAT_KINDS: Final = {
    HeatKind.GROUP_SETTLEMENT: HeatAxes("Группы тем и населённые пункты", Dimension.TOPIC_GROUP, Dimension.SETTLEMENT),
    HeatKind.TOPIC_SETTLEMENT: HeatAxes("Темы и населённые пункты", Dimension.TOPIC, Dimension.SETTLEMENT),
    HeatKind.GROUP_WEEK: HeatAxes("Группы тем по неделям", Dimension.TOPIC_GROUP, None),
    HeatKind.TOPIC_WEEK: HeatAxes("Темы по неделям", Dimension.TOPIC, None),
    HeatKind.BLOCK_HOUR: HeatAxes("Блоки по часам суток", Dimension.BLOCK, Dimension.HOUR),
    HeatKind.WEEKDAY_HOUR: HeatAxes("Дни недели по часам суток", Dimension.WEEKDAY, Dimension.HOUR),
}


@dataclass(frozen=True, slots=True)
class HeatLine:
    """A row or a column: its title, and what makes a case belong to it: a part, or the days of a week."""

    title: str
    part: Part | None = None
    days: Period | None = None

    @property
    def name(self) -> str:
        """How the line is called away from its table."""
        if self.days is not None:
            return self.days.words()
        is_hour = self.part is not None and self.part.dimension is Dimension.HOUR
        return f"{int(self.title)} ч" if is_hour else self.title


@dataclass(frozen=True, slots=True)
class HeatMatrix:
    """Counts by row and column, with totals over all cases of the period, also over rows that are not shown.

    `left_out` is how many rows and columns there are besides the fullest that are shown. Where the columns are
    settlements, `residents` has a number for each that is known, and `everybody` that of the municipality.
    """

    kind: HeatKind
    measure: Measure
    period: Period
    rows: tuple[HeatLine, ...]
    columns: tuple[HeatLine, ...]
    counts: tuple[tuple[int, ...], ...]
    row_totals: tuple[int, ...]
    column_totals: tuple[int, ...]
    total: int
    left_out: tuple[int, int] = (0, 0)
    residents: tuple[Residents | None, ...] = ()
    everybody: Residents | None = None

    @property
    def peak(self) -> int:
        """Return the largest count of a cell, 0 where there is none."""
        return max((count for line in self.counts for count in line), default=0)

    def count(self, row: int | None, column: int | None) -> int:
        """Return the count of a cell; None for row or column is the total."""
        if row is None:
            return self.total if column is None else self.column_totals[column]
        return self.row_totals[row] if column is None else self.counts[row][column]

    @property
    def highest_rate(self) -> float:
        """Return the largest number of cases of a thousand residents in a cell, 0 where there is none."""
        places = ((row, column) for row in range(len(self.rows)) for column in range(len(self.residents)))
        return max((self.rate(row, column) or 0.0 for row, column in places), default=0.0)

    def rate(self, row: int | None, column: int | None) -> float | None:
        """Return how many cases of a cell there are of a thousand residents; None where their number is not known."""
        living = self.everybody if column is None else self.residents[column] if self.residents else None
        return None if living is None else living.rate(self.count(row, column))

    def slice_of(self, row: int | None, column: int | None) -> CaseSlice:
        """Return the cases behind a cell; None for row or column is the total."""
        lines = [line for line in (_line(self.rows, row), _line(self.columns, column)) if line is not None]
        days = next((line.days for line in lines if line.days is not None), self.period)
        parts = tuple(line.part for line in lines if line.part is not None)
        named = (line.name for line in lines if line.days is None)
        title = " · ".join((MEASURES[self.measure], *named, days.words()))
        return CaseSlice(self.measure, title, days.first, days.last, parts)


def _line(lines: tuple[HeatLine, ...], place: int | None) -> HeatLine | None:
    return None if place is None else lines[place]
