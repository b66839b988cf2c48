"""The row where the week and the block of a report are chosen."""

from datetime import date

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mcu_desktop.ui.common.plain import PlainLabel
from mcu_desktop.ui.reports.period import Week, week_days

_ALL_BLOCKS = "все блоки"


class ReportChooser(QWidget):
    """Week, block and the button «Составить».

    Signals:
        wanted: the report with these choices is wanted.
        period_changed: other days were chosen.
    """

    wanted = Signal()
    period_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._today = date.min
        self.week_combo = QComboBox()
        self.week_combo.setAccessibleName("Неделя")
        for week in Week:
            self.week_combo.addItem(week.value, week)
        self.from_edit, self.to_edit = _date_edit("С какого дня"), _date_edit("По какой день")
        self.block_combo = QComboBox()
        self.block_combo.setAccessibleName("Отраслевой блок")
        self.block_combo.addItem(_ALL_BLOCKS, None)
        self.make_button = QPushButton("Составить")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(_row(PlainLabel("Неделя:"), self.week_combo, self.from_edit, PlainLabel("по"), self.to_edit))
        rows.addLayout(_row(PlainLabel("Блок:"), self.block_combo, self.make_button))
        self.week_combo.currentIndexChanged.connect(self._set_days)
        self.from_edit.dateChanged.connect(self.period_changed)
        self.to_edit.dateChanged.connect(self.period_changed)
        self.make_button.clicked.connect(self.wanted)

    def set_today(self, today: date) -> None:
        """Tell which day it is; the days of the chosen week follow."""
        self._today = today
        if self.week() is not Week.OWN:
            self._set_days()

    def set_blocks(self, blocks: list[tuple[str, str]]) -> None:
        """Offer these blocks (code, title); the chosen one stays chosen."""
        chosen = self.block_combo.currentData()
        self.block_combo.clear()
        self.block_combo.addItem(_ALL_BLOCKS, None)
        for code, title in blocks:
            self.block_combo.addItem(title, code)
        self.block_combo.setCurrentIndex(max(0, self.block_combo.findData(chosen)))

    def week(self) -> Week:
        """Return the chosen week."""
        return list(Week)[self.week_combo.currentIndex()]

    def period(self) -> tuple[date, date]:
        """Return the first and the last day."""
        return _day(self.from_edit.date()), _day(self.to_edit.date())

    def block(self) -> str | None:
        """Return the code of the chosen block, None for all."""
        code = self.block_combo.currentData()
        return code if isinstance(code, str) else None

    @Slot()
    def _set_days(self) -> None:
        own = self.week() is Week.OWN
        if not own:
            first, last = week_days(self.week(), self._today)
            self.from_edit.setDate(QDate(first.year, first.month, first.day))
            self.to_edit.setDate(QDate(last.year, last.month, last.day))
        self.from_edit.setReadOnly(not own)
        self.to_edit.setReadOnly(not own)


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def _date_edit(name: str) -> QDateEdit:
    edit = QDateEdit()
    edit.setAccessibleName(name)
    edit.setCalendarPopup(True)
    edit.setDisplayFormat("dd.MM.yyyy")
    return edit


def _day(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
