"""The early warning in the window's corner: how much has grown that nobody has marked yet."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QToolButton

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.russian import format_number
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.plain import plain_tooltip

_FIRST_MILLISECONDS = 10_000  # after the start, which is busy enough
_AGAIN_MILLISECONDS = 60_000  # after a change: many come together


class GrowthWatch(QObject):
    """Looks some seconds after the start, after changes, and on another day; for those who answer for growth.

    Signals:
        looked: the names of the growths that nobody has marked, the greatest first.
    """

    looked = Signal(tuple)

    def __init__(self, desk: Desk, me: Me, zone: ZoneInfo, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._me, self._zone, self._clock = desk, me, zone, clock
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        desk.changed.connect(self._follow)
        me.rights_changed.connect(self._begin)
        self._begin()

    @Slot()
    def look(self) -> None:
        """Ask what has grown; who may not mark it is not told."""
        if self._me.rights.allows(Deed.NOTE_FIGURES):
            self._desk.work(self, partial(_look, self._clock(), self._zone), self.looked.emit)
        else:
            self.looked.emit(())

    @Slot()
    def end(self) -> None:
        """Look no more: the window has gone."""
        self._timer.stop()

    @Slot()
    def _begin(self) -> None:
        self._timer.start(_FIRST_MILLISECONDS)

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if Touched.FIGURES in change.touched:
            self.look()
        elif Touched.CASES in change.touched and not self._timer.isActive():
            self._timer.start(_AGAIN_MILLISECONDS)


class GrowthButton(QToolButton):
    """Says how much has grown; unseen where nothing has."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoRaise(True)
        self.hide()

    @Slot(tuple)
    def show_names(self, names: tuple[str, ...]) -> None:
        """Show the count, and the names to whoever points at it."""
        self.setText(f"Выросло: {format_number(len(names))}")
        self.setToolTip(plain_tooltip("\n".join((*names, "Что выросло и почему (Ctrl+Shift+G)"))))
        self.setVisible(bool(names))


def _look(now: datetime, zone: ZoneInfo, reader: Reader, _task: Task) -> tuple[str, ...]:
    from mcu_desktop.queries.growth import read_unmarked

    return read_unmarked(reader, now=now, zone=zone)
