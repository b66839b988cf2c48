"""What is known of a person beside the roster: body, contacts, job description, how the name is declined."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.models.people import DeclinedForm, Person
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.terms import GrammaticalCase


def edit_person(
    session: Session,
    person_id: int,
    *,
    sector_body_id: int | None,
    phone: str,
    email: str,
    job_description_on: date | None,
    forms: Mapping[str, Mapping[GrammaticalCase, str]],
    now: datetime,
    actor: str,
) -> Change:
    """Keep the facts; `forms` are those of a name or a post that people have corrected, in the place of all before."""
    require(session, Deed.EDIT_ROSTER, now=now)
    person = session.get(Person, person_id, with_for_update=True)
    if person is None:
        raise UserFacingError("Этого человека в хранилище больше нет. Ничего не сохранено.")
    if job_description_on is not None and job_description_on > now.date():
        raise UserFacingError("День актуализации должностной инструкции ещё не наступил. Ничего не сохранено.")
    person.sector_body_id, person.job_description_on = sector_body_id, job_description_on
    person.phone, person.email = " ".join(phone.split()), "".join(email.split())
    name = f"{person.family_name} {person.given_name} {person.patronymic}".strip()
    session.execute(delete(DeclinedForm).where(DeclinedForm.words.in_(forms)))
    session.add_all(
        DeclinedForm(words=declined, grammatical_case=case, form=" ".join(form.split()))
        for declined, corrected in forms.items()
        for case, form in corrected.items()
        if form.strip()
    )
    words = f"{name}: сведения сохранены."
    session.add(JournalEntry(at=now, actor=actor, summary=words))
    return Change(frozenset({Touched.CATALOGUES}), words)
