"""A role as the program knows it: small, for the window needs it from its first moment."""

from typing import NamedTuple

from mcu_desktop.rules.terms import Role

INCIDENT_CHANNEL, FEEDBACK_CHANNEL = "incident_management", "feedback_platform"


class RoleGrant(NamedTuple):
    """A role with its sector block or its channel where it has one."""

    role: Role
    block_code: str | None = None
    channel_code: str | None = None
