"""A count beside the same count of other periods: what reports and their conclusions speak of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Compared:
    """A count in a period, in the one before it, and in the same period a year ago where that was asked."""

    title: str
    now: int
    before: int
    year_ago: int | None = None
