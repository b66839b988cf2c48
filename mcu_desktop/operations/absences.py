"""Who is away, from when to when, and who stands in."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mcu_desktop.models.alerts import Absence
from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.models.people import Person
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.rules.duties import comes_round
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed


def add_absence(
    session: Session,
    *,
    person_id: int,
    deputy_id: int | None,
    first_day: date,
    last_day: date,
    reason: str,
    now: datetime,
    actor: str,
) -> Change:
    """Note an absence; it ends by itself."""
    require(session, Deed.EDIT_ABSENCES, now=now)
    if last_day < first_day:
        raise UserFacingError("Последний день отсутствия раньше первого. Ничего не сохранено, исправьте дни.")
    if deputy_id == person_id:
        raise UserFacingError("Человек не может замещать сам себя. Ничего не сохранено, выберите другого.")
    overlapping = select(Absence).where(Absence.first_day <= last_day, Absence.last_day >= first_day)
    others = session.scalars(overlapping).all()
    if any(other.person_id == person_id for other in others):
        raise UserFacingError(
            "В эти дни отсутствие уже отмечено. Ничего не сохранено: уберите прежнее или смените дни."
        )
    if comes_round(person_id, {other.person_id: other.deputy_id for other in others} | {person_id: deputy_id}):
        raise UserFacingError(
            "Замещения замыкаются в круг: в эти дни заместитель тоже отсутствует и его замещает тот же человек. "
            "Ничего не сохранено, выберите другого заместителя."
        )
    absence = Absence(
        person_id=person_id,
        deputy_id=deputy_id,
        first_day=first_day,
        last_day=last_day,
        reason=" ".join(reason.split()),
    )
    session.add(absence)
    person, deputy = session.get_one(Person, person_id), deputy_id and session.get_one(Person, deputy_id)
    words = f"{person.family_name} {person.given_name}: отсутствие с {first_day:%d.%m.%Y} по {last_day:%d.%m.%Y}"
    words += f", замещает {deputy.family_name} {deputy.given_name}." if deputy else ", без заместителя."
    session.add(JournalEntry(at=now, actor=actor, summary=words))
    return Change(frozenset({Touched.CATALOGUES, Touched.ALERTS}), words)


def remove_absence(session: Session, absence_id: int, *, now: datetime, actor: str) -> Change:
    """Take an absence away: the person is here."""
    require(session, Deed.EDIT_ABSENCES, now=now)
    absence = session.get(Absence, absence_id)
    if absence is None:
        raise UserFacingError("Этой записи об отсутствии больше нет. Ничего не изменено.")
    person = session.get_one(Person, absence.person_id)
    words = f"{person.family_name} {person.given_name}: отсутствие с {absence.first_day:%d.%m.%Y} убрано."
    session.delete(absence)
    session.add(JournalEntry(at=now, actor=actor, summary=words))
    return Change(frozenset({Touched.CATALOGUES, Touched.ALERTS}), words)
