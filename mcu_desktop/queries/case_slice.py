"""A figure as a condition on cases: the same one counts and lists, so that the list's count equals the figure."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mcu_desktop.queries.local_days import period_moments, within_days
from mcu_desktop.queries.rating_conditions import RATING_CONDITIONS
from mcu_desktop.rules.measures import CaseSlice, Dimension, Measure, Part
from mcu_desktop.rules.rating_inputs import RatingInput
from mcu_desktop.store.reading import Reader

Values = tuple[int | str | None, ...]  # of dimensions; None where a case has none
IN_TIME = (
    "c.answered_at <= coalesce((SELECT d.legal_deadline FROM case_deadlines d"
    " WHERE d.case_id = c.id AND d.stage = 'final_answer'), c.answered_at)"
)
# The moment whose day a measure belongs to, and what else makes a case count.
MOMENTS = {
    Measure.RECEIVED: ("c.received_at", ""),
    Measure.ANSWERED: ("c.answered_at", ""),
    Measure.ANSWERED_IN_TIME: ("c.answered_at", IN_TIME),
    Measure.ANSWERED_LATE: ("c.answered_at", f"NOT {IN_TIME}"),
    Measure.CLOSED: ("c.closed_at", ""),
    Measure.REOPENED: ("c.answered_at", "c.reopened"),
    Measure.RATED: ("c.answered_at", "c.satisfaction IS NOT NULL"),
    Measure.SATISFIED: ("c.answered_at", "c.satisfaction >= 4"),
}
_NOW = {
    Measure.OPEN: "c.closed_at IS NULL",
    Measure.OVERDUE: "c.closed_at IS NULL AND c.legal_deadline < :now",
}
_RECEIVED_LOCALLY = "timezone((SELECT value FROM settings WHERE code = 'zone'), c.received_at)"
# Where an expression has no value, the case has none of the dimension.
EXPRESSIONS = {
    Dimension.BLOCK: "c.sector_block_id",
    Dimension.CHANNEL: "c.channel_id",
    Dimension.TOPIC_GROUP: "(SELECT nullif(st.group_title, '') FROM topics st WHERE st.id = c.topic_id)",
    Dimension.TOPIC: "c.topic_id",
    Dimension.RECIPIENT: "c.recipient_id",
    Dimension.RECIPIENT_BODY: (
        "(SELECT nullif(sr.body_title, '') FROM responsible_recipients sr WHERE sr.id = c.recipient_id)"
    ),
    Dimension.SETTLEMENT: "nullif(c.settlement, '')",
    Dimension.STREET: "nullif(c.street, '')",
    Dimension.HOUSE: "nullif(c.house, '')",
    Dimension.KIND: "c.kind",
    Dimension.OUTCOME: "c.outcome",
    Dimension.SATISFACTION: "c.satisfaction",
    Dimension.IMPORTANT: "(CASE WHEN c.important THEN 1 ELSE 0 END)",
    Dimension.FAST_TRACK: "(CASE WHEN c.fast_track THEN 1 ELSE 0 END)",
    Dimension.LATITUDE: "c.latitude",
    Dimension.LONGITUDE: "c.longitude",
    Dimension.HOUR: f"CAST(date_part('hour', {_RECEIVED_LOCALLY}) AS INTEGER)",
    Dimension.WEEKDAY: f"CAST(date_part('isodow', {_RECEIVED_LOCALLY}) AS INTEGER)",
    Dimension.EXECUTOR: ("(SELECT sa.actor FROM case_answers sa WHERE sa.case_id = c.id ORDER BY sa.id DESC LIMIT 1)"),
}


def slice_condition(wanted: CaseSlice, *, now: datetime, zone: ZoneInfo) -> tuple[list[str], dict[str, object]]:
    """Return the conditions on `cases c` of a figure, and their parameters."""
    clauses, parameters = _of_measure(wanted, now, zone)
    clauses += [_of_part(part, f"part{at}", parameters) for at, part in enumerate(wanted.parts)]
    if wanted.any_of:
        groups = [
            " AND ".join(_of_part(part, f"group{at}_{place}", parameters) for place, part in enumerate(group))
            for at, group in enumerate(wanted.any_of)
        ]
        clauses.append(_any_of(groups))
    return clauses, parameters


def _of_measure(wanted: CaseSlice, now: datetime, zone: ZoneInfo) -> tuple[list[str], dict[str, object]]:
    measure = wanted.measure
    if isinstance(measure, RatingInput):
        first, last = wanted.first_day or date.min, wanted.last_day or now.astimezone(zone).date()
        starts, ends = period_moments(first, last, zone)
        return list(RATING_CONDITIONS[measure]), {"slice_from": starts, "slice_before": min(ends, now)}
    if measure in _NOW:
        condition = _NOW[measure]
        return [condition], {"now": now} if ":now" in condition else {}
    moment, more = MOMENTS[measure]
    days, parameters = within_days(moment, wanted.first_day, wanted.last_day, zone, name="slice")
    return [f"{moment} IS NOT NULL", *([more] if more else []), *days], parameters


def _of_part(part: Part, name: str, parameters: dict[str, object]) -> str:
    expression = EXPRESSIONS[part.dimension]
    if part.value is None:
        return f"{expression} IS NULL"
    parameters[name] = part.value
    return f"{expression} = :{name}"


def _any_of(conditions: list[str]) -> str:
    """Return the conditions joined by OR in halves of halves: SQLite takes no chain deeper than a thousand."""
    if len(conditions) == 1:
        return f"({conditions[0]})"
    middle = len(conditions) // 2
    return f"({_any_of(conditions[:middle])} OR {_any_of(conditions[middle:])})"


def count_slice(reader: Reader, wanted: CaseSlice, *, now: datetime, zone: ZoneInfo) -> int:
    """Return how many cases a figure counts."""
    clauses, parameters = slice_condition(wanted, now=now, zone=zone)
    sql = f"SELECT count(*) FROM cases c WHERE {' AND '.join(clauses)}"
    return int(reader.rows(sql, **parameters)[0][0])


def count_by(
    reader: Reader, wanted: CaseSlice, dimensions: Sequence[Dimension], *, now: datetime, zone: ZoneInfo
) -> dict[Values, int]:
    """Return how many cases of a figure there are for each combination of the dimensions' values."""
    clauses, parameters = slice_condition(wanted, now=now, zone=zone)
    named = ", ".join(EXPRESSIONS[dimension] for dimension in dimensions)
    places = ", ".join(str(place) for place, _dimension in enumerate(dimensions, 1))
    sql = f"SELECT {named}, count(*) FROM cases c WHERE {' AND '.join(clauses)} GROUP BY {places}"
    return {tuple(values): int(count) for *values, count in reader.rows(sql, **parameters)}
