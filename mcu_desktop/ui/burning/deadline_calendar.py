"""A month of deadlines: how many open cases end on each day."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mcu_desktop.queries.burning import DeadlineMonth
from mcu_desktop.rules.russian import MESSAGES, format_number, plural
from mcu_desktop.rules.terms import Standing
from mcu_desktop.rules.working_calendar import SHORT_WEEKDAYS
from mcu_desktop.ui.calendar.month_view import MONTHS
from mcu_desktop.ui.common.plain import PlainLabel
from mcu_desktop.ui.common.theme import standing_colour

_WEEK = 7
_AIR = 8  # pixels about the two lines of a day
_WEEKS = 6


class DeadlineCalendar(QWidget):
    """Seven columns of days; days off in red, today on a ground of its own.

    Signals:
        month_wanted: the first day of another month.
        day_wanted: a day whose cases are wanted.
    """

    month_wanted = Signal(object)
    day_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._month: DeadlineMonth | None = None
        self.title = PlainLabel()
        self.before, self.after = QPushButton("Предыдущий месяц"), QPushButton("Следующий месяц")
        self.table = QTableWidget(_WEEKS, _WEEK)
        self.table.setAccessibleName("Сроки по дням")
        self.table.setHorizontalHeaderLabels(SHORT_WEEKDAYS)
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        for header in (self.table.horizontalHeader(), self.table.verticalHeader()):
            header.setSectionResizeMode(header.ResizeMode.Stretch)
        buttons = QHBoxLayout()
        for part in (self.before, self.after):
            buttons.addWidget(part)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.title)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.before.clicked.connect(self._go_back)
        self.after.clicked.connect(self._go_on)
        self.table.cellDoubleClicked.connect(self.open_day)

    @property
    def first(self) -> date | None:
        """The first day of the month that is shown."""
        return None if self._month is None else self._month.first

    def show_month(self, month: DeadlineMonth) -> None:
        """Show the counts of a month; the chosen day stays where it is the same month."""
        same = self._month is not None and self._month.first == month.first
        place = self.table.currentRow(), self.table.currentColumn()
        self._month = month
        self.title.setText(f"Сроки: {MONTHS[month.first.month - 1].lower()} {month.first.year}")
        self.table.verticalHeader().setMinimumSectionSize(self.table.fontMetrics().height() * 2 + _AIR)
        self.table.clearContents()
        for day, count in month.counts.items():
            cell = (day - self._begin()).days
            item = QTableWidgetItem(f"{day.day}\n{format_number(count)}" if count else str(day.day))
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            item.setToolTip(f"{day:%d.%m.%Y}: {plural(count, *MESSAGES)}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, item.toolTip())
            if not month.calendar.is_working(day):
                item.setForeground(standing_colour(Standing.OVERDUE, self.palette()))
            if count:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            if day == month.today:
                item.setBackground(self.palette().color(QPalette.ColorRole.Mid))
            self.table.setItem(cell // _WEEK, cell % _WEEK, item)
        if same and place[0] >= 0:
            self.table.setCurrentCell(*place)
        else:
            start = month.today if month.today in month.counts else month.first
            cell = (start - self._begin()).days
            self.table.setCurrentCell(cell // _WEEK, cell % _WEEK)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours and the letters of another look."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange} and self._month is not None:
            self.show_month(self._month)

    def chosen_day(self) -> date | None:
        """Return the day the keyboard is on, None beside the month."""
        if self._month is None:
            return None
        day = self._begin() + timedelta(days=self.table.currentRow() * _WEEK + self.table.currentColumn())
        return day if day in self._month.counts else None

    @Slot()
    def open_day(self) -> None:
        """Want the cases of the chosen day, where there are any."""
        day = self.chosen_day()
        if day is not None and self._month is not None and self._month.counts[day]:
            self.day_wanted.emit(day)

    def _begin(self) -> date:
        first = date.min if self._month is None else self._month.first
        return first - timedelta(days=first.weekday())

    @Slot()
    def _go_back(self) -> None:
        if self._month is not None:
            self.month_wanted.emit((self._month.first - timedelta(days=1)).replace(day=1))

    @Slot()
    def _go_on(self) -> None:
        if self._month is not None:
            self.month_wanted.emit((self._month.first + timedelta(days=31)).replace(day=1))
