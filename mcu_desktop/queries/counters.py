"""The counters beside the blocks: open, due today and overdue, from the index of open cases alone."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mcu_desktop.queries.local_days import day_ends
from mcu_desktop.queries.queue import ALL_BLOCKS, UNMAPPED
from mcu_desktop.store.reading import Reader, as_day


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who of a block is away today until when, and who stands in at the end of the chain; empty for nobody."""

    away: str
    deputy: str
    until: date


@dataclass(frozen=True, slots=True)
class BlockCount:
    """One line of the left pane. Code is a block's, ALL_BLOCKS or UNMAPPED."""

    code: str
    title: str
    full_title: str
    open: int
    due_today: int
    overdue: int
    stand_in: StandIn | None = None  # of a block whose own people are away


def read_block_counts(reader: Reader, *, now: datetime, zone: ZoneInfo) -> tuple[BlockCount, ...]:
    """Return «Все», the blocks in the decree's order, and «Не сопоставлено»."""
    today = now.astimezone(zone).date()
    counted = {
        row[0]: (row[1], row[2] or 0, row[3] or 0)
        for row in reader.rows(
            "SELECT sector_block_id, count(*),"
            " sum(CASE WHEN legal_deadline >= :now AND control_date < :day_ends THEN 1 ELSE 0 END),"
            " sum(CASE WHEN legal_deadline < :now THEN 1 ELSE 0 END)"
            " FROM cases WHERE closed_at IS NULL GROUP BY sector_block_id",
            now=now,
            day_ends=day_ends(today, zone),
        )
    }
    blocks = reader.rows("SELECT id, code, short_title, title FROM sector_blocks ORDER BY position")
    nothing = (0, 0, 0)
    stand_ins = _read_stand_ins(reader, today)
    lines = [
        BlockCount(code, short, full, *counted.get(key, nothing), stand_ins.get(key))
        for key, code, short, full in blocks
    ]
    unmapped = BlockCount(UNMAPPED, "Не сопоставлено", "Тематика не сопоставлена с блоком", *counted.get(None, nothing))
    totals = [sum(values) for values in zip(nothing, *counted.values(), strict=True)]
    everything = BlockCount(ALL_BLOCKS, "Все блоки", "Все отраслевые блоки", totals[0], totals[1], totals[2])
    return (everything, *lines, unmapped)


def _read_stand_ins(reader: Reader, today: date) -> dict[int, StandIn]:
    """Return by the block's id who stands in today; of several that are away the one who comes back last."""
    rows = reader.rows(
        "SELECT a.person_id, a.deputy_id, a.last_day FROM absences a WHERE a.first_day <= :day AND a.last_day >= :day"
        " ORDER BY a.last_day",
        day=today,
    )
    if not rows:
        return {}
    from mcu_desktop.queries.roster import IN_FORCE

    away = {person: (deputy, as_day(last)) for person, deputy, last in rows}
    names = {
        person: f"{family} {given[:1]}. {patronymic[:1]}.".replace(" .", "")
        for person, family, given, patronymic in reader.rows(
            "SELECT id, family_name, given_name, patronymic FROM people"
        )
    }
    held = reader.rows(
        "SELECT g.sector_block_id, e.person_id FROM roster_grants g JOIN roster_entries e ON e.id = g.entry_id"
        " WHERE g.sector_block_id IS NOT NULL AND " + IN_FORCE,
        day=today,
    )
    found = {}
    for block_id, person in held:
        if person in away:
            deputy = _end_of_chain(person, away)
            found[block_id] = StandIn(names[person], names.get(deputy, ""), away[person][1])
    return found


def _end_of_chain(person: int, away: dict[int, tuple[int | None, date]]) -> int | None:
    """Return the deputy who is there; None where the chain ends with nobody or goes round."""
    passed = {person}
    deputy = away[person][0]
    while deputy is not None and deputy in away and deputy not in passed:
        passed.add(deputy)
        deputy = away[deputy][0]
    return None if deputy in passed else deputy
