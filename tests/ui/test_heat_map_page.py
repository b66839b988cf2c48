"""The heat map, on a real store, by clicks and keys."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.queue import read_case_ids
from mcu_desktop.rules.heat_matrix import HeatKind
from mcu_desktop.rules.periods import Period
from mcu_desktop.ui.common.heat_scale import contrast, heat_colours, heat_share
from mcu_desktop.ui.heat_map.model import SHARE
from mcu_desktop.ui.heat_map.page import HeatMapPage
from mcu_desktop.ui.workplace import Workplace

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
ENTER = Qt.Key.Key_Return


@pytest.fixture
def page(qtbot: QtBot, live_desk: Any) -> HeatMapPage:
    live_desk.store.perform(
        lambda session: add_demonstration(session, Task(), cases_count=120, seed=5, now=NOW, zone=MOSCOW)
    )
    made = HeatMapPage(live_desk, MOSCOW, lambda: NOW)
    qtbot.addWidget(made)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.resize(1100, 600)
    made.show()
    made.start()
    QApplication.processEvents()
    return made


def choose(page: HeatMapPage, kind: HeatKind) -> None:
    page.kind.setCurrentIndex(page.kind.findData(kind))
    page.kind.activated.emit(page.kind.currentIndex())


@pytest.mark.parametrize("kind", list(HeatKind))
def test_enter_opens_as_many_cases_as_the_cell_says(qtbot: QtBot, page: HeatMapPage, kind: HeatKind) -> None:
    choose(page, kind)
    cells = [page.model.index(row, column) for row in range(1, page.model.rowCount())
             for column in range(1, page.model.columnCount())]  # fmt: skip
    fullest = max(cells, key=lambda index: int(index.data()))
    page.table.setFocus()
    page.table.setCurrentIndex(fullest)
    with qtbot.waitSignal(page.cases_wanted) as opened:
        QTest.keyClick(page.table, ENTER)
    [wanted] = opened.args
    desk: Any = page._desk
    assert len(read_case_ids(desk.reader, wanted, now=NOW, zone=MOSCOW)) == int(fullest.data()) > 0


def test_arrows_move_and_a_double_click_opens_the_totals(qtbot: QtBot, page: HeatMapPage) -> None:
    page.table.setFocus()
    assert (page.table.currentIndex().row(), page.table.currentIndex().column()) == (1, 1)
    QTest.keyClick(page.table, Qt.Key.Key_Up)
    QTest.keyClick(page.table, Qt.Key.Key_Left)
    assert (page.table.currentIndex().row(), page.table.currentIndex().column()) == (0, 0)
    spot = page.table.visualRect(page.table.currentIndex()).center()
    with qtbot.waitSignal(page.cases_wanted) as opened:
        QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened.args[0].figure.parts == ()


def test_a_cell_of_nothing_opens_nothing(page: HeatMapPage) -> None:
    choose(page, HeatKind.WEEKDAY_HOUR)
    heard: list[object] = []
    page.cases_wanted.connect(heard.append)
    empty = next(
        page.model.index(row, column) for row in range(1, 8) for column in range(1, 25)
        if page.model.index(row, column).data() == "0"
    )  # fmt: skip
    page.table.setCurrentIndex(empty)
    QTest.keyClick(page.table, ENTER)
    assert heard == []
    assert empty.data(SHARE) is None


def test_a_period_of_nothing_says_so(page: HeatMapPage) -> None:
    page.period.choose(Period(date(2031, 1, 1), date(2031, 1, 31)))
    page.reread()
    assert page.told.text() == "Январь 2031 года: ни одного сообщения."
    assert not page.open_button.isEnabled()
    assert not page.legend.isVisible()


def test_the_menu_leads_to_it_and_it_leads_to_the_queue(
    qtbot: QtBot, make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase]
) -> None:
    window = make_window(incoming(received_at=datetime(2026, 9, 9, 9, tzinfo=UTC)), incoming(external_number="2"),
                         now=NOW)  # fmt: skip
    window.show_screen("heat_map")
    page = window.screens.heat_map
    assert page.told.text().startswith("1 сообщение: сентябрь 2026 года.")
    page.table.setCurrentIndex(page.model.index(1, 1))
    QTest.keyClick(page.table, ENTER)
    assert window.pages.currentWidget() is window.queue
    assert window.queue.model.rowCount() == 1
    window.show_screen("heat_map")
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is window.queue


@pytest.mark.parametrize("dark", [False, True])
def test_numbers_read_on_every_ground_and_more_never_looks_like_less(dark: bool) -> None:
    grounds, inks = zip(*(heat_colours(step / 50, dark=dark) for step in range(51)), strict=True)
    assert all(contrast(ground, ink) >= 4.5 for ground, ink in zip(grounds, inks, strict=True))
    paper = QColor("#252c34" if dark else "#ffffff")
    steps = [contrast(ground, paper) for ground in grounds]
    grey = [0.299 * ground.red() + 0.587 * ground.green() + 0.114 * ground.blue() for ground in grounds]
    assert grey == sorted(grey, reverse=not dark), "Read without colour, too"
    assert steps[-1] > steps[0]
    assert heat_share(0, 0) == 0
    assert heat_share(4, 4) == 1
    assert heat_share(1, 4) == 0.5


def test_the_chosen_cell_keeps_its_colour(page: HeatMapPage) -> None:
    index = page.table.currentIndex()
    share = index.data(SHARE)
    picture: QImage = page.table.grab().toImage()
    rect = page.table.visualRect(index)
    spot = page.table.viewport().mapTo(page.table, rect.topLeft())
    seen = picture.pixelColor(spot.x() + 6, spot.y() + 6)
    assert seen == heat_colours(share, dark=False)[0]
