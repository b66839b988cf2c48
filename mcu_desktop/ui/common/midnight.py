"""The turn of the day in a window that stays open."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_LOOK_MILLISECONDS = 60_000  # a timer for the whole night would sleep through the sleep of the machine


class Midnight(QObject):
    """Looks every minute whether another local day has begun.

    Signals:
        passed: it has.
    """

    passed = Signal()

    def __init__(self, zone: ZoneInfo, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._zone, self._clock = zone, clock
        self._day = clock().astimezone(zone).date()
        timer = QTimer(self)
        timer.setInterval(_LOOK_MILLISECONDS)
        timer.timeout.connect(self.look)
        timer.start()

    @Slot()
    def look(self) -> None:
        """Tell if the day is another one than at the last look."""
        today = self._clock().astimezone(self._zone).date()
        if today != self._day:
            self._day = today
            self.passed.emit()
