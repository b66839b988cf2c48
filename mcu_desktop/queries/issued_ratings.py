"""Ratings as they were issued."""

from dataclasses import dataclass
from datetime import datetime

from mcu_desktop.reports.frozen_json import from_json
from mcu_desktop.rules.measures import Dimension
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.rating import Rating
from mcu_desktop.rules.rating_inputs import RatingScope
from mcu_desktop.store.reading import Reader, as_day, as_moment

_MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """One issued rating in the list; the moment is UTC."""

    rating_id: int
    number: str
    scope: RatingScope
    objects: Dimension
    period: Period
    issued_at: datetime
    actor: str


def read_issued(reader: Reader, *, with_people: bool) -> tuple[IssuedLine, ...]:
    """Return the issued ratings, the latest first; those of people only for who may see them."""
    rows = reader.rows(
        "SELECT id, number, scope, objects, first_day, last_day, issued_at, actor FROM issued_ratings"
        " ORDER BY id DESC LIMIT :most",
        most=_MOST_SHOWN,
    )
    lines = (
        IssuedLine(
            row[0],
            row[1],
            RatingScope(row[2]),
            Dimension(row[3]),
            Period(as_day(row[4]), as_day(row[5])),
            as_moment(row[6]),
            row[7],
        )
        for row in rows
    )
    return tuple(line for line in lines if with_people or line.objects is not Dimension.EXECUTOR)


def read_issued_rating(reader: Reader, rating_id: int) -> Rating:
    """Return a rating exactly as it was issued."""
    return from_json(Rating, reader.rows("SELECT content FROM issued_ratings WHERE id = :id", id=rating_id)[0][0])
