"""The figures of the weekly report; one object draws every form of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count in the period and in the equal period before it."""

    title: str
    now: int
    before: int


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
class WeeklyFigures:
    """Everything the weekly report says; `counted_at` is aware.

    `overdue` has the longest overdue first, and not all of `overdue_now` where there are very many.
    """

    period_from: date
    period_to: date
    counted_at: datetime
    zone_name: str
    municipality: str
    administration: str
    centre: str
    head_title: str
    head_name: str
    received: CountRow
    answered: CountRow
    answered_in_time: CountRow
    by_block: tuple[CountRow, ...]
    by_channel: tuple[CountRow, ...]
    top_topics: tuple[CountRow, ...]
    breach_reasons: tuple[CountRow, ...]
    by_day: tuple[tuple[date, int], ...]
    open_now: int
    overdue_now: int
    overdue: tuple[OverdueRow, ...]
    block_title: str | None

    @property
    def on_time_share(self) -> float | None:
        """Return the share of answers given in time, None where none was given."""
        return self.answered_in_time.now / self.answered.now if self.answered.now else None

    @property
    def on_time_share_before(self) -> float | None:
        """Return the same share of the period before."""
        return self.answered_in_time.before / self.answered.before if self.answered.before else None
