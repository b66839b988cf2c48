"""The program's own window, telling when its frame is shown, its queue painted and everything read."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from mcu_desktop.app import run_window
from mcu_desktop.ui.window_frame import WindowFrame

if TYPE_CHECKING:
    from mcu_desktop.ui.workplace import Workplace

_SETTLE_MILLISECONDS = 1_500
_told: set[str] = set()


def _tell(word: str) -> None:
    """Say a word, once, to the process that measures."""
    if word not in _told:
        _told.add(word)
        sys.stdout.write(f"{word}\n")
        sys.stdout.flush()


def _paint_frame(_frame: QWidget, _event: QPaintEvent) -> None:
    _tell("frame")


def _follow(workplace: "Workplace") -> None:
    workplace.painted.connect(lambda: _tell("painted"))

    def end() -> None:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        _tell(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))
        workplace.frame.close()

    workplace.queue.answered.connect(lambda *_found: QTimer.singleShot(_SETTLE_MILLISECONDS, end))


if __name__ == "__main__":
    WindowFrame.paintEvent = _paint_frame  # type: ignore[method-assign]
    sys.exit(run_window(sys.argv[1], after_open=_follow))
