"""What can be pressed and written in is seen as such, on light and on dark ground."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mcu_desktop.ui.common.heat_scale import contrast
from mcu_desktop.ui.common.theme import apply_theme

_LEAST = 3.0  # WCAG 2.1, 1.4.11: of what is needed to tell a control
_EDGE = 4  # pixels within which the outline lies
Maker = Callable[[], QWidget]
CONTROLS: tuple[Maker, ...] = (
    QCheckBox, QRadioButton, QLineEdit, QComboBox, QDateEdit, QListWidget, QPlainTextEdit, QPushButton,
)  # fmt: skip


@pytest.mark.usefixtures("look_stays")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("make", CONTROLS, ids=lambda make: make.__name__)
def test_the_outline_of_a_control_is_seen(qtbot: QtBot, qapp: QApplication, make: Maker, dark: bool) -> None:
    apply_theme(qapp, dark=dark, scale_percent=100)
    page = QWidget()
    qtbot.addWidget(page)
    control = make()
    QVBoxLayout(page).addWidget(control)
    page.show()
    picture = page.grab().toImage()
    line = control.geometry().center().y()
    edge = [picture.pixelColor(control.x() + step, line) for step in range(_EDGE)]
    around = qapp.palette().color(QPalette.ColorRole.Window)
    assert max(contrast(colour, around) for colour in edge) >= _LEAST
