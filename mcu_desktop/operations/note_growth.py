"""What people say of growth: seen, why it came about, and from when on they want to be told."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from mcu_desktop.models.catalogues import Setting
from mcu_desktop.models.figures import GrowthMark
from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.queries.growth import THRESHOLD
from mcu_desktop.reports.frozen_json import to_json
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.growth import GrowthKey, GrowthThreshold, check_threshold
from mcu_desktop.rules.permissions import Deed

_LONGEST = 5_000


def mark_growth(
    session: Session, keys: Sequence[GrowthKey], last_day: date, *, cause: str, now: datetime, actor: str
) -> Change:
    """Note that growths which went on up to a day were seen, and their cause where it is known."""
    require(session, Deed.NOTE_FIGURES, now=now)
    words = " ".join(cause.replace("\0", "").split())
    if not keys:
        raise UserFacingError("Не выбрано, какой рост отметить. Ничего не сохранено.")
    if len(words) > _LONGEST:
        raise UserFacingError(f"Причина длиннее {_LONGEST} знаков. Она не сохранена: сократите.")
    rows = [
        {
            "topic_id": key.topic,
            "settlement": key.settlement,
            "last_day": last_day,
            "cause": words,
            "at": now,
            "actor": actor,
        }
        for key in keys
    ]
    session.execute(insert(GrowthMark), rows)
    said = f"Причина роста записана: {words}" if words else "Рост отмечен увиденным"
    return Change(frozenset({Touched.FIGURES}), f"{said.rstrip('.')}.")


def set_growth_threshold(session: Session, threshold: GrowthThreshold, *, now: datetime, actor: str) -> Change:
    """Keep what people want to be told of."""
    require(session, Deed.NOTE_FIGURES, now=now)
    check_threshold(threshold)
    session.merge(Setting(code=THRESHOLD, value=to_json(threshold)))
    words = (
        f"Порог роста: от {threshold.least_cases} сообщений и {threshold.least_percent} % от обычного"
        f" за {threshold.weeks} нед., ложная тревога не чаще одной на {threshold.looks} просмотров."
    )
    session.execute(insert(JournalEntry), [{"at": now, "actor": actor, "summary": words}])
    return Change(frozenset({Touched.FIGURES}), words)
