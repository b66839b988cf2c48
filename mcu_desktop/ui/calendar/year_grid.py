"""Twelve months side by side; one day of the year is chosen."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from mcu_desktop.rules.working_calendar import WEEKDAYS, WorkingCalendar
from mcu_desktop.ui.calendar.month_view import MonthView

_COLUMNS = 4
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_YEARS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class YearGrid(QWidget):
    """The days of a year, to be chosen by the mouse and by the arrow keys.

    Signals:
        day_wanted: the day a person goes to; it is chosen once the page says so.
        year_wanted: how many years on or back a person goes.
        edit_wanted: Enter was pressed on the chosen day.
    """

    day_wanted = Signal(object)
    year_wanted = Signal(int)
    edit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.day = date.min
        self.months = [MonthView(month) for month in range(1, 13)]
        cells = QGridLayout(self)
        cells.setContentsMargins(0, 0, 0, 0)
        cells.setHorizontalSpacing(24)
        cells.setVerticalSpacing(12)
        for number, month in enumerate(self.months):
            cells.addWidget(month, number // _COLUMNS, number % _COLUMNS)
            month.day_pressed.connect(self._go_by_mouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Дни года")

    def show_year(self, calendar: WorkingCalendar, year: int, today: date) -> None:
        """Show a year; one that is not known is grey and its days cannot be chosen."""
        for month in self.months:
            month.show_year(calendar, year, today)
            month.setEnabled(year in calendar.known_years)

    def choose(self, day: date) -> MonthView:
        """Choose a day of the shown year; return its month."""
        self.day = day
        for month in self.months:
            month.choose(day)
        view = self.months[day.month - 1]
        self.setAccessibleDescription(view.words(day) or f"{day:%d.%m.%Y}, {WEEKDAYS[day.weekday()]}")
        return view

    def event(self, event: QEvent) -> bool:
        """Claim Enter before the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_enter(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to another day or year, or to what can be changed about this day."""
        key = Qt.Key(event.key())
        step = _STEPS.get(key)
        if _is_enter(event):
            self.edit_wanted.emit()
        elif key in _YEARS:
            self.year_wanted.emit(_YEARS[key])
        elif step is None:
            super().keyPressEvent(event)
        else:
            day = self.day + timedelta(days=step)
            if day.year == self.day.year:
                self._go(day)

    def _go_by_mouse(self, day: date) -> None:
        self.setFocus()
        self._go(day)

    def _go(self, day: date) -> None:
        if self.months[day.month - 1].isEnabled():
            self.day_wanted.emit(day)


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
