"""Whose turn it is to write into an embedded store: one program at a time, and nobody is passed over."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mcu_desktop.rules.errors import UserFacingError, system_reason

if TYPE_CHECKING:
    from filelock import BaseFileLock

DOOR, LOCK = ".door", ".lock"  # endings of the files that lie beside a store
_WAIT_SECONDS = 600.0
_UNNOTICED_SECONDS = 0.05
_AT_THE_DOOR, _AT_THE_LOCK = 0.05, 0.005  # seconds between two tries


@contextmanager
def turn_to_write(file: Path, *, waiting: Callable[[], object] | None) -> Iterator[None]:
    """Hold the writer's lock: two writers of one file at once can corrupt SQLite before 3.51.3.

    At most one program waits before the lock itself, in the door, and the others before the door. So a program that
    writes deed after deed cannot take the lock again before the one in the door has had it. `waiting` is called once
    where the turn does not come at once.
    """
    from filelock import FileLock

    door, lock = FileLock(f"{file}{DOOR}"), FileLock(f"{file}{LOCK}")
    told = [] if waiting is None else [waiting]
    _take(door, told, every=_AT_THE_DOOR)
    try:
        _take(lock, told, every=_AT_THE_LOCK)
    finally:
        door.release()
    try:
        yield
    finally:
        lock.release()


def _take(lock: "BaseFileLock", told: list[Callable[[], object]], *, every: float) -> None:
    """Take a lock, and say once that it is not free."""
    from filelock import Timeout

    try:
        try:
            lock.acquire(timeout=_UNNOTICED_SECONDS, poll_interval=every)
        except Timeout:
            while told:
                told.pop()()
            lock.acquire(timeout=_WAIT_SECONDS, poll_interval=every)
    except Timeout as error:
        raise UserFacingError(
            "Хранилище всё время занято другой программой. Ничего не изменено. Дождитесь конца её работы и повторите."
        ) from error
    except OSError as error:
        raise UserFacingError(
            f"В хранилище нельзя писать: файл «{lock.lock_file}» не открывается ({system_reason(error)}). "
            "Ничего не изменено. Проверьте права на него и на папку или укажите другое хранилище: --store ПУТЬ."
        ) from error
