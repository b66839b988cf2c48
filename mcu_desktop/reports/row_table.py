"""A table of any number of rows, as one flowable: reportlab's own costs the square of its rows.

A row is made when its page is reached and measured once; the head stands on each page; no single row is left behind
on a page of its own. Loads reportlab: it is imported by what draws.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, PageBreak

Cells = list[list[Any]]  # paragraphs for each column
_GRID, _HEAD_GROUND = HexColor("#8a949e"), HexColor("#e8edf3")
SIDE, _TOP, _BOTTOM = 4.0, 3.0, 4.0  # points around the words of a cell
_AFTER = 4.0  # points under a table
_WITH_BELOW = 2  # rows that go on to the next page with what stands below the table
_FEW_ROWS, _SMALL_TABLE = 4, 25  # a table of no more rows than that is not cut for a few of them
_SMALLEST = 40.0  # points that a first part of a row is worth


class Line:
    """One row, made of its source when it is first measured."""

    __slots__ = ("_make", "cells", "grounds", "height")

    def __init__(self, make: Callable[[], Cells], grounds: Sequence[str] = ()) -> None:
        self._make = make
        self.grounds = grounds  # colours of the cells, six hexadecimal digits each, empty for white
        self.cells: Cells = []
        self.height = 0.0

    def measure(self, widths: Sequence[float], page_height: float) -> float:
        """Return the height in points; of a row taller than a page, some height above it."""
        if not self.height:
            self.cells = self._make()
            cells = zip(self.cells, widths, strict=True)
            heights = (_height(cell, width - 2 * SIDE, page_height) for cell, width in cells)
            self.height = max(heights, default=0.0) + _TOP + _BOTTOM
        return self.height

    def forget(self) -> None:
        """Let go of the words of a row that is drawn: of ten thousand rows they would be hundreds of megabytes."""
        self.cells = []


def _height(cell: list[Any], width: float, page_height: float) -> float:
    """Wrap the words of a cell, no further than a page goes: of a very long text the rest is for later pages."""
    height = 0.0
    for words in cell:
        height += words.wrap(width, page_height)[1]
        if height > page_height:
            break
    return height


class RowTable(Flowable):  # type: ignore[misc]
    """Draws its title, head and rows; splits between rows, and within a row that is taller than a page.

    The title is part of the table, so that it never stands at the foot of a page without it.
    """

    def __init__(
        self, head: Line, lines: list[Line], widths: Sequence[float], page_height: float, title: Any = None
    ) -> None:
        super().__init__()
        self._head, self._lines, self._widths, self._title = head, lines, widths, title
        self._page_height = page_height
        self._head_height = head.measure(widths, page_height)
        self._title_height = 0.0
        self._below = 0.0
        self.spaceAfter = _AFTER
        if title is not None:
            self.spaceBefore = title.style.spaceBefore
            self._title_height = title.wrap(sum(widths), page_height)[1] + title.style.spaceAfter

    @property
    def section_title(self) -> Any:
        """The title that a bookmark leads to; None where it stands on an earlier page."""
        return self._title

    def want_below(self, points: float) -> None:
        """Want so much room under the last row, for what must not stand alone on the next page."""
        self._below = points

    def wrap(self, _width: float, available: float) -> tuple[float, float]:
        """Return the size, or one just above what is available where it does not fit."""
        height = self._title_height + self._head_height
        for line in self._lines:
            height += self._height(line)
            if height > available:
                break
        if height + self._below > available and len(self._lines) > _WITH_BELOW + 1:
            height = max(height, available + 1)  # so that the last rows go on with what stands below
        return sum(self._widths), height

    def split(self, _width: float, available: float) -> list[Flowable]:
        """Return what fits on this page and the rest; nothing where too little would fit."""
        room, fitting = available - self._title_height - self._head_height, 0
        while fitting < len(self._lines) and self._height(self._lines[fitting]) <= room:
            room -= self._lines[fitting].height
            fitting += 1
        if fitting < _FEW_ROWS and available < self._page_height / 2 and self._is_small():
            return []
        first, rest = self._lines[:fitting], self._lines[fitting:]
        if not rest:  # all fit but not with what stands below
            before, last = self._parts(first[:-_WITH_BELOW], first[-_WITH_BELOW:])
            return [before, PageBreak(), last]
        if self._is_tall(rest[0]) and room - _TOP - _BOTTOM >= _SMALLEST:
            top, below = _split_cells(rest[0].cells, self._widths, room - _TOP - _BOTTOM)
            parts = Line(lambda: top, rest[0].grounds), Line(lambda: below, rest[0].grounds)
            return self._parts([*first, parts[0]], [parts[1], *rest[1:]])
        if len(rest) == 1 and fitting > 1 and first[-1].height + rest[0].height < self._page_height / 2:
            first, rest = first[:-1], [first[-1], *rest]  # the last row is not left alone
        if not first or (len(first) == 1 and len(self._lines) > 1 and available < self._page_height / 3):
            return []  # nor the first one
        return self._parts(first, rest)

    def draw(self) -> None:
        """Draw the lines from the top."""
        top = self._head_height + sum(self._height(line) for line in self._lines)
        canvas, levels = self.canv, [top]
        if self._title is not None:
            self._title.drawOn(canvas, 0, top + self._title.style.spaceAfter)
        canvas.saveState()
        canvas.setFillColor(_HEAD_GROUND)
        canvas.rect(0, top - self._head_height, sum(self._widths), self._head_height, stroke=0, fill=1)
        canvas.restoreState()
        for line in (self._head, *self._lines):
            self._draw_grounds(line, levels[-1])
            self._draw_line(line, levels[-1])
            levels.append(levels[-1] - line.height)
        for line in self._lines:
            line.forget()
        edges = [0.0]
        for width in self._widths:
            edges.append(edges[-1] + width)
        canvas.setStrokeColor(_GRID)
        canvas.setLineWidth(0.5)
        canvas.grid(edges, levels)

    def _height(self, line: Line) -> float:
        return line.measure(self._widths, self._page_height)

    def _parts(self, first: list[Line], rest: list[Line]) -> list[Flowable]:
        last = RowTable(self._head, rest, self._widths, self._page_height)
        last.want_below(self._below)
        return [RowTable(self._head, first, self._widths, self._page_height, self._title), last]

    def _is_small(self) -> bool:
        return len(self._lines) <= _SMALL_TABLE and sum(map(self._height, self._lines)) < self._page_height / 2

    def _is_tall(self, line: Line) -> bool:
        return line.height + self._head_height > self._page_height

    def _draw_grounds(self, line: Line, top: float) -> None:
        left = 0.0
        for ground, width in zip(line.grounds, self._widths, strict=False):
            if ground:
                self.canv.saveState()
                self.canv.setFillColor(HexColor(f"#{ground}"))
                self.canv.rect(left, top - line.height, width, line.height, stroke=0, fill=1)
                self.canv.restoreState()
            left += width

    def _draw_line(self, line: Line, top: float) -> None:
        left = 0.0
        for cell, width in zip(line.cells, self._widths, strict=True):
            y = top - _TOP
            if line is self._head:  # heads of one line stand in the middle of those of two
                y -= (line.height - _TOP - _BOTTOM - sum(words.height for words in cell)) / 2
            for words in cell:
                y -= words.height
                words.drawOn(self.canv, left + SIDE, y)
            left += width


class LateWords(Flowable):  # type: ignore[misc]
    """A paragraph whose words are known only when all before it is drawn; nothing where there are none."""

    def __init__(self, make: Callable[[], list[Any]]) -> None:
        super().__init__()
        self._make = make

    def wrap(self, _width: float, _available: float) -> tuple[float, float]:
        """Return no size: the words come by splitting."""
        return 0, 10_000 if self._make() else 0

    def split(self, _width: float, _available: float) -> list[Any]:
        """Return the words."""
        return self._make()

    def draw(self) -> None:
        """Draw nothing: there was nothing to say."""


def _split_cells(cells: Cells, widths: Sequence[float], room: float) -> tuple[Cells, Cells]:
    first, rest = [], []
    for cell, width in zip(cells, widths, strict=True):
        top, below = _split_cell(cell, width - 2 * SIDE, room)
        first.append(top)
        rest.append(below)
    return first, rest


def _split_cell(cell: list[Any], width: float, room: float) -> tuple[list[Any], list[Any]]:
    for place, words in enumerate(cell):
        height = words.wrap(width, room)[1]
        if height > room:
            parts = words.split(width, room) or [words]
            top = parts[:1] if len(parts) > 1 else []
            return [*cell[:place], *top], [*parts[len(top) :], *cell[place + 1 :]]
        room -= height
    return cell, []
