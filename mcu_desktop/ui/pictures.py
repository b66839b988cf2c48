"""Pictures of the main screens, for those who have no screen to open the window on."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer

from mcu_desktop.ui.workplace import Workplace

_SIZES = ((1366, 768), (1920, 1080))
_SETTLE_MILLISECONDS = 900


def save_pictures(out: Path, workplace: Workplace) -> None:
    """Save each main screen in each size, light and dark, once the queue is painted; then close the window."""
    steps = _steps(out, workplace)

    def go_on() -> None:
        picture = next(steps, None)
        if picture is None:
            workplace.set_dark(False)
            workplace.frame.close()
            return
        picture()
        QTimer.singleShot(_SETTLE_MILLISECONDS, go_on)

    workplace.painted.connect(go_on)


def _steps(out: Path, workplace: Workplace) -> Iterator[Callable[[], object]]:
    """Give the steps one after the other; between them the window answers to what it has read."""
    yield lambda: workplace.queue.table.selectRow(0)
    for name, show in (
        ("queue", workplace.show_queue),
        ("report", workplace.show_report),
        ("keys", workplace.show_keys),
    ):
        yield show
        for dark in (False, True):
            for width, height in _SIZES:
                yield partial(_dress, workplace, dark, width, height)
                look = "dark" if dark else "light"
                yield partial(_save, workplace, out / f"{name}-{width}-{look}.png")


def _dress(workplace: Workplace, dark: bool, width: int, height: int) -> None:  # noqa: FBT001 -- a state
    workplace.set_dark(dark)
    workplace.frame.resize(width, height)


def _save(workplace: Workplace, path: Path) -> None:
    workplace.frame.grab().save(str(path))
