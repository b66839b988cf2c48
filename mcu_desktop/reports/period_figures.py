"""The figures of a period: what the weekly, the monthly, a channel's and a block's report are drawn from."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mcu_desktop.reports.rating_document import RatingPaper
from mcu_desktop.rules.comparisons import Compared


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """An open case past its legal deadline; the deadline is local."""

    number: str
    block: str
    recipient: str
    deadline: datetime
    overdue_for: timedelta
    gist: str


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """An open case whose promised day has passed."""

    number: str
    block: str
    promised_on: date
    gist: str


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """How one recipient answered in the period; the mean time from receipt to answer is in clock hours."""

    title: str
    received: int
    answered: int
    in_time: int
    mean_hours: float | None
    rated: int
    satisfied: int


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """Counts of a period beside those of the one before and of a year ago, where that was asked.

    `answered_in_time` and `reopened` are of the answered, `satisfied` of the rated. The lists have the worst first,
    and not all of what they list where there is very much; `open_now` and `overdue_now` are of the moment of counting.
    """

    first: date
    last: date
    before_first: date
    before_last: date
    with_year: bool  # a year ago was asked for, and the store has it
    year_wanted: bool
    block_title: str | None
    received: Compared
    answered: Compared
    answered_in_time: Compared
    closed: Compared
    reopened: Compared
    rated: Compared
    satisfied: Compared
    by_block: tuple[Compared, ...]
    by_channel: tuple[Compared, ...]
    topic_groups: tuple[Compared, ...]
    top_topics: tuple[Compared, ...]
    outcomes: tuple[Compared, ...]
    breach_reasons: tuple[Compared, ...]
    by_step: tuple[tuple[date, int], ...]  # received in a day, a week or a month that begins on that day
    step: str  # «day», «week» or «month»
    recipients: tuple[RecipientRow, ...]
    open_now: int
    overdue_now: int
    overdue: tuple[OverdueRow, ...]
    promises_broken: int
    promises: tuple[PromiseRow, ...]
    rating: RatingPaper | None = None  # of the monthly report
    channel_notes: tuple[str, ...] = ()  # what must be said of a counted channel, such as a network that is forbidden


def share(part: Compared, whole: Compared, period: str = "now") -> float | None:
    """Return the share of a part in its whole, None where there is no whole; `period` is a field of Compared."""
    below, above = getattr(whole, period), getattr(part, period)
    return above / below if below else None
