"""What the pages of the head and of the schedule of reports show."""

from dataclasses import dataclass
from datetime import date

from mcu_desktop.queries.letterhead import name_of_role, read_head_rules, read_meeting_folder
from mcu_desktop.queries.report_schedules import ScheduleLine, read_schedules
from mcu_desktop.reports.report_head import HeadRules
from mcu_desktop.rules.terms import Role
from mcu_desktop.rules.titles import ROLES
from mcu_desktop.store.reading import Reader, as_day

_SIGNING = (Role.HEAD, Role.CURATOR, Role.ADMINISTRATOR, Role.INCIDENT_COORDINATOR, Role.FEEDBACK_COORDINATOR)


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """The rules in force on a day, the days other rules begin, who may sign by the roster, the meeting's folder."""

    rules: HeadRules
    begun_on: tuple[date, ...]
    signers: tuple[tuple[str, Role], ...]
    meeting_folder: str
    emblem: bytes


@dataclass(frozen=True, slots=True)
class ScheduleFacts:
    """The rules of the schedule, and the blocks to choose from."""

    lines: tuple[ScheduleLine, ...]
    blocks: tuple[tuple[str, str | None], ...]


def read_head_facts(reader: Reader, today: date) -> HeadFacts:
    """Return what the page of the head shows on a day."""
    rules = read_head_rules(reader, today)
    begun = reader.rows("SELECT valid_from FROM report_heads ORDER BY valid_from")
    pictures = reader.rows("SELECT content FROM report_pictures WHERE content_hash = :hash", hash=rules.emblem)
    return HeadFacts(
        rules=rules,
        begun_on=tuple(as_day(row[0]) for row in begun),
        signers=tuple((_signer_title(reader, role, today), role) for role in _SIGNING),
        meeting_folder=read_meeting_folder(reader),
        emblem=bytes(pictures[0][0]) if pictures else b"",
    )


def _signer_title(reader: Reader, role: Role, today: date) -> str:
    name = name_of_role(reader, role, today)
    return f"{ROLES[role]}, сегодня {name}" if name else f"{ROLES[role]}, сегодня никого"


def read_schedule_facts(reader: Reader) -> ScheduleFacts:
    """Return what the page of the schedule shows."""
    blocks = [
        (title, code) for title, code in reader.rows("SELECT short_title, code FROM sector_blocks ORDER BY position")
    ]
    return ScheduleFacts(read_schedules(reader), (("все блоки", None), *((title, code) for title, code in blocks)))
