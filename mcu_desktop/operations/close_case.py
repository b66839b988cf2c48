"""Taking a case off control; a late one with the reason of its breach."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mcu_desktop.models.case_terms import Breach, CaseDeadline, CasePause
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.held_case import finish, open_case
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.terms import Outcome, TermStage, WorkState


def close_case(
    session: Session,
    case_id: int,
    *,
    outcome: Outcome,
    outcome_title: str,
    breach_reason: str,
    now: datetime,
    actor: str,
) -> Change:
    """Close a case now; without an answer so far, now is its answer. A late answer wants its reason."""
    case = open_case(session, case_id, Deed.CLOSE, now)
    answered_at = case.answered_at or now
    deadline = session.scalar(
        select(CaseDeadline.legal_deadline).where(
            CaseDeadline.case_id == case_id, CaseDeadline.stage == TermStage.FINAL_ANSWER
        )
    )
    is_late = deadline is not None and answered_at > deadline
    reason = " ".join(breach_reason.split())
    if is_late and not reason:
        raise UserFacingError(
            "Срок ответа нарушен: выберите или напишите причину, она войдёт в отчёты. Сообщение осталось на контроле."
        )
    case.answered_at, case.closed_at, case.outcome, case.state = answered_at, now, outcome, WorkState.CLOSED
    session.execute(
        update(CasePause).where(CasePause.case_id == case_id, CasePause.ended_at.is_(None)).values(ended_at=now)
    )
    summary = f"Снято с контроля: {outcome_title}"
    if is_late:
        session.merge(Breach(case_id=case_id, reason=reason, noted_at=now, actor=actor))
        summary += f". Причина нарушения срока: {reason}"
    return finish(session, case, summary, now=now, actor=actor)
