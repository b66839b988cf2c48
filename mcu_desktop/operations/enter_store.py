"""Entering a shared store: with the password of the environment, of the keyring, or of the person who is asked."""

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.guarding.hardening import lacks_functions
from mcu_desktop.store.guarding.names import WALL
from mcu_desktop.store.line_faults import PasswordWanted
from mcu_desktop.store.migrating import SCHEMA_VERSION
from mcu_desktop.store.passwords import NoKeyring, remember_password, remembered_password
from mcu_desktop.store.place import Place
from mcu_desktop.store.shared_address import Secret
from mcu_desktop.store.store import Store

_TRIES = 3


def known_place(place: Place) -> Place:
    """Return the place with the password that is known without asking, if any."""
    if place.shared is None or place.password is not None or os.environ.get("PGPASSWORD"):
        return place
    try:
        return place.with_password(remembered_password(place.shared))
    except NoKeyring:
        return place


def keep_changed_password(place: Place) -> None:
    """Give the system's keyring the new password of a place, where it knew the former one."""
    if place.shared is None or place.password is None:
        raise TypeError(place)
    try:
        if remembered_password(place.shared) is not None:
            remember_password(place.shared, place.password)
    except NoKeyring:
        return  # it will be asked for at the next start, as before


def entered_place(place: Place, ask: Callable[[str], str]) -> Place:
    """Return the place with a password that the server has taken; `ask` shows its words and returns what is typed."""
    if place.shared is None:
        return place
    known = known_place(place)
    for _try in range(_TRIES):
        try:
            try_place(known)
        except PasswordWanted as error:
            word = ask(f"Пароль для {place.shared.words}: ")
            if not word:
                raise UserFacingError(f"{error} Пароль не набран, хранилище не открыто.") from error
            known = place.with_password(Secret(word))
        else:
            return known
    try_place(known)
    return known


@dataclass(frozen=True, slots=True)
class FoundStore:
    """What answers at a place, in Russian, and whether the program can open it."""

    words: str
    can_be_opened: bool


def look_at_store(place: Place) -> FoundStore:
    """Open a line, look what is there, touch nothing; a refusal of the server is a `UserFacingError`."""
    version = try_place(place)
    with closing(Store(place).open_reader()) as reader:
        [(server, cipher, is_wall)] = reader.rows(
            "SELECT current_setting('server_version'),"
            " (SELECT version FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid() AND ssl),"
            " current_setting('is_superuser') = 'off' AND EXISTS (SELECT 1 FROM pg_catalog.pg_roles r"
            " WHERE r.rolname = :wall AND pg_catalog.pg_has_role(session_user, r.oid, 'MEMBER'))",
            wall=WALL,
        )
        is_of_older_program = lacks_functions(reader)
    is_guarded = place.shared is not None and not place.shared.is_unguarded
    line = f"шифрование {cipher}" if cipher else "с этого же компьютера" if is_guarded else "без шифрования"
    answers = f"Связь есть: PostgreSQL {server}, {line}."
    is_ready = version == SCHEMA_VERSION and not is_of_older_program
    if is_ready and not is_wall:
        return FoundStore(f"{answers} Хранилище готово к работе.", can_be_opened=True)
    if is_ready:
        what = "Это имя входа экрана ситуационного зала: экран показывает mcu-desktop wall, а здесь входит человек."
    elif version == 0:
        what = "База пуста: хранилище в ней ещё не заведено. Его заводит администратор базы (mcu-desktop store init)."
    elif version > SCHEMA_VERSION:
        what = f"Хранилище новее этой программы (схема {version}, нужна {SCHEMA_VERSION}): обновите программу."
    elif version == SCHEMA_VERSION:
        what = "Права и функции хранилища — от более старой программы: их обновляет администратор (store upgrade)."
    else:
        what = f"Хранилище старее программы (схема {version}, нужна {SCHEMA_VERSION}): его обновляет администратор."
    return FoundStore(f"{answers} {what} Ничего не изменено.", can_be_opened=False)


def try_place(place: Place) -> int:
    """Open a line and close it; returns the version of the schema, 0 for an empty database."""
    return Store(place).version()
