"""How many cases came on each local day, or in each of several periods, told apart by dimensions."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mcu_desktop.queries.case_slice import EXPRESSIONS
from mcu_desktop.queries.local_days import period_moments
from mcu_desktop.rules.measures import Dimension, Part
from mcu_desktop.rules.periods import Period
from mcu_desktop.store.reading import Reader


def read_day_counts(
    reader: Reader, period: Period, dimensions: Sequence[Dimension], *, zone: ZoneInfo, parts: Sequence[Part] = ()
) -> Counter[tuple[Any, ...]]:
    """Return counts of received cases by (day, value of each dimension), of those that have the parts' values."""
    days = [period.first + timedelta(days=place) for place in range(period.days)]
    found = read_period_counts(reader, [Period(day, day) for day in days], dimensions, zone=zone, parts=parts)
    return Counter({(days[place], *values): count for (place, *values), count in found.items()})


def read_period_counts(
    reader: Reader,
    periods: Sequence[Period],
    dimensions: Sequence[Dimension],
    *,
    zone: ZoneInfo,
    parts: Sequence[Part] = (),
) -> Counter[tuple[Any, ...]]:
    """Return counts by (place of the period, value of each dimension): one range of the index for each period."""
    parameters: dict[str, object] = {}
    for place, period in enumerate(periods):
        parameters[f"f{place}"], parameters[f"u{place}"] = period_moments(period.first, period.last, zone)
    spans = ", ".join(f"({place}, :f{place}, :u{place})" for place in range(len(periods)))
    conditions = ["c.received_at >= spans.starts", "c.received_at < spans.ends"]
    for place, part in enumerate(parts):
        conditions.append(f"{EXPRESSIONS[part.dimension]} = :p{place}")
        parameters[f"p{place}"] = part.value
    named = "".join(f", {EXPRESSIONS[dimension]}" for dimension in dimensions)
    grouped = ", ".join(str(place) for place in range(1, len(dimensions) + 2))
    sql = (
        f"WITH spans (place, starts, ends) AS (VALUES {spans}) SELECT spans.place{named}, count(*) FROM spans"
        f" JOIN cases c ON {' AND '.join(conditions)} GROUP BY {grouped}"
    )
    return Counter({tuple(key): count for *key, count in reader.rows(sql, **parameters)})
