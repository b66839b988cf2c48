"""Headings and contents of a PDF: bookmarks, links, and page numbers that are known only at the end.

Loads reportlab: it is imported by what draws.
"""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable, Paragraph

from mcu_desktop.reports.fonts import BODY
from mcu_desktop.reports.paragraphs import MM, printable, style

_LINE = 18.0  # points
_NUMBER_ROOM = 12 * MM


class SectionTitle(Paragraph):  # type: ignore[misc]
    """A heading that a bookmark and a line of the contents lead to."""

    def __init__(self, markup: str, place: int) -> None:
        super().__init__(markup, style("section"))
        self.section_key = f"section-{place}"
        self.page = 0

    @property
    def section_title(self) -> SectionTitle:
        """Itself: a bookmark leads to it."""
        return self

    def told_page(self, page: int) -> None:
        """Remember on which page it stands."""
        self.page = page


class ContentsLine(Flowable):  # type: ignore[misc]
    """A title with its page, both a link; the number is drawn when the last page is."""

    def __init__(self, title: SectionTitle, width: float) -> None:
        super().__init__()
        self._title, self._line = title, width

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size of a line."""
        return self._line, _LINE

    def draw(self) -> None:
        """Draw the title, dots up to the number, and the place of the number."""
        canvas = self.canv
        canvas.setFont(BODY, 12)
        words = fitted(self._title.getPlainText(), self._line - _NUMBER_ROOM, canvas)
        canvas.drawString(0, 4, words)
        begun = canvas.stringWidth(words, BODY, 12) + 4
        canvas.saveState()
        canvas.setDash(0.6, 3)
        canvas.line(begun, 5, self._line - _NUMBER_ROOM + 8, 5)
        canvas.restoreState()
        canvas.doForm(form_name(self._title))
        canvas.linkRect("", self._title.section_key, (0, 0, self._line, _LINE), relative=1, Border="[0 0 0]")


class ContentsNumbers(Flowable):  # type: ignore[misc]
    """The last flowable of a document: by now the pages are known, and the numbers of the contents are drawn."""

    def __init__(self, titles: list[SectionTitle], width: float) -> None:
        super().__init__()
        self._titles, self._line = titles, width

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return no size."""
        return 0, 0

    def draw(self) -> None:
        """Make the number of each title."""
        canvas = self.canv
        for title in self._titles:
            canvas.beginForm(form_name(title), 0, 0, self._line, _LINE)
            canvas.setFont(BODY, 12)
            canvas.drawRightString(self._line, 4, str(title.page))
            canvas.endForm()


def form_name(title: SectionTitle) -> str:
    """Return the name of the number of a title."""
    return f"page-of-{title.section_key}"


def fitted(words: str, room: float, canvas: Any) -> str:
    """Return the words, their end cut where they are longer than the room."""
    words = printable(words)
    if canvas.stringWidth(words, BODY, 12) <= room:
        return words
    while words and canvas.stringWidth(words + "…", BODY, 12) > room:
        words = words[:-1]
    return words.rstrip() + "…"
