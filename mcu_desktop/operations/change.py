"""What a deed says when it is done."""

from dataclasses import dataclass
from enum import StrEnum


class Touched(StrEnum):
    """Kinds of things a deed changed; a screen re-reads only what concerns it."""

    CASES = "cases"
    CATALOGUES = "catalogues"
    REFUSED_ROWS = "refused_rows"
    ALERTS = "alerts"
    TEMPLATES = "templates"
    VIEWS = "views"
    REPORTS = "reports"  # issued ones, their head and schedule
    ACCOUNTS = "accounts"
    FIGURES = "figures"  # methods, thresholds, issued ratings, marks on growth


@dataclass(frozen=True, slots=True)
class Change:
    """What was touched, and one Russian sentence for the notice strip."""

    touched: frozenset[Touched]
    text: str
    details: object = None
    undo_id: int | None = None  # the deed can be taken back by it
