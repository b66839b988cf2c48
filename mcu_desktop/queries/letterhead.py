"""Whose reports they are on a day: names, and who signs by the roster of that day."""

from datetime import date

from mcu_desktop.queries.catalogues import read_names
from mcu_desktop.queries.roster import IN_FORCE
from mcu_desktop.reports.sections import Letterhead
from mcu_desktop.store.reading import Reader


def read_letterhead(reader: Reader, on: date) -> Letterhead:
    """Return the head and the signers of a day."""
    names = read_names(reader, on)
    return Letterhead(
        administration=names.get("administration", ""),
        centre=names.get("centre", ""),
        municipality=names.get("municipality", ""),
        signers=(("Руководитель МЦУ", head_name(reader, on)),),
    )


def head_name(reader: Reader, on: date) -> str:
    """Return the head of the centre as signatures write it: initials before the family name."""
    rows = reader.rows(
        "SELECT p.family_name, p.given_name, p.patronymic FROM roster_entries e JOIN people p ON p.id = e.person_id"
        " JOIN roster_grants g ON g.entry_id = e.id WHERE g.role = 'head' AND "
        + IN_FORCE
        + " ORDER BY e.position LIMIT 1",
        day=on,
    )
    if not rows:
        return ""
    family, given, patronymic = rows[0]
    return "".join(f"{part[0]}." for part in (given, patronymic) if part) + f" {family}"
