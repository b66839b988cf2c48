"""The rows where a report, its period and its block are chosen."""

from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mcu_desktop.queries.report_kind import ReportKind
from mcu_desktop.queries.report_kinds import REPORTS, find_kind
from mcu_desktop.reports.report import ReportWish
from mcu_desktop.rules.report_periods import NamedPeriod, PeriodKind, offered_periods, period_of_words
from mcu_desktop.ui.common.on_paper import PaperWish
from mcu_desktop.ui.common.optional_day import day_edit, day_of, put_day
from mcu_desktop.ui.common.plain import PlainLabel

_OWN = "свои дни"
_ALL_BLOCKS = "все блоки"
_USUAL = "weekly"


class ReportChooser(QWidget):
    """Report, period, block and the button «Составить».

    Signals:
        wanted: the report with these choices is wanted.
        changed: another report or other days were chosen.
    """

    wanted = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._today = date.min
        self._offered: tuple[NamedPeriod, ...] = ()
        self.kind_combo = _combo("Отчёт")
        for kind in REPORTS:
            self.kind_combo.addItem(kind.name, kind.code)
        self.period_combo = _combo("Период")
        self.period_combo.setEditable(True)
        self.period_combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.first, self.last = day_edit(date(2026, 1, 1)), day_edit(date(2026, 1, 1))
        self.first.setAccessibleName("С какого дня")
        self.last.setAccessibleName("По какой день")
        self.block_combo = _combo("Отраслевой блок")
        self.block_combo.addItem(_ALL_BLOCKS, None)
        self.subject = QLineEdit()
        self._own_subject = ("", "")  # how it is shown, what it is
        self.make_button = QPushButton("Составить")
        self._of_span = PlainLabel("по")
        self._of_block, self._of_subject = PlainLabel("Блок:"), PlainLabel()
        self._lay_out()
        self.kind_combo.setCurrentIndex(self.kind_combo.findData(_USUAL))
        self._connect()

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        asked = (self._of_block, self.block_combo, self._of_subject, self.subject)
        days = (self.first, self._of_span, self.last)
        rows.addLayout(_row(PlainLabel("Отчёт:"), self.kind_combo, *asked))
        rows.addLayout(_row(PlainLabel("Период:"), self.period_combo, *days, self.make_button))

    def _connect(self) -> None:
        self.kind_combo.currentIndexChanged.connect(self._follow_kind)
        self.period_combo.activated.connect(self._follow_name)
        line = self.period_combo.lineEdit()
        if line is not None:  # an editable one has it
            line.editingFinished.connect(self._follow_words)
            line.setAccessibleName("Период словами")
        for edit in (self.first, self.last):
            edit.dateChanged.connect(self._follow_days)
        self.make_button.clicked.connect(self.wanted)

    def set_today(self, today: date) -> None:
        """Tell which day it is; the days of the chosen period follow."""
        if today != self._today:
            self._today = today
            self._follow_kind()

    def set_blocks(self, blocks: list[tuple[str, str]]) -> None:
        """Offer these blocks (code, title); the chosen one stays chosen."""
        chosen = self.block_combo.currentData()
        self.block_combo.clear()
        self.block_combo.addItem(_ALL_BLOCKS, None)
        for code, title in blocks:
            self.block_combo.addItem(title, code)
        self.block_combo.setCurrentIndex(max(0, self.block_combo.findData(chosen)))

    def kind(self) -> ReportKind:
        """Return the chosen report."""
        return find_kind(str(self.kind_combo.currentData()))

    def choose(self, wish: PaperWish) -> None:
        """Choose what another screen wants on paper."""
        self.kind_combo.setCurrentIndex(self.kind_combo.findData(wish.code))
        self._own_subject = (wish.said, wish.subject)
        self.subject.setText(wish.said or wish.subject)
        if wish.period is not None:
            self._show(NamedPeriod(_OWN, wish.period))
        if wish.block is not None and self.block_combo.findData(wish.block) < 0:
            self.block_combo.addItem(wish.block, wish.block)  # its title is still on its way
        self.block_combo.setCurrentIndex(max(0, self.block_combo.findData(wish.block)))

    def wish(self) -> ReportWish:
        """Return what is wanted."""
        kind, block = self.kind(), self.block_combo.currentData()
        with_block = isinstance(block, str) and (kind.takes_block or kind.needs_block)
        last = day_of(self.last)
        first = last if kind.period is PeriodKind.ON_DAY else day_of(self.first)
        subject = self.subject.text().strip() if kind.subject or kind.takes_subject else ""
        if subject and subject == self._own_subject[0]:
            subject = self._own_subject[1]
        return ReportWish(kind.code, first, last, block if with_block else None, subject)

    @Slot()
    def _follow_kind(self) -> None:
        kind = self.kind()
        self._offered = offered_periods(kind.period, self._today)
        self.period_combo.clear()
        self.period_combo.addItems([*(named.title for named in self._offered), _OWN])
        self._follow_name(0)
        asked = kind.subject or kind.takes_subject
        self._of_subject.setText(f"{asked[:1].upper()}{asked[1:]}:")
        self.subject.setAccessibleName(asked or "О чём отчёт")
        shown: tuple[tuple[QWidget, bool], ...] = (
            (self.first, kind.period is not PeriodKind.ON_DAY),
            (self._of_span, kind.period is not PeriodKind.ON_DAY),
            (self._of_block, kind.takes_block or kind.needs_block),
            (self.block_combo, kind.takes_block or kind.needs_block),
            (self._of_subject, bool(asked)),
            (self.subject, bool(asked)),
        )
        for widget, is_shown in shown:
            widget.setVisible(is_shown)
        self.changed.emit()

    @Slot(int)
    def _follow_name(self, place: int) -> None:
        if place < len(self._offered):
            self._show(self._offered[place])

    @Slot()
    def _follow_words(self) -> None:
        """Take a period that was typed in words; what is not understood says so by the days that stay."""
        words = self.period_combo.currentText()
        if words in {_OWN, *(named.title for named in self._offered)}:
            return
        named = period_of_words(words, self._today)
        if named is None:
            self.period_combo.setEditText(_OWN)
        else:
            self._show(named)

    def _show(self, named: NamedPeriod) -> None:
        for edit, day in ((self.first, named.period.first), (self.last, named.period.last)):
            with QSignalBlocker(edit):
                put_day(edit, day)
        self.period_combo.setEditText(named.title)
        self.changed.emit()

    @Slot()
    def _follow_days(self) -> None:
        self.period_combo.setCurrentIndex(len(self._offered))
        self.changed.emit()


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    return combo


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
