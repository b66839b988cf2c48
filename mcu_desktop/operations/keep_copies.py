"""Copies of an embedded store: made, thinned out, tried, and put in the place of the store.

The window keeps copies beside its first page: nothing here loads SQLAlchemy.
"""

import shutil
import tempfile
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mcu_desktop.operations.open_store import prepare
from mcu_desktop.queries.copy_habits import read_copy_habits
from mcu_desktop.queries.last_change import Mark, read_mark
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.copies import is_due, superfluous
from mcu_desktop.rules.errors import UserFacingError, system_reason
from mcu_desktop.rules.russian import MESSAGES, plural
from mcu_desktop.store.backup import Step, find_damage
from mcu_desktop.store.copies import (
    CopyNote,
    KeptCopy,
    folder_of,
    list_copies,
    look_into,
    make_copy,
    read_note,
    refuse_unfit,
    remove_copy,
    remove_leftovers,
    write_note,
)
from mcu_desktop.store.in_use import WindowMark
from mcu_desktop.store.place import Place, find_place
from mcu_desktop.store.reading import as_moment_or_none
from mcu_desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a copy gave when it was opened as a store: its cases, and when the newest of them was received."""

    copy: Path
    cases: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Restored:
    """A store brought back: the cases it now has, and where the former one lies, None where there was none."""

    cases: int
    aside: Path | None


def embedded_file(place: Place) -> Path:
    """Return the file of a store; a shared one has none, and is told how its copies are made."""
    if place.file is None:
        raise UserFacingError(
            "Это общее хранилище PostgreSQL: его копии делает администратор сервера. Ничего не сделано. "
            "Команды: mcu-desktop backup и restore с адресом хранилища, справочник администратора."
        )
    return place.file


def copy_store(store: Store, *, folder: Path | None, now: datetime, step: Step | None = None) -> KeptCopy:
    """Make a copy in the folder, without one where the habits of the store say."""
    file = embedded_file(store.place)
    if store.version() == 0:
        raise UserFacingError(f"Хранилища «{file}» нет, копировать нечего. Проверьте путь.")
    with closing(store.open_reader()) as reader:
        habits, zone, mark = read_copy_habits(reader), read_zone(reader), read_mark(reader)
    return make_copy(file, folder or folder_of(file, habits.folder), moment=now.astimezone(zone), mark=mark, step=step)


def thin_out(store: Store, folder: Path | None, *, now: datetime) -> tuple[Path, ...]:
    """Remove the copies that have served their time; damaged ones and those that people have named are left alone."""
    file = embedded_file(store.place)
    with closing(store.open_reader()) as reader:
        habits, zone = read_copy_habits(reader), read_zone(reader)
    copies = [
        copy
        for copy in list_copies(file, folder or folder_of(file, habits.folder), zone)
        if copy.by_rule and copy.note is not None and not copy.note.damage
    ]
    gone = superfluous([copy.made_at for copy in copies], habits, now=now.astimezone(zone))
    removed = tuple(copy.file for copy in copies if copy.made_at in gone)
    for copy in removed:
        remove_copy(copy)
    remove_leftovers(file, folder or folder_of(file, habits.folder), now=now)
    return removed


def keep_if_due(store: Store, *, now: datetime, step: Step | None) -> KeptCopy | None:
    """Make the copy that is due and remove what has served its time; None where none is due."""
    file = embedded_file(store.place)
    with closing(store.open_reader()) as reader:
        habits, zone, mark = read_copy_habits(reader), read_zone(reader), read_mark(reader)
    copies = list_copies(file, folder_of(file, habits.folder), zone)
    last = next((copy.made_at for copy in copies if copy.by_rule), None)
    if not is_due(habits, last, changed=is_changed(copies, mark), now=now):
        return None
    copy = copy_store(store, folder=None, now=now, step=step)
    thin_out(store, None, now=now)
    return copy


def find_damage_of(store: Store) -> str:
    """Look through all of an embedded store, and return the first thing that is wrong with it, or nothing."""
    with closing(store.open_reader()) as reader:
        return find_damage(reader.rows)


def good_copies(file: Path) -> tuple[KeptCopy, ...]:
    """Return the copies in the usual folder that are known to be in order, the newest first; the store need not open.

    Their moments are those of their names, given as if of UTC: the zone of the store is in the store.
    """
    copies = list_copies(file, folder_of(file, ""), ZoneInfo("UTC"))
    return tuple(copy for copy in copies if copy.note is not None and not copy.note.damage)


def is_changed(copies: Sequence[KeptCopy], mark: Mark) -> bool:
    """Return whether the store has changed since its newest copy that is in order."""
    notes = [copy.note for copy in copies if copy.by_rule and copy.note is not None and not copy.note.damage]
    return not notes or notes[0].mark != tuple(mark)


def examine(copy: Path, *, now: datetime) -> CopyNote:
    """Look into a copy again and keep what was found beside it."""
    try:
        note = look_into(copy, read_note(copy), moment=now)
    except OSError as error:
        raise UserFacingError(
            f"Файл «{copy}» не читается ({system_reason(error)}). Ничего не изменено. Проверьте путь и права."
        ) from error
    if note.damage and read_note(copy) is None:
        return note  # a foreign file is not written about beside it
    with suppress(OSError):  # on a disk that cannot be written a copy goes without a note, and is looked into each time
        write_note(copy, note)
    return note


def rehearse(copy: Path, *, now: datetime) -> Rehearsal:
    """Bring a copy back into a place of its own, open it as the program would, and count; nothing is left behind."""
    refuse_unfit(copy, examine(copy, now=now))
    with tempfile.TemporaryDirectory(prefix="mcu-rehearsal-") as folder:
        try:
            tried = Path(shutil.copyfile(copy, Path(folder) / "store.sqlite3"))
        except OSError as error:
            raise UserFacingError(
                f"Пробно восстановить негде ({system_reason(error)}, папка «{folder}»). Копия и хранилище целы. "
                "Освободите место и повторите."
            ) from error
        store = Store(find_place(str(tried)))
        prepare(store)
        with closing(store.open_reader()) as reader:
            [(cases, newest)] = reader.rows("SELECT count(*), max(received_at) FROM cases")
    return Rehearsal(copy, cases, as_moment_or_none(newest))


def restore_store(store: Store, copy: Path, *, now: datetime) -> Restored:
    """Put a copy in the place of the store, which goes aside; refused while a window has the store open."""
    file = embedded_file(store.place)
    if copy.absolute() == file:
        raise UserFacingError("Это само хранилище, а не его копия. Ничего не изменено. Выберите копию.")
    note = examine(copy, now=now)
    refuse_unfit(copy, note)
    mark = WindowMark(file)
    mark.take()
    try:
        aside = store.exchange_file(copy, moment=now.astimezone())
    finally:
        mark.give_back()
    return Restored(note.cases, aside)


def restored_words(restored: Restored) -> str:
    """Say for people what was brought back, and where the former store is."""
    cases = plural(restored.cases, *MESSAGES)
    kept = f" Прежнее хранилище отложено: «{restored.aside}»." if restored.aside else ""
    return f"Хранилище возвращено из копии: {cases}.{kept}"
