"""The page of the queue."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mcu_desktop.rules.terms import Standing
from mcu_desktop.ui.queue.page import QueuePage

Make = Callable[[], QueuePage]


@pytest.fixture
def make_page(qtbot: QtBot, desk: Any, zone: ZoneInfo, clock: Callable[[], datetime], settings: QSettings) -> Make:
    def make() -> QueuePage:
        page = QueuePage(desk, zone, clock, settings)
        qtbot.addWidget(page)
        page.resize(900, 600)
        page.show()
        return page

    return make


@pytest.fixture
def page(make_page: Make) -> QueuePage:
    made = make_page()
    made.reread()
    return made


def test_the_first_page_is_painted_before_the_rest_is_counted(qtbot: QtBot, make_page: Make, desk: Any) -> None:
    page = make_page()
    desk.is_busy = True
    page.reread()
    with qtbot.waitSignal(page.painted):
        desk.waiting.pop(0)()
    assert page.model.rowCount() == 100
    assert page.count.text() == "Читаем очередь…"
    desk.let_go()
    assert page.model.rowCount() == 1_204
    assert page.count.text() == "1\N{NO-BREAK SPACE}204 сообщения"


def test_painted_is_told_once(qtbot: QtBot, page: QueuePage) -> None:
    with qtbot.assertNotEmitted(page.painted):
        page.reread()


def test_the_chosen_case_stays_chosen_and_is_told_once_over_a_re_read(
    qtbot: QtBot, page: QueuePage, store: Any
) -> None:
    page.table.selectRow(700)
    chosen = page.chosen_case()
    place = page.table.verticalScrollBar().value()
    with qtbot.assertNotEmitted(page.case_chosen):
        page.reread()
    assert page.table.currentIndex().row() == 700
    assert page.table.verticalScrollBar().value() == place
    del store.rows[:3]
    page.reread()
    assert page.chosen_case() == chosen
    assert page.table.currentIndex().row() == 697


def test_the_table_does_not_jump_to_its_beginning_during_a_re_read(page: QueuePage, desk: Any) -> None:
    page.table.verticalScrollBar().setValue(600)
    desk.is_busy = True
    page.reread()
    desk.waiting.pop(0)()
    assert page.table.verticalScrollBar().value() == 600
    desk.let_go()
    assert page.table.verticalScrollBar().value() == 600


def test_a_case_that_left_the_queue_is_told_as_none(qtbot: QtBot, page: QueuePage, store: Any) -> None:
    page.table.selectRow(1)
    del store.rows[1]
    with qtbot.waitSignal(page.case_chosen) as told:
        page.reread()
    assert told.args == [None]
    assert page.chosen_case() is None


def test_an_answer_to_an_older_wish_is_dropped(page: QueuePage, desk: Any) -> None:
    desk.is_busy = True
    page.show_block("Дороги")
    page.show_block("Благоустройство")
    older, newer = desk.waiting[:2], desk.waiting[2:]
    for give in (*newer, *older):
        give()
    row = page.model.index(0, 0).data(Qt.ItemDataRole.UserRole)
    assert row.block == "Благоустройство"
    assert page.count.text() == "602 сообщения"


def test_rows_looked_at_far_below_are_read(qtbot: QtBot, page: QueuePage) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_End)
    assert page.table.currentIndex().row() == 1_203
    last = page.model.index(1_203, 1)
    qtbot.waitUntil(lambda: last.data() == "ПОС-01203")


def test_keys_go_by_cases(qtbot: QtBot, page: QueuePage) -> None:
    page.table.setFocus()
    page.table.selectRow(5)
    QTest.keyClick(page.table, Qt.Key.Key_Home)
    assert page.chosen_case() == 1_000
    QTest.keyClick(page.table, Qt.Key.Key_PageDown)
    assert page.table.currentIndex().row() > 5
    with qtbot.waitSignal(page.card_wanted):
        QTest.keyClick(page.table, Qt.Key.Key_Return)


def test_a_click_chooses_a_case(qtbot: QtBot, page: QueuePage) -> None:
    place = page.table.visualRect(page.model.index(3, 1)).center()
    with qtbot.waitSignal(page.case_chosen) as told:
        QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [1_003]


def test_the_filter_of_standings_is_asked_for(page: QueuePage, store: Any) -> None:
    page.filters.standing.setCurrentText("Просрочено")
    assert store.wishes[-1].standing is Standing.OVERDUE
    assert page.count.text() == "301 сообщение"


def test_channels_are_offered_once_however_often_they_are_read(page: QueuePage, store: Any) -> None:
    page.read_channels()
    page.read_channels()
    assert [page.filters.channel.itemText(number) for number in range(page.filters.channel.count())] == [
        "Все каналы",
        "ПОС",
        "Социальные сети",
    ]
    page.filters.channel.setCurrentText("ПОС")
    assert store.wishes[-1].channel_code == "pos"


def test_the_period_is_off_until_it_is_wanted(page: QueuePage, store: Any) -> None:
    assert page.filters.period.isHidden()
    assert store.wishes[-1].received_from is None
    page.filters.by_period.click()
    assert page.filters.period.isVisible()
    assert store.wishes[-1].received_from == page.filters.first_day.date().toPython()
    assert store.wishes[-1].received_to == page.filters.last_day.date().toPython()


def test_typing_is_searched_for_after_a_pause_and_once(qtbot: QtBot, page: QueuePage, store: Any) -> None:
    before = len(store.wishes)
    with qtbot.waitSignal(page.filters.filter_changed):
        QTest.keyClicks(page.filters.search, "12")
        assert len(store.wishes) == before
    assert len(store.wishes) == before + 1
    assert store.wishes[-1].search == "12"


def test_a_search_that_finds_nothing_is_told(qtbot: QtBot, page: QueuePage) -> None:
    with qtbot.waitSignal(page.answered) as told:
        page.filters.search.setText("бегемот")
    assert told.args == ["бегемот", 0]
    assert page.count.text() == "0 сообщений"


def test_columns_are_hidden_by_the_menu_and_remembered(page: QueuePage, make_page: Make) -> None:
    topic = next(action for action in page.table.columns_menu().actions() if action.text() == "Тема")
    topic.trigger()
    page.table.setColumnWidth(1, 222)
    page.keep_settings()
    again = make_page()
    assert again.table.isColumnHidden(4)
    assert again.table.columnWidth(1) == 222


def test_columns_remembered_with_large_letters_are_not_widened_twice(page: QueuePage, make_page: Make) -> None:
    page.show_scale(200)
    wide = page.table.columnWidth(0)
    assert wide == 408
    page.keep_settings()
    again = make_page()
    again.show_scale(200)
    assert again.table.columnWidth(0) == wide


def test_a_search_that_the_filters_leave_no_room_goes_under_them(page: QueuePage) -> None:
    filters = page.filters
    assert filters.search.y() < filters.standing.geometry().bottom()
    page.resize(420, 600)
    QApplication.processEvents()
    assert filters.search.y() > filters.standing.geometry().bottom()
    assert filters.search.width() > 380
