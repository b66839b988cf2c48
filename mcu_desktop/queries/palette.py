"""What the command palette finds in the store: cases by number, people, blocks."""

import re
from dataclasses import dataclass
from datetime import date

from mcu_desktop.queries.roster import IN_FORCE
from mcu_desktop.store.reading import Reader

_DIGITS = re.compile(r"\d{2,}")
_MOST = 8
_OF_NUMBER = """
    SELECT number, CASE WHEN gist <> '' THEN gist ELSE excerpt END FROM cases
    WHERE number IN (:this_year, :last_year) OR source_number = :typed LIMIT 8
"""


@dataclass(frozen=True, slots=True)
class FoundCase:
    """A case whose number was typed, or the end of it."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class PalettePlaces:
    """Blocks as (title, code) and people of today's roster as (name, role)."""

    blocks: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]


def read_palette_places(reader: Reader, today: date) -> PalettePlaces:
    """Return what does not change while a person types."""
    blocks = reader.rows("SELECT title, code FROM sector_blocks ORDER BY position")
    people = reader.rows(
        "SELECT e.full_name, e.role_text FROM roster_entries e WHERE e.person_id IS NOT NULL AND "
        + IN_FORCE
        + " ORDER BY e.position",
        day=today,
    )
    return PalettePlaces(tuple((a, b) for a, b in blocks), tuple((a, b) for a, b in people))


def read_cases_by_number(reader: Reader, typed: str, *, year: int) -> tuple[FoundCase, ...]:
    """Return the cases whose own number ends with the typed one, this year's or last year's, or that is the source's.

    Whole numbers are looked up in their indexes, so that the question does not grow with the store.
    """
    digits = _DIGITS.findall(typed)
    if not digits:
        return ()
    last = int(digits[-1][-9:])
    rows = reader.rows(
        _OF_NUMBER,
        this_year=f"МЦУ-{year}-{last:06d}",
        last_year=f"МЦУ-{year - 1}-{last:06d}",
        typed=typed.strip(),
    )
    found = tuple(FoundCase(number, text) for number, text in rows)
    return tuple(sorted(found, key=lambda case: case.number, reverse=True))[:_MOST]
