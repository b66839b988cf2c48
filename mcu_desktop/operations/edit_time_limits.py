"""Writing an edit of the time limits and counting all open cases by it, in one transaction."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from mcu_desktop.models.alerts import AlertStepRecord
from mcu_desktop.models.catalogues import Channel
from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.models.terms import TimeLimitRecord
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.operations.recount import recount_open_cases
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.limit_edits import LimitEdit
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.russian import MESSAGES, plural
from mcu_desktop.rules.time_limits import TimeLimit


def edit_time_limits(session: Session, task: Task, edit: LimitEdit, *, now: datetime, actor: str) -> Change:
    """Write the limits; closed cases keep their dates."""
    require(session, Deed.EDIT_LIMITS, now=now)
    channels: dict[str, int] = dict(session.execute(select(Channel.code, Channel.id)).all())
    for limit in edit.changed:
        changed = update(TimeLimitRecord).where(TimeLimitRecord.id == limit.limit_id)
        session.execute(changed.values(_columns(limit, channels)))
    if edit.added:
        session.execute(insert(TimeLimitRecord), [_columns(limit, channels) for limit in edit.added])
    if edit.removed:
        session.execute(delete(AlertStepRecord).where(AlertStepRecord.time_limit_id.in_(edit.removed)))
        session.execute(delete(TimeLimitRecord).where(TimeLimitRecord.id.in_(edit.removed)))
    moved = recount_open_cases(session, task)
    words = f"{edit.title}. Другой срок получили: {plural(moved, *MESSAGES)}."
    session.execute(insert(JournalEntry), [{"at": now, "actor": actor, "summary": words}])
    return Change(frozenset({Touched.CASES, Touched.CATALOGUES}), words)


def _columns(limit: TimeLimit, channels: dict[str, int]) -> dict[str, Any]:
    row = {field.name: getattr(limit, field.name) for field in fields(limit)}
    del row["limit_id"]
    code = row.pop("channel_code")
    return {**row, "channel_id": None if code is None else channels[code]}
