"""The roster in and out: a file or the clipboard read, the annex written as PDF or DOCX."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.intake.roster_text import ReadRoster
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.roster import Edition, RosterRow
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.file_dialogs import ask_file, ask_place

_IN = "Приложение 2 (*.docx *.xlsx *.txt);;Все файлы (*)"
_OUT = "PDF (*.pdf);;DOCX (*.docx)"


class RosterExchange(QObject):
    """Reads and writes beside the window.

    Signals:
        read: a `ReadRoster`.
        told: a Russian sentence, good or bad.
    """

    read = Signal(object)
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._page = desk, parent

    @Slot()
    def ask_file(self) -> None:
        """Let the person choose a file to read."""
        ask_file(self._page, "Взять состав из файла", _IN, self.read_file)

    def read_file(self, path: Path) -> None:
        """Read a file."""
        self.told.emit(f"Читаем файл «{path.name}»…")
        self._desk.work(self, partial(_read_file, path), self.read.emit, failed=self.told.emit)

    @Slot()
    def paste(self) -> None:
        """Read the table that was copied in another program."""
        text = QGuiApplication.clipboard().text()
        self._desk.work(self, partial(_read_text, text), self.read.emit, failed=self.told.emit)

    def ask_place(self, edition: Edition) -> None:
        """Let the person choose where the annex is written."""
        proposed = f"Приложение 2 ({edition.order_number}).pdf"
        ask_place(self._page, "Сохранить Приложение 2", proposed, _OUT, partial(self.write, edition))

    def ask_order(
        self, editions: Sequence[Edition], place: int, changed: tuple[RosterRow, ...] | None, today: date
    ) -> None:
        """Make an order of what is being edited, or of what the shown edition has changed in the one before."""
        if changed is not None:
            before = editions[place]
            after = replace(before, order_number="", valid_from=today, rows=changed)
            self.ask_place_of_order(before, after)
        elif place > 0:
            self.ask_place_of_order(editions[place - 1], editions[place])
        else:
            self.told.emit("Изменений нет: правьте таблицу, и проект распоряжения будет составлен из разницы.")

    def ask_place_of_order(self, before: Edition, after: Edition) -> None:
        """Let the person choose where the draft of an order is written."""
        write = partial(self.write_order, before, after)
        ask_place(self._page, "Сохранить проект распоряжения", "Проект распоряжения.docx", "DOCX (*.docx)", write)

    def write_order(self, before: Edition, after: Edition, path: Path) -> None:
        """Write the draft of an order that makes one edition of another."""
        job = partial(_write_order, before, after, path)
        self._desk.work(self, job, self.told.emit, failed=self.told.emit)

    def write(self, edition: Edition, path: Path) -> None:
        """Write the annex; its ending says as what."""
        self._desk.work(self, partial(_write, edition, path), self.told.emit, failed=self.told.emit)


def _read_file(path: Path, _reader: Reader, _task: Task) -> ReadRoster:
    from mcu_desktop.intake.roster_file import read_roster_file

    return read_roster_file(path)


def _read_text(text: str, _reader: Reader, _task: Task) -> ReadRoster:
    from mcu_desktop.intake.roster_text import read_roster_text

    return read_roster_text(text)


def _write(edition: Edition, path: Path, reader: Reader, _task: Task) -> str:
    from mcu_desktop.queries.roster import read_roster_document
    from mcu_desktop.reports.roster_files import write_roster

    write_roster(read_roster_document(reader, edition), path)
    return f"Приложение 2 записано: {path}"


def _write_order(before: Edition, after: Edition, path: Path, reader: Reader, _task: Task) -> str:
    from mcu_desktop.queries.person_cards import read_forms
    from mcu_desktop.queries.roster import read_roster_document
    from mcu_desktop.reports.amending_order import write_amending_order

    documents = read_roster_document(reader, before), read_roster_document(reader, after)
    write_amending_order(*documents, path, read_forms(reader))
    return f"Проект распоряжения записан: {path}"
