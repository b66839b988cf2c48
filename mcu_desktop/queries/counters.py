"""The counters beside the blocks: open, due today and overdue, from the index of open cases alone."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from mcu_desktop.queries.queue import ALL_BLOCKS, UNMAPPED
from mcu_desktop.store.reading import Reader


@dataclass(frozen=True, slots=True)
class BlockCount:
    """One line of the left pane. Code is a block's, ALL_BLOCKS or UNMAPPED."""

    code: str
    title: str
    full_title: str
    open: int
    due_today: int
    overdue: int


def read_block_counts(reader: Reader, *, now: datetime, zone: ZoneInfo) -> tuple[BlockCount, ...]:
    """Return «Все», the blocks in the decree's order, and «Не сопоставлено»."""
    day_ends = datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time.min, zone)
    counted = {
        row[0]: (row[1], row[2] or 0, row[3] or 0)
        for row in reader.rows(
            "SELECT sector_block_id, count(*),"
            " sum(CASE WHEN legal_deadline >= :now AND control_date < :day_ends THEN 1 ELSE 0 END),"
            " sum(CASE WHEN legal_deadline < :now THEN 1 ELSE 0 END)"
            " FROM cases WHERE closed_at IS NULL GROUP BY sector_block_id",
            now=now,
            day_ends=day_ends,
        )
    }
    blocks = reader.rows("SELECT id, code, short_title, title FROM sector_blocks ORDER BY position")
    nothing = (0, 0, 0)
    lines = [BlockCount(code, short, full, *counted.get(key, nothing)) for key, code, short, full in blocks]
    unmapped = BlockCount(UNMAPPED, "Не сопоставлено", "Тематика не сопоставлена с блоком", *counted.get(None, nothing))
    totals = [sum(values) for values in zip(nothing, *counted.values(), strict=True)]
    everything = BlockCount(ALL_BLOCKS, "Все блоки", "Все отраслевые блоки", totals[0], totals[1], totals[2])
    return (everything, *lines, unmapped)
