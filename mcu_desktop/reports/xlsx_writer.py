"""A document as XLSX, for people who count: a sheet of words, and a sheet for each table and chart."""

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, BinaryIO

from mcu_desktop.reports.cells import cell_text, heat_ground
from mcu_desktop.reports.sections import (
    Amount,
    Bars,
    Cell,
    Difference,
    Document,
    Grid,
    Heading,
    Points,
    Share,
    Signatures,
    Words,
)
from mcu_desktop.reports.sheet_cells import sheet_text

Progress = Callable[[int], None]
_LINE_CHARACTERS = 110  # of a table as wide as a page
_NARROWEST = 12
_LONGEST_NAME = 31  # of a sheet, a limit of Excel
_UNFIT = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_COUNT = {"num_format": "# ##0", "valign": "top"}
_FORMS = {
    "text": {"text_wrap": True, "valign": "top"},
    "title": {"bold": True, "font_size": 14},
    "head": {
        "bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "bg_color": "#e8edf3", "border": 1,
    },
    "count": _COUNT,
    **{f"amount{digits}": {"num_format": f"# ##0.{'0' * digits}", "valign": "top"} for digits in (1, 2, 3)},
    "share": {"num_format": "0.0%", "valign": "top"},
    "points": {"num_format": "+0.0;−0.0;0.0", "valign": "top"},
    "difference": {"num_format": "+# ##0;−# ##0;0", "valign": "top"},
    "day": {"num_format": "dd.mm.yyyy", "align": "left", "valign": "top"},
    "moment": {"num_format": "dd.mm.yyyy hh:mm", "align": "left", "valign": "top"},
}  # fmt: skip


def draw_xlsx(document: Document, stream: BinaryIO, progress: Progress | None = None) -> None:
    """Write the workbook; `progress` hears per cent and may stop the work by raising."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        moment = datetime(2000, 1, 1)  # noqa: DTZ001 -- equal figures give equal files
        book.set_properties({"title": sheet_text(" ".join(document.title.split()))[:255], "created": moment})
        _Book(book, document, progress).write()


class _Book:
    """Writes one document into one workbook."""

    def __init__(self, book: Any, document: Document, progress: Progress | None) -> None:
        self._book, self._document, self._progress = book, document, progress
        self._forms = {name: book.add_format(form) for name, form in _FORMS.items()}
        self._names: set[str] = set()
        self._failed: list[str] = []
        self._rows = sum(len(part.rows) for part in document.sections if isinstance(part, Grid)) or 1
        self._rows_written = 0

    def write(self) -> None:
        """Write the sheet of words and those of the tables."""
        words = self._book.add_worksheet(self._name("Отчёт"))
        lines = list(self._words())
        for section in self._document.sections:
            if isinstance(section, Grid):
                self._write_grid(section)
            elif isinstance(section, Bars):
                self._write_bars(section)
        if self._failed:
            lines.append(("Не удалось напечатать сообщения: " + ", ".join(self._failed) + ".", "text"))
        words.set_column(0, 0, _LINE_CHARACTERS)
        for place, (text, form) in enumerate((*lines, (self._document.footer, "text"))):
            words.write_string(place, 0, sheet_text(text), self._forms[form])
        words.set_paper(9)  # A4
        if self._document.emblem:
            words.insert_image(0, 2, "emblem", {"image_data": io.BytesIO(self._document.emblem)})

    def _words(self) -> Any:
        document = self._document
        for line in (document.letterhead.administration, document.letterhead.centre):
            yield line, "text"
        yield document.title, "title"
        for line in (*document.subtitle, f"№ {document.number}" if document.number else ""):
            if line:
                yield line, "text"
        for section in document.sections:
            if isinstance(section, Heading):
                yield section.text, "head"
            elif isinstance(section, Words):
                yield section.text, "text"
            elif isinstance(section, Grid | Bars):
                yield f"Таблица — на отдельном листе: {section.title}", "text"
            elif isinstance(section, Signatures):
                for post, name in section.lines:
                    yield f"{post} ____________________ {name}", "text"

    def _name(self, wanted: str) -> str:
        """Return a name for a sheet that no other has."""
        plain = " ".join(sheet_text(wanted).translate(_UNFIT).split())[:_LONGEST_NAME].strip() or "Лист"
        name, number = plain, 2
        while name.casefold() in self._names:
            end = f" {number}"
            name, number = plain[: _LONGEST_NAME - len(end)] + end, number + 1
        self._names.add(name.casefold())
        return name

    def _write_grid(self, grid: Grid) -> None:
        sheet = self._book.add_worksheet(self._name(grid.title))
        for column, known in enumerate(grid.columns):
            sheet.set_column(column, column, max(_NARROWEST, round(known.share * _LINE_CHARACTERS)))
            sheet.write_string(0, column, sheet_text(known.title), self._forms["head"])
        sheet.freeze_panes(1, 1)
        for place, row in enumerate(grid.rows, 1):
            self._rows_written += 1
            if self._progress is not None:
                self._progress(self._rows_written * 99 // self._rows)
            key = grid.keys[place - 1] if grid.keys else ""
            try:
                for column, cell in enumerate(row):
                    self._write_cell(sheet, place, column, cell)
                    ground = heat_ground(grid.heat[place - 1][column]) if grid.heat else ""
                    if ground and isinstance(cell, int):
                        sheet.write_number(place, column, cell, self._heated(ground))
            except Exception:
                if not key:
                    raise
                self._failed.append(key)
                sheet.write_string(place, 0, f"[сообщение № {key} не удалось напечатать]")
        if grid.rows:
            sheet.autofilter(0, 0, len(grid.rows), len(grid.columns) - 1)
        _set_print(sheet)

    def _heated(self, ground: str) -> Any:
        if ground not in self._forms:
            self._forms[ground] = self._book.add_format({**_COUNT, "bg_color": f"#{ground}"})
        return self._forms[ground]

    def _write_cell(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        if isinstance(cell, int):
            sheet.write_number(row, column, cell, self._forms["count"])
        elif isinstance(cell, Amount):
            sheet.write_number(row, column, cell.value, self._forms[f"amount{cell.digits}"])
        elif isinstance(cell, Share):
            sheet.write_number(row, column, cell.value, self._forms["share"])
        elif isinstance(cell, Points):
            sheet.write_number(row, column, cell.value * 100, self._forms["points"])
        elif isinstance(cell, Difference):
            sheet.write_number(row, column, cell.now - cell.before, self._forms["difference"])
        elif isinstance(cell, datetime):
            sheet.write_datetime(row, column, cell.replace(tzinfo=None), self._forms["moment"])
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, cell, self._forms["day"])
        else:
            sheet.write_string(row, column, sheet_text(cell_text(cell)), self._forms["text"])

    def _write_bars(self, bars: Bars) -> None:
        name = self._name(bars.title)
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, 40)
        sheet.freeze_panes(1, 1)
        sheet.write_string(0, 0, sheet_text(bars.title), self._forms["head"])
        chart = self._book.add_chart({"type": "bar" if bars.lies else "column"})
        last = len(bars.labels)
        for place, label in enumerate(bars.labels, 1):
            sheet.write_string(place, 0, sheet_text(label.replace("\n", " ")), self._forms["text"])
        for column, (title, values) in enumerate(bars.series, 1):
            sheet.write_string(0, column, sheet_text(title), self._forms["head"])
            for place, value in enumerate(values, 1):
                sheet.write_number(place, column, value, self._forms["count"])
            chart.add_series({"name": [name, 0, column], "categories": [name, 1, 0, last, 0],
                              "values": [name, 1, column, last, column]})  # fmt: skip
        if bars.lies:
            chart.set_y_axis({"reverse": True})
        if len(bars.series) == 1:
            chart.set_legend({"none": True})
        chart.set_title({"name": bars.title})
        sheet.insert_chart(0, len(bars.series) + 2, chart)
        _set_print(sheet)


def _set_print(sheet: Any) -> None:
    sheet.set_paper(9)  # A4
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
