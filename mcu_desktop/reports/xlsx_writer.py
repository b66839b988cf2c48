"""A document as XLSX, for people who count: a sheet of words, and a sheet for each table and chart."""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

from mcu_desktop.reports.cells import cell_text, heat_ground
from mcu_desktop.reports.charts import FILLS, LINE
from mcu_desktop.reports.sections import (
    Amount,
    Cell,
    Difference,
    Document,
    Grid,
    Heading,
    Points,
    Section,
    Share,
    Signatures,
    Words,
)
from mcu_desktop.reports.sheet_cells import sheet_text
from mcu_desktop.reports.writing import Progress
from mcu_desktop.reports.xlsx_look import (
    FACE,
    LETTERS,
    LINE_CHARACTERS,
    LONG_LINE_CHARACTERS,
    Looks,
    narrowest,
    row_height,
    set_print,
)
from mcu_desktop.rules.chart import Chart, ChartShape
from mcu_desktop.text.hyphens import SOFT_HYPHEN

_WORDS_WIDTH, _LABELS_WIDTH, _NARROWEST = 90, 40, 12  # characters
_WORDS_LETTERS = 105  # in a line of a sheet of words: of small letters more have room
_LONGEST_NAME = 31  # of a sheet, a limit of Excel
_UNFIT = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_CHART_SIZE = {"width": 720, "height": 380}  # pixels


def draw_xlsx(document: Document, stream: BinaryIO, progress: Progress | None = None) -> None:
    """Write the workbook; `progress` hears per cent and may stop the work by raising."""
    import xlsxwriter

    options = {
        "in_memory": True,  # people's words do not lie in the common folder of temporary files
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FACE, "font_size": LETTERS},
    }
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties(
            {
                "title": sheet_text(" ".join(document.title.split()))[:255],
                "author": sheet_text(document.letterhead.name)[:255],
                "created": document.made_at.replace(tzinfo=None),  # not the clock: equal figures give equal files
            }
        )
        _Book(book, document, progress).write()


class _Book:
    """Writes one document into one workbook."""

    def __init__(self, book: Any, document: Document, progress: Progress | None) -> None:
        self._book, self._document, self._progress = book, document, progress
        self._looks = Looks(book)
        self._names: set[str] = set()
        self._failed: list[str] = []
        self._rows = sum(len(part.rows) for part in document.sections if isinstance(part, Grid)) or 1
        self._rows_written = 0

    def write(self) -> None:
        """Write the sheet of words and those of the tables."""
        document = self._document
        words = self._book.add_worksheet(self._name("Отчёт"))
        names = {}
        for place, section in enumerate(document.sections):
            if isinstance(section, Grid | Chart):
                names[place] = self._name(section.title)
                sheet = self._book.add_worksheet(names[place])
                if isinstance(section, Grid):
                    self._write_grid(sheet, section)
                else:
                    self._write_chart(sheet, section)
                sheet.repeat_rows(0)
                set_print(sheet, document.footer, is_landscape=document.is_landscape or isinstance(section, Chart))
        words.set_column(0, 0, _WORDS_WIDTH)
        for place, (text, look, link) in enumerate(self._words(names)):
            said = sheet_text(text)
            words.set_row(place, row_height([(said, _WORDS_LETTERS)]))
            if link:
                words.write_url(place, 0, f"internal:'{link}'!A1", self._looks.get(look), said)
            else:
                words.write_string(place, 0, said, self._looks.get(look))
        set_print(words, document.footer)
        if document.emblem:
            words.insert_image(0, 2, "emblem", {"image_data": io.BytesIO(document.emblem)})

    def _words(self, names: dict[int, str]) -> Iterator[tuple[str, str, str]]:
        """Yield each line with its look, and the sheet that it leads to; `names` are those of the sections' sheets."""
        document = self._document
        for line in (document.letterhead.administration, document.letterhead.centre, *document.corner):
            if line:
                yield line, "text", ""
        yield document.title, "title", ""
        for line in (*document.subtitle, f"№ {document.number}" if document.number else ""):
            if line:
                yield line, "text", ""
        for place, section in enumerate(document.sections):
            if isinstance(section, Grid | Chart):
                yield f"На отдельном листе: {section.title}", "link", names[place]
            else:
                yield from ((said, look, "") for said, look in _said(section))
        if self._failed:
            yield "Не удалось напечатать сообщения: " + ", ".join(self._failed) + ".", "text", ""
        yield document.footer, "text", ""

    def _name(self, wanted: str) -> str:
        """Return a name for a sheet that no other has."""
        plain = " ".join(sheet_text(wanted).translate(_UNFIT).split())[:_LONGEST_NAME].strip() or "Лист"
        name, number = plain, 2
        while name.casefold() in self._names:
            end = f" {number}"
            name, number = plain[: _LONGEST_NAME - len(end)] + end, number + 1
        self._names.add(name.casefold())
        return name

    def _write_grid(self, sheet: Any, grid: Grid) -> None:
        line = LONG_LINE_CHARACTERS if self._document.is_landscape else LINE_CHARACTERS
        cells: Sequence[Sequence[Cell]] = list(zip(*grid.rows, strict=True)) or [()] * len(grid.columns)
        widths = [
            max(round(known.share * line), narrowest(known.title, column))
            for known, column in zip(grid.columns, cells, strict=True)
        ]
        titles = [sheet_text(known.title.replace(SOFT_HYPHEN, "")) for known in grid.columns]
        self._write_head(sheet, titles, widths)
        last = len(grid.rows) if grid.has_total else 0
        for place, row in enumerate(grid.rows, 1):
            self._rows_written += 1
            if self._progress is not None:
                self._progress(self._rows_written * 99 // self._rows)
            key = grid.keys[place - 1] if grid.keys else ""
            grounds = list(map(heat_ground, grid.heat[place - 1])) if grid.heat else [""] * len(row)
            try:
                texts = ((cell, width) for cell, width in zip(row, widths, strict=True) if isinstance(cell, str))
                sheet.set_row(place, row_height(texts))
                for column, cell in enumerate(row):
                    self._write_cell(sheet, place, column, cell, is_total=place == last, ground=grounds[column])
            except Exception:
                if not key:
                    raise
                self._failed.append(key)
                sheet.write_string(place, 0, f"[сообщение № {key} не удалось напечатать]")
        if grid.rows:
            sheet.autofilter(0, 0, len(grid.rows) - grid.has_total, len(grid.columns) - 1)

    def _write_head(self, sheet: Any, titles: Sequence[str], widths: Sequence[float]) -> None:
        for column, (title, width) in enumerate(zip(titles, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, self._looks.get("head"))
        sheet.set_row(0, row_height(zip(titles, widths, strict=True)))
        sheet.freeze_panes(1, 1)

    def _write_cell(
        self, sheet: Any, row: int, column: int, cell: Cell, *, is_total: bool = False, ground: str = ""
    ) -> None:
        def look(name: str) -> Any:
            return self._looks.get(name, is_total=is_total, ground=ground)

        if isinstance(cell, int):
            sheet.write_number(row, column, cell, look("count"))
        elif isinstance(cell, Amount):
            sheet.write_number(row, column, cell.value, look(f"amount{cell.digits}"))
        elif isinstance(cell, Share):
            sheet.write_number(row, column, cell.value, look("share"))
        elif isinstance(cell, Points):
            sheet.write_number(row, column, cell.value * 100, look("points"))
        elif isinstance(cell, Difference):
            sheet.write_number(row, column, cell.now - cell.before, look("difference"))
        elif isinstance(cell, datetime):
            sheet.write_datetime(row, column, cell.replace(tzinfo=None), look("moment"))
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, cell, look("day"))
        else:
            sheet.write_string(row, column, sheet_text(cell_text(cell)), look("nothing" if cell is None else "words"))

    def _write_chart(self, sheet: Any, chart: Chart) -> None:
        lies = chart.shape is ChartShape.BARS
        drawn = self._book.add_chart({"type": "bar" if lies else "column"})
        titles = [sheet_text(text) for text in (chart.title, *(one.title for one in chart.series))]
        self._write_head(sheet, titles, [_LABELS_WIDTH, *(_NARROWEST + 4 for _one in chart.series)])
        for place, label in enumerate(chart.labels, 1):
            self._write_cell(sheet, place, 0, " ".join(label.split()))
        last, name = len(chart.labels), sheet.get_name()
        for column, one in enumerate(chart.series, 1):
            for place, point in enumerate(one.points, 1):
                self._write_cell(sheet, place, column, _number(point.value))
            drawn.add_series({
                "name": [name, 0, column], "categories": [name, 1, 0, last, 0],
                "values": [name, 1, column, last, column], "gap": 60,
                "fill": {"color": FILLS[(column - 1) % len(FILLS)]}, "border": {"color": LINE},
            })  # fmt: skip
        drawn.set_title({"name": sheet_text(chart.title), "name_font": {"size": 12}})
        drawn.set_size(_CHART_SIZE)
        if lies:
            drawn.set_y_axis({"reverse": True})
        drawn.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom"})
        sheet.insert_chart(0, len(chart.series) + 2, drawn)


def _said(section: Section) -> Iterator[tuple[str, str]]:
    """Yield the lines of a section that has no sheet of its own, each with its look."""
    if isinstance(section, Heading):
        yield section.text, "part"
    elif isinstance(section, Words):
        yield section.text, "text"
    elif isinstance(section, Signatures):
        for post, name in section.lines:
            yield f"{post} ____________________ {name}", "text"


def _number(value: float | None) -> Cell:
    return value if value is None else int(value) if value == int(value) else Amount(value)
