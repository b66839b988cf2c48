"""Where a period is chosen: by its name, or by its days."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from mcu_desktop.rules.periods import EARLIEST, LATEST, Period, named_periods
from mcu_desktop.ui.common.optional_day import day_edit, day_of, put_day
from mcu_desktop.ui.common.plain import PlainLabel

_OWN = "свои даты"
_USUAL = 2  # last month: the first period that is over and long enough to say something


class PeriodBox(QWidget):
    """A list of names, and the days of the chosen one; days that are changed make it «свои даты».

    Signals:
        changed: another period was chosen.
    """

    changed = Signal()

    def __init__(self, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._zone, self._clock = zone, clock
        self.names = QComboBox()
        self.names.setAccessibleName("Период")
        self.first, self.last = day_edit(date.min), day_edit(date.min)
        self.first.setAccessibleName("С какого дня")
        self.last.setAccessibleName("По какой день")
        for edit in (self.first, self.last):
            edit.setDateRange(QDate(EARLIEST.year, 1, 1), QDate(LATEST.year, 12, 31))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (PlainLabel("Период:"), self.names, self.first, PlainLabel("—"), self.last):
            layout.addWidget(part)
        self._offer(_USUAL)
        self.names.activated.connect(self._follow_name)
        for edit in (self.first, self.last):
            edit.dateChanged.connect(self._follow_days)

    def period(self) -> Period:
        """Return the chosen period; days the wrong way round are taken as one day."""
        first, last = day_of(self.first), day_of(self.last)
        return Period(first, max(first, last))

    def choose(self, period: Period) -> None:
        """Show a period without a word to anybody."""
        named = [known for _name, known in self._named()]
        self.names.setCurrentIndex(named.index(period) if period in named else len(named))
        self._show(period)

    def renew(self) -> None:
        """Let the names mean what they mean today; own days stay."""
        place = self.names.currentIndex()
        if place < len(self._named()):
            self._offer(place)

    def _named(self) -> tuple[tuple[str, Period], ...]:
        return named_periods(self._clock().astimezone(self._zone).date())

    def _offer(self, place: int) -> None:
        named = self._named()
        self.names.clear()
        self.names.addItems([*(name for name, _period in named), _OWN])
        self.names.setCurrentIndex(place)
        self._show(named[place][1])

    def _show(self, period: Period) -> None:
        for edit, day in ((self.first, period.first), (self.last, period.last)):
            with QSignalBlocker(edit):
                put_day(edit, day)

    @Slot(int)
    def _follow_name(self, place: int) -> None:
        named = self._named()
        if place < len(named):
            self._show(named[place][1])
            self.changed.emit()
        else:
            self.first.setFocus()

    @Slot()
    def _follow_days(self) -> None:
        self.names.setCurrentIndex(self.names.count() - 1)
        self.changed.emit()
