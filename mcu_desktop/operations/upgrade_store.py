"""Bringing a shared store to the program's schema: by whoever owns its server, with a copy before it."""

from datetime import datetime
from pathlib import Path

from mcu_desktop.operations.keep_dumps import keep_dump
from mcu_desktop.operations.set_up_store import set_up_store
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.dumps import Dump
from mcu_desktop.store.migrating import SCHEMA_VERSION, refuse_newer
from mcu_desktop.store.store import Store


def refuse_older(store: Store) -> None:
    """Refuse to set up a store of an older program: it is upgraded, with a copy before."""
    if 0 < store.version() < SCHEMA_VERSION:
        raise UserFacingError(
            "Общее хранилище создано более старой программой. Ничего не изменено. Обновите его: mcu-desktop store "
            "upgrade --copies ПАПКА, копия делается первой."
        )


def upgrade_store(store: Store, copies: Path | None, *, now: datetime) -> Dump | None:
    """Copy the store into the folder, then upgrade it and set its rights up; None where its tables are up to date.

    Rights and functions are this program's afterwards in any case: they may have changed where the tables did not.
    `UserFacingError` for a store that is newer or not there, without a folder, or where the copy cannot be made:
    nothing is touched then.
    """
    version = store.version()
    refuse_newer(version)
    if version == 0:
        raise UserFacingError("Общее хранилище ещё не создано. Ничего не изменено: mcu-desktop store init.")
    if version == SCHEMA_VERSION:
        set_up_store(store)
        return None
    if copies is None:
        raise UserFacingError("Перед обновлением делается копия: назовите папку, --copies ПАПКА. Ничего не изменено.")
    dump, _none = keep_dump(store, copies, now=now, rotate=False)
    set_up_store(store)
    return dump
