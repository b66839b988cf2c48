"""The page that takes a file in: read, look, load, and say what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.background.long_work import LongWork
from mcu_desktop.intake.incoming import ColumnMapping, ReadFile
from mcu_desktop.intake.table import Table
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.mappings import read_mappings
from mcu_desktop.rules.terms import CaseKind
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.file_dialogs import ask_place
from mcu_desktop.ui.common.panels import MessagePanel
from mcu_desktop.ui.common.saving import save_atomically
from mcu_desktop.ui.common.under_way import ProgressPanel
from mcu_desktop.ui.intake.mapping_page import MappingChannel, MappingPage
from mcu_desktop.ui.intake.preview_panel import PreviewPanel
from mcu_desktop.ui.intake.reading_choice import OWN_COLUMNS, ReadingChoice
from mcu_desktop.ui.intake.refused_csv import refused_csv

if TYPE_CHECKING:
    from mcu_desktop.operations.take_in import IntakePreview

_FREED_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class _Understood:
    file: ReadFile
    preview: "IntakePreview"
    channels: dict[str, str]  # code → Russian title


@dataclass(frozen=True, slots=True)
class _Unknown:
    table: Table
    channels: tuple[MappingChannel, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """How the file is to be read."""

    layout: str
    encoding: str | None
    mapping: ColumnMapping | None


class IntakePage(QWidget):
    """Leads through one intake.

    Signals:
        finished: the intake is over, loaded or left; the queue is wanted.
        new_wanted: the number of the intake whose new cases are wanted.
        refused_wanted: the rows that were refused are to be mended.
    """

    finished = Signal()
    new_wanted = Signal(int)
    refused_wanted = Signal()

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._desk, self._zone, self._clock = desk, zone, clock
        self._path = Path()
        self._file: ReadFile | None = None
        self._work = LongWork(desk, self)
        self._batch: int | None = None  # the intake just done, if it brought something new
        self._progress, self._message = ProgressPanel(self._work), MessagePanel()
        self._panel: PreviewPanel | MappingPage | None = None  # where «Назад» leads
        self.choice = ReadingChoice()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.choice)
        self._stack = QStackedLayout()
        layout.addLayout(self._stack, 1)
        self._stack.addWidget(self._progress)
        self._stack.addWidget(self._message)
        self.choice.changed.connect(self._read_otherwise)
        self._progress.stop_button.clicked.connect(self._stop)
        self._message.accepted.connect(self._go_on)
        self._message.other_wanted.connect(self.refused_wanted)

    def start(self, path: Path) -> None:
        """Read a file and show what loading it would do."""
        self._path = path
        self._drop_panel()
        self.choice.begin(path)
        self._read(None)

    @Slot()
    def _read_otherwise(self) -> None:
        self._drop_panel()
        self._read(None)

    def _read(self, mapping: ColumnMapping | None) -> None:
        self._begin(f"Читаем файл «{self._path.name}»")
        way = _Way(self.choice.layout_code(), self.choice.encoding(), mapping)
        job = partial(_read_and_compare, self._path, way, self._zone, self._clock())
        self._work.work(job, self._show_read, self._show_failure)

    def _begin(self, title: str) -> None:
        self.choice.hide()
        self._stack.setCurrentWidget(self._progress)
        self._progress.show_title(title)

    def _show_read(self, answer: _Understood | _Unknown) -> None:
        self._drop_panel()
        if isinstance(answer, _Unknown):
            mapping_page = MappingPage(self._path.name, answer.table, answer.channels)
            mapping_page.mapping_chosen.connect(self._read_mapped)
            self._put(mapping_page)
            return
        self._file = answer.file
        panel = PreviewPanel(answer.file, answer.preview, answer.channels, self._zone)
        panel.load_wanted.connect(self._load)
        panel.refused_wanted.connect(self._save_refused)
        self._put(panel)

    def _put(self, panel: PreviewPanel | MappingPage) -> None:
        panel.cancelled.connect(self._leave)
        self._panel = panel
        self._stack.addWidget(panel)
        self._show_panel()

    def _show_panel(self) -> None:
        if self._panel is not None:
            self.choice.show()
            self._stack.setCurrentWidget(self._panel)
            self._panel.take_focus()

    def _drop_panel(self) -> None:
        if self._file is not None:
            held, self._file = [self._file], None  # the window's hand is not the last one on it
            self._desk.work(self, lambda _reader, _task: _let_go(held), lambda _none: None)
        if self._panel is not None:
            self._stack.removeWidget(self._panel)
            self._panel.deleteLater()
            self._panel = None

    @Slot(object)
    def _read_mapped(self, mapping: ColumnMapping) -> None:
        self._read(mapping)

    @Slot()
    def _load(self) -> None:
        if self._file is None:
            return
        self._begin(f"Загружаем файл «{self._path.name}»")
        deed = partial(_take_in, self._file, self._clock(), self._zone)
        self._work.write(deed, self._show_result, self._show_failure)

    def _show_result(self, change: Change) -> None:
        self._drop_panel()
        self._batch = _batch_with_new(change)
        button = "Показать очередь" if self._batch is None else "Показать новые"
        mend = "Исправить отказанные строки" if _has_refused(change) else ""
        self._message.say("Файл загружен", change.text, button, mend)
        self._stack.setCurrentWidget(self._message)

    def _show_failure(self, text: str) -> None:
        self.choice.show()
        self._message.say(f"Файл «{self._path.name}» не загружен", text, "Назад")
        self._stack.setCurrentWidget(self._message)

    @Slot()
    def _go_on(self) -> None:
        if self._panel is not None:
            self._show_panel()
        elif self._batch is not None:
            batch, self._batch = self._batch, None
            self.new_wanted.emit(batch)
        else:
            self._leave()

    @Slot()
    def _stop(self) -> None:
        if self._file is None:  # reading stores nothing: no need to wait for its end
            self._leave()

    @Slot()
    def _leave(self) -> None:
        self._work.give_up()
        self._drop_panel()
        self.finished.emit()

    @Slot()
    def _save_refused(self) -> None:
        if self._file is None or not self._file.refused:
            return
        proposed = self._path.with_name(f"{self._path.stem}, отказанные строки.csv")
        save = partial(self._write_refused, self._file)
        ask_place(self, "Сохранить отказанные строки", str(proposed), "Таблица CSV (*.csv)", save)

    def _write_refused(self, file: ReadFile, path: Path) -> None:
        self._desk.work(self, partial(_save_refused, file, path), self._tell_saved, failed=self._tell_saved)

    def _tell_saved(self, text: str) -> None:
        if isinstance(self._panel, PreviewPanel):
            self._panel.tell(text)


def _let_go(held: list[ReadFile]) -> None:
    """Free a file some cases at a time: a million of them at once would keep every thread waiting for seconds."""
    cases = list(held.pop().cases)
    while cases:
        del cases[-_FREED_AT_ONCE:]


def _read_and_compare(
    path: Path, way: _Way, zone: ZoneInfo, now: datetime, reader: Reader, task: Task
) -> _Understood | _Unknown:
    from mcu_desktop.intake.reading import UnknownLayoutError, read_file
    from mcu_desktop.operations.take_in import compare

    try:
        file = read_file(
            path,
            zone=zone,
            now=now,
            layout=way.layout,
            mapping=way.mapping,
            known_mappings=() if way.layout == OWN_COLUMNS else read_mappings(reader),
            encoding=way.encoding,
            cancel=task.cancelled,
        )
    except UnknownLayoutError as error:
        rows = reader.rows("SELECT code, title, kind FROM channels WHERE NOT archived ORDER BY position")
        return _Unknown(error.table, tuple(MappingChannel(code, title, CaseKind(kind)) for code, title, kind in rows))
    channels: dict[str, str] = dict(reader.rows("SELECT code, title FROM channels"))
    return _Understood(file, compare(reader, file), channels)


def _take_in(file: ReadFile, now: datetime, zone: ZoneInfo, session: "Transaction", task: Task) -> Change:
    from mcu_desktop.operations.take_in import take_in

    return take_in(session, task, file, now=now, zone=zone, actor=actor_of(session))


def _batch_with_new(change: Change) -> int | None:
    from mcu_desktop.operations.take_in import IntakeResult

    result = change.details
    return result.batch_id if isinstance(result, IntakeResult) and result.added else None


def _has_refused(change: Change) -> bool:
    from mcu_desktop.operations.take_in import IntakeResult

    return isinstance(change.details, IntakeResult) and change.details.refused > 0


def _save_refused(file: ReadFile, path: Path, _reader: Reader, _task: Task) -> str:
    save_atomically(refused_csv(file.refused), path)
    return f"Отказанные строки сохранены в файл «{path.name}»."
