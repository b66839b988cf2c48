"""Changing where the copies of the store go, how often, and how many of them stay."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from mcu_desktop.models.catalogues import Setting
from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.queries.copy_habits import SETTING
from mcu_desktop.rules.copies import CopyHabits
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.russian import HOURS, plural


def save_copy_habits(session: Session, habits: CopyHabits, *, now: datetime, actor: str) -> Change:
    """Keep where copies go, how often and how many of them stay."""
    require(session, Deed.KEEP_STORE, now=now)
    if habits.every_hours < 1:
        raise UserFacingError("Копии делаются не чаще раза в час. Ничего не изменено: укажите число часов от 1.")
    if habits.folder and not Path(habits.folder).is_dir():
        raise UserFacingError(f"Папки «{habits.folder}» нет. Ничего не изменено. Выберите папку, которая есть.")
    session.merge(Setting(code=SETTING, value=json.dumps(asdict(habits), ensure_ascii=False)))
    hours = plural(habits.every_hours, *HOURS)
    where = f"в папку «{habits.folder}»" if habits.folder else "рядом с хранилищем"
    words = f"Копии хранилища: раз в {hours}, если что-то изменилось, {where}."
    session.add(JournalEntry(at=now, actor=actor, summary=words))
    return Change(frozenset({Touched.CATALOGUES}), words)
