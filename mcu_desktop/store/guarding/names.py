"""The roles of a shared store: owners nobody logs in as, and a group for each role of the decree."""

from typing import Final

from mcu_desktop.rules.permissions import PERMISSIONS, Deed, Reach
from mcu_desktop.rules.terms import Role

OWNER, JOURNAL, ROLE_MAKER = "mcu_owner", "mcu_journal", "mcu_rolemaker"
STAFF, WALL = "mcu_staff", "mcu_wall"
GROUPS: Final = {
    Role.CURATOR: "mcu_curator",
    Role.HEAD: "mcu_head",
    Role.ADMINISTRATOR: "mcu_administrator",
    Role.INCIDENT_COORDINATOR: "mcu_incident",
    Role.FEEDBACK_COORDINATOR: "mcu_feedback",
    Role.BLOCK_HEAD: "mcu_block_head",
    Role.BLOCK_OFFICER: "mcu_block_officer",
}
OWNERS: Final = (OWNER, JOURNAL, ROLE_MAKER)
ALL_GROUPS: Final = (STAFF, WALL, *GROUPS.values())


def is_narrow(role: Role) -> bool:
    """Return whether a role sees the cases of its own block alone."""
    return Reach.OWN_BLOCK in PERMISSIONS[role].values()


NARROW: Final = tuple(group for role, group in GROUPS.items() if is_narrow(role))
WIDE: Final = tuple(group for role, group in GROUPS.items() if not is_narrow(role))


def groups_of(deeds: tuple[Deed, ...]) -> tuple[str, ...]:
    """Return the groups of the roles that may do any of the deeds, with whatever cases."""
    return tuple(group for role, group in GROUPS.items() if any(deed in PERMISSIONS[role] for deed in deeds))


def quoted(name: str) -> str:
    """Return a name as SQL writes it, whatever stands in it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def words(deeds: tuple[Deed, ...]) -> str:
    """Return deeds as an array of SQL."""
    return "ARRAY[" + ", ".join(literal(deed) for deed in deeds) + "]::text[]"
