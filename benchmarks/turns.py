"""The turns of the window's event loop over a large store: how long a person's key may have to wait for each."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.measuring import Measured
from benchmarks.stores import store_of
from mcu_desktop.app import run_window

if TYPE_CHECKING:
    from mcu_desktop.ui.workplace import Workplace

_FRAME_MILLISECONDS = 16.0
_OPENING_MILLISECONDS, _STEP_MILLISECONDS, _SEARCH_MILLISECONDS = 2_500, 700, 2_500
_OTHER_BLOCKS = (2, 3, 1, 0)
_PAGES = 5
_NO_MODIFIER = Qt.KeyboardModifier.NoModifier


class _Turns:
    """Stamps the loop at each of its turns: its processor time, and its time by the clock, the longest of a step."""

    def __init__(self, workplace: "Workplace") -> None:
        self._longest = [0.0, 0.0]
        self._last = self._stamps()
        self._beat = QTimer(workplace, interval=0)
        self._beat.timeout.connect(self._stamp)

    @contextmanager
    def step(self, name: str, milliseconds: int = _STEP_MILLISECONDS) -> Iterator[None]:
        """Do something and watch the turns that follow; tell the longest of them."""
        self._longest, self._last = [0.0, 0.0], self._stamps()
        self._beat.start()
        yield
        _wait(milliseconds)
        self._beat.stop()
        sys.stdout.write(json.dumps([name, *self._longest]) + "\n")

    def _stamp(self) -> None:
        now = self._stamps()
        self._longest = [
            max(longest, (end - begin) * 1_000)
            for longest, begin, end in zip(self._longest, self._last, now, strict=True)
        ]
        self._last = now

    @staticmethod
    def _stamps() -> tuple[float, float]:
        return thread_time(), perf_counter()


def measure_turns(cases: int, wanted: str | None) -> list[Measured]:
    """Measure the longest turn of each step beside a frame of the screen, in milliseconds."""
    environment = dict(os.environ)
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    with TemporaryDirectory() as home:
        own = {f"XDG_{name}_HOME": home for name in ("DATA", "CONFIG", "STATE")}
        said = subprocess.run(
            [sys.executable, "-m", "benchmarks.turns", store_of(cases, wanted)],
            check=True,
            capture_output=True,
            text=True,
            env=environment | own,
        )
    steps = [json.loads(line) for line in said.stdout.splitlines()]
    return [
        Measured(name + kind, cases, milliseconds, _FRAME_MILLISECONDS, "ms")
        for kind, place in (("", 1), (", by the clock", 2))
        for name, milliseconds in ((step[0], step[place]) for step in steps)
    ]


def _walk(workplace: "Workplace") -> None:
    turns = _Turns(workplace)
    with turns.step("turn: opening", _OPENING_MILLISECONDS):
        pass
    table, search = workplace.queue.table, workplace.queue.filters.search
    for number, block in enumerate(_OTHER_BLOCKS):
        with turns.step(f"turn: {'first other' if number == 0 else 'another'} block"):
            workplace.blocks.setCurrentIndex(workplace.blocks.model().index(block, 0))
    for number in range(_PAGES):
        with turns.step(f"turn: {'first' if number == 0 else 'another'} PageDown"):
            QTest.keyClick(table, Qt.Key.Key_PageDown)
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home):
        with turns.step(f"turn: {key.name.removeprefix('Key_')}"):
            QTest.keyClick(table, key)
    with turns.step("turn: typing a search", _SEARCH_MILLISECONDS):
        for letter in "дорог":
            QApplication.postEvent(search, QKeyEvent(QEvent.Type.KeyPress, 0, _NO_MODIFIER, letter))
    workplace.frame.close()


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _begin(after: Callable[["Workplace"], None]) -> Callable[["Workplace"], None]:
    return lambda workplace: QTimer.singleShot(0, workplace, partial(after, workplace))


if __name__ == "__main__":
    sys.exit(run_window(sys.argv[1], after_open=_begin(_walk)))
