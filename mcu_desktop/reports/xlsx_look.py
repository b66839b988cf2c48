"""How the cells and sheets of a workbook look, on the screen and on paper."""

from collections.abc import Iterable
from datetime import datetime
from textwrap import wrap
from typing import Any

from mcu_desktop.reports.sections import Cell
from mcu_desktop.rules.russian import POINTS

FACE, LETTERS = "Times New Roman", 11  # those of the DOCX; points
LINE_CHARACTERS, LONG_LINE_CHARACTERS = 110, 165  # of a table as wide as a page, and as a landscape one
_ROW, _TALLEST_ROW = 15, 409  # points; the tallest is a limit of Excel
_NARROWEST, _OF_MOMENT, _LONGEST_WORD = 12, 17, 22  # characters of a column
_LETTERS_OF_WIDTH = 0.9  # of a column that is as wide as one figure: a row too high is better than words cut
_GRID = {"border": 1, "border_color": "#8a949e", "valign": "top"}
# Codes of numbers are English in every file; each workstation shows its own blanks and commas.
_FORMS: dict[str, dict[str, object]] = {
    "text": {"text_wrap": True, "valign": "top"},
    "title": {"text_wrap": True, "bold": True, "font_size": 14},
    "part": {"text_wrap": True, "bold": True, "bg_color": "#e8edf3"},
    "link": {"font_color": "#1f4568", "underline": 1},
    "head": {
        **_GRID, "bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "bg_color": "#e8edf3",
    },
    "words": {**_GRID, "text_wrap": True},
    "nothing": {**_GRID, "align": "right"},
    "count": {**_GRID, "num_format": "#,##0"},
    **{f"amount{digits}": {**_GRID, "num_format": f"#,##0.{'0' * digits}"} for digits in (1, 2, 3)},
    "share": {**_GRID, "num_format": '0.0" "%'},
    "points": {**_GRID, "num_format": f'+0.0" {POINTS}";−0.0" {POINTS}";0" {POINTS}"'},
    "difference": {**_GRID, "num_format": "+#,##0;−#,##0;0"},
    "day": {**_GRID, "num_format": "dd.mm.yyyy", "align": "left"},
    "moment": {**_GRID, "num_format": "dd.mm.yyyy hh:mm", "align": "left"},
}  # fmt: skip


class Looks:
    """The looks of one workbook, each made when it is first wanted."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, bool, str], Any] = {}

    def get(self, name: str, *, is_total: bool = False, ground: str = "") -> Any:
        """Return a look by its name; `ground` is a colour of six hexadecimal digits, empty for white."""
        key = name, is_total, ground
        if key not in self._made:
            extra = {**({"bold": True} if is_total else {}), **({"bg_color": f"#{ground}"} if ground else {})}
            self._made[key] = self._book.add_format({**_FORMS[name], **extra})
        return self._made[key]


def narrowest(title: str, column: Iterable[Cell]) -> int:
    """Return how many characters a column needs so that no moment is drawn as «###» and few words are broken."""
    words = [word for cell in (title, *column) if isinstance(cell, str) for word in cell.split()]
    longest = max((len(word) for word in words if len(word) <= _LONGEST_WORD), default=0) + 1
    moments = any(isinstance(cell, datetime) for cell in column)
    return max(_NARROWEST, longest, _OF_MOMENT if moments else 0)


def row_height(texts: Iterable[tuple[str, float]]) -> float | None:
    """Return the height of a row of texts in columns of so many characters; None where one line is enough.

    Not every table program makes a row as high as its words.
    """
    lines = max((sum(_lines(line, width) for line in text.split("\n")) for text, width in texts), default=1)
    return min(lines * _ROW, _TALLEST_ROW) if lines > 1 else None


def _lines(line: str, width: float) -> int:
    return len(wrap(line, int(width * _LETTERS_OF_WIDTH))) or 1


def set_print(sheet: Any, about: str, *, is_landscape: bool = False) -> None:
    """Let a sheet be printed as wide as a page, under its name, above what it is of and its page."""
    sheet.set_paper(9)  # A4
    if is_landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.79, right=0.39, top=0.79, bottom=0.79)  # inches: those of ГОСТ Р 7.0.97-2025
    sheet.fit_to_pages(1, 0)
    sheet.set_header("&L&A")
    sheet.set_footer(f"&L&8{about.replace('&', '&&')[:200]}&R&8&P / &N")
