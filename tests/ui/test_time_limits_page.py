"""The page of the time limits, on a real store, by clicks and keys."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.terms import SourceSystem
from mcu_desktop.ui.time_limits.page import TimeLimitsPage
from tests.ui.table_cells import double_click, rows_of

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(
    qtbot: QtBot, live_desk: Any, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> TimeLimitsPage:
    source = {"system": SourceSystem.FEEDBACK_PLATFORM, "channel_code": "feedback_platform"}
    file = file_of(incoming(**source))
    live_desk.store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor="О"))
    made = TimeLimitsPage(live_desk, MOSCOW, lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.start()
    return made


def choose(page: TimeLimitsPage, title: str) -> None:
    [row] = [at for at, line in enumerate(rows_of(page.table)) if line[0] == title]
    page.table.selectRow(row)


def click(button: QWidget) -> None:
    QApplication.processEvents()
    assert button.isVisible()
    QTest.mouseClick(button, LEFT)


def test_the_table_says_for_what_how_long_and_whether_it_is_in_use(page: TimeLimitsPage) -> None:
    lines = {line[0]: line for line in rows_of(page.table)}
    assert lines["ПОС: обычное сообщение"][1:] == [
        "ответ",
        "30 календарных дней от поступления",
        "Платформа обратной связи (ПОС), сообщение, не фаст-трек",
        "с 10.11.2020",
        "применяется, 1 срок идёт",
    ]
    assert lines["ПОС: категории с ответом за 5 дней"][5] == "вариант, не применяется"


def test_of_overlapping_limits_the_winner_is_said(page: TimeLimitsPage) -> None:
    choose(page, "Сообщение по другому каналу")
    assert "применяется «ПОС: обычное сообщение», точнее называет сообщение" in page.overlaps.text()
    choose(page, "ПОС: фаст-трек")
    assert "Пересекается с «Сообщение по другому каналу»" in page.overlaps.text()


def test_a_change_is_previewed_and_saved(page: TimeLimitsPage) -> None:
    choose(page, "ПОС: обычное сообщение")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    amount = page.form_panel.fields.edits["amount"]
    assert isinstance(amount, QSpinBox)
    amount.setValue(20)
    click(page.form_panel.preview_button)
    assert "Срок изменится у 1 открытой записи." in page.preview.moved.told.text()
    [line] = rows_of(page.preview.moved.table)
    assert line[:3] == ["МЦУ-2026-000001", "04.11.2026 23:59", "25.10.2026 23:59"]
    assert "Ещё не сохранено" in page.preview.told.text()
    click(page.preview.save_button)
    assert {line[2] for line in rows_of(page.table) if line[0] == "ПОС: обычное сообщение"} == {
        "20 календарных дней от поступления"
    }


def test_back_from_the_preview_keeps_what_was_typed_and_escape_changes_nothing(page: TimeLimitsPage) -> None:
    before = rows_of(page.table)
    choose(page, "ПОС: фаст-трек")
    click(page.change_button)
    title = page.form_panel.fields.edits["title"]
    assert isinstance(title, QLineEdit)
    title.setText("Быстрое")
    click(page.form_panel.preview_button)
    assert "Сроки открытых записей не изменятся" in page.preview.moved.told.text()
    click(page.preview.back_button)
    assert title.isVisible()
    assert title.text() == "Быстрое"
    QTest.keyClick(title, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert page.table.isVisible()
    assert rows_of(page.table) == before


def test_a_double_click_opens_the_form_of_its_limit(page: TimeLimitsPage) -> None:
    double_click(page.table, 1)
    QApplication.processEvents()
    assert page.form_panel.isVisible()
    title = page.form_panel.fields.edits["title"]
    assert isinstance(title, QLineEdit)
    assert title.text() in " ".join(rows_of(page.table)[1])


def test_a_senseless_limit_is_refused_in_the_form(page: TimeLimitsPage) -> None:
    click(page.new_button)
    amount = page.form_panel.fields.edits["amount"]
    assert isinstance(amount, QSpinBox)
    amount.setValue(0)
    click(page.form_panel.preview_button)
    assert "больше нуля" in page.form_panel.told.text()
    assert page.form_panel.isVisible()


def test_a_new_limit_for_a_topic(page: TimeLimitsPage) -> None:
    click(page.new_button)
    edits = page.form_panel.fields.edits
    topic, title = edits["topic"], edits["title"]
    assert isinstance(topic, QComboBox)
    assert isinstance(title, QLineEdit)
    assert "Ямы во дворах" in {topic.itemText(at) for at in range(topic.count())}, "Known topics are offered"
    topic.setEditText("Ямы во дворах")
    title.setText("Ямы: десять рабочих дней")
    click(page.form_panel.preview_button)
    assert "Срок изменится у 1 открытой записи." not in page.preview.moved.told.text(), "It begins today"
    click(page.preview.save_button)
    choose(page, "Ямы: десять рабочих дней")
    assert "тема «Ямы во дворах»" in rows_of(page.table)[page.table.currentRow()][3]


def test_a_new_edition_must_begin_later(page: TimeLimitsPage) -> None:
    choose(page, "ПОС: обычное сообщение")
    click(page.edition_button)
    click(page.form_panel.preview_button)
    click(page.preview.save_button)
    lines = [line[4] for line in rows_of(page.table) if line[0] == "ПОС: обычное сообщение"]
    assert sorted(lines) == ["с 10.11.2020 по 11.10.2026", "с 12.10.2026"]


def test_a_used_limit_is_closed_by_date(page: TimeLimitsPage) -> None:
    choose(page, "ПОС: обычное сообщение")
    click(page.remove_button)
    assert "действует по 11.10.2026" in page.preview.told.text()
    click(page.preview.save_button)
    choose(page, "ПОС: обычное сообщение")
    assert rows_of(page.table)[page.table.currentRow()][5] == "закончился"
