"""Pictures of the main screens, for those who have no screen to open the window on."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer

from mcu_desktop.ui.screens import ScreenName
from mcu_desktop.ui.workplace import Workplace

_SIZES = ((1366, 768), (1920, 1080))
_SETTLE_MILLISECONDS = 500


def save_pictures(out: Path, workplace: Workplace) -> None:
    """Save each main screen in each size, light and dark, once the queue is painted; then close the window."""
    steps, was_dark = _steps(out, workplace), workplace.look.dark

    def go_on(step: Callable[[], object] | None = None) -> None:
        step = step or next(steps, None)
        if step is None:
            workplace.set_dark(was_dark)  # the look is the person's own
            workplace.frame.close()
            return
        waits = step() is False  # a condition that is not yet so is asked again
        QTimer.singleShot(_SETTLE_MILLISECONDS, partial(go_on, step) if waits else go_on)

    workplace.painted.connect(go_on)


def _steps(out: Path, workplace: Workplace) -> Iterator[Callable[[], object]]:
    """Give the steps one after the other; between them the window answers to what it has read."""
    yield partial(workplace.queue.table.selectRow, 0)
    yield from _looks(out, workplace, "queue")
    yield partial(workplace.show_screen, "report")
    yield workplace.screens.report.chooser.make_button.click
    yield workplace.screens.report.save_button.isEnabled
    yield from _looks(out, workplace, "report")
    for name, is_counted in _figure_pages(workplace):
        yield partial(workplace.show_screen, name)
        yield is_counted
        yield from _looks(out, workplace, name)


def _figure_pages(workplace: Workplace) -> Iterator[tuple[ScreenName, Callable[[], bool]]]:
    """Give the pages of figures, each with the question whether it has counted."""
    yield "dashboard", lambda: workplace.screens.dashboard.dashboard is not None
    yield "rating", lambda: workplace.screens.rating.rating is not None
    yield "heat_map", workplace.screens.heat_map.open_button.isEnabled


def _looks(out: Path, workplace: Workplace, name: str) -> Iterator[Callable[[], object]]:
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
