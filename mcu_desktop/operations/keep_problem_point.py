"""Deciding on a problem point: work on it, put it to a poll, or take it off the list."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mcu_desktop.models.catalogues import Topic
from mcu_desktop.models.figures import ProblemPoint
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.growth_terms import POINT_STATES, PointState
from mcu_desktop.rules.permissions import Deed

_LONGEST = 5_000


def keep_problem_point(
    session: Session,
    topic_id: int,
    settlement: str,
    street: str,
    *,
    state: PointState,
    for_poll: bool,
    text: str,
    now: datetime,
    actor: str,
) -> Change:
    """Keep what was decided; a point taken off the list needs a reason in its text."""
    require(session, Deed.NOTE_FIGURES, now=now)
    words = text.replace("\0", "").strip()
    if len(words) > _LONGEST:
        raise UserFacingError(f"Текст длиннее {_LONGEST} знаков. Он не сохранён: сократите.")
    if state is PointState.REMOVED and not words:
        raise UserFacingError("Напишите, почему точка снята. Ничего не сохранено.")
    point = session.scalar(
        select(ProblemPoint).where(
            ProblemPoint.topic_id == topic_id, ProblemPoint.settlement == settlement, ProblemPoint.street == street
        )
    )
    if point is None:
        point = ProblemPoint(topic_id=topic_id, settlement=settlement, street=street)
        session.add(point)
    point.state, point.for_poll, point.text, point.at, point.actor = state, for_poll, words, now, actor
    topic = session.get_one(Topic, topic_id)
    place = ", ".join(part for part in (settlement, street) if part)
    poll = ", на опрос" if for_poll else ""
    said = f"Проблемная точка «{topic.title or topic.group_title}», {place}: {POINT_STATES[state]}{poll}."
    return Change(frozenset({Touched.FIGURES}), said)
