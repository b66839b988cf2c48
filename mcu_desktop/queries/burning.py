"""What burns: open cases by block that are overdue, due, without recipient, with a broken promise; and by day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mcu_desktop.queries.catalogues import read_calendar
from mcu_desktop.queries.local_days import day_begins, day_ends
from mcu_desktop.queries.queue import ALL_BLOCKS, UNMAPPED
from mcu_desktop.rules.working_calendar import WorkingCalendar
from mcu_desktop.store.reading import Reader

_ONE_DAY = timedelta(days=1)
_Figures = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class BurningRow:
    """One block with its figures; code is a block's, ALL_BLOCKS or UNMAPPED."""

    code: str
    title: str
    overdue: int
    today: int
    tomorrow: int
    without_recipient: int
    broken_promises: int


@dataclass(frozen=True, slots=True)
class Burning:
    """The figures of a moment. `next_day` is the next worked day: what ends before it burns tomorrow."""

    rows: tuple[BurningRow, ...]
    today: date
    next_day: date


@dataclass(frozen=True, slots=True)
class DeadlineMonth:
    """How many open cases have their control date on each day of a month, and which days are worked."""

    first: date
    today: date
    counts: dict[date, int]
    calendar: WorkingCalendar


def read_burning(reader: Reader, *, now: datetime) -> Burning:
    """Count all blocks at once; the figures are those that the queue lists for the same wish."""
    calendar = read_calendar(reader)
    today = now.astimezone(calendar.zone).date()
    next_day = calendar.next_working_day(today + _ONE_DAY)
    counted: dict[int | None, _Figures] = {}
    promises: dict[int | None, int] = dict(reader.rows(_PROMISES, now=now))
    for block, overdue, due, tomorrow, alone in reader.rows(
        _BY_BLOCK,
        now=now,
        tomorrow=day_ends(today, calendar.zone),
        after=day_ends(next_day, calendar.zone),
    ):
        counted[block] = (overdue or 0, due or 0, tomorrow or 0, alone or 0, promises.get(block, 0))
    nothing = (0, 0, 0, 0, 0)
    blocks = reader.rows("SELECT id, code, short_title FROM sector_blocks ORDER BY position")
    rows = [BurningRow(code, title, *counted.get(key, nothing)) for key, code, title in blocks]
    totals = [sum(figures) for figures in zip(nothing, *counted.values(), strict=True)]
    everything = BurningRow(ALL_BLOCKS, "Все блоки", totals[0], totals[1], totals[2], totals[3], totals[4])
    unmapped = BurningRow(UNMAPPED, "Не сопоставлено", *counted.get(None, nothing))
    return Burning((everything, *rows, unmapped), today, next_day)


def read_deadline_month(reader: Reader, first: date, *, now: datetime) -> DeadlineMonth:
    """Count the open cases by the local day of their control date, a range of the queue's index for each day."""
    calendar = read_calendar(reader)
    days = [first + number * _ONE_DAY for number in range(31) if (first + number * _ONE_DAY).month == first.month]
    parameters: dict[str, object] = {f"day{at}": day_begins(day, calendar.zone) for at, day in enumerate(days)}
    parameters[f"day{len(days)}"] = day_ends(days[-1], calendar.zone)
    counts = ", ".join(_ONE_COUNT.replace("@", str(at)).replace("#", str(at + 1)) for at in range(len(days)))
    [found] = reader.rows("SELECT " + counts, **parameters)
    return DeadlineMonth(first, now.astimezone(calendar.zone).date(), dict(zip(days, found, strict=True)), calendar)


_BY_BLOCK = (
    "SELECT sector_block_id, sum(CASE WHEN legal_deadline < :now THEN 1 ELSE 0 END),"
    " sum(CASE WHEN legal_deadline >= :now AND queue_moment < :tomorrow THEN 1 ELSE 0 END),"
    " sum(CASE WHEN queue_moment >= :tomorrow AND queue_moment < :after THEN 1 ELSE 0 END),"
    " sum(CASE WHEN recipient_id IS NULL THEN 1 ELSE 0 END)"
    " FROM cases WHERE closed_at IS NULL GROUP BY sector_block_id"
)
_PROMISES = (
    "SELECT c.sector_block_id, count(*) FROM case_deadlines d JOIN cases c ON c.id = d.case_id"
    " WHERE d.settled_at IS NULL AND d.stage = 'promise' AND d.control_date < :now GROUP BY c.sector_block_id"
)
_ONE_COUNT = "(SELECT count(*) FROM cases WHERE closed_at IS NULL AND queue_moment >= :day@ AND queue_moment < :day#)"
