"""Opening a store ready for work: made, seeded or upgraded where needed."""

import sys
from typing import TYPE_CHECKING

from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WAITING = "Хранилище сейчас пишет другая программа. Ждём своей очереди…"


def open_store(wanted: str | None) -> Store:
    """Open the store named by the argument, by MCU_STORE or lying in the user's data folder."""
    store = Store(find_place(wanted), waiting=say_waiting)
    prepare(store)
    return store


def say_waiting() -> None:
    """Say on the console that another program writes."""
    sys.stderr.write(f"{WAITING}\n")


def prepare(store: Store) -> None:
    """Make a new store with its seed, bring an old one to the schema; do nothing to a ready one."""
    store.prepare(_seed)


def _seed(session: "Session") -> None:
    from mcu_desktop.operations.seed_store import seed_store

    seed_store(session)
