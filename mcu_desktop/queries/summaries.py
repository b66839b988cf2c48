"""Reading the kept summaries: what it costs depends on the length of a period in days and months, not on the cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from mcu_desktop.queries.queue import ALL_BLOCKS, UNMAPPED
from mcu_desktop.rules.measures import Dimension, Measure
from mcu_desktop.rules.periods import Period, month_of
from mcu_desktop.store.reading import Reader, as_day
from mcu_desktop.store.summaries import CASES, SUMS, VALUES, counted_sql, month_sql

Key = int | date | None
Group = Literal["nothing", "value", "day", "month"]
KEPT = (Dimension.BLOCK, Dimension.CHANNEL, Dimension.TOPIC, Dimension.RECIPIENT)
_DAY = timedelta(days=1)
# Which sums a measure is made of: the first without the others.
NEEDED: Final = {
    Measure.RECEIVED: ("received",),
    Measure.ANSWERED: ("answered",),
    Measure.ANSWERED_IN_TIME: ("answered", "late"),
    Measure.ANSWERED_LATE: ("late",),
    Measure.CLOSED: ("closed",),
    Measure.REOPENED: ("reopened",),
    Measure.RATED: ("rated",),
    Measure.SATISFIED: ("satisfied",),
}


@dataclass(frozen=True, slots=True)
class Sums:
    """What is known of the cases of some days and some place."""

    received: int = 0
    answered: int = 0
    late: int = 0
    closed: int = 0
    reopened: int = 0
    rated: int = 0
    satisfied: int = 0
    rating_sum: int = 0

    def count(self, measure: Measure) -> int:
        """Return one figure; `KeyError` for those of now, which belong to no day."""
        counted, *without = NEEDED[measure]
        number: int = getattr(self, counted)
        for name in without:
            number -= getattr(self, name)
        return number

    def plus(self, other: "Sums") -> "Sums":
        """Return both together."""
        return Sums(*(getattr(self, name) + getattr(other, name) for name in SUMS))


NOTHING = Sums()


def read_sums(
    reader: Reader,
    periods: Sequence[Period],
    *,
    zone: ZoneInfo,
    dimension: Dimension = Dimension.BLOCK,
    group: Group = "nothing",
    block: str = ALL_BLOCKS,
    needed: Sequence[str] = SUMS,
) -> tuple[dict[Key, Sums], ...]:
    """Return for each period its sums by the value of the dimension (a key, None for «не указано»), by day, or whole.

    Sums that are not needed are not added up: they stay 0. One statement reads the counts and the changes that are not
    folded in yet: between two others might fold them.
    """
    parameters: dict[str, object] = {}
    parts: list[str] = []
    for place, period in enumerate(periods):
        parts += _parts(reader, place, period, parameters, dimension=dimension, group=group, zone=zone, needed=needed)
    where = _of_block(block, parameters)
    key = {"nothing": "0", "value": "block_id" if dimension is Dimension.BLOCK else "value_id"}.get(group, "first_day")
    sums = ", ".join(f"sum({name})" for name in needed)
    sql = f"SELECT place, {key}, {sums} FROM ({' UNION ALL '.join(parts)}) counts{where} GROUP BY 1, 2"
    found: tuple[dict[Key, Sums], ...] = tuple({} for _ in periods)
    for place, value, *numbers in reader.rows(sql, **parameters):
        if any(numbers):
            found[place][_key(value, group)] = Sums(**dict(zip(needed, map(int, numbers), strict=True)))
    return found


def _key(value: object, group: Group) -> Key:
    if group in {"day", "month"}:
        return as_day(value)
    return int(str(value)) or None


def _parts(
    reader: Reader,
    place: int,
    period: Period,
    parameters: dict[str, object],
    *,
    dimension: Dimension,
    group: Group,
    zone: ZoneInfo,
    needed: Sequence[str],
) -> list[str]:
    """Return the selects of one period: its whole months, the days beside them, and what waits to be folded in."""
    sums = ", ".join(needed)
    first = {"day": "first_day", "month": month_sql("first_day", reader.dialect)}.get(group, "first_day")
    found = []
    for number, (span, days) in enumerate(_spans(period, by_day=group == "day")):
        since, until = f"since{place}_{number}", f"until{place}_{number}"
        parameters |= {since: days.first, until: days.last}
        found.append(
            f"SELECT {place} AS place, {first} AS first_day, block_id, value_id, {sums} FROM daily_counts"
            f" WHERE dimension = '{dimension}' AND span = '{span}' AND first_day BETWEEN :{since} AND :{until}"
        )
    parameters |= {f"since{place}": period.first, f"until{place}": period.last}
    changes = counted_sql("count_changes", reader.dialect, zone, days=(period.first, period.last))
    day = month_sql("day", reader.dialect) if group == "month" else "day"
    found.append(
        f"SELECT {place}, {day}, block_id, {VALUES[dimension]}, {sums} FROM ({changes}) changes"
        f" WHERE day BETWEEN :since{place} AND :until{place}"
    )
    return found


def _spans(period: Period, *, by_day: bool) -> list[tuple[str, Period]]:
    """Return a period as days, whole months and days again, without what is empty."""
    first_month = period.first if period.first.day == 1 else month_of(period.first).last + _DAY
    last_month = month_of(period.last + _DAY).first - _DAY
    if by_day or last_month < first_month:
        return [("day", period)]
    parts = [
        ("day", period.first, first_month - _DAY),
        ("month", first_month, last_month),
        ("day", last_month + _DAY, period.last),
    ]
    return [(span, Period(first, last)) for span, first, last in parts if first <= last]


def _of_block(block: str, parameters: dict[str, object]) -> str:
    if block == ALL_BLOCKS:
        return ""
    if block == UNMAPPED:
        return " WHERE block_id = 0"
    parameters["block"] = block
    return " WHERE block_id = (SELECT id FROM sector_blocks WHERE code = :block)"


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
