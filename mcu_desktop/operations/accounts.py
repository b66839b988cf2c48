"""Logins of the shared store, given to people of the roster; the store itself asks whether an administrator does it."""

import re
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.models.people import Person
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.store.guarding.accounts import LOGIN_PATTERN, RESERVED_PATTERN
from mcu_desktop.store.reading import reader_of

SHORTEST_PASSWORD = 8
_LONGEST_PASSWORD = 200
_WALL = "экран ситуационного зала"


def make_account(
    session: Session, *, login: str, person_id: int | None, password: str, now: datetime, actor: str
) -> Change:
    """Give a person a login, the wall for None; the password leaves this computer as a verifier only."""
    _require(session, now)
    if not re.fullmatch(LOGIN_PATTERN, login) or re.search(RESERVED_PATTERN, login):
        raise UserFacingError(
            f"Имя входа «{login}» не подходит: строчные латинские буквы, цифры, точка и «_», от 2 до 41 знака, "
            "первой стоит буква, не с «pg_» и не с «mcu_». Ничего не создано."
        )
    known = _answer(session, "SELECT login FROM accounts WHERE login = :login", login=login)
    if known or _answer(session, "SELECT 1 FROM pg_roles WHERE rolname = :login", login=login):
        raise UserFacingError(f"Имя входа «{login}» уже занято. Ничего не создано, выберите другое.")
    if person_id is not None:
        held = _answer(session, "SELECT login FROM accounts WHERE person_id = :person", person=person_id)
        if held:
            raise UserFacingError(f"У этого человека уже есть имя входа «{held[0][0]}». Ничего не создано.")
    _answer(session, "SELECT mcu.make_account(:login, :person, :verifier)", login=login, person=person_id,
          verifier=_verifier(session, login, password))  # fmt: skip
    return _done(session, f"Учётная запись «{login}»: {_name(session, person_id)}", now, actor)


def reset_account(session: Session, login: str, *, password: str, now: datetime, actor: str) -> Change:
    """Give a login another password, as when it was forgotten or is in wrong hands: its sessions end at once."""
    _require(session, now)
    _known(session, login)
    _answer(session, "SELECT mcu.reset_account(:login, :verifier)", login=login,
          verifier=_verifier(session, login, password))  # fmt: skip
    return _done(session, f"Учётная запись «{login}»: новый пароль", now, actor)


def lock_account(session: Session, login: str, *, locked: bool, now: datetime, actor: str) -> Change:
    """Lock a login, which ends its sessions at once, or open it again; the last administrator stays."""
    _require(session, now)
    _known(session, login)
    _answer(session, "SELECT mcu.lock_account(:login, :locked)", login=login, locked=locked)
    return _done(session, f"Учётная запись «{login}» {'закрыта' if locked else 'открыта'}", now, actor)


def change_own_password(session: Session, *, password: str, now: datetime) -> Change:
    """Change the password of whoever works here."""
    login = str(_answer(session, "SELECT session_user")[0][0]) if _is_shared(session) else ""
    if not login or not _answer(session, "SELECT 1 FROM accounts WHERE login = :login", login=login):
        raise UserFacingError("Пароль есть только у учётной записи общего хранилища. Ничего не изменено.")
    verifier = _verifier(session, login, password)
    _answer(session, "SELECT mcu.change_own_password(:verifier)", verifier=verifier)
    return _done(session, f"Учётная запись «{login}»: пароль сменён владельцем", now, login)


def _require(session: Session, now: datetime) -> None:
    require(session, Deed.EDIT_ACCOUNTS, now=now)
    if not _is_shared(session):
        raise UserFacingError(
            "Учётные записи есть только у общего хранилища (PostgreSQL). У файла на одном рабочем месте их нет, потому "
            "что владелец файла может всё. Ничего не изменено."
        )


def _is_shared(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _known(session: Session, login: str) -> None:
    if not _answer(session, "SELECT 1 FROM accounts WHERE login = :login", login=login):
        raise UserFacingError(f"Учётной записи «{login}» нет. Ничего не изменено.")


def _verifier(session: Session, login: str, password: str) -> str:
    """Return what the server checks a password by; the password itself goes nowhere."""
    if not SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD or password.isspace():
        raise UserFacingError(f"Пароль — не короче {SHORTEST_PASSWORD} знаков. Ничего не изменено, придумайте другой.")
    if login.casefold() in password.casefold():
        raise UserFacingError("Пароль не должен содержать имя входа. Ничего не изменено, придумайте другой.")
    driver: Any = session.connection().connection.driver_connection
    made: bytes = driver.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return made.decode()


def _answer(session: Session, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
    return reader_of(session).rows(sql, **parameters)


def _name(session: Session, person_id: int | None) -> str:
    if person_id is None:
        return _WALL
    person = session.execute(select(Person).where(Person.id == person_id)).scalar_one()
    return f"{person.family_name} {person.given_name} {person.patronymic}".strip()


def _done(session: Session, words: str, now: datetime, actor: str) -> Change:
    session.add(JournalEntry(at=now, actor=actor, summary=words))
    return Change(frozenset({Touched.ACCOUNTS}), f"{words}.")
