"""How the reports of a body are headed, signed and numbered: rules that are dated, people by the roster of the day."""

from dataclasses import dataclass

from mcu_desktop.rules.terms import Role


@dataclass(frozen=True, slots=True)
class SignerRule:
    """Who signs: the post as it is printed, and whoever has a role on the day, or a name that stays."""

    post: str
    role: Role | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class HeadRules:
    """What stands above and below a report; empty names are those of the day."""

    administration: str = ""
    centre: str = ""
    approver: str = ""  # the post of the гриф «УТВЕРЖДАЮ»; empty: no гриф
    approver_name: str = ""
    signers: tuple[SignerRule, ...] = (SignerRule("Руководитель МЦУ", Role.HEAD),)
    number_prefix: str = "МЦУ-О"
    emblem: str = ""  # the hash of a kept picture
