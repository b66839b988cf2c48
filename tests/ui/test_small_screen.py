"""A small screen with the largest letters: no page is wider or higher than it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import get_args

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.ui.screens import ScreenName
from mcu_desktop.ui.workplace import Workplace

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)


@pytest.mark.usefixtures("look_stays")
def test_no_page_outgrows_a_small_screen_at_200_percent(
    qtbot: QtBot, make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase]
) -> None:
    window = make_window(incoming(), now=NOW)
    letters = window.queue.table.fontMetrics().height()
    for _step in range(10):
        window.look.enlarge()
    qtbot.waitUntil(lambda: window.queue.table.fontMetrics().height() > letters * 1.8)
    outgrown = {}
    window.queue.table.selectRow(0)
    window.card.want_answer()
    QApplication.processEvents()
    assert window.frame.minimumSizeHint().height() <= 768, "The answer"
    for name in get_args(ScreenName):
        window.show_queue()
        window.show_screen(name)
        QApplication.processEvents()
        QApplication.processEvents()  # what has just come into a layout is measured
        least = window.frame.minimumSizeHint()
        if least.width() > 1_366 or least.height() > 768:
            outgrown[name] = (least.width(), least.height())
    assert outgrown == {}
