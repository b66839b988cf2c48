"""How many cases came on each local day, told apart by dimensions."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mcu_desktop.queries.case_slice import EXPRESSIONS
from mcu_desktop.rules.measures import Dimension
from mcu_desktop.rules.periods import Period
from mcu_desktop.store.reading import Reader


def read_day_counts(
    reader: Reader, period: Period, dimensions: Sequence[Dimension], *, zone: ZoneInfo
) -> Counter[tuple[Any, ...]]:
    """Return counts of received cases by (day, value of each dimension): one range of the index for each day."""
    parameters: dict[str, object] = {}
    for place in range(period.days + 1):
        day = period.first + timedelta(days=place)
        parameters[f"b{place}"] = datetime.combine(day, time.min, zone)
    borders = ", ".join(f"({place}, :b{place}, :b{place + 1})" for place in range(period.days))
    named = "".join(f", {EXPRESSIONS[dimension]}" for dimension in dimensions)
    places = ", ".join(str(place) for place in range(1, len(dimensions) + 2))
    sql = (
        f"WITH days (place, starts, ends) AS (VALUES {borders}) SELECT days.place{named}, count(*) FROM days"
        f" JOIN cases c ON c.received_at >= days.starts AND c.received_at < days.ends GROUP BY {places}"
    )
    return Counter(
        {
            (period.first + timedelta(days=place), *values): count
            for place, *values, count in reader.rows(sql, **parameters)
        }
    )
