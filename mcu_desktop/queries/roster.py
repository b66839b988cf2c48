"""Приложение 2: its editions, and the one in force on a day."""

from collections import defaultdict
from datetime import date

from mcu_desktop.rules.roster import BlockWords, Edition, RoleGrant, RosterRow, edition_on
from mcu_desktop.rules.terms import Role
from mcu_desktop.store.reading import Reader, as_day

# The rows «e» of the edition that is in force on :day.
IN_FORCE = (
    "e.edition_id = (SELECT r.id FROM roster_editions r WHERE r.valid_from <= :day ORDER BY r.valid_from DESC LIMIT 1)"
)


def read_editions(reader: Reader) -> tuple[Edition, ...]:
    """Return all editions, the oldest first."""
    grants: dict[int, list[RoleGrant]] = defaultdict(list)
    for entry_id, role, block, channel in reader.rows(
        "SELECT g.entry_id, g.role, b.code, c.code FROM roster_grants g"
        " LEFT JOIN sector_blocks b ON b.id = g.sector_block_id LEFT JOIN channels c ON c.id = g.channel_id"
        " ORDER BY g.id"
    ):
        grants[entry_id].append(RoleGrant(Role(role), block, channel))
    rows: dict[int, list[RosterRow]] = defaultdict(list)
    for edition_id, entry_id, full_name, job_title, role_text, confirmed, person_id in reader.rows(
        "SELECT edition_id, id, full_name, job_title, role_text, confirmed, person_id FROM roster_entries"
        " ORDER BY edition_id, position"
    ):
        granted = tuple(grants[entry_id])
        rows[edition_id].append(RosterRow(full_name, job_title, role_text, granted, bool(confirmed), person_id))
    editions = reader.rows("SELECT id, order_number, order_date, valid_from FROM roster_editions ORDER BY valid_from")
    return tuple(
        Edition(number, as_day(signed), as_day(begun), tuple(rows[edition_id]), edition_id)
        for edition_id, number, signed, begun in editions
    )


def read_edition(reader: Reader, on: date) -> Edition | None:
    """Return the edition in force on a day."""
    return edition_on(read_editions(reader), on)


def read_block_words(reader: Reader) -> tuple[BlockWords, ...]:
    """Return how the sector blocks are called, in the decree's order."""
    rows = reader.rows("SELECT code, title, decree_wording FROM sector_blocks ORDER BY position")
    return tuple(BlockWords(*row) for row in rows)
