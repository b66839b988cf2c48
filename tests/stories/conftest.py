"""The real workplace over a real store: nothing is put in its place but the person."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mcu_desktop.store.place import find_place
from mcu_desktop.ui.common.fonts import load_fonts
from mcu_desktop.ui.opening import open_workplace
from mcu_desktop.ui.window_frame import WindowFrame
from mcu_desktop.ui.workplace import Workplace
from tests.keyboard import type_words

__all__ = ["type_words"]

WAIT = 20_000  # milliseconds: the longest a step of a story may take on a busy machine


@pytest.fixture
def workplace(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Workplace]:
    """A first start in an empty folder."""
    # Qt looks for the home folder once: without this one story would work as the person of another.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    palette, font = qapp.palette(), qapp.font()
    load_fonts()
    frame = WindowFrame()
    qtbot.addWidget(frame)
    frame.show()
    opened = open_workplace(frame, find_place(str(tmp_path / "store" / "mcu.sqlite3")))
    assert opened is not None
    with qtbot.waitSignal(opened.begun, timeout=WAIT):
        opened.start_reading()
    yield opened
    opened.desk.close()
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def drop() -> Callable[[WindowFrame, Path], None]:
    """Drop a file on the window."""

    def drop_on(frame: WindowFrame, file: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        event = QDropEvent(
            QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        frame.dropEvent(event)

    return drop_on
