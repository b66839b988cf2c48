"""Приложение 2 as a PDF in the decree's form."""

from pathlib import Path
from typing import Any, BinaryIO

from mcu_desktop.reports.page import WIDTH, build_document
from mcu_desktop.reports.paragraphs import MM, para, style
from mcu_desktop.reports.roster_document import HEAD, WIDTHS, RosterDocument
from mcu_desktop.reports.tables import ROWS_AT_ONCE, grid_table
from mcu_desktop.reports.writing import write_whole


def write_roster_pdf(document: RosterDocument, path: Path) -> Path:
    """Write the annex whole or raise UserFacingError and keep the old file."""
    name = f"Приложение 2 в редакции от {document.edition.order_date:%d.%m.%Y} № {document.edition.order_number}"

    def draw(stream: BinaryIO) -> None:
        build_document(stream, _story(document), title=name, author=document.administration, footer="", progress=None)

    return write_whole(path, draw, "Документ")


def _story(document: RosterDocument) -> list[Any]:
    from reportlab.platypus import Spacer

    story: list[Any] = para("\n".join(document.mark), style("mark"))
    story.append(Spacer(1, 8 * MM))
    story.extend(para("\n".join(document.title), style("title")))
    story.append(Spacer(1, 6 * MM))
    look = style("cell")
    cells = [[para(text, look) for text in row] for row in document.cells]
    starts = range(0, max(len(cells), 1), ROWS_AT_ONCE)
    story.extend(grid_table(HEAD, cells[start : start + ROWS_AT_ONCE], WIDTHS) for start in starts)
    return [*story, Spacer(1, 14 * MM), _signature(document)]


def _signature(document: RosterDocument) -> Any:
    from reportlab.platypus import Table

    look = style("signature")
    cells = [para(document.signer, look), para("______________", look), para(document.head_name, look)]
    return Table(
        [cells],
        colWidths=[WIDTH * share for share in (0.5, 0.25, 0.25)],
        style=[("VALIGN", (0, 0), (-1, -1), "BOTTOM")],
    )
