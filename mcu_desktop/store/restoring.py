"""Bringing an embedded store back from a copy: the present file goes aside first, and a kill leaves no half of it."""

import json
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from mcu_desktop.rules.errors import UserFacingError, system_reason
from mcu_desktop.store.backup import remove_with_companions, sync

_ENDINGS = ("-wal", "-shm", "-journal", "")  # the store itself last: while it is there, so is all that belongs to it


def exchange(file: Path, copy: Path, *, moment: datetime) -> Path | None:
    """Put a checked copy in the place of the store; returns where the present store now lies, None where none was.

    The caller sees to it that nobody has the store open.
    """
    import shutil

    ready = _ready(file)
    there_was_one = file.exists()
    aside = file.with_name(f"{file.stem}-aside-{moment:%Y-%m-%d-%H%M%S}{file.suffix}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        remove_with_companions(ready)
        shutil.copyfile(copy, ready)
        ready.chmod(0o600)
        with closing(sqlite3.connect(ready)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        sync(ready)
        _write_intent(file, aside)
        finish_interrupted(file)
    except (OSError, sqlite3.Error) as error:
        reason = system_reason(error) if isinstance(error, OSError) else "на диске нет места или он не пишется"
        raise UserFacingError(_broken_off(file, aside, reason)) from error
    return aside if there_was_one else None


def _broken_off(file: Path, aside: Path, reason: str) -> str:
    if _intent(file).exists():
        return (
            f"Возвращение хранилища из копии остановилось на полпути ({reason}). Ничего не потеряно: прежнее хранилище "
            f"или на месте, или рядом под именем «{aside.name}». Закройте другие программы, которые его держат, и "
            "откройте хранилище снова: программа закончит сама."
        )
    remove_with_companions(_ready(file))
    return (
        f"Хранилище не возвращено из копии ({reason}). Прежнее хранилище на месте, копия цела. "
        "Освободите место или проверьте права и повторите."
    )


def is_interrupted(file: Path) -> bool:
    """Return whether an exchange was written down and not ended."""
    return _intent(file).exists()


def finish_interrupted(file: Path) -> None:
    """Carry out an exchange that was written down, from wherever it was broken off; nothing to do where none was."""
    intent = _intent(file)
    if not intent.exists():
        return
    aside = file.with_name(json.loads(intent.read_text(encoding="utf-8"))["aside"])
    if _ready(file).exists():
        for ending in _ENDINGS:
            present = Path(f"{file}{ending}")
            if present.exists():
                present.replace(f"{aside}{ending}")
        _ready(file).replace(file)
        sync(file.parent)
    intent.unlink()


def _write_intent(file: Path, aside: Path) -> None:
    unfinished = file.with_name(f"{file.name}.exchange.unfinished")
    unfinished.write_text(json.dumps({"aside": aside.name}), encoding="utf-8")
    sync(unfinished)
    unfinished.replace(_intent(file))
    sync(file.parent)


def _intent(file: Path) -> Path:
    return file.with_name(f"{file.name}.exchange")


def _ready(file: Path) -> Path:
    return file.with_name(f"{file.name}.restored")
