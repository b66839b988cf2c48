"""Hidden pages take no room."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.ui.common.pages import Pages


def test_only_the_page_that_is_seen_says_how_small_the_window_may_be(qtbot: QtBot) -> None:
    pages = Pages()
    qtbot.addWidget(pages)
    assert pages.minimumSizeHint().width() <= 0
    narrow, wide = _page(100), _page(900)
    pages.addWidget(narrow)
    pages.addWidget(wide)
    assert pages.minimumSizeHint().width() == 100
    pages.setCurrentWidget(wide)
    assert pages.minimumSizeHint().width() == 900


def _page(width: int) -> QWidget:
    page = QWidget()
    inner = QWidget(page)
    inner.setMinimumWidth(width)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(inner)
    return page
