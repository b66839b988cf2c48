"""The wall for thirty days in minutes: what it has grown by, and whether its objects are as many as before."""

import gc
import os
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from benchmarks.measuring import Measured
from benchmarks.stores import store_of
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.rules.wall_figures import WallNews
from mcu_desktop.store.reading import Reader

_CASES = 1_000  # what grows is the wall, not the store
_WARM_UP = 1_000
_EVERY_SECONDS = 30
_ALLOWED_MEGABYTES = 10.0
_KILOBYTES = 1024


class _Line:
    """Answers at once, with real reads."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def ask(
        self, job: Callable[[Reader], WallNews], answer: Callable[[WallNews], None], _failed: Callable[[str], None]
    ) -> None:
        answer(job(self._reader))


class _Clock:
    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


def measure_wall_soak(refreshes: int, wanted: str | None) -> list[Measured]:
    """Refresh and paint all pages of a full HD wall so many times (the column of cases counts the refreshes).

    The clock goes on by half a minute with each. `floor` is what may not be passed: 10 MB, and the objects, None's
    references and widgets of before; the seconds stand beside half an hour.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from mcu_desktop.ui.common.fonts import load_fonts
    from mcu_desktop.ui.wall.show import WallShow

    application = QApplication.instance() or QApplication(sys.argv[:1])
    load_fonts()
    clock = _Clock()
    with closing(open_store(store_of(_CASES, wanted)).open_reader()) as reader:
        show = WallShow(_Line(reader), clock)
        show.start()
        [window, *_others] = show.windows.values()
        window.resize(1920, 1080)

        def go_on(times: int) -> None:
            for _ in range(times):
                clock.now += timedelta(seconds=_EVERY_SECONDS + 1)
                show.tick()
                window.grab()
            application.processEvents()

        go_on(_WARM_UP)
        before, began = _counts(), perf_counter()
        go_on(refreshes)
        seconds, after = perf_counter() - began, _counts()
        show.leave()
    names = ("wall_soak_objects", "wall_soak_none", "wall_soak_widgets")
    grown = (after[0] - before[0]) / _KILOBYTES
    return [
        Measured("wall_soak_memory", refreshes, max(grown, 0.0), _ALLOWED_MEGABYTES, "MB"),
        *(
            Measured(name, refreshes, float(late), float(early), "")
            for name, late, early in zip(names, after[1:], before[1:], strict=True)
        ),
        Measured("wall_soak_time", refreshes, seconds, 1_800.0, "s"),
    ]


def _counts() -> tuple[int, int, int, int]:
    """Return kilobytes in memory, Python's objects, references to None, and Qt's widgets."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    resident = int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))
    return resident, len(gc.get_objects()), sys.getrefcount(None), len(QApplication.allWidgets())
