"""The page of the journal, on a real store, by clicks and keys."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import Citizen, IncomingCase, ReadFile
from mcu_desktop.operations.edit_ladder import edit_ladder
from mcu_desktop.operations.note_on_case import see_citizen
from mcu_desktop.operations.seal_journal import seal_journal
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.journal import JournalKind
from mcu_desktop.store.anchors import keep_anchor
from mcu_desktop.ui.journal.page import JournalPage

MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.fixture
def page(
    qtbot: QtBot, live_desk: Any, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> JournalPage:
    now = datetime.now(UTC)
    live_desk.clock = lambda: now
    live_desk.sign(1, "Лескова А. И.")
    file = file_of(incoming(citizen=Citizen("Канарейкин", "+7", "", "", "")))
    live_desk.store.perform(lambda s: take_in(s, Task(), file, now=now, zone=MOSCOW, actor="О"))
    live_desk.sign(0, "Лескова А. И.")
    live_desk.write(None, lambda s, _task: edit_ladder(s, None, (), now=now, actor="Лескова А. И."))
    live_desk.write(None, lambda s, _task: see_citizen(s, 1, now=now, actor="Лескова А. И."))
    made = JournalPage(live_desk, MOSCOW, lambda: now)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    made.start()
    QApplication.processEvents()
    return made


def choose(page: JournalPage, kind: JournalKind) -> None:
    page.kind.setCurrentIndex(page.kind.findData(kind))
    page.kind.activated.emit(page.kind.currentIndex())


def test_deeds_are_told_in_words(page: JournalPage) -> None:
    assert any("лестница уведомлений" in line.what for line in page.lines)
    assert "файл" in page.about.text(), "A local store says what its journal is worth"


def test_every_row_has_its_line_with_old_and_new(page: JournalPage) -> None:
    choose(page, JournalKind.ROWS)
    assert page.lines[0].what == "Данные заявителей: показаны" or "История" in page.lines[0].what
    page.what.setText("лестница уведомлений: удалено")
    QTest.keyClick(page.what, Qt.Key.Key_Return)
    assert len(page.lines) > 0
    assert all(line.who == "Лескова А. И." for line in page.lines)
    page.who.setText("никого такого")
    QTest.mouseClick(page.show_button, Qt.MouseButton.LeftButton)
    assert page.told.text() == "Таких строк нет."


def test_who_has_seen_citizens(page: JournalPage) -> None:
    choose(page, JournalKind.SEEN)
    assert [line.who for line in page.lines] == ["Лескова А. И."] * 2, "In the history of the case, and as a row"
    assert "Канарейкин" not in str(page.lines)


def test_the_journal_is_checked_and_damage_is_told(page: JournalPage, live_desk: Any) -> None:
    seal = seal_journal(live_desk.store)
    assert seal is not None
    keep_anchor(live_desk.store.place, seal.number, seal.hash)
    QTest.mouseClick(page.check_button, Qt.MouseButton.LeftButton)
    assert page.told.text() == (
        f"Печати целы, последняя № {seal.number}. Помнит это рабочее место: 1, все на месте. "
        "Таблицы сходятся с журналом."
    )
    live_desk.store.perform(partial(_spoil, "DROP TRIGGER mcu_cases_changed", "UPDATE cases SET gist = 'Иначе'"))
    QTest.mouseClick(page.check_button, Qt.MouseButton.LeftButton)
    assert "Таблицы сходятся" in page.told.text(), "A row that was added is kept by its key alone in a file"
    live_desk.store.perform(partial(_spoil, "DROP TRIGGER mcu_row_changes_delete", "DELETE FROM row_changes"))
    QTest.mouseClick(page.check_button, Qt.MouseButton.LeftButton)
    assert "не сходится" in page.told.text()


def test_nothing_is_changed_in_the_journal_by_mistake(live_desk: Any) -> None:
    with pytest.raises(Exception, match="only added to"):
        live_desk.store.perform(partial(_spoil, "UPDATE row_changes SET login = 'X'"))


def test_the_lines_go_to_a_file(page: JournalPage, tmp_path: Path) -> None:
    page.write(tmp_path / "журнал.csv")
    assert "лестница" in (tmp_path / "журнал.csv").read_text(encoding="utf-8-sig")
    assert page.told.text().startswith("Журнал записан")


def _spoil(*parts: Any) -> None:
    *statements, session = parts
    for statement in statements:
        session.connection().exec_driver_sql(statement)
