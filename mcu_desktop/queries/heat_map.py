"""The heat map: how many cases there are at each crossing of two dimensions, or of one and the weeks."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from mcu_desktop.queries.case_slice import MOMENTS, Values, count_by
from mcu_desktop.queries.figure_names import NOT_NAMED, NOT_SAID, read_every_title
from mcu_desktop.queries.residents import read_residents_on
from mcu_desktop.rules.grains import Grain, buckets
from mcu_desktop.rules.heat_matrix import HEAT_KINDS, HeatKind, HeatLine, HeatMatrix
from mcu_desktop.rules.measures import CaseSlice, Dimension, Measure, Part
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.places import place_key
from mcu_desktop.rules.residents import WHOLE
from mcu_desktop.rules.russian import comparable
from mcu_desktop.rules.working_calendar import WEEKDAYS
from mcu_desktop.store.reading import Reader

MOST_ROWS, MOST_COLUMNS = 40, 24
HEAT_MEASURES = tuple(MOMENTS)  # those that belong to a day
_Value = int | str | None


def read_heat_matrix(
    reader: Reader, kind: HeatKind, measure: Measure, period: Period, *, now: datetime, zone: ZoneInfo
) -> HeatMatrix:
    """Count the cases of a measure in a period; the measure is one of `HEAT_MEASURES`.

    Each count is that of `HeatMatrix.slice_of` for the same cell.
    """
    axes = HEAT_KINDS[kind]

    def counted(days: Period, *dimensions: Dimension) -> dict[Values, int]:
        return count_by(reader, CaseSlice(measure, "", days.first, days.last), dimensions, now=now, zone=zone)

    if axes.columns is None:
        weeks = [week.days for week in buckets(period, Grain.WEEK)]
        counts: Counter[tuple[_Value, _Value]] = Counter()
        for place, week in enumerate(weeks):
            for (value,), count in counted(week, axes.rows).items():
                counts[value, place] = count
        columns = tuple(HeatLine(f"{week.first:%d.%m}", days=week) for week in weeks)
        column_values: Sequence[_Value] = range(len(weeks))
        left_columns = 0
    else:
        found = counted(period, axes.rows, axes.columns)
        counts = Counter({(row, column): count for (row, column), count in found.items()})
        columns, column_values, left_columns = _lines(reader, axes.columns, _totals(counts, 1), MOST_COLUMNS)
    rows, row_values, left_rows = _lines(reader, axes.rows, _totals(counts, 0), MOST_ROWS)
    row_totals, column_totals = _totals(counts, 0), _totals(counts, 1)
    living = read_residents_on(reader, period.last) if axes.columns is Dimension.SETTLEMENT else {}
    return HeatMatrix(
        kind=kind,
        measure=measure,
        period=period,
        rows=rows,
        columns=columns,
        counts=tuple(tuple(counts[row, column] for column in column_values) for row in row_values),
        row_totals=tuple(row_totals[value] for value in row_values),
        column_totals=tuple(column_totals[value] for value in column_values),
        total=counts.total(),
        left_out=(left_rows, left_columns),
        residents=tuple(living.get(place_key(str(name))[0]) if name else None for name in column_values)
        if living
        else (),
        everybody=living.get(WHOLE),
    )


def _totals(counts: Counter[tuple[_Value, _Value]], side: int) -> Counter[_Value]:
    totals: Counter[_Value] = Counter()
    for values, count in counts.items():
        totals[values[side]] += count
    return totals


def _lines(
    reader: Reader, dimension: Dimension, totals: Counter[_Value], most: int
) -> tuple[tuple[HeatLine, ...], list[_Value], int]:
    """Return the lines in their order, their values, and how many of them are not shown."""
    title, fixed = _titles(reader, dimension)
    if fixed is not None:
        values = [*fixed, *(value for value in totals if value is None and None not in fixed)]
        left = 0
    else:
        ordered = sorted(totals, key=lambda value: (value is None, -totals[value], comparable(title(value))))
        values, left = ordered[:most], max(len(ordered) - most, 0)
    return tuple(HeatLine(title(value), Part(dimension, value)) for value in values), values, left


def _titles(reader: Reader, dimension: Dimension) -> tuple[Callable[[_Value], str], Iterable[_Value] | None]:
    """Return what a value of a dimension is called, and its values where they have an order of their own."""
    if dimension is Dimension.HOUR:
        return (lambda hour: f"{hour:02}"), range(24)
    if dimension is Dimension.WEEKDAY:
        return (lambda day: WEEKDAYS[int(day or 1) - 1]), range(1, 8)
    if dimension in {Dimension.BLOCK, Dimension.TOPIC}:
        is_block = dimension is Dimension.BLOCK
        nothing = NOT_NAMED[dimension] if is_block else NOT_SAID
        named = read_every_title(reader, dimension)
        return (lambda key: named.get(key, nothing) if isinstance(key, int) else nothing), named if is_block else None
    return (lambda value: NOT_SAID if value is None else str(value)), None
