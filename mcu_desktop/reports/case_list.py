"""A list of cases as XLSX or CSV, as people count and sort it on."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from mcu_desktop.reports.sheet_cells import inert, sheet_text
from mcu_desktop.reports.writing import write_whole
from mcu_desktop.rules.errors import UserFacingError

Cell = str | datetime | None  # moments are local, without a zone: a table program knows none
_WIDTHS = {"Суть": 60, "Тема": 40, "Получатель": 30, "Блок": 22, "Улица": 24, "Отраслевой блок": 30}
_USUAL_WIDTH = 18
_DATE_FORM = "dd.mm.yyyy hh:mm"


@dataclass(frozen=True, slots=True)
class CaseList:
    """A head, and rows of as many cells; `title` says which view it is and when it was counted."""

    title: str
    head: tuple[str, ...]
    rows: Iterable[Sequence[Cell]]


def write_case_list(listed: CaseList, path: Path) -> Path:
    """Write the list; the ending of the path says as what."""
    writers = {".xlsx": _write_xlsx, ".csv": _write_csv}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise UserFacingError(f"Список сохраняется как .xlsx или .csv, а не «{path.suffix}». Ничего не записано.")
    return write_whole(path, lambda stream: writer(listed, stream), "Список")


def _write_xlsx(listed: CaseList, stream: BinaryIO) -> None:
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet("Сообщения")
        bold, dated = book.add_format({"bold": True}), book.add_format({"num_format": _DATE_FORM, "align": "left"})
        for column, title in enumerate(listed.head):
            sheet.set_column(column, column, _WIDTHS.get(title, _USUAL_WIDTH))
        sheet.write_string(0, 0, listed.title)
        for column, title in enumerate(listed.head):
            sheet.write_string(1, column, title, bold)
        sheet.freeze_panes(2, 1)
        last = 1
        for last, row in enumerate(listed.rows, 2):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(last, column, cell, dated)
                elif cell:
                    sheet.write_string(last, column, sheet_text(cell))
        sheet.autofilter(1, 0, max(last, 1), len(listed.head) - 1)


def _write_csv(listed: CaseList, stream: BinaryIO) -> None:
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    writer = csv.writer(lines, delimiter=";")
    writer.writerow(listed.head)
    for row in listed.rows:
        writer.writerow([_csv_cell(cell) for cell in row])
    lines.flush()
    lines.detach()


def _csv_cell(cell: Cell) -> str:
    return f"{cell:%d.%m.%Y %H:%M}" if isinstance(cell, datetime) else inert(sheet_text(cell or ""))
