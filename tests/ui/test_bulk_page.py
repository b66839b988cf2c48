"""One deed on many chosen cases in the window: shown before, told after, taken back at once."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.operations.edit_case import set_field
from mcu_desktop.rules.case_fields import CaseField
from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.permissions import Rights
from mcu_desktop.rules.terms import Role
from mcu_desktop.ui.bulk.page import BulkPage
from mcu_desktop.ui.workplace import Workplace

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
Type = Callable[[QWidget, str], None]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase]) -> Workplace:
    made = make_window(*(incoming(external_number=str(number)) for number in range(5)), now=NOW)
    made.queue.table.selectRow(0)
    return made


def choose_three(window: Workplace) -> BulkPage:
    table = window.queue.table
    for _ in range(2):
        QTest.keyClick(table, Qt.Key.Key_Down, SHIFT)
    assert window.queue.count.text() == "5 сообщений, выбрано 3"
    QTest.keyClick(window.frame, Qt.Key.Key_E, CTRL)
    QApplication.processEvents()
    page = window.screens.bulk
    assert window.pages.currentWidget() is page
    return page


def choose_deed(page: BulkPage, title: str) -> None:
    page.deed.setCurrentIndex(page.deed.findText(title))


def states(live_desk: Any) -> list[str]:
    return [row[0] for row in live_desk.reader.rows("SELECT state FROM cases ORDER BY id")]


def shown(page: BulkPage) -> list[tuple[str, str]]:
    model = page.table.model()
    rows = range(page.table.rowCount())
    return [(str(model.index(row, 0).data()), str(model.index(row, 1).data())) for row in rows]


def test_a_preview_changes_nothing_and_says_each_row(window: Workplace, live_desk: Any, type_words: Type) -> None:
    page = choose_three(window)
    choose_deed(page, "Добавить метки")
    tags = page.fields.edits["tags"]
    type_words(tags.lineEdit(), "дороги, зима")  # type: ignore[attr-defined]
    page.try_button.click()
    assert page.told.text() == "Ещё ничего не сделано. Будет изменено 3, отказано 0."
    assert shown(page)[0] == ("МЦУ-2026-000001", "Изменено: метки.")
    assert live_desk.reader.rows("SELECT count(*) FROM case_tags") == [(0,)]
    QTest.keyClick(tags.lineEdit(), Qt.Key.Key_Return)  # type: ignore[attr-defined]
    assert live_desk.reader.rows("SELECT DISTINCT case_id FROM case_tags ORDER BY case_id") == [(1,), (2,), (3,)]
    assert page.told.text() == "Добавить метки: 3 сообщения."
    assert not page.done_button.isEnabled(), "Not twice by a second press"


def test_all_of_it_is_taken_back_at_once(window: Workplace, live_desk: Any, qtbot: Any) -> None:
    page = choose_three(window)
    choose_deed(page, "Взять в работу")
    page.done_button.click()
    assert states(live_desk) == ["in_work"] * 3 + ["registered"] * 2
    assert page.table.model().headerData(1, Qt.Orientation.Horizontal) == "Что сделано"
    assert window.strip.action_button.text() == "Отменить", "The key belongs to the page here"
    QTest.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: states(live_desk) == ["registered"] * 5)  # Qt shows the press first
    assert window.pages.currentWidget() is window.queue
    assert len(window.queue.chosen_cases()) == 3, "What was chosen is still chosen"


def test_refused_rows_come_first_with_the_reason(window: Workplace, live_desk: Any) -> None:
    page = choose_three(window)
    choose_deed(page, "Взять в работу")
    page.done_button.click()
    window.show_queue()
    window.ways.offer_bulk()
    choose_deed(page, "Взять в работу")
    page.done_button.click()
    assert page.told.text() == "Взять в работу: 0 сообщений, отказано 3."
    assert all(text.startswith("Отказ: «Взять в работу» сейчас невозможно") for _number, text in shown(page))
    assert not page.undo_button.isVisible()


def test_a_deed_that_is_not_allowed_is_grey_with_the_reason(window: Workplace) -> None:
    window.me.take_rights(Rights((RoleGrant(Role.CURATOR),)))
    page = choose_three(window)
    assert not page.done_button.isEnabled()
    assert "Ваша роль: Куратор МЦУ" in page.done_button.toolTip()


def test_several_chosen_stay_chosen_when_others_change_the_queue(window: Workplace, live_desk: Any) -> None:
    table = window.queue.table
    QTest.keyClick(table, Qt.Key.Key_A, CTRL)
    assert window.queue.chosen_cases() == [1, 2, 3, 4, 5]
    table.selectRow(1)
    QTest.keyClick(table, Qt.Key.Key_Down, SHIFT)
    chosen = window.queue.chosen_cases()
    live_desk.store.perform(lambda session: set_field(session, 5, CaseField.HOUSE, "1", now=NOW, actor="Другая"))
    window.reread()
    assert window.queue.chosen_cases() == chosen
