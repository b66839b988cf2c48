"""The count of alerts in the window, on the taskbar and in the tray; bubbles and sounds."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QToolButton

from mcu_desktop.queries.alerts import AlertCount
from mcu_desktop.rules.russian import format_number, plural
from mcu_desktop.rules.terms import Standing
from mcu_desktop.ui.alerts.habits import Habits
from mcu_desktop.ui.common.icons import standing_icon
from mcu_desktop.ui.common.theme import standing_colour

_BEEP_MILLISECONDS = 350
_NEW = ("новое уведомление", "новых уведомления", "новых уведомлений")


class Bell(QToolButton):
    """A button with the count; a press leads to the list.

    Signals:
        bubble_clicked: the person has clicked a bubble of the tray.
    """

    bubble_clicked = Signal()

    def __init__(self, habits: Habits, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._habits, self._zone, self._clock = habits, zone, clock
        self._count = AlertCount(0, 0, 0)
        self._tray: QSystemTrayIcon | None = None
        self.setAutoRaise(True)
        self.setToolTip("Уведомления о сроках (Ctrl+U)")
        self.show_count(self._count)

    @Slot(object)
    def show_count(self, count: AlertCount) -> None:
        """Show how many alerts wait; overdue ones colour the words."""
        self._count = count
        words = f"Уведомления: {format_number(count.alive)}"
        self.setText(f"{words}, просрочено {format_number(count.overdue)}" if count.overdue else words)
        palette = QPalette(QApplication.palette())
        if count.overdue:
            palette.setColor(QPalette.ColorRole.ButtonText, standing_colour(Standing.OVERDUE, palette))
        self.setPalette(palette)
        application = QApplication.instance()
        if isinstance(application, QGuiApplication):
            application.setBadgeNumber(count.alive)

    @Slot(int)
    def tell(self, count: int) -> None:
        """Say that so many alerts are new, unless the hours are quiet."""
        if self._habits.is_quiet(self._clock(), self._zone):
            return
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._bubble(plural(count, *_NEW))
        for beep in range(self._habits.beeps):
            QTimer.singleShot(beep * _BEEP_MILLISECONDS, QApplication.beep)

    def _bubble(self, words: str) -> None:
        if self._tray is None:
            self._tray = QSystemTrayIcon(_icon(), self)
            self._tray.setToolTip("АРМ МЦУ")
            self._tray.messageClicked.connect(self.bubble_clicked)
            self._tray.activated.connect(self.bubble_clicked)
            self._tray.show()
        self._tray.showMessage("Сроки", f"{words}.", _icon())

    @Slot()
    def follow_look(self) -> None:
        """Take the colours of the look of now."""
        self.show_count(self._count)


def _icon() -> QIcon:
    found = QGuiApplication.windowIcon()
    if not found.isNull():
        return found
    colour = QColor("#b3261e").name()
    pixmap: QPixmap = standing_icon(Standing.OVERDUE, colour, colour).pixmap(32, 32)
    return QIcon(pixmap)
