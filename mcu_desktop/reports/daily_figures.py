"""The figures of the daily summary: what came, and what burns this morning."""

from dataclasses import dataclass
from datetime import date, datetime

from mcu_desktop.rules.comparisons import Compared


@dataclass(frozen=True, slots=True)
class BlockDay:
    """How a block stands: received in the days of the summary, the rest at the moment of counting."""

    title: str
    received: int
    open_now: int
    overdue: int
    due_today: int
    due_tomorrow: int
    important: int


@dataclass(frozen=True, slots=True)
class BurningRow:
    """An open case whose control date has come; the date is local."""

    number: str
    block: str
    control_date: datetime
    gist: str


@dataclass(frozen=True, slots=True)
class DailyFigures:
    """The summary; «today» is the day of counting. `important` are the open ones with ★ or of the fast track."""

    first: date
    last: date
    block_title: str | None
    received: Compared
    answered: Compared
    answered_in_time: Compared
    open_now: int
    overdue: int
    due_today: int
    due_tomorrow: int
    important: int
    unmapped: int
    without_recipient: int
    by_block: tuple[BlockDay, ...]
    burning: tuple[BurningRow, ...]  # the longest due ones of `burning_count`
    burning_count: int = 0  # 0 in reports that were issued before it was kept
