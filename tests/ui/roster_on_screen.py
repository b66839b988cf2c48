"""The page of the roster over a real store, and what hands do with it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.queries.roster import read_editions
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.roster import Edition
from mcu_desktop.store.store import Store
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.roster.page import RosterPage

TypeInto = Callable[[int, int, str], None]
TypeWords = Callable[[QWidget, str], None]
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def desk(sqlite_store: Store) -> Iterator[Desk]:
    desk = Desk(sqlite_store)
    yield desk
    desk.close()


@pytest.fixture
def page(qtbot: Any, desk: Desk, sqlite_store: Store, settings: QSettings, drafts: Drafts) -> RosterPage:
    with closing(sqlite_store.open_reader()) as reader:
        page = RosterPage(desk, Me(settings), read_zone(reader), lambda: NOW, drafts)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)  # keys of buttons are those of the active window
    page.start()
    qtbot.waitUntil(lambda: len(page.draft.rows) == 15)
    return page


def stored(page: RosterPage, sqlite_store: Store) -> tuple[Edition, ...]:
    with closing(sqlite_store.open_reader()) as reader:
        return read_editions(reader)


def shown(page: RosterPage, row: int, column: int) -> str:
    return str(page.table.rows.index(row, column).data())


@pytest.fixture
def type_into(page: RosterPage, type_words: TypeWords) -> Callable[[int, int, str], None]:
    """Type into a cell, as F2 lets one do."""

    def type_cell(row: int, column: int, text: str) -> None:
        page.table.go_to(row, column)
        QTest.keyClick(page.table, Qt.Key.Key_F2)
        finish_cell(page, text, type_words)

    return type_cell


def finish_cell(page: RosterPage, text: str, type_words: TypeWords) -> None:
    editor = page.table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    type_words(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # Qt takes the words when the editor has had its key


def press(button: Any) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def save_new_edition(page: RosterPage, type_words: TypeWords, qtbot: Any) -> None:
    """Save what is in the table by another order, from today."""
    press(page.save_button)
    number = page.saving.fields.edits["number"]
    assert isinstance(number, QLineEdit)
    type_words(number, "77-р")
    QTest.keyClick(number, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.edition.count() == 2)
