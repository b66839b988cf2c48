"""The way every deed of a person goes through its transaction."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from mcu_desktop.operations.change import Change
from mcu_desktop.operations.deed_answers import DeedKey, first_answer, keep_answer
from mcu_desktop.operations.permit import find_worker
from mcu_desktop.operations.task import actor_of
from mcu_desktop.operations.undo import keep_for_undo
from mcu_desktop.store.guarding.journal import sign_deed


def performed(
    session: Session, deed: Callable[[Session], Change], *, now: datetime, key: DeedKey | None = None
) -> Change:
    """Run a deed; what it has changed in cases is kept for undo, and its answer under its key, in one transaction."""
    find_worker(session)
    sign_deed(session.connection(), actor_of(session))
    known = None if key is None else first_answer(session, key, deed, now)
    if known is not None:
        return known
    change = keep_for_undo(session, deed(session), now)
    if key is not None:
        keep_answer(session, key, change, now)
    return change
