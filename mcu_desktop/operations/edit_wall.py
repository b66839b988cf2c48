"""Changing what the wall of the situation room shows."""

from datetime import datetime

from sqlalchemy.orm import Session

from mcu_desktop.models.catalogues import Setting
from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.queries.wall import PLAN
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.russian import plural
from mcu_desktop.rules.wall import LONGEST, SHORTEST, WallPlan, plan_as_text

_SAID = "Экран ситуационного зала: {} в показе. Экраны возьмут это при следующем чтении данных."


def edit_wall(session: Session, plan: WallPlan, *, now: datetime, actor: str) -> Change:
    """Keep the plan of the wall for all who show it."""
    require(session, Deed.EDIT_WALL, now=now)
    rotations = (plan.turns, *(plan.own or {}).values())
    if not all(rotations):
        raise UserFacingError("Для показа отметьте хотя бы одну страницу. Ничего не изменено.")
    if not all(SHORTEST <= turn.seconds <= LONGEST for turns in rotations for turn in turns):
        raise UserFacingError(f"Страница показывается от {SHORTEST} до {LONGEST} секунд. Ничего не изменено.")
    kept = session.get(Setting, PLAN)
    if kept is None:
        session.add(Setting(code=PLAN, value=plan_as_text(plan)))
    else:
        kept.value = plan_as_text(plan)
    words = _SAID.format(plural(len(plan.turns), "страница", "страницы", "страниц"))
    session.add(JournalEntry(at=now, actor=actor, summary=words))
    return Change(frozenset({Touched.CATALOGUES}), words)
