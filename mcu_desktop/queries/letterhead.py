"""Whose reports they are on a day: names, the rules of the head, and who signs by the roster of that day."""

from datetime import date

from mcu_desktop.queries.catalogues import read_names
from mcu_desktop.queries.roster import IN_FORCE
from mcu_desktop.reports.frozen_json import from_json
from mcu_desktop.reports.report_head import HeadRules, SignerRule
from mcu_desktop.reports.sections import Letterhead
from mcu_desktop.rules.terms import Role
from mcu_desktop.store.reading import Reader

MEETING_FOLDER = "meeting_folder"  # a setting of the store


def read_head_rules(reader: Reader, on: date) -> HeadRules:
    """Return the rules in force on a day; the usual ones where none were set."""
    rows = reader.rows(
        "SELECT content FROM report_heads WHERE valid_from <= :day ORDER BY valid_from DESC LIMIT 1", day=on
    )
    return from_json(HeadRules, rows[0][0]) if rows else HeadRules()


def read_letterhead(reader: Reader, on: date) -> Letterhead:
    """Return the head and the signers of a day."""
    names, rules = read_names(reader, on), read_head_rules(reader, on)
    return Letterhead(
        administration=rules.administration or names.get("administration", ""),
        centre=rules.centre or names.get("centre", ""),
        municipality=names.get("municipality", ""),
        approver=rules.approver,
        approver_name=rules.approver_name,
        signers=tuple((rule.post, _signer_name(reader, rule, on)) for rule in rules.signers),
        emblem=rules.emblem,
    )


def read_emblem(reader: Reader, letterhead: Letterhead) -> bytes:
    """Return the picture of a head; empty where it has none."""
    if not letterhead.emblem:
        return b""
    rows = reader.rows("SELECT content FROM report_pictures WHERE content_hash = :hash", hash=letterhead.emblem)
    return bytes(rows[0][0]) if rows else b""


def read_meeting_folder(reader: Reader) -> str:
    """Return where reports for the meeting are put; empty where nobody has said."""
    rows = reader.rows("SELECT value FROM settings WHERE code = :code", code=MEETING_FOLDER)
    return str(rows[0][0]) if rows else ""


def _signer_name(reader: Reader, rule: SignerRule, on: date) -> str:
    return rule.name if rule.role is None else name_of_role(reader, rule.role, on)


def name_of_role(reader: Reader, role: Role, on: date) -> str:
    """Return who has a role on a day, as signatures write it: initials before the family name."""
    rows = reader.rows(
        "SELECT p.family_name, p.given_name, p.patronymic FROM roster_entries e JOIN people p ON p.id = e.person_id"
        " JOIN roster_grants g ON g.entry_id = e.id WHERE g.role = :role AND "
        + IN_FORCE
        + " ORDER BY e.position LIMIT 1",
        role=str(role),
        day=on,
    )
    if not rows:
        return ""
    family, given, patronymic = rows[0]
    return "".join(f"{part[0]}." for part in (given, patronymic) if part) + f" {family}"
