"""Приложение 2 as the file that its name asks for."""

from pathlib import Path

from mcu_desktop.reports.files import write_document
from mcu_desktop.reports.roster_document import RosterDocument


def write_roster(document: RosterDocument, path: Path) -> Path:
    """Write the annex whole, by the ending of the name, or raise `UserFacingError` and keep the old file."""
    return write_document(document.document(), path, what="Документ")
