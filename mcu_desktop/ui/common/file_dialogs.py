"""Asking for a file, a folder or a place for a file; the window goes on meanwhile."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_file(parent: QWidget, title: str, forms: str, take: Callable[[Path], object]) -> None:
    """Let a person choose a file; `forms` are the filters as Qt writes them."""
    dialog = _dialog(parent, title, "", forms)
    dialog.fileSelected.connect(lambda name: take(Path(name)))
    dialog.open()


def ask_files(parent: QWidget, title: str, take: Callable[[Sequence[Path]], object]) -> None:
    """Let a person choose files, several at once."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda names: take([Path(name) for name in names]))
    dialog.open()


def ask_folder(parent: QWidget, title: str, take: Callable[[str], object], *, start: str = "") -> None:
    """Let a person choose a folder."""
    dialog = _dialog(parent, title, start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.fileSelected.connect(take)
    dialog.open()


def ask_place(parent: QWidget, title: str, proposed: str, forms: str, take: Callable[[Path], object]) -> None:
    """Let a person choose where a file is written; a name with none of the endings gets that of the chosen form."""
    dialog = _dialog(parent, title, proposed, forms)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.fileSelected.connect(lambda name: take(named(Path(name), dialog.selectedNameFilter(), forms)))
    dialog.open()


def named(path: Path, chosen: str, forms: str) -> Path:
    """Return the path with an ending of the forms, its own or that of the chosen one; forms may name none."""
    if not _endings(forms) or path.suffix.lower() in _endings(forms):
        return path
    return path.with_name(path.name + (_endings(chosen) or _endings(forms))[0])


def _endings(forms: str) -> list[str]:
    return re.findall(r"\*(\.\w+)", forms)


def _dialog(parent: QWidget, title: str, place: str = "", forms: str = "") -> QFileDialog:
    dialog = QFileDialog(parent, title, place, forms)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
