"""Long work that tells how far it is and can be cancelled."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

# The open transaction a deed is given: screens hand it on and never look inside.
Transaction: TypeAlias = "Session"


# Of `Session.info`: who works and how history names them; missing where the owner of a local store does.
PERSON, ACTOR = "person_id", "actor"
_UNNAMED = "Оператор"


def actor_of(session: Transaction) -> str:
    """Return how history names the person of this transaction."""
    return str(session.info.get(ACTOR) or _UNNAMED)


class Cancelled(Exception):  # noqa: N818 -- not an error: a person asked for it
    """Raised inside long work that a person cancelled; its transaction is rolled back."""


class Task:
    """One piece of long work: progress out, a wish to stop in."""

    def __init__(self, tell: Callable[[int, str], None] | None = None) -> None:
        self.cancelled = threading.Event()
        self._tell = tell

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self.cancelled.set()

    def step(self, percent: int, text: str) -> None:
        """Tell progress (0 to 100, -1 unknown, with a Russian text), and stop here if asked to."""
        self.check()
        if self._tell is not None:
            self._tell(percent, text)

    def check(self) -> None:
        """Stop here if asked to."""
        if self.cancelled.is_set():
            raise Cancelled
