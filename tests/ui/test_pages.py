"""Pages and titles: hidden pages take no room, titles follow the letters."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QSplitter, QTabWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.ui.common.flow import FlowLayout
from mcu_desktop.ui.common.pages import Pages, scrolled
from mcu_desktop.ui.common.plain import OneLineLabel, TitleLabel
from mcu_desktop.ui.common.theme import apply_theme


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


def test_a_hidden_page_is_not_asked_how_high_it_would_be(qtbot: QtBot) -> None:
    class Flow(FlowLayout):
        asked = 0

        def heightForWidth(self, width: int) -> int:
            Flow.asked += 1
            return super().heightForWidth(width)

    window, pages, hidden, seen = QSplitter(), Pages(), QWidget(), QWidget()
    qtbot.addWidget(window)
    window.addWidget(pages)
    Flow(hidden).addWidget(QPushButton("Ещё"))
    FlowLayout(seen).addWidget(QPushButton("Показать"))
    for page in (hidden, seen):
        pages.addWidget(page)
    window.show()
    QApplication.processEvents()
    pages.setCurrentWidget(seen)
    QApplication.processEvents()
    before = Flow.asked
    assert before > 0
    pages.setCurrentWidget(_added(pages))
    pages.setCurrentWidget(seen)
    QApplication.processEvents()
    assert Flow.asked == before


def _added(pages: Pages) -> QWidget:
    page = QWidget()
    pages.addWidget(page)
    return page


def _page(width: int) -> QWidget:
    page = QWidget()
    inner = QWidget(page)
    inner.setMinimumWidth(width)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(inner)
    return page


def test_a_title_grows_with_the_letters_of_the_program(qtbot: QtBot, qapp: QApplication, look_stays: None) -> None:
    page = _page(100)
    qtbot.addWidget(page)
    title = TitleLabel("Отчёт")
    title.setParent(page)
    page.show()
    for percent in (100, 200):
        apply_theme(qapp, dark=False, scale_percent=percent)
        assert title.font().pointSizeF() == pytest.approx(qapp.font().pointSizeF() * 1.3)
        assert title.font().bold()
    assert title.font().pointSizeF() == pytest.approx(10.5 * 2 * 1.3)


def test_what_scrolls_on_a_tab_stands_on_the_ground_of_the_tab(
    qtbot: QtBot, qapp: QApplication, look_stays: None
) -> None:
    apply_theme(qapp, dark=False, scale_percent=100)
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    tabs.resize(300, 200)
    tabs.addTab(QWidget(), "Прямо")
    tabs.addTab(scrolled(QWidget()), "В прокрутке")
    tabs.show()
    plain = tabs.grab().toImage().pixelColor(150, 120)
    tabs.setCurrentIndex(1)
    assert tabs.grab().toImage().pixelColor(150, 120) == plain


def test_a_heading_that_has_no_room_ends_in_dots_and_is_whole_in_its_tooltip(qtbot: QtBot) -> None:
    heading = OneLineLabel()
    qtbot.addWidget(heading)
    heading.resize(100, 20)
    heading.show()
    heading.show_words("Поступление по дням и прогноз на две недели")
    assert heading.text().endswith("…")
    assert "две недели" in heading.toolTip()
    heading.resize(900, 20)
    assert heading.text() == "Поступление по дням и прогноз на две недели"
    assert not heading.toolTip()
