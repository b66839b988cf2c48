"""What a deed is about: with it a shared store lends the deed all it reads in one round trip."""

from dataclasses import dataclass
from typing import Final

# Who works: the login's person, the name that history gives it, and whether it is the owner of the server.
WHO: Final = "SELECT session_user, mcu.my_person(), mcu.my_name(), current_setting('is_superuser')"
# Of `Session.info`, where rows were lent to a deed: that row, and by table the number that its new row bears.
LENT_TO: Final = "lent_to"
LENT_NUMBERS: Final = "lent_numbers"


@dataclass(frozen=True, slots=True)
class Undone:
    """A deed that is taken back: the one with this id, with None the last one of the person."""

    deed_id: int | None
    person_id: int  # as the workstation says; a login of the store knows better


@dataclass(frozen=True, slots=True)
class About:
    """The cases that a deed reads and changes, and no others: by id, by number, or those of a deed it takes back.

    `citizens` is for a look at who wrote: the store notes it. `registers` is for a deed that makes one new case.
    """

    case_ids: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()
    undone: Undone | None = None
    citizens: bool = False
    registers: bool = False
