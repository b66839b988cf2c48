"""The page of reports: choose, make, look, mend the words, issue, save, print."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTemporaryDir, Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QTabWidget, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.background.long_work import LongWork
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.counted_report import file_name, with_texts
from mcu_desktop.queries.report_kinds import find_kind
from mcu_desktop.reports.report import Report, ReportWish
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.common.on_paper import PaperWish
from mcu_desktop.ui.common.pages_view import PagesView
from mcu_desktop.ui.common.panels import MessagePanel, Page, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.under_way import ProgressPanel
from mcu_desktop.ui.reports.chooser import ReportChooser
from mcu_desktop.ui.reports.issued_panel import IssuedPanel
from mcu_desktop.ui.reports.leaving import Leaving
from mcu_desktop.ui.reports.making import (
    MadeReport,
    ReportFacts,
    draw_report,
    issue,
    make_report,
    open_issued,
    read_facts,
)
from mcu_desktop.ui.reports.texts_form import TextsForm, wish_of_draft

_HINT = "Выберите отчёт и период и нажмите «Составить»: страницы откроются здесь, тексты можно будет поправить."


class ReportPage(Page):
    """Makes a report and shows it; what leaves the program is issued first: numbered, sealed and kept."""

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime], drafts: Drafts) -> None:
        super().__init__()
        self._desk, self._zone, self._clock = desk, zone, clock
        self._folder = QTemporaryDir()  # private to this person, removed with the page
        self.made: MadeReport | None = None
        self._work = LongWork(desk, self)
        self._files = 0  # made until now
        self._then: Callable[[MadeReport], None] | None = None  # what waits for the issued report to be drawn
        self.chooser = ReportChooser()
        self.issue_button, self.save_button = QPushButton("Выдать"), QPushButton("Сохранить как…")
        self.print_button, self.meeting_button = QPushButton("Печать…"), QPushButton("В папку совещания")
        leaving = (self.issue_button, self.save_button, self.print_button, self.meeting_button)
        self.guarded = tuple((button, Deed.ISSUE_REPORT) for button in leaving)
        self.told = text_label(_HINT)
        self.pages = PagesView(desk, "Страницы отчёта", "Страниц пока нет: отчёт не составлен.")
        self._progress, self._failure = ProgressPanel(self._work), MessagePanel()
        self.texts, self.issued = TextsForm(drafts), IssuedPanel(zone)
        self.leaving, self.tabs, self._stack = Leaving(desk, self), QTabWidget(), QStackedWidget()
        self._lay_out()
        self._connect()
        self._show_made(None)

    def start(self) -> None:
        """Offer the periods of today, the blocks and what was issued."""
        self.chooser.set_today(self._clock().astimezone(self._zone).date())
        self._read_facts()
        self._check_period()
        self.chooser.make_button.setFocus()

    def make_of(self, wish: PaperWish) -> None:
        """Make a report of what another screen shows."""
        self.chooser.choose(wish)
        self._make()

    def open_draft(self, key: str) -> None:
        """Make the report again whose texts were typed when the program ended."""
        self._make_wish(wish_of_draft(key))

    def _make_wish(self, wish: ReportWish) -> None:
        now, zone = self._clock(), self._zone
        self._show_made(None)
        self._run("Составляем отчёт", lambda path: partial(make_report, wish, path, now, zone))

    def _lay_out(self) -> None:
        for widget, title in ((self.pages, "Страницы"), (self.texts, "Тексты"), (self.issued, "Выданные")):
            self.tabs.addTab(widget, title)
        self.tabs.setAccessibleName("Отчёт")
        for panel in (self.tabs, self._progress, self._failure):
            self._stack.addWidget(panel)
        layout = QVBoxLayout(self)
        for above in (TitleLabel("Отчёты"), self.chooser, self.told):
            layout.addWidget(above)
        layout.addWidget(self._stack, 1)
        layout.addLayout(button_row(*(button for button, _deed in self.guarded), self.back_button))

    def _connect(self) -> None:
        self.chooser.wanted.connect(self._make)
        self.chooser.changed.connect(self._check_period)
        self.issue_button.clicked.connect(self._issue)
        self.save_button.clicked.connect(self._save)
        self.print_button.clicked.connect(self._print)
        self.meeting_button.clicked.connect(self._put_into_meeting)
        self.issued.wanted.connect(self._open_issued)
        self.tabs.currentChanged.connect(self._follow_tab)
        self.leaving.told.connect(self._tell)
        self._progress.stop_button.clicked.connect(self._stop)
        self._failure.accepted.connect(self._show_tabs)
        self._desk.changed.connect(self._follow)

    def _read_facts(self) -> None:
        self._desk.read(self, read_facts, self._take_facts)

    def _take_facts(self, facts: ReportFacts) -> None:
        self.chooser.set_blocks(facts.blocks)
        self.issued.show_lines(facts.issued)
        self.leaving.meeting_folder = facts.meeting_folder

    @Slot()
    def _check_period(self) -> None:
        wish = self.chooser.wish()
        self.chooser.make_button.setEnabled(wish.first <= wish.last)
        if wish.first > wish.last:
            self._tell("Первый день отчёта позже последнего. Исправьте даты.")
        elif self.made is None:
            self._tell(_HINT)

    @Slot()
    def _make(self) -> None:
        self._make_wish(self.chooser.wish())

    @Slot(int)
    def _open_issued(self, issued_id: int) -> None:
        self._run("Открываем выданный отчёт", lambda path: partial(open_issued, issued_id, path))

    def _redraw(self, report: Report) -> None:
        self._run("Обновляем страницы", lambda path: partial(draw_report, report, path))

    def _run(self, title: str, job_for: Callable[[Path], Callable[[Reader, Task], MadeReport]]) -> None:
        """Run a job that ends with a made report, in sight; each has a file of its own: a viewer may hold the last."""
        if not self._folder.isValid():
            self._show_failure("Нет места для временного файла. Освободите место на диске и повторите.")
            return
        self._files += 1
        folder = Path(self._folder.path()) / str(self._files)
        folder.mkdir()
        self._stack.setCurrentWidget(self._progress)
        self._progress.show_title(title)
        self.chooser.setEnabled(False)
        self._enable(on=False)
        self._work.work(job_for(folder / "отчёт.pdf"), self._show_answer, self._show_failure)

    def _show_answer(self, made: MadeReport) -> None:
        self._show_made(made)
        if self._has_other_words():  # they were typed before the program ended
            self._redraw(self._report(made))
            return
        self._show_tabs()
        self.tabs.setCurrentWidget(self.pages)
        self._tell(f"Отчёт № {made.report.number}." if made.report.number else "Проект: номер даётся при выдаче.")
        then, self._then = self._then, None
        if then is not None:
            then(made)
        else:
            self.save_button.setFocus()

    def _show_failure(self, text: str) -> None:
        self._then = None
        self._stack.setCurrentWidget(self._failure)
        self._failure.say("Отчёт не составлен", text, "Назад")
        self.chooser.setEnabled(True)

    def _show_made(self, made: MadeReport | None) -> None:
        self.made = made
        self.pages.show_pages(made.path if made else b"", made.page_sizes if made else ())
        self.texts.show_report(made.report if made else None)
        self._enable(on=made is not None)

    def _enable(self, *, on: bool) -> None:
        for button in (self.save_button, self.print_button, self.meeting_button):
            button.setEnabled(on)
        self.issue_button.setEnabled(on and self.made is not None and not self.made.report.number)

    @Slot()
    def _show_tabs(self) -> None:
        self._stack.setCurrentWidget(self.tabs)
        self.chooser.setEnabled(True)
        self._enable(on=self.made is not None)

    @Slot(int)
    def _follow_tab(self, place: int) -> None:
        if self.tabs.widget(place) is self.pages and self.made is not None and self._has_other_words():
            self._redraw(self._report(self.made))

    def _has_other_words(self) -> bool:
        return self.made is not None and self.texts.words() != dict(self.made.report.words)

    def _report(self, made: MadeReport) -> Report:
        """Return the report with the words as they stand; other words make it a draft again."""
        if not self._has_other_words():
            return made.report
        return replace(with_texts(made.report, self.texts.words()), number="", seal="")

    @Slot()
    def _issue(self) -> None:
        self._issued_then(lambda _made: None)

    def _issued_then(self, act: Callable[[MadeReport], None]) -> None:
        """Issue the report if it is not yet, draw it with its number, then act on it."""
        if self.made is None:
            return
        report = self._report(self.made)
        if report.number:
            act(self.made)
            return
        self._then = act
        self._enable(on=False)
        self._desk.write(self, partial(issue, report, self._clock()), self._take_issued, failed=self._refuse_issue)

    def _take_issued(self, change: Change) -> None:
        self.texts.drop_kept()
        if isinstance(change.details, Report):
            self._redraw(change.details)

    def _refuse_issue(self, text: str) -> None:
        self._then = None
        self._show_tabs()
        self._tell(text)

    @Slot()
    def _save(self) -> None:
        if self.made is not None:
            kind = find_kind(self.made.report.wish.code)
            self.leaving.ask_place(file_name(self.made.report, ".pdf"), kind.formats, self.save_to)

    def save_to(self, path: Path) -> None:
        """Issue the report and write it to a file; the ending says as what."""
        self._issued_then(lambda made: self.leaving.save(made.report, path))

    @Slot()
    def _put_into_meeting(self) -> None:
        self._issued_then(lambda made: self.leaving.put_into_meeting(made.report))

    @Slot()
    def _print(self) -> None:
        self.leaving.ask_printer(lambda act: self._issued_then(lambda made: act(made.path)))

    @Slot()
    def _stop(self) -> None:
        self._work.give_up()
        self._then = None
        self._show_tabs()
        self._check_period()

    @Slot()
    def leave(self) -> None:
        """Go back; what is being made is given up."""
        if self._stack.currentWidget() is self._progress:
            self._stop()
        super().leave()

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if Touched.REPORTS in change.touched:
            self._read_facts()

    @Slot(str)
    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))
