"""Making, drawing, saving and printing reports outside the GUI thread: all that they want of Qt is loaded before."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPageLayout, QPainter

from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.issued_reports import IssuedLine
from mcu_desktop.queries.letterhead import read_meeting_folder
from mcu_desktop.reports.pdf_pages import page_sizes
from mcu_desktop.reports.report import Report, ReportWish
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.pages_view import draw_page

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_PRINT_DOTS = 300  # to the inch
_KEPT = Qt.AspectRatioMode.KeepAspectRatio
_BLOCKS = "SELECT code, short_title FROM sector_blocks ORDER BY position"


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What the page knows beside the report: blocks to choose from, issued reports, the folder of the meeting."""

    blocks: list[tuple[str, str]]
    issued: tuple[IssuedLine, ...]
    meeting_folder: str


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A counted report, its PDF for looking at, and the sizes of its pages in points."""

    report: Report
    path: Path
    page_sizes: tuple[tuple[float, float], ...]


def read_facts(reader: Reader) -> ReportFacts:
    """Return what the page of reports offers."""
    from mcu_desktop.queries.issued_reports import read_issued_lines

    blocks = [(code, title) for code, title in reader.rows(_BLOCKS)]
    return ReportFacts(blocks, read_issued_lines(reader), read_meeting_folder(reader))


def make_report(wish: ReportWish, path: Path, now: datetime, zone: ZoneInfo, reader: Reader, task: Task) -> MadeReport:
    """Count the figures and write the PDF."""
    from mcu_desktop.queries import counted_report

    task.step(-1, "Считаем показатели")
    report = counted_report.make_report(reader, wish, now=now, zone=zone)
    return draw_report(report, path, reader, task)


def draw_report(report: Report, path: Path, _reader: Reader, task: Task) -> MadeReport:
    """Write the PDF of a counted report; its pages are drawn when they are looked at."""
    _write(report, path, task)
    return MadeReport(report, path, page_sizes(path))


def open_issued(issued_id: int, path: Path, reader: Reader, task: Task) -> MadeReport:
    """Read a report as it was issued and write its PDF."""
    from mcu_desktop.queries.issued_reports import read_issued_report

    task.step(-1, "Читаем выданный отчёт")
    return draw_report(read_issued_report(reader, issued_id), path, reader, task)


def save_report(report: Report, path: Path, _reader: Reader, task: Task) -> str:
    """Write the report as the file that the name asks for; return what to say."""
    _write(report, path, task)
    return f"Отчёт сохранён: {path}"


def _write(report: Report, path: Path, task: Task) -> None:
    from mcu_desktop.queries.counted_report import document_of
    from mcu_desktop.reports.files import write_document

    task.step(0, "Собираем документ")
    write_document(document_of(report), path, progress=lambda percent: task.step(percent, "Собираем документ"))


def issue(report: Report, now: datetime, session: Transaction, _task: Task) -> Change:
    """Give the report its number and keep it."""
    from mcu_desktop.operations.issue_report import issue_report

    return issue_report(session, report, now=now, actor=actor_of(session))


def print_pages(path: Path, printer: "QPrinter", _reader: Reader, task: Task) -> str:
    """Print a PDF page by page; return what to say."""
    sizes = page_sizes(path)
    painter = QPainter()
    try:
        width, height = sizes[0]
        lies = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
        printer.setPageOrientation(lies)
        if not painter.begin(printer):
            raise UserFacingError(
                "Принтер не принял отчёт. Ничего не напечатано, отчёт сохранён в программе. "
                "Проверьте принтер или сохраните отчёт как PDF."
            )
        chosen = range(max(printer.fromPage(), 1) - 1, min(printer.toPage() or len(sizes), len(sizes)))
        for place, number in enumerate(chosen):
            task.step(100 * place // max(len(chosen), 1), f"Печатаем страницу {number + 1}")
            if place:
                printer.newPage()
            image = draw_page(path, number, scale=_PRINT_DOTS / 72)
            sheet = painter.viewport()
            painter.drawImage(QRect(sheet.topLeft(), image.size().scaled(sheet.size(), _KEPT)), image)
        return "Отчёт передан на принтер."
    finally:
        painter.end()
