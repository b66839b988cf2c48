"""The mark of a window that has an embedded store open: nobody exchanges the file under it, and a bad end shows."""

import os
import sys
from pathlib import Path

from mcu_desktop.rules.errors import UserFacingError, system_reason

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


_OPEN = b"open"


class WindowMark:
    """A locked file beside the store; the system frees it when its holder dies, but then its word stays in it."""

    def __init__(self, file: Path) -> None:
        self._file = Path(f"{file}.window")
        self._handle: int | None = None

    def take(self) -> bool:
        """Take the store for this process; returns whether the last holder has died without giving it back.

        `UserFacingError` where another process holds it.
        """
        handle = None
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
            _lock(handle)
            ended_badly = os.read(handle, len(_OPEN)) == _OPEN
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, _OPEN)
        except OSError as error:
            if handle is not None:
                os.close(handle)
            raise UserFacingError(self._refusal(error)) from error
        self._handle = handle
        return ended_badly

    def give_back(self) -> None:
        """Leave the store in good order; nothing to do where it was not taken."""
        if self._handle is not None:
            os.ftruncate(self._handle, 0)
            os.close(self._handle)
            self._handle = None

    def _refusal(self, error: OSError) -> str:
        if (
            isinstance(error, BlockingIOError | PermissionError)
            and self._file.exists()
            and os.access(self._file, os.W_OK)
        ):
            return (
                "Хранилище открыто в окне программы или его сейчас возвращают из копии. Ничего не изменено. "
                "Закройте окно или дождитесь конца и повторите."
            )
        return (
            f"Папка «{self._file.parent}» не записывается ({system_reason(error)}). Хранилище не открыто и не "
            "изменено. Проверьте права или укажите другую папку: --store ПУТЬ."
        )
