"""pyqtgraph takes half a second to load: it comes beside the window, once, and charts wait for it.

It wants nearly all classes of Qt. PySide makes a class when it is first wanted and does not see that another thread is
making the same one: then the program ends without a word. So the GUI thread makes them all first, some in each turn.
"""

from collections.abc import Callable, Iterator
from functools import cache
from threading import Thread

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from shiboken6 import isValid

from mcu_desktop.ui.common.steps import in_turns

_CLASSES_A_TURN = 8


def when_plotting_is_loaded(owner: QObject, make: Callable[[], None]) -> None:
    """Let a chart be made: now if the library is there, else in a turn of its own if its owner still lives then."""
    _the_loading().let_make(owner, make)


@cache
def _the_loading() -> "_Loading":
    return _Loading(QCoreApplication.instance())


class _Loading(QObject):
    _came = Signal()

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._is_loaded = False
        self._waiting: list[tuple[QObject, Callable[[], None]]] = []
        self._came.connect(self._begin_to_make, Qt.ConnectionType.QueuedConnection)
        in_turns(self, self._make_classes())

    def let_make(self, owner: QObject, make: Callable[[], None]) -> None:
        if self._is_loaded:
            make()
        else:
            self._waiting.append((owner, make))

    def _make_classes(self) -> Iterator[None]:
        from PySide6 import QtCore, QtGui, QtOpenGL, QtOpenGLWidgets, QtSvg, QtTest, QtWidgets

        for module in (QtCore, QtGui, QtWidgets, QtSvg, QtOpenGL, QtOpenGLWidgets, QtTest):
            for number, name in enumerate(dir(module)):
                getattr(module, name)
                if number % _CLASSES_A_TURN == 0:
                    yield
        Thread(target=self._load, name="plotting", daemon=True).start()

    def _load(self) -> None:
        import pyqtgraph  # noqa: F401 -- loaded here, used by the charts

        self._came.emit()

    @Slot()
    def _begin_to_make(self) -> None:
        self._is_loaded = True
        in_turns(self, self._make_all())

    def _make_all(self) -> Iterator[None]:
        for owner, make in self._waiting:
            if isValid(owner):
                make()
                yield
        self._waiting.clear()
