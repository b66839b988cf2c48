"""The way every deed of a person goes through its transaction."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from mcu_desktop.operations.change import Change
from mcu_desktop.operations.undo import keep_for_undo


def performed(session: Session, deed: Callable[[Session], Change], *, now: datetime) -> Change:
    """Run a deed; what it has changed in cases is kept for undo in the same transaction."""
    return keep_for_undo(session, deed(session), now)
