"""Writing an edition of Приложение 2, as a new one by an order or as the mending of one that is there."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mcu_desktop.models.catalogues import Channel, SectorBlock
from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.models.people import Person, RosterEdition, RosterEntry, RosterGrant
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.roster import Edition, RosterRow, has_role
from mcu_desktop.rules.russian import ROWS, plural
from mcu_desktop.rules.terms import Role

_NOTHING = "Ничего не сохранено"


def save_edition(session: Session, edition: Edition, *, now: datetime, actor: str) -> Change:
    """Write an edition: with an id in the place of the one that is there, without one as a new one.

    Other editions stay as they were: each is what its own order has stated.
    """
    require(session, Deed.EDIT_ROSTER, now=now)
    _refuse_doubtful(session, edition)
    record = _edition_record(session, edition)
    session.execute(delete(RosterEntry).where(RosterEntry.edition_id == record.id))
    blocks: dict[str, int] = dict(session.execute(select(SectorBlock.code, SectorBlock.id)).all())
    channels: dict[str, int] = dict(session.execute(select(Channel.code, Channel.id)).all())
    for position, row in enumerate(edition.rows, 1):
        entry = RosterEntry(
            edition_id=record.id,
            position=position,
            person_id=_person_id(session, row),
            full_name=_one_line(row.full_name),
            job_title=_one_line(row.job_title),
            role_text=_one_line(row.role_text),
            confirmed=row.confirmed,
        )
        session.add(entry)
        session.flush()
        for grant in row.grants:
            block_id = blocks[grant.block_code] if grant.block_code else None
            channel_id = channels[grant.channel_code] if grant.channel_code else None
            session.add(
                RosterGrant(entry_id=entry.id, role=grant.role, sector_block_id=block_id, channel_id=channel_id)
            )
    following = _next_day(session, edition.valid_from)
    until = f" по {following - timedelta(days=1):%d.%m.%Y}" if following is not None else ""
    words = (
        f"Приложение 2 в редакции от {edition.order_date:%d.%m.%Y} № {edition.order_number}, действует с "
        f"{edition.valid_from:%d.%m.%Y}{until}: {plural(len(edition.rows), *ROWS)}."
    )
    session.add(JournalEntry(at=now, actor=actor, summary=words))
    return Change(frozenset({Touched.CATALOGUES, Touched.ALERTS}), words)


def remove_edition(session: Session, edition_id: int, *, now: datetime, actor: str) -> Change:
    """Take the last edition away, entered by mistake; the one before it is in force again. The only one stays."""
    require(session, Deed.EDIT_ROSTER, now=now)
    record = session.get(RosterEdition, edition_id)
    if record is None:
        raise UserFacingError("Этой редакции больше нет. Ничего не изменено.")
    if session.scalar(select(RosterEdition.id).where(RosterEdition.id != edition_id).limit(1)) is None:
        raise UserFacingError("Это единственная редакция, убрать её нельзя. Ничего не изменено.")
    if _next_day(session, record.valid_from) is not None:
        raise UserFacingError(
            f"После редакции № {record.order_number} есть ещё одна, убрать можно только последнюю. Ничего не изменено."
        )
    words = f"Редакция Приложения 2 от {record.order_date:%d.%m.%Y} № {record.order_number} убрана."
    session.delete(record)
    session.add(JournalEntry(at=now, actor=actor, summary=words))
    return Change(frozenset({Touched.CATALOGUES, Touched.ALERTS}), words)


def _next_day(session: Session, begun: date) -> date | None:
    """Return the day on which another edition takes the place of the one of a day; None while it is the last."""
    later = select(RosterEdition.valid_from).where(RosterEdition.valid_from > begun)
    return session.scalar(later.order_by(RosterEdition.valid_from).limit(1))


def _refuse_doubtful(session: Session, edition: Edition) -> None:
    if not edition.order_number.strip():
        raise UserFacingError(f"Не указан номер распоряжения. {_NOTHING}: введите номер.")
    if edition.valid_from < edition.order_date:
        raise UserFacingError(
            f"Редакция не может действовать раньше своего распоряжения от {edition.order_date:%d.%m.%Y}. "
            f"{_NOTHING}: исправьте день."
        )
    if not has_role(edition.rows, Role.ADMINISTRATOR):
        raise UserFacingError(
            f"В составе нет администратора МЦУ: некому будет вести состав и права. {_NOTHING}: назначьте его."
        )
    other = session.scalar(select(RosterEdition).where(RosterEdition.valid_from == edition.valid_from))
    if other is not None and other.id != edition.edition_id:
        raise UserFacingError(
            f"С {edition.valid_from:%d.%m.%Y} уже действует редакция № {other.order_number}. {_NOTHING}: "
            "выберите другой день или исправьте ту редакцию."
        )


def _edition_record(session: Session, edition: Edition) -> RosterEdition:
    record = RosterEdition() if edition.edition_id is None else session.get(RosterEdition, edition.edition_id)
    if record is None:
        raise UserFacingError(
            f"Этой редакции больше нет: её убрали, пока вы правили. {_NOTHING}: сохраните состав новой редакцией."
        )
    record.order_number, record.order_date = edition.order_number.strip(), edition.order_date
    record.valid_from = edition.valid_from
    session.add(record)
    session.flush()
    return record


def _person_id(session: Session, row: RosterRow) -> int | None:
    """Return whom a row names: the known person as long as the name says so, else one of that name, else a new one."""
    words = row.full_name.split()
    if not words:
        return None
    family, given, patronymic = words[0], " ".join(words[1:2]), " ".join(words[2:])
    if row.person_id is not None:
        person = session.get_one(Person, row.person_id)
        if (person.given_name, person.patronymic) == (given, patronymic):
            person.family_name = family  # a new family name is the same person's
            return person.id
    same = select(Person.id).where(
        Person.family_name == family, Person.given_name == given, Person.patronymic == patronymic
    )
    known = session.scalar(same.order_by(Person.id).limit(1))
    if known is not None:
        return known
    person = Person(family_name=family, given_name=given, patronymic=patronymic)
    session.add(person)
    session.flush()
    return person.id


def _one_line(text: str) -> str:
    return " ".join(text.split())
