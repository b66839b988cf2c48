"""Приложение 2 as of a day."""

from dataclasses import dataclass
from datetime import date

from mcu_desktop.store.reading import Reader


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row, in the decree's four columns, with what it means to the program."""

    position: int
    full_name: str
    job_title: str
    role_text: str
    role: str
    block_code: str | None


def read_roster(reader: Reader, on: date) -> tuple[RosterRow, ...]:
    """Return the rows in force on the day, in the decree's order."""
    rows = reader.rows(
        "SELECT e.position, p.family_name, p.given_name, p.patronymic, e.job_title, e.role_text, e.role, b.code"
        " FROM roster_entries e JOIN people p ON p.id = e.person_id"
        " LEFT JOIN sector_blocks b ON b.id = e.sector_block_id"
        " WHERE e.valid_from <= :day AND (e.valid_to IS NULL OR e.valid_to >= :day) ORDER BY e.position",
        day=on,
    )
    return tuple(RosterRow(row[0], f"{row[1]} {row[2]} {row[3]}".strip(), *row[4:]) for row in rows)
