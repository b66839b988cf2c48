"""How the copies of the store are kept, as its settings say."""

import json

from mcu_desktop.rules.copies import CopyHabits
from mcu_desktop.store.reading import Reader

SETTING = "copies"


def read_copy_habits(reader: Reader) -> CopyHabits:
    """Return the habits of the store; those of the program where nobody has said anything."""
    rows = reader.rows("SELECT value FROM settings WHERE code = :code", code=SETTING)
    return CopyHabits(**json.loads(rows[0][0])) if rows else CopyHabits()
