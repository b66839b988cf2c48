"""Приложение 2 as the file that its name asks for."""

from pathlib import Path

from mcu_desktop.reports.roster_document import RosterDocument
from mcu_desktop.reports.roster_docx import write_roster_docx
from mcu_desktop.reports.roster_pdf import write_roster_pdf
from mcu_desktop.rules.errors import UserFacingError

_WRITERS = {".pdf": write_roster_pdf, ".docx": write_roster_docx}


def write_roster(document: RosterDocument, path: Path) -> Path:
    """Write the annex as PDF or DOCX, by the ending of the name."""
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise UserFacingError(
            f"Не понять, каким сделать файл «{path.name}». Ничего не записано: назовите .pdf или .docx."
        )
    return write(document, path)
