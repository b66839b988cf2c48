"""The ways an issued report leaves the program: to a file, into the folder of the meeting, to a printer."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.queries.counted_report import file_name
from mcu_desktop.queries.report_kinds import find_kind
from mcu_desktop.reports.files import FORMATS
from mcu_desktop.reports.report import Report
from mcu_desktop.ui.common.file_dialogs import ask_place
from mcu_desktop.ui.reports.making import print_pages, save_report

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_NO_PRINTER = "Принтера нет: система не знает ни одного. Сохраните отчёт как PDF и напечатайте на другом компьютере."
_NO_FOLDER = "Папка совещания не выбрана. Её называют в меню «Данные», «Бланк и подписи отчётов»."


class Leaving(QObject):
    """Asks for a place or a printer and does the rest beside the window.

    Signals:
        told: a Russian sentence, good or bad.
    """

    told = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.meeting_folder = ""

    def ask_place(self, name: str, formats: Sequence[str], chosen: Callable[[Path], None]) -> None:
        """Let the person choose a file; the filter chosen says as what where the name has no ending."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        forms = ";;".join(f"{FORMATS[ending]} (*{ending})" for ending in formats)
        ask_place(self._page, "Сохранить отчёт", str(Path(documents) / name), forms, chosen)

    def save(self, report: Report, path: Path) -> None:
        """Write a report to a file."""
        self._desk.work(self, partial(save_report, report, path), self.told.emit, failed=self.told.emit)

    def put_into_meeting(self, report: Report) -> None:
        """Write a report into the folder of the meeting, in each form that people count on or edit."""
        if not self.meeting_folder:
            self.told.emit(_NO_FOLDER)
            return
        for ending in find_kind(report.wish.code).formats:
            self.save(report, Path(self.meeting_folder) / file_name(report, ending))

    def ask_printer(self, chosen: Callable[[Callable[[Path], None]], None]) -> None:
        """Show the system's dialog, and hand on what prints a drawn report; without a printer say so."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            self.told.emit(_NO_PRINTER)
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)  # the margins are in the document
        dialog = QPrintDialog(printer, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: chosen(partial(self.print_on, printer)))
        QDialog.open(dialog)  # its own takes a slot of C++

    def print_on(self, printer: "QPrinter", path: Path) -> None:
        """Print a drawn report."""
        self._desk.work(self, partial(print_pages, path, printer), self.told.emit, failed=self.told.emit)
