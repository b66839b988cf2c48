"""The page of copies, on a real store, by clicks and keys."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from mcu_desktop.operations.keep_copies import copy_store
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.copy_habits import read_copy_habits
from mcu_desktop.rules.copies import CopyHabits
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.permissions import Rights
from mcu_desktop.rules.terms import Role
from mcu_desktop.store.place import Place
from mcu_desktop.ui.common.flow import FlowLayout
from mcu_desktop.ui.copies.page import CopiesPage
from tests.ui.table_cells import column_of

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)
LEFT, ENTER = Qt.MouseButton.LeftButton, Qt.Key.Key_Return


@pytest.fixture
def page(qtbot: QtBot, live_desk: Any) -> CopiesPage:
    for hours in (30, 6):
        copy_store(live_desk.store, folder=None, now=NOW - timedelta(hours=hours))
    made = CopiesPage(live_desk, MOSCOW, lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    made.start()
    QApplication.processEvents()
    return made


def folder(page: CopiesPage) -> Path:
    assert page.list is not None
    return page.list.folder


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, LEFT)


def test_copies_are_listed_with_what_is_known_of_them(page: CopiesPage) -> None:
    assert column_of(page.table, 0) == ["20.10.2026 06:00", "19.10.2026 06:00"]
    assert column_of(page.table, 2) == ["0", "0"]
    assert column_of(page.table, 3) == ["исправна, проверена 20.10.2026 06:00", "исправна, проверена 19.10.2026 06:00"]
    assert "Последняя исправная копия: 20.10.2026 06:00, 6 часов назад." in page._about.text()


def test_enter_makes_a_copy(page: CopiesPage) -> None:
    QTest.keyClick(page.table, ENTER)
    assert page.told.text() == "Копия сделана и проверена: 0 сообщений."
    assert ", только что. " in page._about.text()
    assert column_of(page.table, 0)[0] == "20.10.2026 12:00"


def test_who_comes_back_while_a_copy_is_made_sees_it_and_begins_no_other(
    page: CopiesPage, live_desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = Task()
    monkeypatch.setattr(live_desk, "work", lambda *_given, **_named: task)
    click(page.make_button)
    page.start()
    assert page.bar.isVisible()
    assert page.told.text() == "Делаем копию…"
    assert not page.make_button.isEnabled()
    click(page.bar.stop_button)
    assert task.cancelled.is_set()


def test_a_copy_is_tried_and_a_damaged_one_is_known_from_then_on(page: CopiesPage) -> None:
    click(page.try_button)
    assert page.told.text() == "Копия годится: открылась как хранилище, исправна, 0 сообщений."
    assert column_of(page.table, 3)[0] == "исправна, проверена 20.10.2026 12:00"
    assert page.list is not None
    page.list.copies[1].file.write_bytes(b"x" * 5000)
    page.table.selectRow(1)
    click(page.try_button)
    assert "не годится" in page.told.text()
    assert column_of(page.table, 3)[1].startswith("повреждена: ")


def test_a_store_is_brought_back_only_after_a_question(
    qtbot: QtBot, page: CopiesPage, live_desk: Any, settings: QSettings
) -> None:
    wanted: list[Any] = []
    page.interlude_wanted.connect(wanted.append)
    page.table.selectRow(1)
    click(page.restore_button)
    question = page.confirm_bar._text.text()
    assert "к копии от 19.10.2026 06:00, в ней 0 сообщений? Сейчас в хранилище 0 сообщений" in question
    assert page.confirm_bar.keep_button.hasFocus()
    QTest.keyClick(page.confirm_bar.keep_button, ENTER)
    assert wanted == []
    assert page.confirm_bar.isHidden()
    click(page.restore_button)
    click(page.confirm_bar.agree_button)
    [interlude] = wanted
    live_desk.reader.close()
    assert "Хранилище возвращено из копии: 0 сообщений. Прежнее хранилище отложено" in interlude.work()
    live_desk.reader = live_desk.store.open_reader()


def test_a_chosen_file_that_is_no_copy_is_refused_in_words(page: CopiesPage, tmp_path: Path) -> None:
    foreign = tmp_path / "фото.sqlite3"
    foreign.write_bytes(b"not a store")
    wanted: list[Any] = []
    page.interlude_wanted.connect(wanted.append)
    page.ask_for_file(foreign)
    click(page.confirm_bar.agree_button)
    with pytest.raises(UserFacingError, match="не годится"):
        wanted[0].work()


def test_habits_are_changed_by_the_form(page: CopiesPage, live_desk: Any, tmp_path: Path) -> None:
    click(page.habits_button)
    edits = page.habits.fields.edits
    hours = edits["every_hours"]
    assert isinstance(hours, QSpinBox)
    hours.setValue(12)
    page.habits.take_folder(str(tmp_path))
    QTest.keyClick(edits["days"], ENTER)
    assert read_copy_habits(live_desk.reader) == CopyHabits(folder=str(tmp_path), every_hours=12)
    assert page.told.text() == f"Копии хранилища: раз в 12 часов, если что-то изменилось, в папку «{tmp_path}»."
    assert page.habits.isHidden()
    assert page.table.rowCount() == 0, "The new folder has none yet"
    assert not page.restore_button.isEnabled()


def test_the_form_before_takes_nothing_with_it_when_it_dies(page: CopiesPage) -> None:
    buttons = page.habits.findChild(FlowLayout)
    assert isinstance(buttons, FlowLayout)
    click(page.habits_button)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert isValid(page.habits)
    assert all(isValid(buttons.itemAt(place)) for place in range(buttons.count()))
    assert buttons.sizeHint().width() > 0


def test_a_folder_that_is_not_there_is_refused_and_the_form_stays(page: CopiesPage, live_desk: Any) -> None:
    click(page.habits_button)
    where = page.habits.fields.edits["folder"]
    assert isinstance(where, QLineEdit)
    where.setText("/нет/такой")
    click(page.habits.save_button)
    assert "нет" in page.told.text()
    assert page.habits.isVisible()
    assert read_copy_habits(live_desk.reader) == CopyHabits()
    QTest.keyClick(where, Qt.Key.Key_Escape)
    assert page.habits.isHidden()


def test_a_shared_store_says_whose_work_its_copies_are(
    page: CopiesPage, live_desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(live_desk), "place", Place(None, "postgresql://"))
    page.start()
    assert "администратор сервера" in page.told.text()
    assert not page.table.isVisible()
    assert not page.make_button.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_Escape)


def test_who_may_not_keep_the_store_sees_why(make_window: Callable[..., Any], incoming: Callable[..., Any]) -> None:
    window = make_window(incoming(), now=NOW)
    window.me.take_rights(Rights((RoleGrant(Role.CURATOR),)))
    window.show_screen("copies")
    page = window.screens.copies
    for button in (page.make_button, page.restore_button, page.file_button, page.habits_button):
        assert not button.isEnabled()
    assert "Делать и возвращать копии" in page.make_button.toolTip()
