"""What every deed on a case does: lock the case, remember it for undo, write history, reckon its terms anew."""

import json
from datetime import datetime

from sqlalchemy.orm import Session

from mcu_desktop.models.cases import Case, CaseEvent
from mcu_desktop.operations.case_terms import rewrite_terms
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.operations.snapshots import remember
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed

FieldChange = tuple[str, str, str]  # title, from, to


def held_case(session: Session, case_id: int, deed: Deed, now: datetime) -> Case:
    """Return a case, locked for this deed, which the person of the transaction may do with it."""
    require(session, deed, now=now, case_ids=[case_id])
    case = session.get(Case, case_id, with_for_update=True)
    if case is None:
        raise UserFacingError("Этого сообщения в хранилище больше нет. Ничего не изменено, обновите очередь (F5).")
    remember(session, [case_id])
    return case


def open_case(session: Session, case_id: int, deed: Deed, now: datetime) -> Case:
    """Return a held case that is not closed."""
    case = held_case(session, case_id, deed, now)
    if case.closed_at is not None:
        raise UserFacingError(
            f"Сообщение {case.number} уже снято с контроля. Ничего не изменено: сначала верните его на контроль."
        )
    return case


def note_event(
    session: Session,
    case: Case,
    summary: str,
    changes: list[FieldChange] | None = None,
    *,
    now: datetime,
    actor: str,
) -> None:
    """Write one line into the history of a case."""
    session.add(
        CaseEvent(
            case_id=case.id,
            at=now,
            actor=actor,
            summary=summary,
            changes=json.dumps(changes or [], ensure_ascii=False),
            intake_batch_id=None,
        )
    )


def finish(
    session: Session,
    case: Case,
    summary: str,
    changes: list[FieldChange] | None = None,
    *,
    now: datetime,
    actor: str,
) -> Change:
    """End a deed on a case: history, version, terms; returns what to say."""
    note_event(session, case, summary, changes, now=now, actor=actor)
    case.version += 1
    number = case.number
    rewrite_terms(session, [case.id])
    return Change(frozenset({Touched.CASES}), f"{number}. {summary}.")
