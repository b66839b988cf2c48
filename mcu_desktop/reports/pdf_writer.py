"""A document as PDF, laid out as officials print (ГОСТ Р 7.0.97-2025)."""

import io
from collections.abc import Sequence
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from mcu_desktop.reports.cells import cell_text, heat_ground
from mcu_desktop.reports.charts import bar_chart
from mcu_desktop.reports.page import PageLook, build_document
from mcu_desktop.reports.paragraphs import MM, para, printable, style
from mcu_desktop.reports.sections import (
    Cell,
    Document,
    Grid,
    GridColumn,
    Heading,
    NewPage,
    Section,
    Signatures,
    Words,
)
from mcu_desktop.reports.writing import Progress
from mcu_desktop.rules.chart import Chart

_LAST = 99  # per cent of drawing; the rest is for the disk
_EMBLEM_HEIGHT = 20 * MM


def draw_pdf(document: Document, stream: BinaryIO, progress: Progress | None = None) -> None:
    """Draw the document; `progress` hears per cent and may stop the work by raising."""
    look = PageLook(
        title=" ".join(document.title.split()) + (f" № {document.number}" if document.number else ""),
        author=document.letterhead.name,
        footer=document.footer,
        mark=document.mark,
        is_landscape=document.is_landscape,
    )
    build_document(stream, _Story(document, look, progress).flowables(), look)


class _Story:
    """Turns the sections of one document into flowables."""

    def __init__(self, document: Document, look: PageLook, progress: Progress | None) -> None:
        self._document, self._look, self._progress = document, look, progress
        self._failed: list[str] = []
        self._titles: list[Any] = []
        self._rows = sum(len(part.rows) for part in document.sections if isinstance(part, Grid))
        self._rows_made = 0

    def flowables(self) -> list[Any]:
        """Return everything from the head to the numbers of the contents."""
        from mcu_desktop.reports.pdf_flow import ContentsLine, ContentsNumbers
        from mcu_desktop.reports.row_table import LateWords

        body = self._body(self._document.sections)
        story = self._head()
        if self._document.has_contents:
            story += [ContentsLine(title, self._look.width) for title in self._titles]
        story += [*body, LateWords(self._say_failed)]
        if self._document.has_contents:
            story.append(ContentsNumbers(self._titles, self._look.width))
        return story

    def _body(self, sections: Sequence[Section]) -> list[Any]:
        made: list[Any] = []
        title: Any = None  # of a table, which draws it itself
        for place, section in enumerate(sections):
            if isinstance(section, Heading):
                follower = sections[place + 1] if place + 1 < len(sections) else None
                title = self._title(section)
                if not isinstance(follower, Grid):
                    made += [self._room_for(follower), title]
            elif isinstance(section, Grid):
                made.append(self._grid(section, title))
            elif isinstance(section, Signatures):
                self._sign(made, self._signatures(section))
            else:
                lines = self._flowables_of(section)
                if isinstance(section, Words) and section.look == "small":  # a note to what stands above
                    self._keep_below(made, lines)
                made += lines
            title = title if isinstance(section, Heading) else None
        return made

    def _flowables_of(self, section: Section) -> list[Any]:
        from reportlab.platypus import PageBreak

        if isinstance(section, Words):
            return para(section.text, style(section.look), self._look.width)
        if isinstance(section, Chart):
            return [bar_chart(section, self._look.width)]
        return [PageBreak()] if isinstance(section, NewPage) else []

    def _title(self, heading: Heading) -> Any:
        from mcu_desktop.reports.pdf_flow import SectionTitle

        title = SectionTitle(escape(printable(heading.text, style("section").fontName)), len(self._titles))
        self._titles.append(title)
        return title

    def _room_for(self, follower: Section | None) -> Any:
        """Return what begins a page where a heading would not have a good beginning of its part under it."""
        from reportlab.platypus import CondPageBreak

        return CondPageBreak((75 if isinstance(follower, Chart) else 35) * MM)

    def _head(self) -> list[Any]:
        from reportlab.platypus import Spacer

        document, letterhead = self._document, self._document.letterhead
        story: list[Any] = self._emblem()
        for name in (letterhead.administration.upper(), letterhead.centre):
            if name:
                story += para(name, style("top"))
        if document.corner:
            story += [Spacer(1, 5 * MM), *para("\n".join(document.corner), style("mark"))]
        story.append(Spacer(1, 6 * MM))
        story += para(document.title, style("title"))
        for line in (*document.subtitle, f"№ {document.number}" if document.number else ""):
            if line:
                story += para(line, style("centre"))
        return [*story, Spacer(1, 5 * MM)]

    def _emblem(self) -> list[Any]:
        if not self._document.emblem:
            return []
        from reportlab.platypus import Image, Spacer

        picture = Image(io.BytesIO(self._document.emblem))
        scale = _EMBLEM_HEIGHT / picture.imageHeight
        picture.drawHeight, picture.drawWidth = _EMBLEM_HEIGHT, picture.imageWidth * scale
        return [picture, Spacer(1, 2 * MM)]

    def _grid(self, grid: Grid, title: Any) -> Any:
        from mcu_desktop.reports.row_table import SIDE, Line, RowTable

        widths = [column.share * self._look.width for column in grid.columns]
        rooms = [width - 2 * SIDE for width in widths]
        titles = [column.title for column in grid.columns]
        head = Line(lambda: [para(title, style("head"), room) for title, room in zip(titles, rooms, strict=True)])
        last = len(grid.rows) - 1 if grid.has_total else -1
        keys = grid.keys or ("",) * len(grid.rows)

        def line(place: int, row: Sequence[Cell]) -> Line:
            grounds = tuple(map(heat_ground, grid.heat[place])) if grid.heat else ()
            return Line(lambda: self._row(grid.columns, rooms, row, keys[place], is_total=place == last), grounds)

        lines = [line(place, row) for place, row in enumerate(grid.rows)]
        return RowTable(head, lines, widths, self._look.height, title)

    def _row(
        self, columns: Sequence[GridColumn], rooms: Sequence[float], row: Sequence[Cell], key: str, *, is_total: bool
    ) -> list[list[Any]]:
        self._rows_made += 1
        if self._progress is not None:
            self._progress(min(_LAST, self._rows_made * _LAST // self._rows))
        looks = [style(_look(column, is_total=is_total)) for column in columns]
        try:
            return [para(cell_text(cell), look, room) for cell, look, room in zip(row, looks, rooms, strict=True)]
        except Exception:
            if not key:
                raise
            self._failed.append(key)  # one citizen's text never stops the report
            said = para(f"[сообщение № {key} не удалось напечатать]", style("cell"))
            return [said, *([] for _ in columns[1:])]

    def _say_failed(self) -> list[Any]:
        if not self._failed:
            return []
        return para("Не удалось напечатать сообщения: " + ", ".join(self._failed) + ".", style("body"))

    def _sign(self, made: list[Any], lines: list[Any]) -> None:
        """Put the signatures under what is made, with the last of it: they never stand alone on a page."""
        from reportlab.platypus import KeepTogether, Paragraph

        self._keep_below(made, lines)
        last = made[-1] if made else None
        made.append(KeepTogether([made.pop(), *lines] if isinstance(last, Paragraph) else lines))

    def _keep_below(self, made: list[Any], lines: list[Any]) -> None:
        """Let the last rows of a table go on to the next page with what must not stand alone there."""
        from mcu_desktop.reports.row_table import RowTable

        if made and isinstance(made[-1], RowTable):
            room = sum(line.wrap(self._look.width, self._look.height)[1] for line in lines)
            made[-1].want_below(room + made[-1].spaceAfter)

    def _signatures(self, signatures: Signatures) -> list[Any]:
        from reportlab.platypus import Spacer, Table

        look, width = style("signature"), self._look.width
        lines: list[Any] = []
        for post, name in signatures.lines:
            cells = [para(post, look), para("____________________", look), para(name, look)]
            table = Table(
                [cells],
                colWidths=[0.42 * width, 0.32 * width, 0.26 * width],
                style=[("VALIGN", (0, 0), (-1, -1), "BOTTOM"), ("LEFTPADDING", (0, 0), (0, 0), 0)],
            )
            lines += [Spacer(1, 14 * MM), table]
        return lines


def _look(column: GridColumn, *, is_total: bool) -> str:
    if is_total:
        return "total-number" if column.is_number else "total"
    return "number" if column.is_number else "cell"
