"""The page where the wall is planned, on a real store, by clicks and keys."""

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QSettings, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSpinBox
from pytestqt.qtbot import QtBot

from mcu_desktop.queries.wall import read_wall_plan
from mcu_desktop.rules.wall import Turn, WallPage, WallPlan
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.wall_settings.page import WallSettingsPage

NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)


@pytest.fixture
def page(qtbot: QtBot, live_desk: Any, settings: QSettings) -> WallSettingsPage:
    made = WallSettingsPage(live_desk, Me(settings), ZoneInfo("Europe/Moscow"), lambda: NOW)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.start()
    QApplication.processEvents()
    return made


def kept(page: WallSettingsPage) -> WallPlan:
    desk: Any = page._desk
    return read_wall_plan(desk.reader)


def choose_monitor(page: WallSettingsPage, place: int) -> None:
    page.monitor.setCurrentIndex(place)
    page.monitor.activated.emit(place)


def test_pages_are_marked_moved_and_timed(page: WallSettingsPage) -> None:
    assert page.table.turns() == WallPlan().turns
    page.table.setCurrentCell(0, 0)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    page.table.setCurrentCell(2, 0)
    page.up_button.click()
    edit = page.table.cellWidget(1, 1)
    assert isinstance(edit, QSpinBox)
    edit.setValue(45)
    page.night_from.setTime(QTime(22, 30))
    page.save_button.click()
    assert page.told.text().startswith("Экран ситуационного зала: 8 страниц в показе.")
    plan = kept(page)
    assert [turn.page for turn in plan.turns] == [
        WallPage.DASHBOARD, WallPage.TODAY, WallPage.DYNAMICS, WallPage.RATING, WallPage.HEAT_MAP, WallPage.MAP,
        WallPage.GROWTH, WallPage.PROMISES,
    ]  # fmt: skip
    assert plan.turns[0] == Turn(WallPage.DASHBOARD, 45)
    assert plan.night_from == time(22, 30)
    page.start()
    assert page.table.turns() == plan.turns


def test_a_monitor_gets_its_own_turns_and_loses_them(page: WallSettingsPage) -> None:
    choose_monitor(page, 2)
    assert not page.table.isEnabled()
    page.own.click()
    for row in range(1, page.table.rowCount()):
        item = page.table.item(row, 0)
        assert item is not None
        item.setCheckState(Qt.CheckState.Unchecked)
    page.save_button.click()
    assert kept(page) == WallPlan(own={2: (Turn(WallPage.BURNING),)})
    choose_monitor(page, 0)
    assert page.table.turns() == WallPlan().turns
    choose_monitor(page, 2)
    page.own.click()
    page.save_button.click()
    assert kept(page) == WallPlan()


def test_nothing_to_show_is_refused(page: WallSettingsPage) -> None:
    for row in range(page.table.rowCount()):
        item = page.table.item(row, 0)
        assert item is not None
        item.setCheckState(Qt.CheckState.Unchecked)
    page.save_button.click()
    assert page.told.text() == "Для показа отметьте хотя бы одну страницу. Ничего не изменено."
    assert kept(page) == WallPlan()


def test_the_wall_can_be_shown_from_here(qtbot: QtBot, page: WallSettingsPage) -> None:
    with qtbot.waitSignal(page.wall_wanted):
        QTest.mouseClick(page.show_button, Qt.MouseButton.LeftButton)
