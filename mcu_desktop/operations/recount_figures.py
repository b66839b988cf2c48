"""Counting the kept summaries anew."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.store.summaries import rebuild_counts


def recount_figures(session: Session, task: Task, *, now: datetime, actor: str) -> Change:
    """Count all cases anew: after a check has found a difference, or the town has another time zone."""
    require(session, Deed.KEEP_STORE, now=now)
    task.step(-1, "Пересчитываем показатели")
    rebuild_counts(session.connection())
    words = "Показатели пересчитаны по всем сообщениям."
    session.execute(insert(JournalEntry), [{"at": now, "actor": actor, "summary": words}])
    return Change(frozenset({Touched.CASES}), words)
