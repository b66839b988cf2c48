"""Locking one's name with a code, and opening it again."""

import os
from datetime import datetime

from sqlalchemy.orm import Session

from mcu_desktop.models.catalogues import Setting
from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.operations.task import PERSON
from mcu_desktop.queries.locks import LOCK_CODE
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.lock import code_hash
from mcu_desktop.rules.permissions import Deed

_SALT_BYTES = 16


def lock_name(session: Session, *, code: str, now: datetime, actor: str) -> Change:
    """Keep a code for the person of this transaction; the former one is replaced."""
    person_id = session.info.get(PERSON)
    if not person_id:
        raise UserFacingError("Сначала выберите себя: код ставится на имя. Ничего не изменено.")
    session.merge(Setting(code=f"{LOCK_CODE}{person_id}", value=code_hash(code, os.urandom(_SALT_BYTES))))
    return _done(session, f"{actor}: поставлен код на имя", now, actor)


def open_name(session: Session, person_id: int, *, name: str, now: datetime, actor: str) -> Change:
    """Take a code away: one's own, or a forgotten one by whoever keeps the roster."""
    if session.info.get(PERSON) != person_id:
        require(session, Deed.EDIT_ROSTER, now=now)
    found = session.get(Setting, f"{LOCK_CODE}{person_id}")
    if found is None:
        raise UserFacingError(f"{name}: кода нет. Ничего не изменено.")
    session.delete(found)
    return _done(session, f"{name}: код снят", now, actor)


def _done(session: Session, words: str, now: datetime, actor: str) -> Change:
    session.add(JournalEntry(at=now, actor=actor, summary=words))
    return Change(frozenset({Touched.CATALOGUES}), f"{words}.")
