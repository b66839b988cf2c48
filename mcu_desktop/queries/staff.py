"""Which staff of which body is attached to which block."""

from dataclasses import dataclass
from datetime import date

from mcu_desktop.queries.person_cards import read_bodies
from mcu_desktop.store.reading import Reader, as_day, as_day_or_none


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One attachment; an open one has no last day."""

    attachment_id: int
    full_name: str
    body: str
    block: str
    direction: str
    first_day: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """All attachments, the blocks without anybody on a day, and what can be chosen: (title, value)."""

    lines: tuple[StaffLine, ...]
    empty_blocks: tuple[str, ...]
    names: tuple[str, ...]
    bodies: tuple[tuple[str, int], ...]
    blocks: tuple[tuple[str, str], ...]


def read_staff(reader: Reader, today: date) -> StaffFacts:
    """Return the attachments in the order of the blocks, those that have ended after the others."""
    bodies = read_bodies(reader, today)
    titles = {body_id: title for title, body_id in bodies}
    rows = reader.rows(
        "SELECT s.id, p.family_name, p.given_name, p.patronymic, p.sector_body_id, b.short_title, s.direction,"
        " s.first_day, s.last_day FROM attached_staff s JOIN people p ON p.id = s.person_id"
        " JOIN sector_blocks b ON b.id = s.sector_block_id"
        " ORDER BY s.last_day IS NOT NULL, b.position, p.family_name, s.id"
    )
    lines = tuple(
        StaffLine(
            row[0],
            " ".join(part for part in row[1:4] if part),
            titles.get(row[4], ""),
            row[5],
            row[6],
            as_day(row[7]),
            as_day_or_none(row[8]),
        )
        for row in rows
    )
    blocks = reader.rows("SELECT short_title, code FROM sector_blocks ORDER BY position")
    held = {line.block for line in lines if line.first_day <= today and (line.last_day or today) >= today}
    names = reader.rows("SELECT family_name, given_name, patronymic FROM people ORDER BY family_name, given_name")
    return StaffFacts(
        lines,
        tuple(title for title, _code in blocks if title not in held),
        tuple(" ".join(part for part in name if part) for name in names),
        bodies,
        tuple((title, code) for title, code in blocks),
    )
