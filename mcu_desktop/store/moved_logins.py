"""Logins belong to the server of a shared store: when its rows are exchanged they stay and follow their people."""

from collections.abc import Sequence
from typing import Any

from mcu_desktop.rules.errors import UserFacingError

_KEPT = (
    "SELECT a.login, a.locked, a.made_at, a.made_by, a.person_id IS NULL, p.family_name, p.given_name, p.patronymic"
    " FROM accounts a LEFT JOIN people p ON p.id = a.person_id ORDER BY a.id"
)
_PERSON = "SELECT min(id) FROM people WHERE family_name = %s AND given_name = %s AND patronymic = %s"
_GIVEN_BACK = "INSERT INTO accounts (login, person_id, locked, made_at, made_by) VALUES (%s, %s, %s, %s, %s)"
_FOLLOWS = "SELECT to_regprocedure('mcu.follow_roster(boolean)') IS NOT NULL"
_ADMINISTERED = "SELECT EXISTS (SELECT FROM mcu.wanted_rights() w WHERE w.role = 'administrator')"


def read_logins(connection: Any) -> list[Any]:
    """Return the logins with the names of their people, to be given back when others' rows have come."""
    found: list[Any] = connection.execute(_KEPT).fetchall()
    return found


def give_logins_back(connection: Any, kept: Sequence[Any]) -> tuple[str, ...]:
    """Give each login to the person of the same name, and let rights follow the roster that has come.

    Returns the logins whose person has not come: they are locked until an administrator gives them anew. Where nobody
    would be left who can, `UserFacingError`.
    """
    closed = []
    for login, locked, made_at, made_by, is_wall, *names in kept:
        person_id = None if is_wall else connection.execute(_PERSON, names).fetchone()[0]
        if person_id is None and not is_wall:
            closed.append(str(login))
        connection.execute(_GIVEN_BACK, (login, person_id, locked or login in closed, made_at, made_by))
    if connection.execute(_FOLLOWS).fetchone()[0]:
        if closed and not connection.execute(_ADMINISTERED).fetchone()[0]:
            raise UserFacingError(
                f"В переносимом составе нет администратора МЦУ с учётной записью: {', '.join(closed)} — не из него. "
                "Ничего не перенесено. Исправьте состав в прежнем хранилище или начните с новой базы и дайте учётную "
                "запись нынешнему администратору (store init --login)."
            )
        connection.execute("SELECT mcu.follow_roster(false)")
    return tuple(closed)
