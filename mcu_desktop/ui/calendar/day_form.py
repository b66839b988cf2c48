"""What can be changed about one day, and about a whole year."""

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QPushButton

from mcu_desktop.rules.production_calendar import KIND_WORDS, USUAL_DAY, CalendarEdit, KnownYear
from mcu_desktop.rules.terms import DayKind
from mcu_desktop.rules.working_calendar import WEEKDAYS, CalendarDay
from mcu_desktop.ui.calendar.edit_form import EditForm
from mcu_desktop.ui.common.flow import hold_width
from mcu_desktop.ui.common.panels import button_row
from mcu_desktop.ui.common.plain import PlainLabel

_LONGEST = 500
_KINDS: tuple[DayKind | None, ...] = (None, *DayKind)


class DayForm(EditForm):
    """Kind, note and source of the chosen day."""

    def __init__(self) -> None:
        super().__init__()
        self.usual_button = QPushButton("Как обычно…")
        self.day = date.min
        self._stored: CalendarDay | None = None
        self.title = PlainLabel()
        self.kind_combo = QComboBox()
        self.kind_combo.setAccessibleName("Вид дня")
        for kind in _KINDS:
            self.kind_combo.addItem(USUAL_DAY if kind is None else KIND_WORDS[kind])
        hold_width(self.kind_combo)
        self.note_edit = _line_edit("Примечание", "например: выходной по распоряжению Главы")
        self.source_edit = _line_edit("Источник", "например: распоряжение № 7-р от 01.06.2027")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(3, 1)
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(self.kind_combo, 0, 1)
        _add_line(grid, 0, "Примечание:", self.note_edit)
        grid.addLayout(button_row(self.save_button, self.cancel_button, self.usual_button), 1, 0, 1, 2)
        _add_line(grid, 1, "Источник:", self.source_edit)
        self.usual_button.clicked.connect(self._make_usual)
        self.kind_combo.currentIndexChanged.connect(self._follow)
        for edit in (self.note_edit, self.source_edit):
            edit.textChanged.connect(self._follow)

    def show_day(self, day: date, stored: CalendarDay | None) -> None:
        """Show a day as the store has it."""
        self.day, self._stored = day, stored
        self.title.setText(f"{day:%d.%m.%Y}, {WEEKDAYS[day.weekday()]}")
        self.kind_combo.setCurrentIndex(_KINDS.index(None if stored is None else stored.kind))
        self.note_edit.setText("" if stored is None else stored.note)
        self.source_edit.setText("" if stored is None else stored.source)
        self.usual_button.setEnabled(stored is not None)
        self._follow()

    def written(self) -> CalendarDay | None:
        """Return the day as a person has set it; None: as its weekday."""
        kind = _KINDS[self.kind_combo.currentIndex()]
        return None if kind is None else CalendarDay(self.day, kind, _text(self.note_edit), _text(self.source_edit))

    def is_changed(self) -> bool:
        """Return whether something would be lost if another day were shown."""
        return self.written() != self._stored

    def give_up(self) -> None:
        """Show the day as the store has it."""
        self.show_day(self.day, self._stored)

    @Slot()
    def _follow(self) -> None:
        special = self.kind_combo.currentIndex() > 0
        self.note_edit.setEnabled(special)
        self.source_edit.setEnabled(special)
        self.save_button.setEnabled(self.is_changed())

    @Slot()
    def _save(self) -> None:
        self.edited.emit(CalendarEdit({self.day: self.written()}))

    @Slot()
    def _make_usual(self) -> None:
        self.edited.emit(CalendarEdit({self.day: None}))

    @Slot()
    def _cancel(self) -> None:
        self.give_up()
        super()._cancel()


class YearForm(EditForm):
    """Whether the days of a year are approved, and who says so."""

    def __init__(self) -> None:
        super().__init__()
        self._year = 0
        self.title = PlainLabel()
        self.approved_check = QCheckBox("Календарь года утверждён")
        self.source_edit = _line_edit("Источник года", "например: постановление Правительства РФ о переносе выходных")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(3, 1)
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(self.approved_check, 0, 1)
        _add_line(grid, 0, "Источник:", self.source_edit)
        grid.addLayout(button_row(self.save_button, self.cancel_button), 1, 0, 1, 2)

    def show_year(self, number: int, stored: KnownYear | None) -> None:
        """Show a year as the store has it; an unknown one becomes known by saving."""
        self._year = number
        self.title.setText(f"{number} год:")
        self.approved_check.setChecked(stored is not None and stored.approved)
        self.source_edit.setText("" if stored is None else stored.source)

    @Slot()
    def _save(self) -> None:
        year = KnownYear(self._year, self.approved_check.isChecked(), _text(self.source_edit))
        self.edited.emit(CalendarEdit(years=(year,)))


def _line_edit(name: str, example: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setAccessibleName(name)
    edit.setPlaceholderText(example)
    edit.setMaxLength(_LONGEST)
    return edit


def _add_line(grid: QGridLayout, row: int, title: str, edit: QLineEdit) -> None:
    label = PlainLabel(title)
    label.setBuddy(edit)
    grid.addWidget(label, row, 2)
    grid.addWidget(edit, row, 3)


def _text(edit: QLineEdit) -> str:
    return " ".join(edit.text().split())
