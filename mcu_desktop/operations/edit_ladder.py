"""Writing one ladder of alerts as a whole."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from mcu_desktop.models.alerts import AlertStepRecord
from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.models.terms import TimeLimitRecord
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.rules.alerts import AlertStep, step_words
from mcu_desktop.rules.permissions import Deed


def edit_ladder(
    session: Session, limit_id: int | None, steps: Sequence[AlertStep], *, now: datetime, actor: str
) -> Change:
    """Replace the steps of a limit's ladder, of the common one for None; without steps a limit has the common one."""
    require(session, Deed.EDIT_LADDER, now=now)
    session.execute(delete(AlertStepRecord).where(AlertStepRecord.time_limit_id.is_not_distinct_from(limit_id)))
    ordered = sorted(steps, key=lambda step: step.severity)
    rows = [
        {
            "time_limit_id": limit_id,
            "moment": step.moment,
            "amount": step.amount,
            "unit": step.unit,
            "addressee": step.addressee,
        }
        for step in ordered
    ]
    if rows:
        session.execute(insert(AlertStepRecord), rows)
    limit = None if limit_id is None else session.get_one(TimeLimitRecord, limit_id)
    whose = "Общая лестница уведомлений" if limit is None else f"Лестница уведомлений «{limit.title}»"
    said = "; ".join(step_words(step) for step in ordered)
    words = f"{whose}: {said}." if said else f"{whose}: шагов нет."
    session.execute(insert(JournalEntry), [{"at": now, "actor": actor, "summary": words}])
    return Change(frozenset({Touched.CATALOGUES, Touched.ALERTS}), words)
