"""Приложение 2: its editions, and the one in force on a day."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mcu_desktop.queries.catalogues import read_names
from mcu_desktop.reports.roster_document import RosterDocument
from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.roster import BlockWords, Edition, RosterRow, edition_on
from mcu_desktop.rules.roster_checks import Surroundings, old_names_on, replaced_on
from mcu_desktop.rules.terms import GrammaticalCase, Role
from mcu_desktop.store.reading import Reader, as_day, as_day_or_none
from mcu_desktop.text.declension import decline_title

# The rows «e» of the edition that is in force on :day.
IN_FORCE = (
    "e.edition_id = (SELECT r.id FROM roster_editions r WHERE r.valid_from <= :day ORDER BY r.valid_from DESC LIMIT 1)"
)


@dataclass(frozen=True, slots=True)
class RosterFacts:
    """What the editor needs: all editions, what a table is checked against, posts in use for completion."""

    editions: tuple[Edition, ...]
    around: Surroundings
    job_titles: tuple[str, ...]


def read_roster_facts(reader: Reader, today: date) -> RosterFacts:
    """Return what the editor of the roster needs on a day."""
    editions = read_editions(reader)
    names = reader.rows(
        "SELECT name, valid_from, valid_to FROM dated_names WHERE subject = 'administration' ORDER BY valid_from"
    )
    old_names = (
        *_old_bodies(reader, today),  # before the municipality, whose name may stand within theirs
        *old_names_on(((name, as_day(begun), as_day_or_none(ended)) for name, begun, ended in names), today),
    )
    titles = sorted({row.job_title for edition in editions for row in edition.rows if row.job_title})
    return RosterFacts(
        editions, Surroundings(read_block_words(reader), old_names, read_away(reader, today)), tuple(titles)
    )


def _old_bodies(reader: Reader, today: date) -> Iterator[tuple[str, str]]:
    """Return the bodies that are called otherwise than before, in the genitive, as posts use them."""
    names: dict[str, list[tuple[str, date, date | None]]] = {}
    for title, first_day, name, begun, ended in reader.rows(
        "SELECT b.title, b.valid_from, n.name, n.valid_from, n.valid_to FROM dated_names n"
        " JOIN sector_bodies b ON n.subject = 'body:' || b.code ORDER BY b.id, n.valid_from"
    ):
        since = as_day(begun)
        known = names.setdefault(title, [(title, as_day(first_day), since - timedelta(days=1))])
        known.append((name, since, as_day_or_none(ended)))
    for known in names.values():
        for old, new in replaced_on(known, today):
            yield decline_title(old, GrammaticalCase.GENITIVE), decline_title(new, GrammaticalCase.GENITIVE)


def read_away(reader: Reader, day: date) -> dict[int, int | None]:
    """Return who is away on a day, each with the deputy."""
    return dict(
        reader.rows(
            "SELECT person_id, deputy_id FROM absences WHERE first_day <= :day AND last_day >= :day ORDER BY id",
            day=day,
        )
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


def read_roster_document(reader: Reader, edition: Edition) -> RosterDocument:
    """Return what an edition is printed of: the names are those of the day from which it is in force."""
    names = read_names(reader, edition.valid_from)
    return RosterDocument(
        edition, names.get("administration", ""), names.get("municipality", ""), names.get("head", "")
    )
