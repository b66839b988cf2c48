"""Pictures of the main screens, for those who have no screen to open the window on."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from mcu_desktop.ui.main_window import MainWindow

_SIZES = ((1366, 768), (1920, 1080))
_SETTLE_MILLISECONDS = 900


def save_pictures(out: Path, application: QApplication, window: MainWindow) -> None:
    """Save each main screen in each size, light and dark, once the queue is painted; then close the window."""
    steps = _steps(out, window)

    def go_on() -> None:
        picture = next(steps, None)
        if picture is None:
            window.set_dark(False)
            window.close()
            application.quit()
            return
        picture()
        QTimer.singleShot(_SETTLE_MILLISECONDS, go_on)

    window.painted.connect(go_on)


def _steps(out: Path, window: MainWindow) -> Iterator[Callable[[], object]]:
    """Give the steps one after the other; between them the window answers to what it has read."""
    yield lambda: window.queue.table.selectRow(0)
    for name, show in (("queue", window.show_queue), ("report", window.show_report), ("keys", window.show_keys)):
        yield show
        for dark in (False, True):
            for width, height in _SIZES:
                yield partial(_dress, window, dark, width, height)
                look = "dark" if dark else "light"
                yield partial(_save, window, out / f"{name}-{width}-{look}.png")


def _dress(window: MainWindow, dark: bool, width: int, height: int) -> None:  # noqa: FBT001 -- a state
    window.set_dark(dark)
    window.resize(width, height)


def _save(window: MainWindow, path: Path) -> None:
    window.grab().save(str(path))
