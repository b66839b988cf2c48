"""What the window shows of alerts: the bell in its corner, fed by the look once a minute."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Slot

from mcu_desktop.queries.alerts import AlertCount
from mcu_desktop.ui.alerts.bell import Bell
from mcu_desktop.ui.alerts.watch import AlertWatch

if TYPE_CHECKING:
    from mcu_desktop.ui.workplace import Workplace


class AlertCorner(QObject):
    """Begins to look when it is made; made when the first page is on the screen."""

    def __init__(self, workplace: "Workplace", zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        super().__init__(workplace)
        self._workplace = workplace
        self.bell = Bell(workplace.habits, zone, clock)
        self.watch = AlertWatch(workplace.desk, workplace.me, workplace.habits, zone, clock, self)
        self.watch.counted.connect(self._show_count)
        self.watch.told.connect(self.bell.tell)
        self.watch.day_begun.connect(self._begin_day)
        self.watch.clock_is_off.connect(partial(workplace.strip.show_notice, kind="error"))
        self.bell.clicked.connect(partial(workplace.show_screen, "alerts"))
        self.bell.bubble_clicked.connect(self._answer_bubble)
        workplace.look.changed.connect(self._follow_look)
        self._fit()
        self.watch.begin()

    @Slot(object)
    def _show_count(self, count: AlertCount) -> None:
        self.bell.show_count(count)
        self._fit()

    @Slot()
    def _follow_look(self) -> None:
        self.bell.follow_look()
        self._fit()

    def _fit(self) -> None:
        """Give the bell the room its words want: a menu bar asks its corner only when it gets it."""
        self._workplace.frame.menuBar().setCornerWidget(self.bell)
        self.bell.show()

    @Slot(str)
    def _begin_day(self, words: str) -> None:
        if words:
            show = partial(self._workplace.show_screen, "alerts")
            self._workplace.strip.show_notice(words, "info", ("Показать", show))

    @Slot()
    def _answer_bubble(self) -> None:
        self._workplace.frame.bring_forward()
        self._workplace.show_screen("alerts")
