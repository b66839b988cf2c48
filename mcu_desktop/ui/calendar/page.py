"""The production calendar by years: what every deadline in days and working hours is counted by."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.background.long_work import LongWork
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.catalogues import read_production_calendar
from mcu_desktop.rules.production_calendar import CalendarEdit, ProductionCalendar
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.calendar.hours_form import HoursForm
from mcu_desktop.ui.calendar.review_panel import ReviewPanel
from mcu_desktop.ui.calendar.reviewing import Review, review_edit, review_file, save_edit
from mcu_desktop.ui.calendar.year_view import YearView
from mcu_desktop.ui.common.file_dialogs import ask_file
from mcu_desktop.ui.common.panels import text_label
from mcu_desktop.ui.common.under_way import ProgressPanel


class CalendarPage(QWidget):
    """Shows a year at a glance and leads through its changes: write, look what moves, save.

    Signals:
        finished: the queue is wanted.
    """

    finished = Signal()

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._desk, self._zone, self._clock = desk, zone, clock
        self._known: ProductionCalendar | None = None
        self._review: Review | None = None
        self._file_name = ""  # of the file whose years are looked at
        self.told = text_label()
        self.year, self.hours, self.review = YearView(), HoursForm(), ReviewPanel(zone)
        self._work = LongWork(desk, self)
        self.progress = ProgressPanel(self._work)
        self._form: QWidget = self.year  # where «Отмена» leads
        self._stack = QStackedWidget()
        for panel in (self.year, self.hours, self.review, self.progress):
            self._stack.addWidget(panel)
        layout = QVBoxLayout(self)
        layout.addWidget(self.told)
        layout.addWidget(self._stack, 1)
        self._connect()
        self._tell("")

    def start(self) -> None:
        """Read the calendar and show this year, unless a change is under way."""
        if self._stack.currentWidget() is self.year and not self.year.day_form.is_changed():
            self.year.choose(self._today())
        self._read()
        panel = self._stack.currentWidget()
        if panel is not None:
            panel.setFocus()

    def take_file(self, path: Path) -> None:
        """Read the years of a file and show what they would change."""
        self._form, self._file_name = self.year, path.name
        self._look(f"Читаем файл «{path.name}»", partial(review_file, path))

    def _connect(self) -> None:
        self.year.edited.connect(self._look_at_edit)
        self.year.refused.connect(self._tell)
        self.year.hours_wanted.connect(self._show_hours)
        self.year.file_wanted.connect(self._ask_file)
        self.year.finished.connect(self.finished)
        self.hours.edited.connect(self._look_at_edit)
        self.hours.left.connect(self._show_year)
        self.review.accepted.connect(self._save)
        self.review.left.connect(self._go_back)
        self.progress.stop_button.clicked.connect(self._stop)
        self._desk.changed.connect(self._follow)

    def _read(self) -> None:
        self._desk.read(self, read_production_calendar, self._show_calendar)

    def _show_calendar(self, known: ProductionCalendar) -> None:
        self._known = known
        self.year.show_calendar(known, self._today())

    @Slot()
    def _show_hours(self) -> None:
        if self._known is not None:
            self._tell("")
            self._stack.setCurrentWidget(self.hours)
            self.hours.show_hours(self._known, self._today())

    @Slot()
    def _ask_file(self) -> None:
        ask_file(self, "Взять год из файла", "Календари (*.json *.csv);;Все файлы (*)", self.take_file)

    @Slot(object)
    def _look_at_edit(self, edit: CalendarEdit) -> None:
        self._form, self._file_name = (self.hours if edit.weeks else self.year), ""
        self._look("Считаем, какие сроки изменятся", partial(review_edit, edit))

    def _look(self, title: str, job: Callable[[Reader, Task], Review]) -> None:
        self._review = None
        self._begin(title)
        self._work.work(job, self._show_review, self._show_failure)

    def _begin(self, title: str) -> None:
        self._tell("")
        self._stack.setCurrentWidget(self.progress)
        self.progress.show_title(title)

    def _show_review(self, review: Review) -> None:
        if review.edit == CalendarEdit():
            self._show_failure(f"Файл «{self._file_name}» не отличается от календаря: менять нечего.")
            return
        self._review = review
        self._stack.setCurrentWidget(self.review)
        self.review.show_review(review, self._file_name)

    @Slot()
    def _save(self) -> None:
        if self._review is not None:
            self._begin("Сохраняем календарь и пересчитываем сроки")
            deed = partial(save_edit, self._review.edit, self._clock())
            self._work.write(deed, partial(self._show_saved, self._review), self._show_failure)

    def _show_saved(self, review: Review, _change: Change) -> None:
        self._review = None
        if not review.edit.weeks:
            self.year.give_up()
        if review.days:
            self.year.choose(review.days[0].day)
        self._show_year()
        self._read()

    def _show_failure(self, text: str) -> None:
        self._go_back()
        self._tell(text)

    @Slot()
    def _show_year(self) -> None:
        self._stack.setCurrentWidget(self.year)
        self.year.setFocus()

    @Slot()
    def _go_back(self) -> None:
        self._review = None
        self._stack.setCurrentWidget(self._form)
        self._form.setFocus()

    @Slot()
    def _stop(self) -> None:
        if self._review is None:  # a look stores nothing: no need to wait for its end
            self._work.give_up()
            self._go_back()

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if Touched.CATALOGUES in change.touched and self.isVisible():
            self._read()

    @Slot(str)
    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()
