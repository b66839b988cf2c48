"""Local days as the moments between which a store looks."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
# Between them every zone has a moment in UTC: a date field takes also the very first and last days there are.
_EARLIEST, _LATEST = date.min + _DAY, date.max - 2 * _DAY


def day_begins(day: date, zone: ZoneInfo) -> datetime:
    """Return the first moment of a local day."""
    return datetime.combine(min(max(day, _EARLIEST), _LATEST), time.min, zone)


def day_ends(day: date, zone: ZoneInfo) -> datetime:
    """Return the first moment after a local day."""
    return day_begins(min(day, _LATEST - _DAY) + _DAY, zone)


def period_moments(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the first moment of local days, both inclusive, and the first one after them."""
    return day_begins(first, zone), day_ends(last, zone)


def within_days(
    moment: str, first: date | None, last: date | None, zone: ZoneInfo, *, name: str
) -> tuple[list[str], dict[str, object]]:
    """Return the conditions that a column's moment is of local days, both inclusive, and their parameters.

    None leaves an end open; the parameters are called NAME_from and NAME_before.
    """
    clauses: list[str] = []
    parameters: dict[str, object] = {}
    if first is not None:
        clauses.append(f"{moment} >= :{name}_from")
        parameters[f"{name}_from"] = day_begins(first, zone)
    if last is not None:
        clauses.append(f"{moment} < :{name}_before")
        parameters[f"{name}_before"] = day_ends(last, zone)
    return clauses, parameters
