"""A copy of an embedded store that is known to open: made aside, checked, then given its name."""

import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from mcu_desktop.rules.errors import UserFacingError, system_reason
from mcu_desktop.store.place import reading_address

Step = Callable[[int], object]  # told how far it is, in percent; whatever it raises ends the work
_PAGES_A_STEP = 2_000
_MEGABYTE = 1_000_000
_KEPT = "Хранилище и прежние копии целы."


def make_verified_copy(file: Path, copy: Path, *, step: Step | None = None) -> Path:
    """Copy through SQLite's backup interface, check the copy, and only then put it under its name.

    `UserFacingError` where the store is damaged or the folder cannot take the copy; an older copy of the same name
    then stays as it was.
    """
    unfinished = copy.with_name(f"{copy.name}.unfinished")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        remove_with_companions(unfinished)
        _refuse_full_disk(file, copy.parent)
        found = _copy_pages(file, unfinished, step)
        if found:
            raise UserFacingError(
                f"Копия хранилища не сделана: файл «{file}» повреждён ({found}). Прежние копии не тронуты, они лежат "
                f"в папке «{copy.parent}». Восстановите хранилище из последней исправной копии."
            )
        sync(unfinished)
        unfinished.replace(copy)
        sync(copy.parent)
    except sqlite3.Error as error:
        raise UserFacingError(_copying_failed(error, file, copy.parent)) from error
    except OSError as error:
        raise UserFacingError(
            f"Копия хранилища не сделана: папка «{copy.parent}» не записывается ({system_reason(error)}). {_KEPT} "
            "Проверьте права или выберите другую папку."
        ) from error
    finally:
        if os.access(copy.parent, os.W_OK | os.X_OK):
            remove_with_companions(unfinished)
    return copy


def find_damage(ask: Callable[[str], Iterable[tuple[Any, ...]]]) -> str:
    """Return the first thing SQLite finds wrong with the whole file it is asked about, or nothing."""
    [(verdict,)] = ask("PRAGMA integrity_check(1)")
    if verdict != "ok":
        return str(verdict).rpartition("\n")[2]  # SQLite puts the name of the database above what it has found
    orphan = next(iter(ask("PRAGMA foreign_key_check")), None)
    return "" if orphan is None else f"строка таблицы {orphan[0]} ссылается в пустоту"


def remove_with_companions(file: Path) -> None:
    """Remove a file of SQLite with what it keeps beside itself."""
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{file}{ending}").unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if path.is_dir() and os.name != "posix":
        return  # Windows knows no such wish for folders
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy_pages(file: Path, unfinished: Path, step: Step | None) -> str:
    """Copy all pages as they are at this moment, and return what is wrong with the copy."""

    def tell(_status: int, remaining: int, pages: int) -> None:
        if step is not None:
            step(100 * (pages - remaining) // max(pages, 1))

    with closing(sqlite3.connect(reading_address(file), uri=True, isolation_level=None)) as source:
        source.execute("BEGIN")
        source.execute("SELECT 1 FROM sqlite_master").fetchone()  # one moment for all steps, whatever is written
        with closing(sqlite3.connect(unfinished)) as target:
            unfinished.chmod(0o600)
            source.backup(target, pages=_PAGES_A_STEP, progress=tell)
            # One file, that opens from a disk that cannot be written as well.
            target.execute("PRAGMA journal_mode = DELETE")
            return find_damage(target.execute)


def _refuse_full_disk(file: Path, folder: Path) -> None:
    import shutil  # with its compressors it costs as much as a tenth of the window's start

    wal = Path(f"{file}-wal")
    needed = file.stat().st_size + (wal.stat().st_size if wal.exists() else 0)
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise UserFacingError(
            f"Копия хранилища не сделана: на диске с папкой «{folder}» свободно {free // _MEGABYTE} МБ, а нужно "
            f"{needed // _MEGABYTE + 1} МБ. {_KEPT} Освободите место или выберите другую папку."
        )


def _copying_failed(error: sqlite3.Error, file: Path, folder: Path) -> str:
    text = str(error).lower()
    if "malformed" in text or "not a database" in text:
        return (
            f"Копия хранилища не сделана: файл «{file}» повреждён. Прежние копии не тронуты, они лежат в папке "
            f"«{folder}». Восстановите хранилище из последней исправной копии."
        )
    if "disk is full" in text:
        return f"Копия хранилища не сделана: на диске с папкой «{folder}» нет места. {_KEPT} Освободите место."
    return (
        f"Копия хранилища не сделана: файл «{file}» не читается или папка «{folder}» не записывается. {_KEPT} "
        "Проверьте диск и права или выберите другую папку."
    )
