"""«Горит сегодня»: what the head of the centre looks at first; every figure opens its cases."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QPushButton, QSplitter, QTableView, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.queries.burning import Burning, DeadlineMonth, read_burning, read_deadline_month
from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.rules.russian import format_moment
from mcu_desktop.rules.working_calendar import known_in_words
from mcu_desktop.ui.burning.deadline_calendar import DeadlineCalendar
from mcu_desktop.ui.burning.model import BurningModel
from mcu_desktop.ui.common.figure_panel import OPENS_CASES, FigurePanel
from mcu_desktop.ui.common.panels import button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel


class BurningPage(FigurePanel):
    """Blocks with their figures, and the month's deadlines by day."""

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.open_button = QPushButton("Показать")
        super().__init__(desk, self.open_button)
        self._zone, self._clock = zone, clock
        self.model = BurningModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName("Горит сегодня, по блокам")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.months = DeadlineCalendar()
        self.told, self.known = text_label(), text_label()
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        for part, stretch in ((self.table, 3), (self.months, 2)):
            parts.addWidget(part)
            parts.setStretchFactor(parts.count() - 1, stretch)
        layout = QVBoxLayout(self)
        layout.addWidget(TitleLabel("Горит сегодня"))
        layout.addWidget(self.told)
        layout.addWidget(parts, 1)
        layout.addWidget(self.known)
        layout.addLayout(button_row(self.open_button, self.back_button))
        self.open_button.clicked.connect(self._open)
        self.table.doubleClicked.connect(self._open_cell)
        self.months.day_wanted.connect(self._want_day)
        self.months.month_wanted.connect(self._read_month)
        for key, button in ((Qt.Key.Key_PageUp, self.months.before), (Qt.Key.Key_PageDown, self.months.after)):
            # Not a key press: the tables would take it for themselves.
            keys = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(button.click)

    def start(self) -> None:
        """Read the figures of now."""
        self.reread()
        self.table.setFocus()

    @Slot()
    def reread(self) -> None:
        """Read the figures and the month again."""
        now = self._clock()
        self._desk.read(self, partial(read_burning, now=now), partial(self._show, now))
        self._read_month(self.months.first or now.astimezone(self._zone).date().replace(day=1))

    def _show(self, now: datetime, found: Burning) -> None:
        place = self.table.currentIndex()
        self.model.show(found)
        row, column = (place.row(), place.column()) if place.isValid() else (0, 1)
        self.table.setCurrentIndex(self.model.index(row, column))
        self.told.setText(f"На {format_moment(now, self._zone)}. {OPENS_CASES}")

    @Slot(object)
    def _read_month(self, first: date) -> None:
        self._desk.read(self, partial(read_deadline_month, first=first, now=self._clock()), self._show_month)

    def _show_month(self, month: DeadlineMonth) -> None:
        self.months.show_month(month)
        self.known.setText(known_in_words(month.calendar, month.today))

    @Slot()
    def _open(self) -> None:
        if self.months.table.hasFocus():
            self.months.open_day()
        else:
            self._open_cell(self.table.currentIndex())

    @Slot(QModelIndex)
    def _open_cell(self, index: QModelIndex) -> None:
        wanted = self.model.wanted(index)
        if wanted is not None:
            self.cases_wanted.emit(wanted)

    @Slot(object)
    def _want_day(self, day: date) -> None:
        self.cases_wanted.emit(QueueFilter(due_from=day, due_to=day))
