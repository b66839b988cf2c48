"""A free cut: what is laid against what, which number stands in the cells, and the cases behind each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import product
from typing import Final, TypeAlias

from mcu_desktop.rules.chart import Chart, ChartShape, Point, Series, number_words
from mcu_desktop.rules.grains import GRAINS, Grain
from mcu_desktop.rules.measures import DIMENSIONS, MEASURES, CaseSlice, Dimension, Measure, Part
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.russian import MESSAGES, ROWS, plural

Axis: TypeAlias = Dimension | Grain
Value: TypeAlias = int | str | date | None
MOST_AXES: Final = 3  # on a side; deeper heads nobody reads
MOST_CHOICES: Final = 200  # ways to meet the filters: more make a condition no store likes
_CHART_BARS, _FEWEST_ROWS, _CHART_SERIES = 30, 6, 6


class CutFigure(StrEnum):
    """Which number stands in a cell."""

    COUNT = "count"
    SHARE_OF_ALL = "share_of_all"
    SHARE_OF_ROW = "share_of_row"
    SHARE_OF_COLUMN = "share_of_column"
    MEDIAN_HOURS = "median_hours"  # from receipt to answer, by the clock
    PERCENTILE_HOURS = "percentile_hours"
    MEAN_SATISFACTION = "mean_satisfaction"


CUT_FIGURES: Final = {
    CutFigure.COUNT: "количество",
    CutFigure.SHARE_OF_ALL: "доля от всего",
    CutFigure.SHARE_OF_ROW: "доля в строке",
    CutFigure.SHARE_OF_COLUMN: "доля в столбце",
    CutFigure.MEDIAN_HOURS: "медиана часов до ответа",
    CutFigure.PERCENTILE_HOURS: "процентиль часов до ответа",
    CutFigure.MEAN_SATISFACTION: "средняя оценка",
}
OF_HOURS: Final = (CutFigure.MEDIAN_HOURS, CutFigure.PERCENTILE_HOURS)
_SHARES = (CutFigure.SHARE_OF_ALL, CutFigure.SHARE_OF_ROW, CutFigure.SHARE_OF_COLUMN)


@dataclass(frozen=True, slots=True)
class Cut:
    """What is wanted. Several filters of one dimension mean any of them; the percentile is 1 to 99."""

    period: Period
    rows: tuple[Axis, ...] = (Dimension.BLOCK,)
    columns: tuple[Axis, ...] = ()
    measure: Measure = Measure.RECEIVED
    figure: CutFigure = CutFigure.COUNT
    percentile: int = 90
    filters: tuple[Part, ...] = ()

    @property
    def figure_words(self) -> str:
        """Return what stands in the cells: «90-й процентиль часов до ответа»."""
        words = CUT_FIGURES[self.figure]
        return f"{self.percentile}-й {words}" if self.figure is CutFigure.PERCENTILE_HOURS else words

    def title(self) -> str:
        """Return what the cut shows, without its period."""
        sides = (" × ".join(map(axis_title, side)).lower() for side in (self.rows, self.columns) if side)
        return f"{MEASURES[self.measure]}, {self.figure_words}: {' — '.join(sides) or 'всего'}"

    def base(self, title: str) -> CaseSlice:
        """Return all cases of the cut: its measure, its period and its filters."""
        by_dimension: dict[Dimension, list[Part]] = {}
        for part in self.filters:
            by_dimension.setdefault(part.dimension, []).append(part)
        single = tuple(parts[0] for parts in by_dimension.values() if len(parts) == 1)
        several = [parts for parts in by_dimension.values() if len(parts) > 1]
        any_of = tuple(product(*several)) if several else ()
        return CaseSlice(self.measure, title, self.period.first, self.period.last, single, any_of)

    @property
    def choices(self) -> int:
        """In how many ways a case can meet the filters."""
        return max(len(self.base("").any_of), 1)


@dataclass(frozen=True, slots=True)
class CutLine:
    """A row or a column: its titles, a level each, and what makes a case belong to it."""

    titles: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    days: Period | None = None

    @property
    def title(self) -> str:
        """The titles of all levels as one."""
        return " · ".join(self.titles)


@dataclass(frozen=True, slots=True)
class CutCell:
    """How many cases a cell has, and its number; None where there is none."""

    count: int
    value: float | None


EMPTY: Final = CutCell(0, None)
Crossing: TypeAlias = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class CutTable:
    """A cut, counted. Row or column None is the total, over all lines, also those `left_out` of sight.

    `backwards` of the cases were answered before they came, which their sources say: their hours are not counted.
    """

    cut: Cut
    counted_at: datetime
    rows: tuple[CutLine, ...]
    columns: tuple[CutLine, ...]
    cells: Mapping[Crossing, CutCell] = field(default_factory=dict)
    left_out: tuple[int, int] = (0, 0)
    backwards: int = 0

    def cell(self, row: int | None, column: int | None) -> CutCell:
        """Return a cell or a total."""
        return self.cells.get((row, column), EMPTY)

    def words(self, row: int | None, column: int | None) -> str:
        """Return the number of a cell as people read it; empty where there are no cases."""
        cell = self.cell(row, column)
        if not cell.count and self.cut.figure not in _SHARES:
            return ""
        return number_words(cell.value, "%" if self.cut.figure in _SHARES else "")

    def slice_of(self, row: int | None, column: int | None) -> CaseSlice | None:
        """Return the cases behind a cell or a total; None where there are none."""
        if not self.cell(row, column).count:
            return None
        lines = [side[place] for side, place in ((self.rows, row), (self.columns, column)) if place is not None]
        days = [line.days for line in lines if line.days is not None] or [self.cut.period]
        named = " · ".join(line.title for line in lines)
        base = self.cut.base(f"{MEASURES[self.cut.measure]}: {named or 'всего'}, {self.cut.period.words()}")
        parts = (*base.parts, *(part for line in lines for part in line.parts))
        first, last = max(piece.first for piece in days), min(piece.last for piece in days)
        return CaseSlice(base.measure, base.title, first, last, parts, base.any_of)

    def told(self) -> str:
        """Return how much was counted and what is not seen."""
        said = [f"{plural(self.cell(None, None).count, *MESSAGES)}, {self.cut.period.words()}"]
        rows, columns = self.left_out
        if rows:
            said.append(f"не показаны {plural(rows, *ROWS)}, в итогах они есть")
        if columns:
            said.append(f"не показаны {plural(columns, 'столбец', 'столбца', 'столбцов')}, в итогах они есть")
        if self.backwards:
            said.append(f"{plural(self.backwards, *MESSAGES)} с ответом раньше поступления в часы не входят")
        return "; ".join(said) + "."

    def chart(self) -> Chart:
        """Return the fullest rows drawn: over time as lines, shares of a row as shares, else as bars."""
        is_time = len(self.cut.rows) == 1 and isinstance(self.cut.rows[0], Grain)
        columns: list[int | None] = list(range(min(len(self.columns), _CHART_SERIES))) or [None]
        bars = max(_CHART_BARS // len(columns), _FEWEST_ROWS)
        rows = range(len(self.rows) if is_time else min(len(self.rows), bars))
        shape = ChartShape.LINES if is_time else ChartShape.BARS
        if self.cut.figure is CutFigure.SHARE_OF_ROW and self.columns and not is_time:
            shape = ChartShape.SHARES
        series = tuple(
            Series(
                self.cut.figure_words if column is None else self.columns[column].title,
                tuple(Point(self.cell(row, column).value, self.slice_of(row, column)) for row in rows),
            )
            for column in columns
        )
        unit = "%" if self.cut.figure in _SHARES else ""
        labels = tuple(self.rows[row].title for row in rows)
        return Chart(self.cut.title(), shape, labels, series if labels else (), unit)


def axis_title(axis: Axis) -> str:
    """Return what an axis is called."""
    return f"Время {GRAINS[axis]}" if isinstance(axis, Grain) else DIMENSIONS[axis]
