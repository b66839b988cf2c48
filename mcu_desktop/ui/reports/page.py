"""The page of the weekly report: choose, make, look, save."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QStandardPaths, QTemporaryDir, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.task import Task
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.intake.panels import KeyedPanel, MessagePanel, ProgressPanel, text_label
from mcu_desktop.ui.reports.chooser import ReportChooser
from mcu_desktop.ui.reports.making import MadeReport, Wish, copy_report, make_report
from mcu_desktop.ui.reports.pages_view import PagesView

_BLOCKS = "SELECT code, short_title FROM sector_blocks ORDER BY position"
_HINT = "Выберите неделю и нажмите «Составить»: отчёт откроется здесь, и его можно будет сохранить."


class ReportPage(KeyedPanel):
    """Makes the weekly report and shows it before it is saved.

    Signals:
        finished: the operator goes back to the queue.
    """

    finished = Signal()

    def __init__(
        self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        self.back_button = QPushButton("К очереди")
        super().__init__(None, self.back_button, parent)
        self._desk, self._zone, self._clock = desk, zone, clock
        self._folder = QTemporaryDir()  # private to this person, removed with the page
        self._made: MadeReport | None = None
        self._task: Task | None = None
        self._ticket = 0
        self.chooser = ReportChooser()
        self.save_button = QPushButton("Сохранить как…")
        self.open_button = QPushButton("Открыть")
        self.told = text_label(_HINT)
        self.pages, self._progress, self._failure = PagesView(), ProgressPanel(), MessagePanel()
        self._stack = QStackedWidget()
        for panel in (self.pages, self._progress, self._failure):
            self._stack.addWidget(panel)
        self._lay_out()
        self._connect()
        self._show_made(None)

    def start(self) -> None:
        """Propose the previous week and offer the blocks."""
        self.chooser.set_today(self._clock().astimezone(self._zone).date())
        self._desk.read(self, _read_blocks, self.chooser.set_blocks)
        self._check_period()
        self.chooser.make_button.setFocus()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.save_button, self.open_button, self.back_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.chooser)
        layout.addWidget(self.told)
        layout.addWidget(self._stack, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.chooser.wanted.connect(self._make)
        self.chooser.period_changed.connect(self._check_period)
        self.save_button.clicked.connect(self._save)
        self.open_button.clicked.connect(self._open)
        self.back_button.clicked.connect(self._leave)
        self._progress.stop_wanted.connect(self._stop)
        self._failure.accepted.connect(self._show_pages)
        self._desk.progressed.connect(self._show_progress)

    @Slot()
    def _check_period(self) -> None:
        first, last = self.chooser.period()
        self.chooser.make_button.setEnabled(first <= last)
        if first > last:
            self._tell("Первый день отчёта позже последнего. Исправьте даты.")
        else:
            self._tell("" if self._made else _HINT)

    @Slot()
    def _make(self) -> None:
        if not self._folder.isValid():
            self._show_failure(
                self._ticket + 1, "Нет места для временного файла. Освободите место на диске и повторите."
            )
            return
        self._ticket += 1
        ticket = self._ticket
        first, last = self.chooser.period()
        # A file of its own each time: a viewer may still hold the previous one open.
        folder = Path(self._folder.path()) / str(ticket)
        folder.mkdir()
        path = folder / f"Отчёт МЦУ {first:%d.%m.%Y}-{last:%d.%m.%Y}.pdf"
        self._show_made(None)
        self._stack.setCurrentWidget(self._progress)
        self._progress.begin("Составляем отчёт")
        self.chooser.setEnabled(False)
        job = partial(make_report, Wish(first, last, self.chooser.block(), path), self._clock(), self._zone)
        self._task = self._desk.work(
            self, job, partial(self._show_answer, ticket), failed=partial(self._show_failure, ticket)
        )

    def _show_answer(self, ticket: int, made: MadeReport) -> None:
        if ticket == self._ticket:
            self._show_made(made)
            self._show_pages()
            shown = len(made.pages)
            self._tell("" if shown == made.page_count else f"Показаны страницы 1–{shown} из {made.page_count}.")
            self.save_button.setFocus()

    def _show_failure(self, ticket: int, text: str) -> None:
        if ticket == self._ticket:
            self._stack.setCurrentWidget(self._failure)
            self._failure.say("Отчёт не составлен", text, "Назад")
            self.chooser.setEnabled(True)

    def _show_made(self, made: MadeReport | None) -> None:
        self._made = made
        self.pages.show_pages(made.pages if made else ())
        self.save_button.setEnabled(made is not None)
        self.open_button.setEnabled(made is not None)

    @Slot()
    def _show_pages(self) -> None:
        self._stack.setCurrentWidget(self.pages)
        self.chooser.setEnabled(True)

    @Slot()
    def _stop(self) -> None:
        self._ticket += 1  # what still comes is not wanted
        if self._task is not None:
            self._task.cancel()
        self._show_pages()
        self._check_period()

    @Slot()
    def _leave(self) -> None:
        if self._stack.currentWidget() is self._progress:
            self._stop()
        self.finished.emit()

    @Slot(object, int, str)
    def _show_progress(self, task: Task, percent: int, text: str) -> None:
        if task is self._task:
            self._progress.show_progress(percent, text)

    @Slot()
    def _save(self) -> None:
        if self._made is None:
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = Path(documents) / self._made.path.name
        chosen, _filter = QFileDialog.getSaveFileName(self, "Сохранить отчёт", str(proposed), "Документ PDF (*.pdf)")
        if chosen:
            job = partial(copy_report, self._made.path, Path(chosen))
            self._desk.work(self, job, self._tell, failed=self._tell)

    @Slot()
    def _open(self) -> None:
        if self._made is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made.path))):
            self._tell("Не нашлось программы, которая открывает PDF. Сохраните отчёт кнопкой «Сохранить как…».")

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))


def _read_blocks(reader: Reader) -> list[tuple[str, str]]:
    return [(code, title) for code, title in reader.rows(_BLOCKS)]
