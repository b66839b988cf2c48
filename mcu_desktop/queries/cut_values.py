"""The lines of a cut: what its values are called, and in which order they stand."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from mcu_desktop.queries.case_slice import EXPRESSIONS
from mcu_desktop.queries.figure_names import NOT_SAID, read_titles
from mcu_desktop.rules.cuts import Axis, CutLine, Value
from mcu_desktop.rules.grains import Grain, label_of
from mcu_desktop.rules.measures import Dimension, Part
from mcu_desktop.rules.periods import Period, month_of, week_of
from mcu_desktop.rules.russian import comparable
from mcu_desktop.rules.terms import CaseKind, Outcome
from mcu_desktop.rules.titles import KINDS, OUTCOMES
from mcu_desktop.rules.working_calendar import WEEKDAYS
from mcu_desktop.store.reading import Reader

MOST_OFFERED = 200
_KEYED = (Dimension.BLOCK, Dimension.CHANNEL, Dimension.TOPIC, Dimension.RECIPIENT)
_IN_ORDER = (Dimension.HOUR, Dimension.WEEKDAY, Dimension.SATISFACTION)
_WORDS: Mapping[Dimension, Callable[[Any], str]] = {
    Dimension.KIND: lambda word: KINDS[CaseKind(word)],
    Dimension.OUTCOME: lambda word: OUTCOMES[Outcome(word)],
    Dimension.IMPORTANT: lambda yes: "важное" if yes else "обычное",
    Dimension.FAST_TRACK: lambda yes: "фаст-трек" if yes else "обычным порядком",
    Dimension.HOUR: lambda hour: f"{int(hour):02} ч",
    Dimension.WEEKDAY: lambda day: WEEKDAYS[int(day) - 1],
}
# Coordinates are for the map, and figures of people for those who may see them, on the page of the rating.
_ELSEWHERE = {Dimension.LATITUDE, Dimension.LONGITUDE, Dimension.EXECUTOR}
CUT_DIMENSIONS = tuple(dimension for dimension in Dimension if dimension not in _ELSEWHERE)
Key = tuple[Value, ...]


def axis_lines(
    reader: Reader, axes: Sequence[Axis], totals: Mapping[Key, int], period: Period, most: int
) -> tuple[list[Key], list[CutLine]]:
    """Return the fullest lines in order: time and blocks in their own, else the fuller first, within each level."""
    if len(axes) == 1 and isinstance(axes[0], Grain):
        totals = {**dict.fromkeys(_between(axes[0], totals), 0), **totals}  # a course over time has no holes
    fullest = sorted(totals, key=lambda key: (-totals[key], repr(key)))[:most]
    of_prefix: dict[Key, int] = defaultdict(int)
    for key in totals:
        for level in range(len(axes)):
            of_prefix[key[: level + 1]] += totals[key]
    ranks, titles = [], []
    for level, axis in enumerate(axes):
        values = {key[level] for key in fullest}
        titles.append(_titles(reader, axis, values, period))
        ranks.append(_rank(reader, axis))

    def order(key: Key) -> tuple[Any, ...]:
        return tuple(
            (*ranks[level](value), -of_prefix[key[: level + 1]], comparable(titles[level][value]), repr(value))
            for level, value in enumerate(key)
        )

    keys = sorted(fullest, key=order)
    return keys, [_line(axes, key, titles, period) for key in keys]


def read_values(reader: Reader, dimension: Dimension) -> tuple[tuple[str, Part], ...]:
    """Return the values of a dimension that cases have, for a filter: the fullest two hundred, as titles and parts."""
    sql = f"SELECT {EXPRESSIONS[dimension]}, count(*) FROM cases c GROUP BY 1 ORDER BY 2 DESC LIMIT :most"
    totals: dict[Key, int] = {(row[0],): int(row[1]) for row in reader.rows(sql, most=MOST_OFFERED)}
    keys, lines = axis_lines(reader, (dimension,), totals, Period(date.min, date.min), MOST_OFFERED)
    return tuple((line.title, line.parts[0]) for _key, line in zip(keys, lines, strict=True))


def _line(axes: Sequence[Axis], key: Key, titles: Sequence[Mapping[Value, str]], period: Period) -> CutLine:
    parts = tuple(
        Part(axis, value)
        for axis, value in zip(axes, key, strict=True)
        if not isinstance(axis, Grain) and not isinstance(value, date)
    )
    days = [_piece(axis, value) for axis, value in zip(axes, key, strict=True) if isinstance(axis, Grain)]
    named = tuple(titles[level][value] for level, value in enumerate(key))
    if not days:
        return CutLine(named, parts)
    first = max(period.first, *(piece.first for piece in days))
    return CutLine(named, parts, Period(first, min(period.last, *(piece.last for piece in days))))


def _between(axis: Grain, keys: Iterable[Key]) -> Iterable[Key]:
    """Give the pieces of time between the first and the last that has cases."""
    days = sorted(key[0] for key in keys if isinstance(key[0], date))
    day = days[0] if days else date.max
    while days and day <= days[-1]:
        yield (day,)
        day = _piece(axis, day).last + timedelta(days=1)


def _piece(axis: Grain, value: Value) -> Period:
    if not isinstance(value, date):
        raise TypeError(value)
    return {Grain.DAY: Period(value, value), Grain.WEEK: week_of(value), Grain.MONTH: month_of(value)}[axis]


def _titles(reader: Reader, axis: Axis, values: Iterable[Value], period: Period) -> dict[Value, str]:
    if isinstance(axis, Grain):
        label = label_of(period, axis)
        return {value: label(value) for value in values if isinstance(value, date)}
    if axis in _KEYED:
        keys = [value for value in values if value is None or isinstance(value, int)]
        return {key: title for key, title in read_titles(reader, axis, keys).items()}  # noqa: C416 -- a wider key
    say = _WORDS.get(axis, str)
    return {value: NOT_SAID if value is None else say(value) for value in values}


def _rank(reader: Reader, axis: Axis) -> Callable[[Value], tuple[Any, ...]]:
    """Return what a value is sorted by before its count; what is not said stands last."""
    if isinstance(axis, Grain):
        return lambda value: (value,)
    if axis is Dimension.BLOCK:
        positions: dict[Value, int] = dict(reader.rows("SELECT id, position FROM sector_blocks"))
        return lambda value: (value is None, positions.get(value, 0))
    if axis in _IN_ORDER:
        return lambda value: (value is None, value or 0)
    return lambda value: (value is None,)
