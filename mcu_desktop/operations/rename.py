"""What the municipality and its bodies are called from a day on."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from mcu_desktop.models.catalogues import DatedName
from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.queries.names import BODY
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed


def rename(
    session: Session, subject: str, *, name: str, valid_from: date, source: str, now: datetime, actor: str
) -> Change:
    """Give a subject another name from a day on; the former one ends on the day before."""
    require(session, Deed.EDIT_ROSTER, now=now)
    words, basis = " ".join(name.split()), " ".join(source.split())
    if not words or not basis:
        raise UserFacingError("Нужны новое название и чем оно установлено. Ничего не сохранено.")
    last = _last(session, subject)
    if last is not None and last.name == words:
        raise UserFacingError(f"«{words}» — название и сейчас. Ничего не изменено.")
    if last is not None and valid_from <= last.valid_from:
        raise UserFacingError(
            f"Последнее название действует с {last.valid_from:%d.%m.%Y}: новое может начаться только позже. "
            "Ничего не сохранено, исправьте день."
        )
    if last is not None and (last.valid_to is None or last.valid_to >= valid_from):
        last.valid_to = valid_from - timedelta(days=1)
    session.add(DatedName(subject=subject, name=words, valid_from=valid_from, valid_to=None, source=basis))
    return _done(session, f"С {valid_from:%d.%m.%Y} название: {words}", now, actor)


def take_name_back(session: Session, subject: str, *, now: datetime, actor: str) -> Change:
    """Take the last name of a subject back; the one before it goes on. The first name stays.

    A body has its first name of the catalogue.
    """
    require(session, Deed.EDIT_ROSTER, now=now)
    last = _last(session, subject)
    before = None if last is None else _last(session, subject, before=last.valid_from)
    if last is None or (before is None and not subject.startswith(BODY)):
        raise UserFacingError("Прежнего названия нет: это название первое. Ничего не изменено.")
    words = f"Название «{last.name}» отменено, действует прежнее"
    session.delete(last)
    if before is not None and before.valid_to == last.valid_from - timedelta(days=1):
        before.valid_to = None
    return _done(session, words, now, actor)


def _last(session: Session, subject: str, *, before: date = date.max) -> DatedName | None:
    return session.scalar(
        select(DatedName)
        .where(DatedName.subject == subject, DatedName.valid_from < before)
        .order_by(DatedName.valid_from.desc())
        .limit(1)
    )


def _done(session: Session, words: str, now: datetime, actor: str) -> Change:
    session.add(JournalEntry(at=now, actor=actor, summary=words))
    return Change(frozenset({Touched.CATALOGUES}), f"{words}.")
