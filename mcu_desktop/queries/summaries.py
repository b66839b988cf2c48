"""Reading the kept summaries: what it costs depends on the length of a period in days and months, not on the cases."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from operator import add
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from mcu_desktop.queries.local_days import period_moments
from mcu_desktop.queries.queue import ALL_BLOCKS, UNMAPPED
from mcu_desktop.rules.grains import Grain, piece_of
from mcu_desktop.rules.measures import Dimension, Measure
from mcu_desktop.rules.periods import Period
from mcu_desktop.store.reading import Reader, as_day
from mcu_desktop.store.summaries import CASES, KEPT_DAYS, LONGER_SPANS, SUMS, TOGETHER, VALUES, counted_sql, span_sql

Periods = tuple[Period, ...]
Dimensions = tuple[Dimension, ...]
KEPT = (Dimension.BLOCK, Dimension.CHANNEL, Dimension.TOPIC, Dimension.RECIPIENT)
NEAR: Final = 2  # periods that are read together, the second up to where the first begins; their values are told
_DAY = timedelta(days=1)
_SPANS = (Grain.MONTH, Grain.WEEK, Grain.DAY)  # of the kept counts
# A week may be of two months: what is told by months has none.
_SPANS_OF = {grain: (Grain.DAY,) if grain is Grain.DAY else (grain, Grain.DAY) for grain in Grain}
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

    The sums by days, each told by its first one: no longer than the wanted grain, and none is in two pieces of it. By
    the key of each value of the wanted dimensions, 0 for «не указано», one figure of the first two periods.
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

    The second period, where there is one, ends where the first begins. One statement reads all, and with it the
    changes that are not folded in yet: between two others might fold them, and a number would not be what its bars
    are together.
    """
    by_day: tuple[dict[date, Sums], ...] = tuple({} for _ in periods)
    by_value: list[dict[int, list[int]]] = [{} for _ in cuts]
    since = periods[0].first
    sql, days = _statement(reader.dialect, zone, periods, grain, cuts, measure, _of_block(block))
    for row in reader.rows(sql, **days, block=block):
        if row[0] < 0:
            counts = by_value[row[0]].setdefault(row[2], [0] * NEAR)
            counts[0] += row[3]
            counts[1] += row[4]
        else:
            day = as_day(row[1])
            found = by_day[row[0] or int(day < since)]
            found[day] = found[day].plus(row[3:]) if day in found else Sums(*row[3:])
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
    """Return the select and its days. Its columns: which period, or which cut from the end; day; value; sums.

    Each part adds up its own rows: put together first, they would be copied before they are sorted.
    """
    asked = {"since": periods[0].first}
    near, further = periods[:NEAR], periods[NEAR:]
    changes_near = _changed(near, asked)
    sums = ", ".join(f"sum({name})" for name in SUMS)
    whole = "block" if of_block else "town"
    parts: list[str] = []
    for place, days in ((0, near), *enumerate(zip(further, strict=True), NEAR)):
        rows = [_kept(whole, *piece, asked) for piece in _pieces(days, _SPANS_OF[grain])]
        rows.append(_changed(days, asked) if place else changes_near)
        parts += [f"SELECT {place}, first_day, 0, {sums} FROM {one}{of_block} GROUP BY first_day" for one in rows]
    counted = " - ".join(_NEEDED[measure])
    of_each = ", ".join(f"sum(CASE WHEN first_day {side} :since THEN {counted} ELSE 0 END)" for side in (">=", "<"))
    figures = of_each + ", 0" * (len(SUMS) - NEAR)
    for place, dimension in enumerate(cuts, -len(cuts)):
        value, of_change = _VALUE[dimension]
        town = "town_channel" if dimension is Dimension.CHANNEL and not of_block else dimension
        kept = [(value, _kept(town, *piece, asked)) for piece in _pieces(near, _SPANS)]
        parts += [
            f"SELECT {place}, NULL, {key}, {figures} FROM {rows}{of_block} GROUP BY {key}"
            for key, rows in (*kept, (of_change, changes_near))
        ]
    ends = min(asked.values()), max(asked.values())
    # Most of what waits is of today, the most that is looked at is over: its days need not be told.
    when = [_within(number, days, zone, asked) for number, days in enumerate((near, *zip(further, strict=True)))]
    changes = counted_sql("count_changes", dialect, zone, days=ends, when=f"({' OR '.join(when)})")
    return f"WITH changes ({', '.join(_COLUMNS)}) AS ({changes}) {' UNION ALL '.join(parts)}", asked


def _kept(dimension: str, span: str, days: Period, asked: dict[str, date]) -> str:
    return f"daily_counts WHERE dimension = '{dimension}' AND span = '{span}' AND {_between(days, asked)}"


def _changed(periods: Periods, asked: dict[str, date]) -> str:
    return f"changes WHERE {_between(Period(periods[-1].first, periods[0].last), asked)}"


def _within(number: int, periods: Periods, zone: ZoneInfo, asked: dict[str, date]) -> str:
    """Return the condition that a moment `{}` is of some periods that meet, whose ends become parameters."""
    since, until = f"from{number}", f"until{number}"
    asked[since], asked[until] = period_moments(periods[-1].first, periods[0].last, zone)
    return f"{{0}} >= :{since} AND {{0}} < :{until}"


def _between(days: Period, asked: dict[str, date]) -> str:
    """Return the condition that a day is one of some, whose ends become parameters."""
    since, until = f"day{len(asked)}", f"day{len(asked) + 1}"
    asked |= {since: days.first, until: days.last}
    return f"first_day BETWEEN :{since} AND :{until}"


def _pieces(periods: Periods, spans: Sequence[Grain]) -> list[tuple[Grain, Period]]:
    """Return periods, the later first, as pieces of whole spans; those of one span that meet are one."""
    found: list[tuple[Grain, Period]] = []
    for period in reversed(periods):
        for span, days in _cover(period, spans):
            if found and found[-1][0] is span:
                found[-1] = span, Period(found[-1][1].first, days.last)
            else:
                found.append((span, days))
    return found


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
    kept = f"SELECT first_day, block_id, value_id, {less} FROM daily_counts WHERE span = '{{}}' AND dimension = '{{}}'"
    faults = 0
    for dimension, value in VALUES.items():
        place = f"block_id, {value} AS value_id"
        cases = counted_sql(CASES, reader.dialect, zone, place=place)
        changes = counted_sql("count_changes", reader.dialect, zone, place=place)
        faults += _unequal(
            reader,
            f"SELECT day, block_id, value_id, {sums} FROM ({cases}) whole",
            f"SELECT day, block_id, value_id, {less} FROM ({changes}) waiting",
            kept.format("day", dimension),
        )
    for dimension, (block, value) in TOGETHER.items():
        made = f"SELECT first_day AS day, {block} AS block_id, {value} AS value_id, {sums} FROM {KEPT_DAYS}"
        faults += _unequal(reader, f"{made} AND dimension = 'channel'", kept.format("day", dimension))
    for span in LONGER_SPANS:
        first = span_sql(span, "first_day", reader.dialect)
        made = f"SELECT {first} AS day, block_id, value_id, {sums} FROM {KEPT_DAYS}"
        for dimension in (*VALUES, *TOGETHER):
            faults += _unequal(reader, f"{made} AND dimension = '{dimension}'", kept.format(span, dimension))
    return faults


def _unequal(reader: Reader, *selects: str) -> int:
    """Return how many places there are whose sums do not make nought together."""
    wrong = " OR ".join(f"sum({name}) <> 0" for name in SUMS)
    sql = (
        f"SELECT count(*) FROM (SELECT day FROM ({' UNION ALL '.join(selects)}) sides"
        f" GROUP BY day, block_id, value_id HAVING {wrong}) wrong"
    )
    return int(reader.rows(sql)[0][0])
