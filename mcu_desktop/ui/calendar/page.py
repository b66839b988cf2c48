"""The production calendar by years: what every deadline in days and working hours is counted by."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.queries.catalogues import read_calendar
from mcu_desktop.rules.russian import plural
from mcu_desktop.rules.working_calendar import WorkingCalendar, norm_of_year
from mcu_desktop.ui.calendar.month_view import MonthView
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.intake.panels import KeyedPanel, text_label

_COLUMNS = 4
_LEGEND = "Красным — нерабочие дни, в рамке — рабочие по переносу, со звёздочкой — короче на час."


class CalendarPage(KeyedPanel):
    """Shows a year at a glance; Left and Right go to its neighbours.

    Signals:
        finished: the queue is wanted.
    """

    finished = Signal()

    def __init__(
        self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        self.back_button = QPushButton("К очереди")
        super().__init__(None, self.back_button, parent)
        self._desk, self._zone, self._clock = desk, zone, clock
        self._calendar: WorkingCalendar | None = None
        self._year = 0
        self.title, self.norm, self.known = TitleLabel(), text_label(), text_label()
        self.before, self.after = QPushButton("Предыдущий год"), QPushButton("Следующий год")
        self.months = [MonthView(month) for month in range(1, 13)]
        self._lay_out()
        self.before.clicked.connect(self._go_back)
        self.after.clicked.connect(self._go_on)
        self.back_button.clicked.connect(self.finished)

    def start(self) -> None:
        """Read the calendar and show this year."""
        self._year = self._today().year
        self._desk.read(self, read_calendar, self._show_calendar)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to another year."""
        if event.key() == Qt.Key.Key_Left and self.before.isEnabled():
            self._go_back()
        elif event.key() == Qt.Key.Key_Right and self.after.isEnabled():
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        years = QHBoxLayout()
        for part in (self.before, self.after, self.back_button):
            years.addWidget(part)
        years.addStretch(1)
        grid = QWidget()
        cells = QGridLayout(grid)
        cells.setHorizontalSpacing(24)
        cells.setVerticalSpacing(12)
        for number, month in enumerate(self.months):
            cells.addWidget(month, number // _COLUMNS, number % _COLUMNS)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(grid)
        layout = QVBoxLayout(self)
        for widget in (self.title, self.norm, self.known, text_label(_LEGEND)):
            layout.addWidget(widget)
        layout.addWidget(area, 1)
        layout.addLayout(years)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _show_calendar(self, calendar: WorkingCalendar) -> None:
        self._calendar = calendar
        self._show_year(self._year)

    def _show_year(self, year: int) -> None:
        calendar = self._calendar
        if calendar is None:
            return
        self._year = year
        known = year in calendar.known_years
        self.title.setText(f"Производственный календарь, {year} год")
        days, hours = norm_of_year(calendar, year)
        self.norm.setText(
            f"{plural(days, 'рабочий день', 'рабочих дня', 'рабочих дней')}, "
            f"{plural(round(hours), 'рабочий час', 'рабочих часа', 'рабочих часов')}."
            if known
            else "Этот год ещё не известен: сроки в рабочих днях и часах за него не считаются."
        )
        until = calendar.known_until
        self.known.setText("" if until is None else f"Календарь известен до {until:%d.%m.%Y}.")
        for month in self.months:
            month.show_year(calendar, year, self._today())
            month.setEnabled(known)
        self.before.setEnabled(year > min(calendar.known_years, default=year))
        self.after.setEnabled(year <= max(calendar.known_years, default=year))

    @Slot()
    def _go_back(self) -> None:
        self._show_year(self._year - 1)

    @Slot()
    def _go_on(self) -> None:
        self._show_year(self._year + 1)

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()
