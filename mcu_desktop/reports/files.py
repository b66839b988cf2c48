"""A document as the file that its name asks for."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from mcu_desktop.reports.sections import Document
from mcu_desktop.reports.writing import Progress, write_whole
from mcu_desktop.rules.errors import UserFacingError

PDF, DOCX, XLSX = ".pdf", ".docx", ".xlsx"
FORMATS = {PDF: "Документ PDF", DOCX: "Документ Word", XLSX: "Книга Excel"}


def write_document(document: Document, path: Path, *, progress: Progress | None = None, what: str = "Отчёт") -> Path:
    """Write the document whole, or raise `UserFacingError` and keep the old file.

    `progress` hears per cent and may stop the work by raising; `what` names the document in an error.
    """
    draw = _drawer(path)

    def draw_held(stream: BinaryIO) -> None:
        held = io.BytesIO()  # a file of the office that cannot be written would complain again when it is forgotten
        draw(document, held, progress)
        stream.write(held.getbuffer())

    write_whole(path, draw_held, what)
    if progress is not None:
        progress(100)
    return path


def _drawer(path: Path) -> Callable[[Document, BinaryIO, Progress | None], None]:
    from mcu_desktop.reports.docx_writer import draw_docx
    from mcu_desktop.reports.pdf_writer import draw_pdf
    from mcu_desktop.reports.xlsx_writer import draw_xlsx

    drawers = {PDF: draw_pdf, DOCX: draw_docx, XLSX: draw_xlsx}
    found = drawers.get(path.suffix.lower())
    if found is None:
        raise UserFacingError(
            f"Не понять, каким сделать файл «{path}». Ничего не записано: назовите его .pdf, .docx или .xlsx."
        )
    return found
