"""The work between two windows that brings a store back from a copy."""

from datetime import datetime
from functools import partial
from pathlib import Path

from mcu_desktop.store.place import Place
from mcu_desktop.ui.window_frame import Interlude


def bring_back(place: Place, copy: Path, now: datetime) -> Interlude:
    """Return the work that puts a copy in the place of the store."""
    return Interlude("Возвращаем хранилище из копии…", partial(_restore, place, copy, now))


def _restore(place: Place, copy: Path, now: datetime) -> str:
    from mcu_desktop.operations.keep_copies import restore_store, restored_words
    from mcu_desktop.store.store import Store

    return restored_words(restore_store(Store(place), copy, now=now))
