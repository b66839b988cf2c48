"""The page of every PDF: ГОСТ Р 7.0.97-2025, A4, margins 20, 10, 20 and 20 mm."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from mcu_desktop.reports.fonts import BODY, load_faces
from mcu_desktop.reports.paragraphs import MM, printable

_SHORT, _LONG = 210 * MM, 297 * MM
_QR_SIDE = 22 * MM


@dataclass(frozen=True, slots=True)
class PageLook:
    """What stands around the words: title and author of the file, the footer, the QR code of page 1."""

    title: str
    author: str
    footer: str
    mark: str = ""
    is_landscape: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """The sheet in points."""
        return (_LONG, _SHORT) if self.is_landscape else (_SHORT, _LONG)

    @property
    def width(self) -> float:
        """The length of a line in points."""
        return self.size[0] - 30 * MM

    @property
    def height(self) -> float:
        """The height of a page's words in points."""
        return self.size[1] - 40 * MM


def build_document(stream: BinaryIO, story: Sequence[Any], look: PageLook) -> None:
    """Draw the flowables: number top centre from page 2, footer on each page, a bookmark for each section.

    The same story gives the same bytes, whenever it is drawn.
    """
    from reportlab.platypus import BaseDocTemplate

    load_faces()
    document = BaseDocTemplate(
        stream,
        pagesize=look.size,
        title=printable(look.title),
        author=printable(look.author),
        lang="ru-RU",
        initialFontName=BODY,
        invariant=1,
    )
    document.addPageTemplates(_page_templates(look))

    def bookmark(flowable: Any) -> None:
        title = getattr(flowable, "section_title", None)
        if title is not None:
            document.canv.bookmarkPage(title.section_key)
            document.canv.addOutlineEntry(title.getPlainText(), title.section_key, level=0)
            title.told_page(document.page)

    document.afterFlowable = bookmark
    document.build(list(story))


def _page_templates(look: PageLook) -> list[Any]:
    """Return the first page, with room for its QR code, and the later ones, with their numbers."""
    from reportlab.platypus import Frame, PageTemplate

    width, height = look.size

    def decorate_first(canvas: Any, _document: Any) -> None:
        canvas.setViewerPreference("DisplayDocTitle", "true")
        if look.mark:
            draw_qr(canvas, look.mark, width - 10 * MM - _QR_SIDE, 5 * MM)
        _draw_footer(canvas, look.footer, width - 30 * MM - (_QR_SIDE + 4 * MM if look.mark else 0))

    def decorate_later(canvas: Any, document: Any) -> None:
        canvas.setFont(BODY, 12)
        canvas.drawCentredString(width / 2, height - 13 * MM, str(document.page))
        _draw_footer(canvas, look.footer, width - 30 * MM)

    def frame(bottom: float) -> Any:
        # The frame pads its content by 6 points.
        return Frame(20 * MM - 6, bottom - 6, look.width + 12, height - 20 * MM - bottom + 12)

    first = PageTemplate("first", frame((28 if look.mark else 20) * MM), decorate_first, autoNextPageTemplate="later")
    return [first, PageTemplate("later", frame(20 * MM), decorate_later)]


def _draw_footer(canvas: Any, footer: str, room: float) -> None:
    from reportlab.lib.utils import simpleSplit

    canvas.setFont(BODY, 8)
    lines = simpleSplit(printable(footer), BODY, 8, room)[:2]
    for place, line in enumerate(reversed(lines)):
        canvas.drawString(20 * MM, 10 * MM + place * 10, line)


def draw_qr(canvas: Any, text: str, left: float, bottom: float) -> None:
    """Draw a QR code of 22 mm as one path."""
    from mcu_desktop.reports.qr_mark import qr_modules

    modules = qr_modules(text)
    step = _QR_SIDE / len(modules)
    path = canvas.beginPath()
    for row, line in enumerate(modules):
        for column, dark in enumerate(line):
            if dark:
                path.rect(left + column * step, bottom + _QR_SIDE - (row + 1) * step, step, step)
    canvas.drawPath(path, stroke=0, fill=1)
