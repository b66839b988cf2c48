"""A new case by hand, and templates, on a real store by keys."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.store.about import About
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.new_case.page import NewCasePage
from mcu_desktop.ui.templates.page import TemplatesPage

NOW = datetime(2026, 10, 12, 7, 0, 30, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
Type = Callable[[QWidget, str], None]
ENTER = Qt.Key.Key_Return


@pytest.fixture
def page(qtbot: QtBot, live_desk: Any, drafts: Drafts) -> NewCasePage:
    made = NewCasePage(live_desk, MOSCOW, lambda: NOW, drafts)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    made.start()
    return made


def choose_channel(page: NewCasePage, title: str) -> None:
    channel = page.edit("channel_code")
    channel.setCurrentIndex(channel.findText(title))


def test_a_call_is_registered_by_keys(qtbot: QtBot, page: NewCasePage, live_desk: Any, type_words: Type) -> None:
    assert page.edit("channel_code").hasFocus()
    assert page.kind.text().startswith("Это сообщение: звонок")
    type_words(page.edit("text"), "Нет света на Мира, 4")
    type_words(page.edit("name"), "Зорина Вера")
    house = page.edit("house").lineEdit()
    type_words(house, "4")
    with qtbot.waitSignal(page.registered) as told:
        QTest.keyClick(house, ENTER)
    assert told.args == ["МЦУ-2026-000001"]
    assert live_desk.about == About(registers=True)
    assert live_desk.reader.rows("SELECT house, state FROM cases") == [("4", "registered")]
    assert live_desk.reader.rows("SELECT name FROM citizens") == [("Зорина Вера",)]
    page.start()
    assert page.edit("text").toPlainText() == "", "The next call begins afresh"


def test_the_channel_says_what_it_is(page: NewCasePage) -> None:
    choose_channel(page, "Почта")
    assert "обращение (59-ФЗ)" in page.kind.text()
    choose_channel(page, "Электронная почта")
    assert "547-ФЗ" in page.kind.text()
    titles = [page.edit("channel_code").itemText(n) for n in range(page.edit("channel_code").count())]
    assert "Facebook" not in titles


def test_an_address_no_answer_may_go_to_is_told_as_soon_as_it_is_left(page: NewCasePage, type_words: Type) -> None:
    type_words(page.edit("email"), "zorina@gmail.com")
    QTest.keyClick(page.edit("email"), Qt.Key.Key_Tab)
    assert page.told.text().startswith("Электронная почта: ")
    assert "российской зоне" in page.told.text()
    page.edit("email").clear()
    type_words(page.edit("email"), "zorina@mail.ru")
    QTest.keyClick(page.edit("email"), Qt.Key.Key_Tab)
    assert page.told.text() == ""


def test_a_refusal_leaves_all_that_was_typed(page: NewCasePage, live_desk: Any, type_words: Type) -> None:
    type_words(page.edit("email"), "zorina@gmail.com")
    QTest.keyClick(page.edit("email"), ENTER)
    assert "без текста вносить нечего" in page.told.text()
    type_words(page.edit("text"), "Нет света")
    QTest.keyClick(page.edit("email"), ENTER)
    assert "российской зоне" in page.told.text()
    page.start()
    assert page.edit("email").text() == "zorina@gmail.com", "Going away and coming back loses nothing"
    assert live_desk.reader.rows("SELECT count(*) FROM cases") == [(0,)]


def test_a_day_to_come_is_refused_and_never_made_today(page: NewCasePage, live_desk: Any, type_words: Type) -> None:
    type_words(page.edit("text"), "Нет света")
    moment = page.edit("received_at")
    moment.setDate(moment.date().addMonths(1))
    QTest.keyClick(page.edit("name"), ENTER)
    assert page.told.text().startswith("Поступить позже этой минуты сообщение не могло.")
    assert live_desk.reader.rows("SELECT count(*) FROM cases") == [(0,)]
    moment.setDate(moment.date().addMonths(-1))
    QTest.keyClick(page.edit("name"), ENTER)
    assert live_desk.reader.rows("SELECT count(*) FROM cases") == [(1,)]


def test_a_template_is_made_changed_and_taken_away(qtbot: QtBot, live_desk: Any, type_words: Type) -> None:
    page = TemplatesPage(live_desk, lambda: NOW)
    qtbot.addWidget(page)
    page.show()
    page.start()
    count = page.list.count()
    page.new_button.click()
    type_words(page.title, "Про снег")
    type_words(page.text, "Уберём до {срок}")
    QTest.keyClick(page.title, ENTER)
    assert page.list.count() == count + 1
    [row] = [n for n in range(page.list.count()) if page.list.item(n).text() == "Про снег"]
    page.list.setCurrentRow(row)
    assert page.text.toPlainText() == "Уберём до {срок}"
    page.remove_button.click()
    assert page.list.count() == count
    page.channel.setCurrentIndex(page.channel.findText("Телеграм"))
    page.limit.setValue(4096)
    page.limit_button.click()
    page.channel.setCurrentIndex(0)
    assert page.limit.value() == 0
    page.channel.setCurrentIndex(page.channel.findText("Телеграм"))
    assert page.limit.value() == 4096
