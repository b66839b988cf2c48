"""Reading the kept summaries: what it costs depends on the length of a period in days and months, not on the cases."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from operator import add
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from mcu_desktop.queries.queue import ALL_BLOCKS, UNMAPPED
from mcu_desktop.rules.grains import Grain, piece_of
from mcu_desktop.rules.measures import Dimension, Measure
from mcu_desktop.rules.periods import Period
from mcu_desktop.store.reading import Reader, as_day
from mcu_desktop.store.summaries import CASES, SUMS, VALUES, counted_sql, month_sql

Periods = tuple[Period, ...]
Dimensions = tuple[Dimension, ...]
KEPT = (Dimension.BLOCK, Dimension.CHANNEL, Dimension.TOPIC, Dimension.RECIPIENT)
CUT_PERIODS: Final = 2  # of the first ones values are told: a bar stands beside one other
_DAY = timedelta(days=1)
_SPANS = (Grain.MONTH, Grain.DAY)  # of the kept counts
_SPANS_OF = {Grain.DAY: (Grain.DAY,), Grain.WEEK: (Grain.DAY,), Grain.MONTH: _SPANS}
# Which sums a measure is made of: the first without the others.
_NEEDED: Final = {
    Measure.RECEIVED: ("received",),
    Measure.ANSWERED: ("answered",),
    Measure.ANSWERED_IN_TIME: ("answered", "late"),
    Measure.ANSWERED_LATE: ("late",),
    Measure.CLOSED: ("closed",),
    Measure.REOPENED: ("reopened",),
    Measure.RATED: ("rated",),
    Measure.SATISFIED: ("satisfied",),
}
# Where the value of a dimension stands among the kept counts, and among the changes.
_VALUE: Final = {
    Dimension.BLOCK: ("block_id", "block_id"),
    Dimension.CHANNEL: ("value_id", "channel_id"),
    Dimension.TOPIC: ("value_id", "topic_id"),
    Dimension.RECIPIENT: ("value_id", "recipient_id"),
}
_COLUMNS: Final = ("first_day", "block_id", "channel_id", "topic_id", "recipient_id", *SUMS)  # of the changes


class Sums(NamedTuple):
    """What is known of the cases of some days and some place."""

    received: int = 0
    answered: int = 0
    late: int = 0
    closed: int = 0
    reopened: int = 0
    rated: int = 0
    satisfied: int = 0
    rating_sum: int = 0

    def number(self, measure: Measure) -> int:
        """Return one figure; `KeyError` for those of now, which belong to no day."""
        counted, *without = _NEEDED[measure]
        number: int = getattr(self, counted)
        for name in without:
            number -= getattr(self, name)
        return number

    def plus(self, other: tuple[int, ...]) -> "Sums":
        """Return both together."""
        return Sums(*map(add, self, other))


NOTHING = Sums()


@dataclass(frozen=True, slots=True)
class KeptCounts:
    """Counts of some periods, in their order.

    The sums by days, each told by its first one: no longer than the wanted grain, and none is in two pieces of it. Of
    the first two periods one figure by the key of each value of the wanted dimensions, 0 for «не указано».
    """

    by_day: tuple[dict[date, Sums], ...]
    by_value: dict[Dimension, dict[int, list[int]]]

    def whole(self, place: int) -> Sums:
        """Return all of a period together."""
        days = self.by_day[place].values()
        return Sums(*map(sum, zip(*days, strict=True))) if days else NOTHING


def read_counts(
    reader: Reader,
    periods: Periods,
    *,
    zone: ZoneInfo,
    grain: Grain = Grain.DAY,
    cuts: Dimensions = (),
    measure: Measure = Measure.RECEIVED,
    block: str = ALL_BLOCKS,
) -> KeptCounts:
    """Return the sums of the periods, and the measure by each value of the cuts; a block as in the queue.

    One statement reads all, and with it the changes that are not folded in yet: between two others might fold them,
    and a number would not be what its bars are together.
    """
    by_day: tuple[dict[date, Sums], ...] = tuple({} for _ in periods)
    by_value: list[dict[int, list[int]]] = [{} for _ in cuts]
    none = [0] * len(periods[:CUT_PERIODS])
    sql, days = _statement(reader.dialect, zone, periods, grain, cuts, measure, _of_block(block))
    for row in reader.rows(sql, **days, block=block):
        if row[0]:
            counts = by_value[row[0] - 1].setdefault(row[3], none.copy())
            counts[row[1]] += row[4]
        else:
            found, day = by_day[row[1]], as_day(row[2])
            found[day] = found[day].plus(row[4:]) if day in found else Sums(*row[4:])
    return KeptCounts(by_day, dict(zip(cuts, by_value, strict=True)))


def _of_block(block: str) -> str:
    if block == ALL_BLOCKS:
        return ""
    return " AND block_id = " + ("0" if block == UNMAPPED else "(SELECT id FROM sector_blocks WHERE code = :block)")


@lru_cache(maxsize=64)
def _statement(
    dialect: str,
    zone: ZoneInfo,
    periods: Periods,
    grain: Grain,
    cuts: Dimensions,
    measure: Measure,
    of_block: str,
) -> tuple[str, dict[str, date]]:
    """Return the select and its days. Its columns: 0 or which cut, which period, the day, the value, the sums.

    Each part adds up its own rows: put together first, they would be copied before they are sorted.
    """
    asked: dict[str, date] = {}
    parts: list[str] = []
    sums = ", ".join(f"sum({name})" for name in SUMS)
    figure = f"sum({' - '.join(_NEEDED[measure])})" + ", 0" * (len(SUMS) - 1)
    for place, period in enumerate(periods):
        whole = _between(period, asked)
        changed = f"changes WHERE {whole}"
        spans = [(span, _between(days, asked)) for span, days in _cover(period, _SPANS)]
        course = [(span, _between(days, asked)) for span, days in _cover(period, _SPANS_OF[grain])]
        parts += [
            f"SELECT 0, {place}, first_day, 0, {sums} FROM {rows}{of_block} GROUP BY first_day"
            for rows in (*(_kept("block", *span) for span in course), changed)
        ]
        for number, dimension in enumerate(cuts if place < CUT_PERIODS else (), 1):
            value, of_change = _VALUE[dimension]
            sources = [(value, _kept(dimension, *span)) for span in spans] + [(of_change, changed)]
            parts += [
                f"SELECT {number}, {place}, NULL, {value}, {figure} FROM {rows}{of_block} GROUP BY {value}"
                for value, rows in sources
            ]
    days = min(asked.values()), max(asked.values())
    changes = counted_sql("count_changes", dialect, zone, days=days)
    return f"WITH changes ({', '.join(_COLUMNS)}) AS ({changes}) {' UNION ALL '.join(parts)}", asked


def _between(period: Period, asked: dict[str, date]) -> str:
    """Return the condition that a day is of a period, whose ends become parameters."""
    since, until = f"day{len(asked)}", f"day{len(asked) + 1}"
    asked |= {since: period.first, until: period.last}
    return f"first_day BETWEEN :{since} AND :{until}"


def _kept(dimension: str, span: str, within: str) -> str:
    return f"daily_counts WHERE dimension = '{dimension}' AND span = '{span}' AND {within}"


def _cover(period: Period, spans: Sequence[Grain]) -> Iterator[tuple[Grain, Period]]:
    """Yield a period as whole spans of the first length, and what is beside them as the shorter ones."""
    span, *shorter = spans
    if span is Grain.DAY:
        yield span, period
        return
    first, last = piece_of(period.first, span), piece_of(period.last, span)
    since = period.first if first.first == period.first else first.last + _DAY
    until = period.last if last.last == period.last else last.first - _DAY
    if until < since:
        yield from _cover(period, shorter)
        return
    if period.first < since:
        yield from _cover(Period(period.first, since - _DAY), shorter)
    yield span, Period(since, until)
    if until < period.last:
        yield from _cover(Period(until + _DAY, period.last), shorter)


def count_faults(reader: Reader, *, zone: ZoneInfo) -> int:
    """Recount all cases and return how many kept counts are not what they should be; 0 is well."""
    sums, less = ", ".join(SUMS), ", ".join(f"-{name}" for name in SUMS)
    faults = 0
    for dimension, value in VALUES.items():
        place = f"block_id, {value} AS value_id"
        cases = counted_sql(CASES, reader.dialect, zone, place=place)
        changes = counted_sql("count_changes", reader.dialect, zone, place=place)
        faults += _unequal(
            reader,
            f"SELECT day, block_id, value_id, {sums} FROM ({cases}) whole",
            f"SELECT day, block_id, value_id, {less} FROM ({changes}) waiting",
            f"SELECT first_day, block_id, value_id, {less} FROM daily_counts"
            f" WHERE dimension = '{dimension}' AND span = 'day'",
        )
        month = month_sql("first_day", reader.dialect)
        faults += _unequal(
            reader,
            f"SELECT {month} AS day, block_id, value_id, {sums} FROM daily_counts"
            f" WHERE dimension = '{dimension}' AND span = 'day'",
            f"SELECT first_day, block_id, value_id, {less} FROM daily_counts"
            f" WHERE dimension = '{dimension}' AND span = 'month'",
        )
    return faults


def _unequal(reader: Reader, *selects: str) -> int:
    """Return how many places there are whose sums do not make nought together."""
    wrong = " OR ".join(f"sum({name}) <> 0" for name in SUMS)
    sql = (
        f"SELECT count(*) FROM (SELECT day FROM ({' UNION ALL '.join(selects)}) sides"
        f" GROUP BY day, block_id, value_id HAVING {wrong}) wrong"
    )
    return int(reader.rows(sql)[0][0])
