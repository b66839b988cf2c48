"""Saying why answers came late."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mcu_desktop.models.case_terms import Breach
from mcu_desktop.models.cases import Case
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.held_case import note_event
from mcu_desktop.operations.permit import require
from mcu_desktop.operations.snapshots import remember
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.russian import plural


def note_breach(session: Session, case_ids: Sequence[int], *, reason: str, now: datetime, actor: str) -> Change:
    """Keep one reason for all the cases, with a line in the history of each; the same reason again changes nothing."""
    require(session, Deed.NOTE_BREACH, now=now, case_ids=case_ids)
    words = " ".join(reason.split())
    if not words:
        raise UserFacingError("Выберите причину или напишите свою. Ничего не сохранено.")
    remember(session, case_ids)
    known = {found.case_id: found for found in session.scalars(select(Breach).where(Breach.case_id.in_(case_ids)))}
    noted = 0
    for case in session.scalars(select(Case).where(Case.id.in_(case_ids)).with_for_update()):
        breach = known.get(case.id)
        old = "" if breach is None else breach.reason
        if old == words:
            continue
        if breach is None:
            session.add(Breach(case_id=case.id, reason=words, noted_at=now, actor=actor))
        else:
            breach.reason, breach.noted_at, breach.actor = words, now, actor
        changes = [("Причина нарушения срока", old, words)]
        note_event(session, case, "Указана причина нарушения срока", changes, now=now, actor=actor)
        case.version += 1
        noted += 1
    count = plural(noted, "сообщения", "сообщений", "сообщений")
    return Change(frozenset({Touched.CASES}), f"Причина «{words}» указана у {count}.")
