"""Opening a store ready for work: made, seeded or upgraded where needed."""

import sys
from getpass import getpass
from typing import TYPE_CHECKING

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.migrating import refuse_newer
from mcu_desktop.store.place import Place, find_place, refuse_open_password
from mcu_desktop.store.store import Store

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WAITING = "Хранилище сейчас пишет другая программа. Ждём своей очереди…"


def open_store(wanted: str | None) -> Store:
    """Open the store named by the argument, by MCU_STORE, chosen before, or lying in the user's data folder."""
    store = Store(asked_place(wanted), waiting=say_waiting)
    prepare(store)
    return store


def asked_place(wanted: str | None) -> Place:
    """Return the place of a store; the password of a shared one is known or asked for, never taken from an argument."""
    refuse_open_password(wanted)
    place = find_place(wanted)
    if place.embedded:
        return place
    from mcu_desktop.operations.enter_store import entered_place

    return entered_place(place, _ask)


def say_waiting() -> None:
    """Say on the console that another program writes."""
    sys.stderr.write(f"{WAITING}\n")


def prepare(store: Store) -> None:
    """Make a new store with its seed, bring an old one to the schema; do nothing to a ready one."""
    if store.place.file is None and not store.is_ready():
        _send_to_administrator(store.version())
    store.prepare(_seed)


def _ask(prompt: str) -> str:
    """Return the password that is typed at the terminal, or else the next line of standard input."""
    return getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _send_to_administrator(version: int) -> None:
    """Say why a shared store is not opened: only whoever owns its server makes or upgrades it, never a workstation."""
    refuse_newer(version)
    what = "создано более старой программой" if version else "ещё не создано"
    deed = "upgrade --copies ПАПКА" if version else "init"
    command = f"mcu-desktop store {deed} --to АДРЕС --admin postgres"
    raise UserFacingError(
        f"Общее хранилище {what}. Ничего не изменено. Попросите администратора базы выполнить: {command}"
    )


def _seed(session: "Session") -> None:
    from mcu_desktop.operations.seed_store import seed_store

    seed_store(session)
