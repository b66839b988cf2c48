"""The shared store on the command line: set up by the owner of its server, checked, its logins given."""

import argparse
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from getpass import getpass
from pathlib import Path
from typing import Any

from mcu_desktop.cli_said import Said
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.open_store import asked_place, open_store
from mcu_desktop.queries.accounts import AccountLine, read_accounts
from mcu_desktop.queries.people import read_people
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.place import find_place, refuse_open_password, with_login
from mcu_desktop.store.store import Store

AddCommand = Callable[..., argparse.ArgumentParser]


def add_store_commands(commands: Any, add: AddCommand) -> None:
    """Add «store init», «store check», «store upgrade» and «store account»."""
    store = add(commands, "store", "общее хранилище: создать, проверить, учётные записи", handle_store)
    store.add_argument("what", choices=["init", "check", "upgrade", "account"], help="что сделать")
    store.add_argument("account", nargs="?", choices=["add", "reset", "lock", "unlock", "list"], help="для account")
    store.add_argument("--to", metavar="АДРЕС", help="адрес хранилища; без него --store или MCU_STORE")
    store.add_argument("--admin", metavar="ИМЯ", help="владелец сервера PostgreSQL, пароль спросим")
    store.add_argument("--copies", type=Path, metavar="ПАПКА", help="для upgrade: куда положить копию до обновления")
    store.add_argument("--login", metavar="ИМЯ", help="имя входа: первого администратора или для account")
    store.add_argument("--person", metavar="ФАМИЛИЯ", help="для account add: чьё; без него экран ситуационного зала")


def handle_store(wanted: argparse.Namespace) -> Said:
    """Do what was asked with the shared store."""
    deeds: dict[str, Callable[[argparse.Namespace], Said]] = {
        "init": _init,
        "check": _check,
        "upgrade": _upgrade,
        "account": _account,
    }
    return deeds[wanted.what](wanted)


def ask_password(what: str) -> str:
    """Ask for a password without showing it, or read it from a pipe, a line each."""
    if sys.stdin.isatty():
        return getpass(f"{what}: ", stream=sys.stderr)
    return sys.stdin.readline().rstrip("\n")


def _new_password(what: str) -> str:
    """Ask for a new password; at a terminal twice, because nobody sees what is typed."""
    password = ask_password(what)
    if sys.stdin.isatty() and ask_password("Ещё раз") != password:
        raise UserFacingError("Пароль набран по-разному. Ничего не изменено: повторите команду.")
    return password


def _place(wanted: argparse.Namespace) -> Store:
    refuse_open_password(wanted.to or wanted.store)
    place = find_place(wanted.to or wanted.store)
    if place.file is not None:
        raise UserFacingError("Назовите адрес общего хранилища: --to postgresql://сервер/база. Ничего не сделано.")
    if wanted.admin:
        return Store(with_login(place, wanted.admin, ask_password(f"Пароль {wanted.admin}")))
    return Store(asked_place(wanted.to or wanted.store))


def _init(wanted: argparse.Namespace) -> Said:
    from mcu_desktop.operations.set_up_store import add_first_administrator, has_administrator, set_up_store
    from mcu_desktop.operations.upgrade_store import refuse_older

    store = _place(wanted)
    refuse_older(store)
    set_up_store(store)
    words = ["Общее хранилище готово: таблицы, роли, права и журнал на месте."]
    if wanted.login and not has_administrator(store):
        password = _new_password(f"Пароль для «{wanted.login}»")
        words.append(add_first_administrator(store, login=wanted.login, password=password, now=datetime.now(UTC)))
    elif not has_administrator(store):
        words.append("Администратора ещё нет: повторите с --login ИМЯ, оно станет именем входа администратора МЦУ.")
    found = _findings(store)
    return {"ready": True, "findings": found}, "\n".join((*words, *found))


def _check(wanted: argparse.Namespace) -> Said:
    found = _findings(_place(wanted))
    if found and not wanted.json:
        raise UserFacingError("\n".join(("Общее хранилище требует внимания:", *found)))
    return {"findings": found}, "Общее хранилище в порядке: роли, права, журнал и закрытые двери на месте."


def _upgrade(wanted: argparse.Namespace) -> Said:
    from mcu_desktop.operations.upgrade_store import upgrade_store

    store = _place(wanted)
    dump = upgrade_store(store, wanted.copies, now=datetime.now(UTC))
    found = _findings(store)
    if dump is None:
        return {"upgraded": False, "findings": found}, "\n".join(
            ("Таблицы общего хранилища уже этой версии; права и функции теперь такие, как у этой программы.", *found)
        )
    words = f"Общее хранилище обновлено. Копия до обновления: {dump.file}."
    return {"upgraded": True, "copy": dump.file, "findings": found}, "\n".join((words, *found))


def _findings(store: Store) -> list[str]:
    from mcu_desktop.queries.store_check import check_shared_store

    with closing(store.open_reader()) as reader:
        return check_shared_store(reader)


def _account(wanted: argparse.Namespace) -> Said:
    from mcu_desktop.operations import accounts

    store = _place(wanted) if wanted.admin or wanted.to else open_store(wanted.store)
    now = datetime.now(UTC)
    if wanted.account in {None, "list"}:
        return _list(store)
    if not wanted.login:
        raise UserFacingError("Назовите имя входа: --login ИМЯ. Ничего не изменено.")
    given: dict[str, Any] = {"now": now, "actor": "Командная строка"}
    if wanted.account in {"lock", "unlock"}:
        deed = partial(accounts.lock_account, login=wanted.login, locked=wanted.account == "lock", **given)
    elif wanted.account == "reset":
        password = _new_password(f"Новый пароль для «{wanted.login}»")
        deed = partial(accounts.reset_account, login=wanted.login, password=password, **given)
    else:
        person_id = None if wanted.person is None else _person(store, wanted.person, now)
        password = _new_password(f"Пароль для «{wanted.login}»")
        deed = partial(accounts.make_account, login=wanted.login, person_id=person_id, password=password, **given)
    change: Change = store.perform(deed)
    return {"login": wanted.login}, change.text


def _list(store: Store) -> Said:
    with closing(store.open_reader()) as reader:
        lines = read_accounts(reader)
    return lines, "\n".join(map(_in_words, lines)) or "Учётных записей ещё нет."


def _in_words(line: AccountLine) -> str:
    return f"{line.login}\t{line.person or 'экран ситуационного зала'}\t{line.state}"


def _person(store: Store, family_name: str, now: datetime) -> int:
    with closing(store.open_reader()) as reader:
        people = read_people(reader, now.astimezone(read_zone(reader)).date())
    found = [person for person in people if person.family_name.casefold() == family_name.casefold()]
    if len(found) != 1:
        known = ", ".join(person.family_name for person in people)
        raise UserFacingError(f"В составе МЦУ нет одного человека «{family_name}». Ничего не создано. Есть: {known}.")
    return found[0].person_id
