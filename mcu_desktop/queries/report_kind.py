"""One report of the list: who reads its figures, and what sections it has."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mcu_desktop.reports.drawing import Drawing
from mcu_desktop.reports.files import DOCX, PDF, XLSX
from mcu_desktop.reports.report import ReportWish
from mcu_desktop.rules.report_periods import PeriodKind
from mcu_desktop.store.reading import Reader

ALL_FORMATS = (PDF, DOCX, XLSX)


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One report of the list; `title` stands on paper, its lines are told apart by line ends."""

    code: str
    name: str  # as it is chosen
    title: str
    period: PeriodKind
    read: Callable[[Reader, ReportWish, datetime, ZoneInfo], Any]
    drawing: Callable[[], Drawing[Any]]
    takes_block: bool = False
    needs_block: bool = False
    subject: str = ""  # what else must be said, in Russian: «номер сообщения»
    takes_subject: str = ""  # what else may be said
    formats: tuple[str, ...] = ALL_FORMATS
    has_contents: bool = False
    is_landscape: bool = False
    is_signed: bool = True
