"""The program's log: what went wrong, for those who mend it; a window has no console to write to."""

import logging
import os
import sys
from pathlib import Path

from platformdirs import user_log_path

from mcu_desktop.rules.errors import system_reason

_LARGEST_BYTES = 1_000_000
_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def log_file() -> Path:
    """Return where the log lies."""
    return user_log_path("mcu-desktop", appauthor=False) / "program.log"


def start_log() -> None:
    """Write warnings and faults to the log and to the console; to the console alone where the log cannot be."""
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)] if sys.stderr is not None else []
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if log_file().exists() and log_file().stat().st_size > _LARGEST_BYTES:
            log_file().replace(log_file().with_suffix(".old.log"))
        handlers.append(logging.FileHandler(log_file(), encoding="utf-8"))
    except OSError as error:
        sys.stderr.write(f"Журнал ошибок «{log_file()}» не пишется ({system_reason(error)}).\n")
    logging.basicConfig(level=os.environ.get("MCU_LOG", "WARNING"), handlers=handlers, format=_FORM, force=True)
