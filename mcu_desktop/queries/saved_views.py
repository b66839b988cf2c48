"""Saved views of the queue: a filter under a name, with how many cases it shows now."""

import json
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mcu_desktop.queries.queue import QueueFilter, count_cases
from mcu_desktop.rules.measures import CaseSlice, Dimension, Measure, Part
from mcu_desktop.rules.rating_inputs import RatingInput
from mcu_desktop.rules.terms import GroupBy, Standing
from mcu_desktop.store.reading import Reader

MOST_COUNTED = 9_999
_DAYS = ("received_from", "received_to", "due_from", "due_to")


@dataclass(frozen=True, slots=True)
class SavedView:
    """One view; `wanted` is None where the kept filter cannot be read any more."""

    view_id: int
    title: str
    is_shared: bool
    wanted: QueueFilter | None


def filter_as_text(wanted: QueueFilter) -> str:
    """Return a filter as JSON, without what it leaves as usual."""
    usual = asdict(QueueFilter())
    said = {name: value for name, value in asdict(wanted).items() if value != usual[name]}
    return json.dumps(said, ensure_ascii=False, default=str)


def filter_of_text(text: str) -> QueueFilter | None:
    """Return the filter of a JSON text; None where it is damaged or of a newer program."""
    known = {field.name for field in fields(QueueFilter)}
    try:
        said: Any = json.loads(text)
        if not isinstance(said, dict) or said.keys() - known:
            return None
        for name in _DAYS:
            if said.get(name) is not None:
                said[name] = date.fromisoformat(said[name])
        if said.get("standing") is not None:
            said["standing"] = Standing(said["standing"])
        if said.get("group_by") is not None:
            said["group_by"] = GroupBy(said["group_by"])
        if said.get("figure") is not None:
            said["figure"] = _figure_of(said["figure"])
        return QueueFilter(**said)
    except (ValueError, TypeError, KeyError):
        return None


def _figure_of(said: dict[str, Any]) -> CaseSlice:
    first_day, last_day = (
        None if said[name] is None else date.fromisoformat(said[name]) for name in ("first_day", "last_day")
    )
    measure = said["measure"]
    known = RatingInput(measure) if measure in set(RatingInput) else Measure(measure)
    any_of = tuple(_parts_of(group) for group in said.get("any_of", ()))
    return CaseSlice(known, str(said["title"]), first_day, last_day, _parts_of(said["parts"]), any_of)


def _parts_of(said: list[dict[str, Any]]) -> tuple[Part, ...]:
    return tuple(Part(Dimension(part["dimension"]), part["value"]) for part in said)


def read_views(reader: Reader, person_id: int) -> tuple[SavedView, ...]:
    """Return the shared views and those of a person, in their order."""
    rows = reader.rows(
        "SELECT id, title, person_id, wanted FROM saved_views WHERE kind = 'queue'"
        " AND (person_id IS NULL OR person_id = :person) ORDER BY position, id LIMIT 20",
        person=person_id,
    )
    return tuple(SavedView(row[0], row[1], row[2] is None, filter_of_text(row[3])) for row in rows)


def count_views(reader: Reader, views: tuple[SavedView, ...], *, now: datetime, zone: ZoneInfo) -> dict[int, int]:
    """Return how many cases each view shows, up to one more than is said."""
    return {
        view.view_id: count_cases(reader, view.wanted, now=now, zone=zone, at_most=MOST_COUNTED + 1)
        for view in views
        if view.wanted is not None
    }
