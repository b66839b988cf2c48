"""Writing a document whole, or not at all."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from mcu_desktop.rules.errors import UserFacingError, system_reason

Progress = Callable[[int], None]  # told how far a document is, in per cent; what it raises ends the work


def write_whole(path: Path, draw: Callable[[BinaryIO], object], what: str) -> Path:
    """Let `draw` write the document beside its place and put it there; `UserFacingError` keeps the old file.

    `what` names it in an error: «Отчёт».
    """
    unfinished = path.with_name(f".report-{os.getpid()}.unfinished")
    try:
        with unfinished.open("wb") as stream:
            draw(stream)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise UserFacingError(
            f"{what} не сохранён: файл «{path}» нельзя записать ({system_reason(error)}). "
            "Прежний файл не тронут. Проверьте, есть ли папка, права и место на диске "
            "и не открыт ли файл в другой программе."
        ) from error
    finally:
        if os.access(path.parent, os.W_OK | os.X_OK):
            unfinished.unlink(missing_ok=True)
    return path
