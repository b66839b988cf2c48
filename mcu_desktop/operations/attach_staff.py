"""Attaching a body's staff to a block, and ending it (п. 4 подп. 1 of the order)."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mcu_desktop.models.catalogues import SectorBlock
from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.models.people import AttachedStaff, Person
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed

_SHORTEST_NAME = 2  # words


def attach_staff(
    session: Session,
    *,
    full_name: str,
    sector_body_id: int | None,
    block_code: str,
    direction: str,
    first_day: date,
    now: datetime,
    actor: str,
) -> Change:
    """Attach a person to a block from a day on; one who is not known yet becomes known."""
    require(session, Deed.EDIT_ROSTER, now=now)
    words = " ".join(direction.split())
    if not words:
        raise UserFacingError("Назовите направление: чем сотрудник занимается в блоке. Ничего не сохранено.")
    person = _person(session, full_name)
    block = session.execute(select(SectorBlock).where(SectorBlock.code == block_code)).scalar_one()
    same = session.scalar(
        select(AttachedStaff.id).where(
            AttachedStaff.person_id == person.id,
            AttachedStaff.sector_block_id == block.id,
            AttachedStaff.direction == words,
            AttachedStaff.last_day.is_(None),
        )
    )
    name = f"{person.family_name} {person.given_name} {person.patronymic}".strip()
    if same is not None:
        raise UserFacingError(f"{name}: к блоку «{block.short_title}» по этому направлению уже прикреплён(а).")
    if sector_body_id is not None:
        person.sector_body_id = sector_body_id
    session.add(
        AttachedStaff(
            person_id=person.id, sector_block_id=block.id, direction=words, first_day=first_day, last_day=None
        )
    )
    return _done(
        session, f"{name}: прикрепление к блоку «{block.short_title}», {words}, с {first_day:%d.%m.%Y}", now, actor
    )


def end_attachment(session: Session, attachment_id: int, *, last_day: date, now: datetime, actor: str) -> Change:
    """End an attachment with a day; history keeps it."""
    require(session, Deed.EDIT_ROSTER, now=now)
    found = session.get(AttachedStaff, attachment_id)
    if found is None or found.last_day is not None:
        raise UserFacingError("Это прикрепление уже закончено. Ничего не изменено.")
    if last_day < found.first_day:
        raise UserFacingError(f"Закончиться раньше начала ({found.first_day:%d.%m.%Y}) оно не может. Исправьте день.")
    found.last_day = last_day
    person = session.get_one(Person, found.person_id)
    return _done(session, f"{person.family_name}: прикрепление закончено {last_day:%d.%m.%Y}", now, actor)


def _person(session: Session, full_name: str) -> Person:
    parts = full_name.split()
    if len(parts) < _SHORTEST_NAME:
        raise UserFacingError("Напишите фамилию, имя и отчество сотрудника. Ничего не сохранено.")
    family, given, patronymic = parts[0], parts[1], " ".join(parts[2:])
    found = session.scalar(
        select(Person).where(Person.family_name == family, Person.given_name == given, Person.patronymic == patronymic)
    )
    if found is None:
        found = Person(family_name=family, given_name=given, patronymic=patronymic)
        session.add(found)
        session.flush()
    return found


def _done(session: Session, words: str, now: datetime, actor: str) -> Change:
    session.add(JournalEntry(at=now, actor=actor, summary=words))
    return Change(frozenset({Touched.CATALOGUES}), f"{words}.")
