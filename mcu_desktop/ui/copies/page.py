"""The copies of the store: which there are, made now, tried, brought back."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QTableWidget, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.background.long_work import LongWork
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.copies import CopyList, read_copies
from mcu_desktop.rules.copies import CopyHabits
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.russian import MESSAGES, format_moment, plural
from mcu_desktop.store.copies import KeptCopy
from mcu_desktop.store.place import Place
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.confirm_bar import ConfirmBar
from mcu_desktop.ui.common.file_dialogs import ask_file
from mcu_desktop.ui.common.flow import button_flow
from mcu_desktop.ui.common.panels import Page, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.tables import fill_table, make_table
from mcu_desktop.ui.common.under_way import WorkBar
from mcu_desktop.ui.copies.bringing_back import bring_back
from mcu_desktop.ui.copies.habits_panel import HabitsPanel
from mcu_desktop.ui.copies.words import copy_columns, list_words, restore_question

_SHARED = (
    "Это общее хранилище PostgreSQL. Его копии делает администратор сервера, по расписанию и с проверкой: команда "
    "mcu-desktop backup --to ПАПКА, порядок описан в справочнике «Хранилище». В этом окне делать ничего не нужно."
)


class CopiesPage(Page):
    """Lists the copies; one is made, tried or brought back by a button.

    Signals:
        interlude_wanted: an `Interlude`: a copy is to be brought back while nobody has the store open.
    """

    interlude_wanted = Signal(object)

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.make_button = QPushButton("Сделать копию")
        super().__init__(self.make_button)
        self._desk, self._zone, self._clock = desk, zone, clock
        self.list: CopyList | None = None
        self._chosen_file: Path | None = None
        self._work = LongWork(desk, self)
        self.try_button, self.restore_button = QPushButton("Проверить"), QPushButton("Вернуть хранилище…")
        self.file_button, self.folder_button = QPushButton("Вернуть из файла…"), QPushButton("Открыть папку")
        self.habits_button = QPushButton("Настройки…")
        self.guarded = tuple(
            (button, Deed.KEEP_STORE)
            for button in (self.make_button, self.restore_button, self.file_button, self.habits_button)
        )
        self.told, self.bar = text_label(), WorkBar(self._work)
        self.confirm_bar = ConfirmBar("Вернуть эту копию", "Оставить как есть")
        self.table = make_table("Копии хранилища", copy_columns(zone))
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.habits = HabitsPanel()
        self._lay_out()
        self._connect()

    @Slot()
    def start(self) -> None:
        """Show the copies, or that a shared store has its own."""
        self._hide_questions()
        if self._desk.place.file is None:
            self.told.setText(_SHARED)
            self.table.hide()
            self._offer()
            self.back_button.setFocus()
            return
        if not self._work.is_under_way:
            self.told.clear()
        self._reread()
        self.table.setFocus()

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.addWidget(TitleLabel("Копии хранилища"))
        rows.addWidget(self.confirm_bar)
        self._about = text_label()
        for part in (self._about, self.table, self.habits, self.bar, self.told):
            rows.addWidget(part, 1 if part is self.table else 0)
        rows.addLayout(
            button_flow(
                self.make_button,
                self.try_button,
                self.restore_button,
                self.file_button,
                self.folder_button,
                self.habits_button,
                self.back_button,
            )
        )
        self._hide_questions()

    def _hide_questions(self) -> None:
        for part in (self.confirm_bar, self.habits):
            part.hide()

    def _connect(self) -> None:
        self.make_button.clicked.connect(self._make)
        self.try_button.clicked.connect(self._try)
        self.restore_button.clicked.connect(self._ask_restore)
        self.file_button.clicked.connect(self._ask_file)
        self.folder_button.clicked.connect(self._open_folder)
        self.habits_button.clicked.connect(self._show_habits)
        self.confirm_bar.confirmed.connect(self._restore)
        self.habits.saved.connect(self._save_habits)
        self.habits.given_up.connect(self.habits.hide)

    def _file(self) -> Path:
        file = self._desk.place.file
        if file is None:
            raise TypeError(self._desk.place)
        return file

    @Slot()
    def _reread(self) -> None:
        self._desk.read(self, partial(read_copies, file=self._file(), zone=self._zone), self._show)

    def _show(self, found: CopyList) -> None:
        self.list = found
        fill_table(self.table, copy_columns(self._zone), found.copies)
        self._about.setText(list_words(found, self._zone, self._clock()))
        self._offer()

    def _offer(self) -> None:
        """Offer what can be done now: nothing while something is under way, nothing with a copy where there is none."""
        is_free = not self._work.is_under_way
        is_embedded = self._desk.place.file is not None
        has_copies = self.list is not None and bool(self.list.copies)
        for button in (self.make_button, self.file_button, self.folder_button, self.habits_button):
            button.setEnabled(is_free and is_embedded)
        for button in (self.try_button, self.restore_button):
            button.setEnabled(is_free and has_copies)

    def _chosen(self) -> KeptCopy | None:
        row = self.table.currentRow()
        return self.list.copies[row] if self.list is not None and 0 <= row < len(self.list.copies) else None

    @Slot()
    def _make(self) -> None:
        self._begin("Делаем копию…", partial(_make, self._desk.place, self._clock()))

    @Slot()
    def _try(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._begin(
                "Проверяем копию: открываем её, как открывали бы хранилище…", _trying(chosen, self._clock(), self._zone)
            )

    def _begin(self, words: str, job: Callable[[Reader, Task], str]) -> None:
        self._hide_questions()
        self.told.setText(words)
        self._work.work(job, self._end, self._end)
        self._offer()

    def _end(self, words: str) -> None:
        self.told.setText(words)
        self._reread()

    @Slot()
    def _ask_restore(self) -> None:
        chosen = self._chosen()
        if chosen is not None and self.list is not None:
            self._chosen_file = chosen.file
            self.confirm_bar.ask(restore_question(chosen, self.list.cases, self._zone))

    @Slot()
    def _ask_file(self) -> None:
        forms = "Копии хранилища (*.sqlite3);;Все файлы (*)"
        ask_file(self, "Вернуть хранилище из файла", forms, self.ask_for_file)

    def ask_for_file(self, path: Path) -> None:
        """Ask whether the store is to be brought back from a file that was chosen."""
        self._chosen_file = path
        self.confirm_bar.ask(
            f"Вернуть хранилище из файла «{path}»? Нынешнее будет отложено рядом, а не стёрто. Окно на это время "
            "закроется и откроется снова."
        )

    @Slot()
    def _restore(self) -> None:
        if self._chosen_file is not None:
            self.interlude_wanted.emit(bring_back(self._desk.place, self._chosen_file, self._clock()))

    @Slot()
    def _open_folder(self) -> None:
        if self.list is not None:
            self.list.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.list.folder)))

    @Slot()
    def _show_habits(self) -> None:
        if self.list is not None:
            self.habits.ask(self.list.habits)

    @Slot(object)
    def _save_habits(self, habits: CopyHabits) -> None:
        self._desk.write(self, partial(_save, habits, self._clock()), self._show_saved, failed=self.told.setText)

    def _show_saved(self, change: Change) -> None:
        self.habits.hide()
        self.told.setText(change.text)
        self._reread()
        self.table.setFocus()


def _make(place: Place, now: datetime, _reader: Reader, task: Task) -> str:
    from mcu_desktop.operations.keep_copies import copy_store, thin_out
    from mcu_desktop.store.store import Store

    store = Store(place)
    copy = copy_store(store, folder=None, now=now, step=partial(task.step, text=""))
    removed = thin_out(store, None, now=now)
    cases = 0 if copy.note is None else copy.note.cases
    gone = f" Убрано отслуживших: {len(removed)}." if removed else ""
    return f"Копия сделана и проверена: {plural(cases, *MESSAGES)}.{gone}"


def _trying(copy: KeptCopy, now: datetime, zone: ZoneInfo) -> Callable[[Reader, Task], str]:
    def job(_reader: Reader, _task: Task) -> str:
        from mcu_desktop.operations.keep_copies import rehearse

        tried = rehearse(copy.file, now=now)
        newest = "" if tried.newest is None else f", последнее поступило {format_moment(tried.newest, zone)}"
        return f"Копия годится: открылась как хранилище, исправна, {plural(tried.cases, *MESSAGES)}{newest}."

    return job


def _save(habits: CopyHabits, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.edit_copy_habits import save_copy_habits

    return save_copy_habits(session, habits, now=now, actor=actor_of(session))
