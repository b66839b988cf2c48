"""The page of breaches, on a real store, by clicks and keys."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.note_breach import note_breach
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.rules.terms import Standing
from mcu_desktop.store.about import About
from mcu_desktop.ui.breaches.page import BreachesPage
from mcu_desktop.ui.common.me import Me
from tests.ui.table_cells import double_click

MOSCOW = ZoneInfo("Europe/Moscow")
MONDAY = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
NOW = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)
ENTER = Qt.Key.Key_Return


@pytest.fixture
def another_late(
    live_desk: Any, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> Callable[[], None]:
    """Others take in an answer that came later than those of the page: it stands before them."""

    def run() -> None:
        late = {"answered_at": MONDAY + timedelta(days=9), "closed_at": MONDAY + timedelta(days=9)}
        file = file_of(incoming(external_number="99", received_at=MONDAY, **late))
        live_desk.write(None, lambda session, task: take_in(session, task, file, now=NOW, zone=MOSCOW, actor="Д"))

    return run


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


def chosen(page: BreachesPage) -> list[int]:
    rows = sorted({index.row() for index in page.table.selectedIndexes()})
    return [page.lines[row].case_id for row in rows]


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


def test_what_others_do_never_moves_a_reason_to_another_case(
    page: BreachesPage, another_late: Callable[[], None]
) -> None:
    page.table.selectRow(0)
    [mine] = chosen(page)
    page.reason.setEditText("Отпуск")
    page.reason.setFocus()
    another_late()
    assert page.lines[0].case_id != mine, "The new one stands first"
    assert chosen(page) == [mine]
    assert page.reason.hasFocus(), "Who writes goes on writing"
    assert page.reason.currentText() == "Отпуск"
    QTest.keyClick(page.table, ENTER)
    assert {line.case_id: line.reason for line in page.lines if line.reason} == {mine: "Отпуск"}


def test_several_stay_chosen_and_what_another_has_explained_does_not(
    page: BreachesPage, live_desk: Any, another_late: Callable[[], None]
) -> None:
    def explain(case_id: int) -> None:
        theirs = partial(note_breach, case_ids=[case_id], reason="Их", now=NOW, actor="Д")
        live_desk.write(None, lambda session, _task: theirs(session), about=About((case_id,)))

    page.table.selectAll()
    mine = chosen(page)
    another_late()
    assert chosen(page) == mine
    explain(mine[0])
    assert chosen(page) == mine[1:]
    page.table.selectRow(0)
    explain(page.lines[0].case_id)
    assert chosen(page) == [], "Not the next one in its place"
    explain(page.lines[0].case_id)
    assert chosen(page) == [], "Nor later"
    page.reason.setEditText("Моя")
    QTest.keyClick(page.table, ENTER)
    assert page.told.text() == "Выберите строки, для которых указать причину. Ничего не сохранено."
    assert "Моя" not in reasons(page)


def test_after_a_reason_the_next_one_waits_in_its_place(page: BreachesPage) -> None:
    page.table.selectRow(0)
    following = page.lines[1].case_id
    page.reason.setEditText("Отпуск")
    QTest.keyClick(page.table, ENTER)
    assert chosen(page) == [following]


def test_the_same_reason_again_leaves_its_line_chosen(page: BreachesPage, another_late: Callable[[], None]) -> None:
    page.table.selectAll()
    page.reason.setEditText("Отпуск")
    QTest.keyClick(page.table, ENTER)
    page.table.selectRow(1)
    mine = chosen(page)
    for _ in range(2):
        QTest.keyClick(page.table, ENTER)
        assert chosen(page) == mine
    another_late()
    assert chosen(page) == mine


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
    with qtbot.waitSignal(page.cases_wanted) as opened:
        double_click(page.table, 2)
    assert opened.args == [QueueFilter(search=page.lines[2].number, standing=Standing.CLOSED)]
