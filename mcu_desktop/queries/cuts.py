"""Counting a free cut: one statement groups the cases, one more for each kind of total where hours are ordered."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mcu_desktop.queries.case_slice import EXPRESSIONS, MOMENTS, slice_condition
from mcu_desktop.queries.cut_values import Key, axis_lines
from mcu_desktop.rules.cuts import (
    MOST_CHOICES,
    OF_HOURS,
    Axis,
    Crossing,
    Cut,
    CutCell,
    CutFigure,
    CutLine,
    CutTable,
    Value,
)
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.grains import Grain
from mcu_desktop.store.reading import Reader, as_day
from mcu_desktop.store.summaries import day_sql, span_sql

MOST_ROWS, MOST_COLUMNS = 300, 40
_MEDIAN = 50
_SECONDS_AN_HOUR = 3_600
# Whole seconds, the same on both stores.
_SECONDS = {
    "sqlite": "CAST(strftime('%s', {}) AS INTEGER)",
    "postgresql": "CAST(floor(date_part('epoch', {})) AS bigint)",
}


def read_cut(reader: Reader, cut: Cut, *, now: datetime, zone: ZoneInfo) -> CutTable:
    """Count a cut; `UserFacingError` where its filters can be met in too many ways."""
    if cut.choices > MOST_CHOICES:
        raise UserFacingError(
            "Отбор слишком сложен: выбрано много значений сразу в нескольких полях. Ничего не посчитано. "
            "Оставьте в одном из полей меньше значений."
        )
    counting = _Counting(reader, cut, now, zone)
    counts, ratings = counting.grouped()
    width = len(cut.rows)
    rows, row_places = _side(counting, cut.rows, counts, slice(0, width), MOST_ROWS)
    columns, column_places = _side(counting, cut.columns, counts, slice(width, None), MOST_COLUMNS)
    totals: dict[Crossing, _Total] = defaultdict(_Total)
    for key, count in counts.items():
        row, column = row_places.get(key[:width]), column_places.get(key[width:])
        for place in {(r, c) for r in (row, None) for c in (column, None)}:
            totals[place].add(count, *ratings[key])
    hours = counting.hours() if cut.figure in OF_HOURS else {}
    row_keys, column_keys = list(row_places), list(column_places)
    cells = {
        (r, c): CutCell(
            total.count, _value(cut.figure, (r, c), totals, hours.get((_at(row_keys, r), _at(column_keys, c))))
        )
        for (r, c), total in totals.items()
    }
    left_rows = len({key[:width] for key in counts} - row_places.keys()) if cut.rows else 0
    left_columns = len({key[width:] for key in counts} - column_places.keys()) if cut.columns else 0
    backwards = counting.backwards() if cut.figure in OF_HOURS else 0
    return CutTable(cut, now, tuple(rows), tuple(columns), cells, (left_rows, left_columns), backwards)


@dataclass(slots=True)
class _Total:
    """How many cases, how many of them with a rating, and the sum of the ratings."""

    count: int = 0
    rated: int = 0
    ratings: int = 0

    def add(self, count: int, rated: int, ratings: int) -> None:
        self.count, self.rated, self.ratings = self.count + count, self.rated + rated, self.ratings + ratings


def _at(keys: Sequence[Key], place: int | None) -> Key | None:
    return None if place is None else keys[place]


def _side(
    counting: "_Counting", axes: Sequence[Axis], counts: dict[Key, int], levels: slice, most: int
) -> tuple[list[CutLine], dict[Key, int]]:
    """Return the lines of a side in their order, and which keys they are; a side without axes has none."""
    if not axes:
        return [], {}
    totals: dict[Key, int] = defaultdict(int)
    for key, count in counts.items():
        totals[key[levels]] += count
    keys, lines = axis_lines(counting.reader, axes, totals, counting.cut.period, most)
    return lines, {key: place for place, key in enumerate(keys)}


def _value(figure: CutFigure, place: Crossing, totals: Mapping[Crossing, _Total], hours: float | None) -> float | None:
    total = totals[place]
    if figure is CutFigure.COUNT:
        return total.count
    if figure is CutFigure.MEAN_SATISFACTION:
        return total.ratings / total.rated if total.rated else None
    if figure in OF_HOURS:
        return hours
    row, column = place
    whole = {CutFigure.SHARE_OF_ROW: (row, None), CutFigure.SHARE_OF_COLUMN: (None, column)}.get(figure, (None, None))
    return total.count / totals[whole].count * 100


class _Counting:
    """The statements of one cut: the same condition that lists its cases."""

    def __init__(self, reader: Reader, cut: Cut, now: datetime, zone: ZoneInfo) -> None:
        self.reader, self.cut = reader, cut
        clauses, self._parameters = slice_condition(cut.base(""), now=now, zone=zone)
        self._where = " AND ".join(clauses)
        moment = MOMENTS[cut.measure][0]
        self._named = {axis: self._expression(axis, moment, zone) for axis in (*cut.rows, *cut.columns)}

    def _expression(self, axis: Axis, moment: str, zone: ZoneInfo) -> str:
        if not isinstance(axis, Grain):
            return EXPRESSIONS[axis]
        day = day_sql(moment, self.reader.dialect, zone)
        return day if axis is Grain.DAY else span_sql(axis, day, self.reader.dialect)

    def grouped(self) -> tuple[dict[Key, int], dict[Key, tuple[int, int]]]:
        """Return for each key how many cases there are, and how many ratings with which sum."""
        axes = (*self.cut.rows, *self.cut.columns)
        named = "".join(f"{self._named[axis]}, " for axis in axes)
        sql = f"SELECT {named}count(*), count(c.satisfaction), coalesce(sum(c.satisfaction), 0) FROM cases c"
        sql += f" WHERE {self._where}{_group_by(len(axes))}"
        counts: dict[Key, int] = {}
        ratings: dict[Key, tuple[int, int]] = {}
        for row in self.reader.rows(sql, **self._parameters):
            if row[-3]:
                key = _key(axes, row[:-3])
                counts[key], ratings[key] = int(row[-3]), (int(row[-2]), int(row[-1]))
        return counts, ratings

    def hours(self) -> dict[tuple[Key | None, Key | None], float]:
        """Return the hours below which the wanted part of the answers lies, for cells, rows, columns and the whole."""
        rows, columns = self.cut.rows, self.cut.columns
        found: dict[tuple[Key | None, Key | None], float] = {}
        sides: set[tuple[tuple[Axis, ...], tuple[Axis, ...]]] = {(rows, columns), (rows, ()), ((), columns), ((), ())}
        for of_rows, of_columns in sides:
            for key, value in self._percentiles((*of_rows, *of_columns)):
                row, column = key[: len(of_rows)], key[len(of_rows) :]
                found[row if of_rows else None, column if of_columns else None] = value
        return found

    def _percentiles(self, axes: tuple[Axis, ...]) -> Iterable[tuple[Key, float]]:
        """Give each group its percentile, between two neighbours in proportion."""
        seconds = _SECONDS[self.reader.dialect]
        keys = ", ".join(f"k{at}" for at in range(len(axes)))
        named = "".join(f"{self._named[axis]} AS k{at}, " for at, axis in enumerate(axes))
        over = f"PARTITION BY {keys} " if axes else ""
        more = f"{keys}, " if axes else ""
        sql = (
            f"SELECT {more}length, place, many FROM (SELECT {more}length,"
            f" row_number() OVER ({over}ORDER BY length) - 1 AS place, count(*) OVER ({over.strip()}) AS many FROM"
            f" (SELECT {named}{seconds.format('c.answered_at')} - {seconds.format('c.received_at')} AS length"
            f" FROM cases c WHERE {self._where} AND c.answered_at >= c.received_at) lengths) ordered"
            " WHERE place IN ((many - 1) * :percent / 100, (many - 1) * :percent / 100 + 1)"
        )
        percent = _MEDIAN if self.cut.figure is CutFigure.MEDIAN_HOURS else self.cut.percentile
        neighbours: dict[Key, dict[int, int]] = defaultdict(dict)
        many: dict[Key, int] = {}
        for *values, length, place, count in self.reader.rows(sql, **self._parameters, percent=percent):
            key = _key(axes, values)
            neighbours[key][int(place)] = int(length)
            many[key] = int(count)
        for key, lengths in neighbours.items():
            below, part = divmod((many[key] - 1) * percent, 100)
            low = lengths[below]
            yield key, (low + (lengths.get(below + 1, low) - low) * part / 100) / _SECONDS_AN_HOUR

    def backwards(self) -> int:
        """Return how many cases were answered before they came."""
        sql = f"SELECT count(*) FROM cases c WHERE {self._where} AND c.answered_at < c.received_at"
        return int(self.reader.rows(sql, **self._parameters)[0][0])


def _group_by(count: int) -> str:
    return f" GROUP BY {', '.join(str(place) for place in range(1, count + 1))}" if count else ""


def _key(axes: Sequence[Axis], values: Sequence[Any]) -> Key:
    """Return the values of a row: days as days, whichever store they came from."""
    found: list[Value] = []
    for axis, value in zip(axes, values, strict=True):
        day: date | None = as_day(value) if isinstance(axis, Grain) else None
        found.append(value if day is None else day)
    return tuple(found)
