"""Five hundred texts made to hurt, put into everything that takes text: nothing dropped, nothing opened."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import get_args

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.ui.screens import ScreenName
from mcu_desktop.ui.workplace import Workplace
from tests.ui.test_torture import address, as_shown, canary, faults, paint, torture

__all__ = ["address", "canary"]  # its fixtures: what nobody may open

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="opened files are watched by inotify")
NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
_LEAST = 110  # fields that take text; fewer would mean that pages were not walked
Field = QLineEdit | QPlainTextEdit


@pytest.fixture
def window(make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase]) -> Workplace:
    made = make_window(incoming(), incoming(external_number="102"), now=NOW)
    made.queue.table.selectRow(0)
    return made


def walked(window: Workplace) -> list[QWidget]:
    """Go through every page, and return what there is to go through."""
    window.card.run_deed("edit")
    for name in get_args(ScreenName):
        window.show_screen(name)
    window.card.want_answer()
    window.show_queue()
    window.queue.table.selectAll()
    window.ways.offer_bulk()
    return [window.pages, window.card]


def fields(root: QWidget) -> list[Field]:
    """Return what takes free text; numbers, days and hours take only their own signs."""
    assert not root.findChildren(QTextEdit), "A field that takes markup"
    found = root.findChildren(QLineEdit) + root.findChildren(QPlainTextEdit)
    return [
        field
        for field in found
        if not field.isReadOnly()
        and not isinstance(field.parentWidget(), QAbstractSpinBox)
        and not (isinstance(field, QLineEdit) and (field.validator() is not None or field.inputMask()))
    ]


def paste(field: Field, text: str) -> str:
    """Put a text into a field in the place of all that is there, as a browser gives it; return what the field has."""
    offered = QMimeData()
    offered.setHtml(text)
    offered.setText(text)
    QGuiApplication.clipboard().setMimeData(offered)
    field.selectAll()
    field.paste()
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def wanted_of(field: Field, text: str) -> str:
    """Return what a field is to have of a text: all of it, and no more than one of a short thing holds."""
    if isinstance(field, QPlainTextEdit):
        return as_shown(text)
    return text.encode("utf-16-le")[: 2 * field.maxLength()].decode("utf-16-le", errors="ignore")


def test_all_of_them_into_everything_that_takes_text(window: Workplace, canary: str, address: str) -> None:
    # Qt's bridge takes that sign, at the beginning, for a mark of the order of bytes; no clipboard's text begins so.
    texts = [text.removeprefix("\ufffe") for text in torture(canary, address)]
    taking: set[Field] = set()
    for page in walked(window):
        for field in set(fields(page)) - taking:
            taking.add(field)
            for text in texts:
                got = paste(field, text)
                assert got == wanted_of(field, text), (type(field).__name__, field.accessibleName())
            QApplication.processEvents()
        assert faults(page) == []
    paint(window)
    QGuiApplication.clipboard().clear()  # what it still held at the end of the program would be freed too late
    assert len(taking) >= _LEAST
