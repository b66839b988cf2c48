"""The copies of an embedded store, for their page."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from mcu_desktop.queries.copy_habits import read_copy_habits
from mcu_desktop.rules.copies import CopyHabits
from mcu_desktop.store.copies import KeptCopy, folder_of, list_copies
from mcu_desktop.store.reading import Reader


@dataclass(frozen=True, slots=True)
class CopyList:
    """Where copies lie, by which habits, those that are there, the newest first, and the cases of the store now."""

    folder: Path
    habits: CopyHabits
    copies: tuple[KeptCopy, ...]
    cases: int


def read_copies(reader: Reader, file: Path, zone: ZoneInfo) -> CopyList:
    """Return the copies of a store; their moments are local ones."""
    habits = read_copy_habits(reader)
    folder = folder_of(file, habits.folder)
    [(cases,)] = reader.rows("SELECT count(*) FROM cases")
    return CopyList(folder, habits, list_copies(file, folder, zone), cases)
