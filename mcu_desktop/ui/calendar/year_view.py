"""A year at a glance, and below it what can be changed about the chosen day or the year."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout

from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.production_calendar import ProductionCalendar
from mcu_desktop.rules.russian import WORKING_DAYS, WORKING_HOURS, plural
from mcu_desktop.rules.working_calendar import WorkingCalendar, known_in_words, norm_of_year
from mcu_desktop.ui.calendar.day_form import DayForm, YearForm
from mcu_desktop.ui.calendar.year_grid import YearGrid
from mcu_desktop.ui.common.flow import button_flow
from mcu_desktop.ui.common.pages import scrolled
from mcu_desktop.ui.common.panels import Page, text_label
from mcu_desktop.ui.common.plain import TitleLabel

_LEGEND = "Красным — нерабочие дни, в рамке — рабочие по переносу, со звёздочкой — короче на час."
_UNKNOWN = (
    "Этот год ещё не известен: сроки в рабочих днях и часах за него не считаются. Возьмите его из файла или отметьте."
)


class YearView(Page):
    """Page Up and Page Down go to the neighbours of a year, the arrow keys through its days.

    Signals:
        edited: the change that a person wants to save.
        refused: why a person has to stay where they are.
        hours_wanted: the working time is to be changed.
        file_wanted: a year is to be taken from a file.
    """

    edited = Signal(object)
    refused = Signal(str)
    hours_wanted = Signal()
    file_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._known: ProductionCalendar | None = None
        self._working: WorkingCalendar | None = None
        self._day = self._today = date.min
        self.title, self.told = TitleLabel(), text_label()
        self.before, self.after = QPushButton("Предыдущий год"), QPushButton("Следующий год")
        self.year_button = QPushButton("Отметить год…")
        self.hours_button, self.file_button = QPushButton("Рабочее время…"), QPushButton("Взять год из файла…")
        self.grid, self.day_form, self.year_form = YearGrid(), DayForm(), YearForm()
        changing = (self.year_button, self.hours_button, self.file_button, self.day_form.save_button)
        self.guarded = tuple((button, Deed.EDIT_CALENDAR) for button in changing)
        self._forms, self._area = QStackedWidget(), scrolled(self.grid)
        self._lay_out()
        self._connect()

    def choose(self, day: date) -> None:
        """Choose a day, of any year."""
        self._day = day
        self._show()

    def show_calendar(self, known: ProductionCalendar, today: date) -> None:
        """Show the calendar; what is being written about a day stays."""
        self._known, self._working, self._today = known, known.working(), today
        self._show()

    def give_up(self) -> None:
        """Forget what is being written."""
        self.day_form.give_up()
        self._forms.setCurrentWidget(self.day_form)

    def _lay_out(self) -> None:
        for form in (self.day_form, self.year_form):
            self._forms.addWidget(form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.title, self.told, text_label(_LEGEND)):
            layout.addWidget(widget)
        layout.addWidget(self._area, 1)
        layout.addWidget(self._forms)
        buttons = (self.before, self.after, self.year_button, self.hours_button, self.file_button, self.back_button)
        layout.addLayout(button_flow(*buttons))
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.grid.day_wanted.connect(self._go)
        self.grid.edit_wanted.connect(self._edit_day)
        for form in (self.day_form, self.year_form):
            form.edited.connect(self.edited)
            form.left.connect(self._leave_form)
        self.grid.year_wanted.connect(self._go_by_years)
        self.before.clicked.connect(lambda: self._go_by_years(-1))
        self.after.clicked.connect(lambda: self._go_by_years(1))
        self.year_button.clicked.connect(self._edit_year)
        self.hours_button.clicked.connect(self.hours_wanted)
        self.file_button.clicked.connect(self.file_wanted)

    def _show(self) -> None:
        known, calendar, day = self._known, self._working, self._day
        if known is None or calendar is None:
            return
        year, is_known = day.year, day.year in known.years
        self.title.setText(f"Производственный календарь, {year} год")
        days, hours = norm_of_year(calendar, year)
        norm = f"{plural(days, *WORKING_DAYS)}, {plural(round(hours), *WORKING_HOURS)}."
        self.told.setText(f"{norm if is_known else _UNKNOWN} {known_in_words(calendar, self._today)}")
        self.grid.show_year(calendar, year, self._today)
        self._area.ensureWidgetVisible(self.grid.choose(day), 0, 0)
        if not self.day_form.is_changed():
            self.day_form.show_day(day, known.days.get(day))
        self.day_form.setEnabled(is_known)
        if self._forms.currentWidget() is not self.year_form:
            self.year_form.show_year(year, known.years.get(year))
        self.before.setEnabled(year > min(known.years, default=year))
        self.after.setEnabled(year <= max(known.years, default=year))

    @Slot(object)
    def _go(self, day: date) -> None:
        if self.day_form.is_changed():
            self.refused.emit(f"Сохраните или отмените изменение дня {self.day_form.day:%d.%m.%Y}.")
            return
        self.refused.emit("")
        self._forms.setCurrentWidget(self.day_form)
        self.choose(day)

    @Slot(int)
    def _go_by_years(self, step: int) -> None:
        if (self.before if step < 0 else self.after).isEnabled():
            self._go(_same_day(self._day, self._day.year + step))

    @Slot()
    def _edit_day(self) -> None:
        self._forms.setCurrentWidget(self.day_form)
        self.day_form.kind_combo.setFocus()

    @Slot()
    def _edit_year(self) -> None:
        self._forms.setCurrentWidget(self.year_form)
        self.year_form.approved_check.setFocus()

    @Slot()
    def _leave_form(self) -> None:
        self.refused.emit("")
        self._forms.setCurrentWidget(self.day_form)
        self._show()
        self.grid.setFocus()


def _same_day(day: date, year: int) -> date:
    """Return the same day of another year; of 29 February the day before."""
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)  # noqa: PLR2004 -- February
