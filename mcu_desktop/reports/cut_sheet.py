"""A free cut as a workbook: its numbers stay numbers, its words never run."""

from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from mcu_desktop.reports.sheet_cells import sheet_text
from mcu_desktop.reports.writing import write_whole
from mcu_desktop.rules.cuts import CutFigure, CutTable
from mcu_desktop.rules.errors import UserFacingError

_HEAD_WIDTH, _USUAL_WIDTH = 44, 16
_TOTAL = "Итого"
_FORMS = {
    CutFigure.COUNT: "0",
    CutFigure.SHARE_OF_ALL: "0.0%",
    CutFigure.SHARE_OF_ROW: "0.0%",
    CutFigure.SHARE_OF_COLUMN: "0.0%",
    CutFigure.MEDIAN_HOURS: "0.0",
    CutFigure.PERCENTILE_HOURS: "0.0",
    CutFigure.MEAN_SATISFACTION: "0.00",
}


def write_cut(table: CutTable, path: Path, zone: ZoneInfo, filters: str) -> Path:
    """Write a cut, its totals first, as .xlsx; `filters` is what narrows it, in words."""
    if path.suffix.lower() != ".xlsx":
        raise UserFacingError(f"Разрез сохраняется как .xlsx, а не «{path.suffix}». Ничего не записано.")
    return write_whole(path, lambda stream: _write(table, stream, zone, filters), "Разрез")


def _write(table: CutTable, stream: BinaryIO, zone: ZoneInfo, filters: str) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Разрез")
        bold, usual = (book.add_format({"num_format": _FORMS[table.cut.figure], "bold": is_bold}) for is_bold in (1, 0))
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for at, words in enumerate(_heading(table, zone, filters)):
            sheet.write_string(at, 0, sheet_text(words))
        top = len(_heading(table, zone, filters)) + 1
        sheet.set_column(0, 0, _HEAD_WIDTH)
        sheet.set_column(1, len(table.columns) + 1, _USUAL_WIDTH)
        for at, title in enumerate(("", _TOTAL, *(column.title for column in table.columns))):
            sheet.write_string(top, at, sheet_text(title), head)
        rows: list[int | None] = [None, *range(len(table.rows))]
        for line, row in enumerate(rows, top + 1):
            sheet.write_string(line, 0, sheet_text(_TOTAL if row is None else table.rows[row].title), head)
            _write_row(sheet, line, table, row, bold if row is None else usual)
        sheet.freeze_panes(top + 1, 1)


def _heading(table: CutTable, zone: ZoneInfo, filters: str) -> tuple[str, ...]:
    counted: datetime = table.counted_at.astimezone(zone)
    lines = (table.cut.title(), table.told(), filters, f"Посчитано {counted:%d.%m.%Y %H:%M} ({zone.key}).")
    return tuple(line for line in lines if line)


def _write_row(sheet: Any, line: int, table: CutTable, row: int | None, form: Any) -> None:
    columns: list[int | None] = [None, *range(len(table.columns))]
    for at, column in enumerate(columns, 1):
        value = table.cell(row, column).value
        if value is not None:
            is_share = "%" in _FORMS[table.cut.figure]
            sheet.write_number(line, at, value / 100 if is_share else value, form)
