"""What the window tells by itself, in its corner: the bell, fed by the look once a minute, and what has grown."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mcu_desktop.queries.alerts import AlertCount
from mcu_desktop.ui.alerts.bell import Bell
from mcu_desktop.ui.alerts.watch import AlertWatch
from mcu_desktop.ui.growth.watch import GrowthButton, GrowthWatch

if TYPE_CHECKING:
    from mcu_desktop.ui.workplace import Workplace


class AlertCorner(QObject):
    """The bell and what has grown; made when the first page is on the screen."""

    def __init__(self, workplace: "Workplace", zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        super().__init__(workplace)
        self._workplace = workplace
        self.bell = Bell(workplace.habits, zone, clock)
        self.growth_button = GrowthButton()
        self.growth = GrowthWatch(workplace.desk, workplace.me, zone, clock, self)
        self.growth.looked.connect(self._show_growth)
        workplace.frame.closed.connect(self.growth.end)
        self._corner = QWidget()
        both = QHBoxLayout(self._corner)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self.growth_button)
        both.addWidget(self.bell)
        self.growth_button.clicked.connect(partial(workplace.show_screen, "growth"))
        self.watch = AlertWatch(workplace.desk, workplace.me, workplace.habits, zone, clock, self)
        self.watch.counted.connect(self._show_count)
        self.watch.told.connect(self.bell.tell)
        self.watch.day_begun.connect(self._begin_day)
        self.watch.clock_is_off.connect(partial(workplace.strip.show_notice, kind="error"))
        self.bell.clicked.connect(partial(workplace.show_screen, "alerts"))
        self.bell.bubble_clicked.connect(self._answer_bubble)
        workplace.look.changed.connect(self._follow_look)
        self._fit()

    def begin(self) -> None:
        """Look from now on."""
        self.watch.begin()

    @Slot(object)
    def _show_count(self, count: AlertCount) -> None:
        self.bell.show_count(count)
        self._fit()

    @Slot()
    def _follow_look(self) -> None:
        self.bell.follow_look()
        self._fit()

    @Slot(tuple)
    def _show_growth(self, names: tuple[str, ...]) -> None:
        self.growth_button.show_names(names)
        self._fit()

    def _fit(self) -> None:
        """Give the buttons the room their words want: a menu bar asks its corner only when it gets it."""
        self._workplace.frame.menuBar().setCornerWidget(self._corner)
        self._corner.show()

    @Slot(str)
    def _begin_day(self, words: str) -> None:
        if words:
            show = partial(self._workplace.show_screen, "alerts")
            self._workplace.strip.show_notice(words, "info", ("Показать", show))

    @Slot()
    def _answer_bubble(self) -> None:
        self._workplace.frame.bring_forward()
        self._workplace.show_screen("alerts")
