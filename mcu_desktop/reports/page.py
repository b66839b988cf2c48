"""The page of every document: ГОСТ Р 7.0.97-2025, A4, margins 20, 10, 20 and 20 mm."""

from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

from mcu_desktop.reports.fonts import BODY, load_faces
from mcu_desktop.reports.paragraphs import MM, printable

WIDTH = 180 * MM  # points: A4 less the margins
_STORY_SHARE = 99  # per cent; the rest is for the disk


def build_document(
    stream: BinaryIO,
    story: Sequence[Any],
    *,
    title: str,
    author: str,
    footer: str,
    progress: Callable[[int], None] | None,
) -> None:
    """Draw the flowables: number top centre from page 2, footer on each page, a bookmark for each section."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    load_faces()
    line = printable(footer)

    def decorate(canvas: Any, document: Any) -> None:
        canvas.setFont(BODY, 12)
        if document.page > 1:
            canvas.drawCentredString(A4[0] / 2, A4[1] - 13 * MM, str(document.page))
        canvas.setFont(BODY, 8)
        canvas.drawString(20 * MM, 12 * MM, line)

    document = SimpleDocTemplate(
        stream,
        pagesize=A4,
        leftMargin=20 * MM - 6,  # the frame pads its content by 6 points
        rightMargin=10 * MM - 6,
        topMargin=20 * MM - 6,
        bottomMargin=20 * MM - 6,
        title=printable(title),
        author=printable(author),
        lang="ru-RU",
        initialFontName=BODY,
    )

    def bookmark(flowable: Any) -> None:
        if getattr(getattr(flowable, "style", None), "name", "") == "section":
            key = f"section-{id(flowable)}"
            document.canv.bookmarkPage(key)
            document.canv.addOutlineEntry(flowable.getPlainText(), key, level=0)

    document.afterFlowable = bookmark
    if progress is not None:
        document.setProgressCallBack(_percent(progress))
    document.build(list(story), onFirstPage=decorate, onLaterPages=decorate)


def _percent(progress: Callable[[int], None]) -> Callable[[str, int], None]:
    """Turn reportlab's count of drawn flowables into per cent."""
    size = 1

    def tell(kind: str, value: int) -> None:
        nonlocal size
        if kind == "SIZE_EST":
            size = max(value, 1)
        elif kind == "PROGRESS":
            progress(min(_STORY_SHARE, value * _STORY_SHARE // size))

    return tell
