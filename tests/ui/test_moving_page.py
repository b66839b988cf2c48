"""The page that moves the store, on real stores."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mcu_desktop.models import Base
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.table_titles import TABLES, table_title
from mcu_desktop.store.place import Place, chosen_store
from mcu_desktop.store.store import Store
from mcu_desktop.ui.moving.page import MovingPage
from tests.ui.table_cells import column_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, live_desk: Any) -> MovingPage:
    made = MovingPage(live_desk)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    made.start()
    return made


def test_a_store_moves_into_a_new_file_and_is_opened_from_then_on(page: MovingPage, tmp_path: Path) -> None:
    target = tmp_path / "новое.sqlite3"
    page.address.setText(str(target))
    QTest.keyClick(page.address, Qt.Key.Key_Return)
    assert page.told.text().startswith("Перенесено: ")
    assert "Отраслевые блоки" in column_of(page.table, 0)
    assert column_of(page.table, 1)[column_of(page.table, 0).index("Отраслевые блоки")] == "9"
    assert target.is_file()
    wanted: list[tuple[Place, str]] = []
    page.store_wanted.connect(lambda place, words: wanted.append((place, words)))
    QTest.mouseClick(page.choose_button, LEFT)
    [(place, words)] = wanted
    assert place.file == target
    assert words.startswith("Это новое хранилище.")
    assert chosen_store() == str(target)


def test_a_store_moves_into_a_shared_one(page: MovingPage, postgres_store: Store) -> None:
    page.address.setText(postgres_store.place.address)
    QTest.mouseClick(page.move_button, LEFT)
    assert "Числа строк и контрольные суммы в обоих хранилищах совпали" in page.told.text()


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("", "Укажите, куда перенести"),
        ("http://server/x", "не понят"),
        ("postgresql://mcu:secret@127.0.0.1:1/mcu", "Пароль в адресе"),
    ],
)
def test_a_place_that_is_none_is_refused_in_words(page: MovingPage, where: str, words: str) -> None:
    page.address.setText(where)
    QTest.mouseClick(page.move_button, LEFT)
    assert words in page.told.text()
    assert "secret" not in page.told.text()
    assert not page.table.isVisible()
    assert page.move_button.isEnabled()


def test_the_password_does_not_stay_in_the_field(page: MovingPage) -> None:
    page.address.setText("postgresql://mcu@127.0.0.1:1/mcu?sslmode=disable")
    page.password.setText("canary")
    QTest.mouseClick(page.move_button, LEFT)
    assert page.password.text() == ""
    assert "canary" not in page.told.text()
    assert page.told.text() != "", "It was asked with the password, and the server did not answer"


def test_progress_is_shown_and_can_be_stopped(
    page: MovingPage, live_desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = Task()
    monkeypatch.setattr(live_desk, "work", lambda *_given, **_named: task)
    page.address.setText("/новое")
    QTest.mouseClick(page.move_button, LEFT)
    live_desk.progressed.emit(task, 40, "Переносим: cases")
    assert page.bar.bar.value() == 40
    assert page.bar.text.text() == "Переносим: cases"
    assert page.bar.stop_button.hasFocus()
    QTest.mouseClick(page.bar.stop_button, LEFT)
    assert task.cancelled.is_set()


def test_titles_are_of_tables_that_there_are() -> None:
    assert set(TABLES) <= set(Base.metadata.tables)
    assert table_title("cases") == "Сообщения"
