"""«Горит сегодня», on a real store, by clicks and keys."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.queue import ALL_BLOCKS, UNMAPPED, QueueFilter
from mcu_desktop.rules.terms import SourceSystem, Standing
from mcu_desktop.store.about import About
from mcu_desktop.ui.burning.model import BurningModel
from mcu_desktop.ui.burning.page import BurningPage

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 5, 6, 0, tzinfo=UTC)
ENTER = Qt.Key.Key_Return


@pytest.fixture
def page(
    qtbot: QtBot, live_desk: Any, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> BurningPage:
    """Two overdue messages, one of no block; one that ends on the 10th."""
    source = {"system": SourceSystem.FEEDBACK_PLATFORM, "channel_code": "feedback_platform"}
    received = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)
    file = file_of(
        incoming(external_number="1", received_at=received, recipient="УК", **source),
        incoming(external_number="2", received_at=received, topic="", topic_group="", **source),
        incoming(external_number="3", received_at=received + timedelta(days=6), recipient="УК", **source),
    )
    live_desk.store.perform(lambda session: take_in(session, Task(), file, now=received, zone=MOSCOW, actor="О"))
    made = BurningPage(live_desk, MOSCOW, lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1100, 620)
    made.show()
    made.start()
    QApplication.processEvents()
    return made


def row_of(page: BurningPage, title: str) -> int:
    rows = range(page.model.rowCount())
    return next(row for row in rows if page.model.index(row, 0).data() == title)


def test_the_model_keeps_qts_rules(qtbot: QtBot, page: BurningPage) -> None:
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    QAbstractItemModelTester(BurningModel(page), QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.reread()


def test_the_figures_stand_by_block(page: BurningPage) -> None:
    def line(title: str) -> list[str]:
        return [page.model.index(row_of(page, title), column).data() for column in range(1, 6)]

    assert line("Все блоки") == ["2", "—", "—", "1", "—"]
    assert line("ЖКХ и дороги") == ["1", "—", "—", "—", "—"]
    assert line("Не сопоставлено") == ["1", "—", "—", "1", "—"]
    heads = [page.model.headerData(column, Qt.Orientation.Horizontal) for column in range(6)]
    assert heads == ["Блок", "Просрочено", "Сегодня", "Завтра", "Без получателя", "Обещания нарушены"]


@pytest.mark.parametrize(
    ("block", "column", "wanted"),
    [
        ("Все блоки", 1, QueueFilter(block=ALL_BLOCKS, standing=Standing.OVERDUE)),
        ("Не сопоставлено", 4, QueueFilter(block=UNMAPPED, without_recipient=True)),
    ],
)
def test_enter_on_a_figure_opens_its_cases(
    qtbot: QtBot, page: BurningPage, block: str, column: int, wanted: QueueFilter
) -> None:
    page.table.setCurrentIndex(page.model.index(row_of(page, block), column))
    with qtbot.waitSignal(page.cases_wanted) as opened:
        QTest.keyClick(page.table, ENTER)
    assert opened.args == [wanted]


def test_a_double_click_on_nothing_opens_nothing(qtbot: QtBot, page: BurningPage) -> None:
    for index in (page.model.index(0, 2), page.model.index(0, 0), QModelIndex()):
        with qtbot.assertNotEmitted(page.cases_wanted):
            page.table.doubleClicked.emit(index)


def test_the_month_shows_its_days_and_opens_them(qtbot: QtBot, page: BurningPage) -> None:
    assert page.months.title.text() == "Сроки: ноябрь 2026"
    assert page.months.chosen_day() == date(2026, 11, 5), "Today, at first"
    table = page.months.table
    table.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(table, key)
    assert page.months.chosen_day() == date(2026, 11, 10)
    assert table.currentItem().text() == "10\n1"
    assert table.currentItem().toolTip() == "10.11.2026: 1 сообщение"
    with qtbot.waitSignal(page.cases_wanted) as opened:
        QTest.keyClick(table, ENTER)
    assert opened.args == [QueueFilter(due_from=date(2026, 11, 10), due_to=date(2026, 11, 10))]


@pytest.mark.parametrize("in_month", [True, False])
def test_months_go_by_keys_and_over_the_year(page: BurningPage, in_month: bool) -> None:
    table = page.months.table if in_month else page.table
    table.setFocus()
    for _ in range(2):
        QTest.keyClick(table, Qt.Key.Key_PageDown)
    assert page.months.title.text() == "Сроки: январь 2027"
    assert page.months.chosen_day() == date(2027, 1, 1)
    QTest.keyClick(table, Qt.Key.Key_PageUp)
    assert page.months.title.text() == "Сроки: декабрь 2026"
    assert table.hasFocus()


def test_the_page_says_until_when_the_calendar_is_approved(page: BurningPage) -> None:
    assert page.known.text() == "Календарь утверждён до 31.12.2026, предварительно до 31.12.2027."


def test_the_figures_follow_what_others_do(page: BurningPage, live_desk: Any) -> None:
    from mcu_desktop.operations.close_case import close_case
    from mcu_desktop.rules.terms import Outcome

    def close(session: Any, _task: Task) -> Any:
        return close_case(
            session, 1, outcome=Outcome.RESOLVED, outcome_title="решено", breach_reason="поздно", now=NOW, actor="О"
        )

    live_desk.write(page, close, about=About((1,)))
    assert page.model.index(0, 1).data() == "1"
