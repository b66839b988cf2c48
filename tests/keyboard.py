"""A person's hands on the keyboard, for tests of the window."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


@pytest.fixture
def type_words() -> Callable[[QWidget, str], None]:
    """Type words of any alphabet: QTest.keyClicks aborts on «Ё»."""

    def type_in(widget: QWidget, words: str) -> None:
        widget.setFocus()
        for letter in words:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(widget, event)

    return type_in
