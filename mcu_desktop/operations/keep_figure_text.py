"""Keeping the words that people have made of the figures of a period."""

from datetime import datetime

from sqlalchemy.orm import Session

from mcu_desktop.models.figures import FigureText
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.figure_texts import FIGURE_TEXTS, FigureTextKind
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.permissions import Deed

_LONGEST = 20_000


def keep_figure_text(
    session: Session, kind: FigureTextKind, period: Period, text: str, *, now: datetime, actor: str
) -> Change:
    """Keep a text of a period in the place of the one before; an empty one gives the draft back its place."""
    require(session, Deed.NOTE_FIGURES, now=now)
    words = text.replace("\0", "").strip()
    if len(words) > _LONGEST:
        raise UserFacingError(f"Текст длиннее {_LONGEST} знаков. Он не сохранён: сократите.")
    known = session.get(FigureText, (kind, period.first, period.last))
    if known is not None and not words:
        session.delete(known)
    elif known is not None:
        known.text, known.at, known.actor = words, now, actor
    elif words:
        session.add(
            FigureText(kind=kind, first_day=period.first, last_day=period.last, text=words, at=now, actor=actor)
        )
    done = "сохранены" if words else "снова черновик"
    return Change(frozenset({Touched.FIGURES}), f"{FIGURE_TEXTS[kind]} ({period.words()}): {done}.")
