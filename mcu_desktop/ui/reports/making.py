"""Making the weekly report outside the GUI thread."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtGui import QImage

from mcu_desktop.operations.task import Task
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.intake.saving import save_atomically
from mcu_desktop.ui.reports.pages_view import draw_pages


@dataclass(frozen=True, slots=True)
class Wish:
    """What report is wanted: both days inclusive, the code of a block or None for all, and where to."""

    period_from: date
    period_to: date
    block: str | None
    path: Path


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A written PDF, its first pages drawn, and how many it has."""

    path: Path
    pages: tuple[QImage, ...]
    page_count: int


def make_report(wish: Wish, now: datetime, zone: ZoneInfo, reader: Reader, task: Task) -> MadeReport:
    """Count the figures, write the PDF and draw its pages."""
    from mcu_desktop.queries.counted_report import document_of
    from mcu_desktop.queries.counted_report import make_report as count_report
    from mcu_desktop.reports.files import write_document
    from mcu_desktop.reports.report import ReportWish

    task.step(-1, "Считаем показатели")
    wanted = ReportWish("weekly", wish.period_from, wish.period_to, wish.block)
    report = count_report(reader, wanted, now=now, zone=zone)
    task.step(-1, "Собираем документ")
    write_document(document_of(report), wish.path, progress=lambda percent: task.step(percent, "Собираем документ"))
    return MadeReport(wish.path, *draw_pages(wish.path, task))


def copy_report(source: Path, target: Path, _reader: Reader, _task: Task) -> str:
    """Copy the report whole or not at all; return what to say."""
    save_atomically(source.read_bytes(), target)
    return f"Отчёт сохранён: {target}"
