"""A copy of an embedded store that is known to open: made aside, checked, then given its name."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from mcu_desktop.rules.errors import UserFacingError


def make_verified_copy(file: Path, copy: Path) -> Path:
    """Copy through SQLite's backup interface, check the copy, and only then put it under its name."""
    copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = copy.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as source:
        with closing(sqlite3.connect(unfinished)) as target:
            unfinished.chmod(0o600)
            source.backup(target)
            found = find_damage(target)
        if found:
            unfinished.unlink()
            raise UserFacingError(
                f"Копия хранилища не сделана: файл «{file}» повреждён ({found}). Прежние копии не тронуты, они лежат "
                f"в папке «{copy.parent}». Восстановите хранилище из последней исправной копии."
            )
    with unfinished.open("rb") as stream:
        os.fsync(stream.fileno())
    unfinished.replace(copy)
    return copy


def find_damage(connection: sqlite3.Connection) -> str:
    """Return the first thing SQLite finds wrong with the whole file, or nothing."""
    verdict = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if verdict != "ok":
        return verdict
    orphans = connection.execute("PRAGMA foreign_key_check").fetchone()
    return "" if orphans is None else f"строка таблицы {orphans[0]} ссылается в пустоту"
