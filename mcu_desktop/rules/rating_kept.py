"""A method and a whole rating as JSON: an issued rating is shown again exactly as it was."""

import json
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

from mcu_desktop.rules.measures import Dimension
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.rating import Entry, Known, MethodEdition, RatedRow, Rating, RatingMethod, Share
from mcu_desktop.rules.rating_inputs import RatingCounts, RatingScope


def method_as_text(method: RatingMethod) -> str:
    """Return a method as JSON."""
    return json.dumps(asdict(method))


def method_of_text(text: str) -> RatingMethod:
    """Return the method of a JSON text; what an older program did not know is as usual."""
    return _method(json.loads(text))


def rating_as_text(rating: Rating) -> str:
    """Return a rating as JSON, all numbers and results in it."""
    return json.dumps(asdict(rating), ensure_ascii=False, default=_as_iso)


def rating_of_text(text: str) -> Rating:
    """Return the rating of a JSON text, equal to the one that was kept."""
    said: dict[str, Any] = json.loads(text)
    edition, period = said["edition"], said["period"]
    signed = edition["order_date"]
    return Rating(
        RatingScope(said["scope"]),
        Dimension(said["objects"]),
        Period(date.fromisoformat(period["first"]), date.fromisoformat(period["last"])),
        datetime.fromisoformat(said["counted_at"]),
        MethodEdition(
            edition["order_number"],
            None if signed is None else date.fromisoformat(signed),
            date.fromisoformat(edition["valid_from"]),
            _method(edition["method"]),
            edition["edition_id"],
        ),
        tuple(_row(row) for row in said["rows"]),
        _row(said["total"]),
        said["compared_with"],
    )


def _row(said: dict[str, Any]) -> RatedRow:
    entry = said["entry"]
    return RatedRow(
        Entry(entry["value"], entry["title"], RatingCounts(**entry["counts"])),
        Known(said["known"]),
        {code: None if share is None else Share(**share) for code, share in said["shares"].items()},
        said["score"],
        said["bound"],
        said["place"],
        said["change"],
    )


def _method(said: dict[str, Any]) -> RatingMethod:
    known = {field.name for field in fields(RatingMethod)}
    return RatingMethod(**{name: value for name, value in said.items() if name in known})


def _as_iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)
