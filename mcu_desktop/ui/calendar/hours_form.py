"""Working time by weekday, from a day on."""

from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import QDate, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.production_calendar import CalendarEdit, ProductionCalendar
from mcu_desktop.rules.working_calendar import WEEKDAYS, Week
from mcu_desktop.rules.working_week import read_week
from mcu_desktop.ui.calendar.edit_form import EditForm
from mcu_desktop.ui.common.optional_day import day_edit, day_of, put_day
from mcu_desktop.ui.common.pages import scrolled
from mcu_desktop.ui.common.panels import button_row, text_label
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel

_HEADS = ("День недели", "Начало", "Конец", "Обед с", "Обед до")
_USUAL = ("09:00", "18:00", "13:00", "14:00")
_FIRST_DAY, _LAST_DAY = QDate(2000, 1, 1), QDate(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class _Line:
    works: QCheckBox
    edits: tuple[QLineEdit, ...]


class HoursForm(EditForm):
    """Seven weekdays and the day from which they hold."""

    def __init__(self) -> None:
        super().__init__()
        self.since_edit = day_edit(date.min)  # another day when it is shown
        self.since_edit.setAccessibleName("С какого дня действует")
        self.since_edit.setDateRange(_FIRST_DAY, _LAST_DAY)
        self.known, self.told = text_label(), text_label()
        self.lines = [_line(name) for name in WEEKDAYS]
        self._lay_out()
        self.setFocusProxy(self.since_edit)

    def show_hours(self, known: ProductionCalendar, today: date) -> None:
        """Show the week that holds today."""
        put_day(self.since_edit, today)
        days = ", ".join(f"{since:%d.%m.%Y}" for since in sorted(known.weeks))
        self.known.setText(f"Уже записаны недели с: {days}. Неделя, сохранённая на тот же день, заменит прежнюю.")
        self.told.setText("")
        week = known.working().hours_on(today)
        for weekday in range(len(WEEKDAYS)):
            self._fill(weekday, week)
        self.since_edit.setFocus()

    def _fill(self, weekday: int, week: Week) -> None:
        line, hours = self.lines[weekday], week.get(weekday)
        moments: tuple[str, ...] = _USUAL
        if hours is not None:
            moments = tuple(map(_clock, (hours.starts, hours.ends, hours.lunch_starts, hours.lunch_ends)))
        for edit, moment in zip(line.edits, moments, strict=True):
            edit.setText(moment)
            edit.setEnabled(hours is not None)
        line.works.setChecked(hours is not None)

    def _lay_out(self) -> None:
        since = QHBoxLayout()
        since.addWidget(PlainLabel("Действует с:"))
        since.addWidget(self.since_edit)
        since.addStretch(1)
        week = QWidget()
        grid = QGridLayout(week)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(len(_HEADS), 1)
        for column, head in enumerate(_HEADS):
            grid.addWidget(PlainLabel(head), 0, column)
        for row, line in enumerate(self.lines, start=1):
            for column, part in enumerate((line.works, *line.edits)):
                grid.addWidget(part, row, column)
        grid.setRowStretch(len(self.lines) + 1, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(TitleLabel("Рабочее время по дням недели"))
        layout.addWidget(self.known)
        layout.addLayout(since)
        layout.addWidget(scrolled(week), 1)
        layout.addWidget(self.told)
        layout.addLayout(button_row(self.save_button, self.cancel_button))

    @Slot()
    def _save(self) -> None:
        since = day_of(self.since_edit)
        written = {
            weekday: [edit.text() for edit in line.edits]
            for weekday, line in enumerate(self.lines)
            if line.works.isChecked()
        }
        try:
            week = read_week(written)
        except UserFacingError as error:
            self.told.setText(str(error))
            return
        self.told.setText("")
        self.edited.emit(CalendarEdit(weeks={since: week}))


def _line(name: str) -> _Line:
    works = QCheckBox(name)
    edits = tuple(QLineEdit() for _ in _USUAL)
    for edit, head in zip(edits, _HEADS[1:], strict=True):
        edit.setAccessibleName(f"{name}: {head.lower()}")
        edit.setPlaceholderText("ЧЧ:ММ")
        edit.setMaxLength(5)
        edit.setFixedWidth(edit.fontMetrics().horizontalAdvance("00:00") * 2)
        edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        works.toggled.connect(edit.setEnabled)
    return _Line(works, edits)


def _clock(moment: time | None) -> str:
    return "" if moment is None else f"{moment:%H:%M}"
