"""The page of breaches, on a real store, by clicks and keys."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.rules.terms import Standing
from mcu_desktop.ui.breaches.page import BreachesPage
from mcu_desktop.ui.common.me import Me

MOSCOW = ZoneInfo("Europe/Moscow")
MONDAY = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
NOW = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)
ENTER = Qt.Key.Key_Return


@pytest.fixture
def page(
    qtbot: QtBot, live_desk: Any, settings: QSettings, incoming: Callable[..., IncomingCase],
    file_of: Callable[..., ReadFile],
) -> BreachesPage:  # fmt: skip
    late = {"answered_at": MONDAY + timedelta(days=3), "closed_at": MONDAY + timedelta(days=3)}
    file = file_of(*(incoming(external_number=str(number), received_at=MONDAY, **late) for number in range(3)))
    live_desk.store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor="О"))
    made = BreachesPage(live_desk, Me(settings), MOSCOW, lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    made.start()
    QApplication.processEvents()
    return made


def reasons(page: BreachesPage) -> list[str]:
    cells = [page.table.item(row, 6) for row in range(page.table.rowCount())]
    return [cell.text() for cell in cells if cell is not None]


def test_late_answers_wait_for_their_reason(page: BreachesPage) -> None:
    assert page.told.text() == "3 нарушения, у 3 причина не указана."
    assert reasons(page) == ["не указана"] * 3
    late = page.table.item(0, 5)
    assert late is not None
    assert late.text() == "2 дня"


def test_one_reason_for_all_that_are_chosen(page: BreachesPage) -> None:
    page.table.selectAll()
    page.reason.setCurrentText("Сбой связи")
    QTest.keyClick(page.table, ENTER)
    assert reasons(page) == ["Сбой связи"] * 3
    assert page.told.text() == "3 нарушения."


def test_an_own_reason_is_taken_and_an_empty_one_refused(page: BreachesPage) -> None:
    page.reason.setCurrentText("")
    QTest.keyClick(page.table, ENTER)
    assert "Выберите причину" in page.told.text()
    page.reason.setEditText("Не нашли дом")
    line = page.reason.lineEdit()
    assert line is not None
    QTest.keyClick(line, ENTER)
    assert reasons(page).count("Не нашли дом") == 1
    assert reasons(page)[-1] == "Не нашли дом", "Those without a reason stand first"


def test_a_period_without_breaches_says_so(page: BreachesPage) -> None:
    page.period.setCurrentIndex(1)
    page.period.activated.emit(1)
    assert page.told.text() == "За это время ни один ответ не опоздал."
    assert not page.note_button.isEnabled()
    page.period.setCurrentIndex(3)
    page.period.activated.emit(3)
    assert len(reasons(page)) == 3


def test_the_block_stays_chosen(page: BreachesPage) -> None:
    page.block.setCurrentIndex(page.block.findText("ЖКХ и дороги"))
    page.block.activated.emit(2)
    assert page.block.currentText() == "ЖКХ и дороги"
    assert len(reasons(page)) == 3
    page.block.setCurrentIndex(page.block.findText("Спорт"))
    page.block.activated.emit(8)
    assert reasons(page) == []


def test_a_closed_case_is_opened_among_the_closed(qtbot: QtBot, page: BreachesPage) -> None:
    page.table.selectRow(1)
    with qtbot.waitSignal(page.cases_wanted) as opened:
        QTest.mouseClick(page.open_button, Qt.MouseButton.LeftButton)
    assert opened.args == [QueueFilter(search=page.lines[1].number, standing=Standing.CLOSED)]
