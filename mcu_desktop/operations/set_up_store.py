"""Setting a shared store up, and bringing it to the program's schema: once by whoever owns the server, and again."""

from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from mcu_desktop.operations.accounts import make_account
from mcu_desktop.operations.seed_store import seed_store
from mcu_desktop.queries.roster import read_edition
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.terms import Role
from mcu_desktop.store.guarding.set_up import set_up
from mcu_desktop.store.reading import reader_of
from mcu_desktop.store.store import Store


def set_up_store(store: Store) -> None:
    """Make or upgrade the schema with its catalogues, and let the store hold the rights; may be repeated."""
    store.perform(_require_owner)
    store.prepare(seed_store)
    store.perform(lambda session: set_up(session.connection()))


def add_first_administrator(store: Store, *, login: str, password: str, now: datetime) -> str:
    """Give the administrator of the roster of today a login, so that the others can be given by a person."""
    deed = partial(_add_first, login=login, password=password, now=now)
    return store.perform(deed)


def has_administrator(store: Store) -> bool:
    """Return whether some person can already give logins."""
    return store.perform(
        lambda session: bool(reader_of(session).rows("SELECT 1 FROM mcu.rights WHERE role = 'administrator' LIMIT 1"))
    )


def _add_first(session: Session, *, login: str, password: str, now: datetime) -> str:
    reader = reader_of(session)
    edition = read_edition(reader, now.astimezone(read_zone(reader)).date())
    people = [
        row
        for row in (edition.rows if edition is not None else ())
        if row.person_id is not None and any(grant.role is Role.ADMINISTRATOR for grant in row.grants)
    ]
    if not people:
        raise UserFacingError("В составе МЦУ на сегодня нет администратора. Исправьте состав и повторите.")
    first = people[0]
    make_account(session, login=login, person_id=first.person_id, password=password, now=now, actor="Владелец сервера")
    return f"{first.full_name}: имя входа «{login}»"


def _require_owner(session: Session) -> None:
    reader = reader_of(session)
    if reader.dialect == "sqlite":
        raise UserFacingError("Настраивать нужно только общее хранилище: назовите его адрес, --to postgresql://…")
    if reader.rows("SELECT current_setting('is_superuser')") != [("on",)]:
        raise UserFacingError(
            "Настроить общее хранилище может только владелец сервера PostgreSQL (postgres). Ничего не изменено. "
            "Назовите его: --admin postgres."
        )
