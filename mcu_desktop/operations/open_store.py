"""Opening a store ready for work: made, seeded or upgraded where needed."""

import sys
from typing import TYPE_CHECKING

from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def open_store(wanted: str | None) -> Store:
    """Open the store named by the argument, by MCU_STORE or lying in the user's data folder."""
    store = Store(find_place(wanted), waiting=_say_waiting)
    store.prepare(_seed)
    return store


def _say_waiting() -> None:
    sys.stderr.write("Хранилище сейчас пишет другая программа. Ждём своей очереди…\n")


def _seed(session: "Session") -> None:
    from mcu_desktop.operations.seed_store import seed_store

    seed_store(session)
