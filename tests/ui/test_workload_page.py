"""The page of the workload, on a real store, by clicks and keys."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.rules.measures import CaseSlice, Measure
from mcu_desktop.rules.workload import LoadOf
from mcu_desktop.ui.workload.page import WorkloadPage
from mcu_desktop.ui.workplace import Workplace

NOW = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
FIRST = datetime(2026, 10, 1, 7, 0, tzinfo=UTC)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase]) -> Workplace:
    """Forty days with a message about roads each, every second one closed after an hour."""
    cases = []
    for number in range(40):
        received = FIRST + timedelta(days=number)
        done = received + timedelta(hours=1) if number % 2 else None
        cases.append(incoming(external_number=str(number), received_at=received, answered_at=done, closed_at=done))
    return make_window(*cases, now=NOW)


@pytest.fixture
def page(window: Workplace) -> WorkloadPage:
    window.show_screen("workload")
    return window.screens.workload


def row_of(page: WorkloadPage, title: str) -> list[str]:
    model = page.table.figures
    [row] = [at for at, one in enumerate(model.rows) if one.title.startswith(title)]
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_the_load_of_blocks_and_what_is_to_come(page: WorkloadPage) -> None:
    QAbstractItemModelTester(page.table.figures, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert row_of(page, "ЖКХ") == ["20", "20", "31", "0", "15", "0", "1,4", "2", "0,7", "14"]
    assert row_of(page, "Всего")[:3] == ["20", "20", "31"]
    assert page.told.text().startswith("Октябрь 2026 года, 22 рабочих дня; за две недели ожидается около 14 сообщений.")


@pytest.mark.parametrize(("column", "count"), [(0, 20), (1, 20), (2, 31), (4, 15)])
def test_a_number_opens_its_cases(qtbot: QtBot, window: Workplace, page: WorkloadPage, column: int, count: int) -> None:
    page.table.setCurrentIndex(page.table.figures.index(1, column))
    with qtbot.waitSignal(page.cases_wanted):
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert window.queue.model.rowCount() == count


def test_the_button_waits_where_a_number_is_of_no_cases(page: WorkloadPage) -> None:
    assert page.open_button.isEnabled()
    for column, opens in ((6, False), (4, True), (9, False)):
        page.table.setCurrentIndex(page.table.figures.index(1, column))
        assert page.open_button.isEnabled() is opens, page.table.figures.index(1, column).data()


def test_a_day_of_the_chart_opens_its_cases(window: Workplace, page: WorkloadPage) -> None:
    day = page.chart.chart.series[0].points[-15].payload
    assert isinstance(day, CaseSlice)
    assert day.measure is Measure.RECEIVED
    page.chart.chosen.emit(day)
    assert window.queue.model.rowCount() == 1


def test_people_and_recipients_have_their_load(page: WorkloadPage) -> None:
    for of in (LoadOf.PEOPLE, LoadOf.RECIPIENTS):
        page.whose.setCurrentIndex(page.whose.findData(of))
        page.whose.activated.emit(1)
        titles = [row.title for row in page.table.figures.rows]
        assert any("ЖКХ и дороги" in title for title in titles) is (of is LoadOf.PEOPLE)
        assert titles[-1] == "Всего"


def test_proposals_are_edited_kept_and_made_anew(window: Workplace, page: WorkloadPage, live_desk: Any) -> None:
    draft = page.text.toPlainText()
    assert "снимается меньше, чем поступает (15 из 31)" in draft
    assert page.text_state.text().startswith("Черновик")
    page.text.clear()
    QTest.keyClicks(page.text, "Nuzhen eshche odin")
    assert page.text_state.text() == "Изменено, не сохранено."
    page.reread()
    assert page.text.toPlainText() == "Nuzhen eshche odin", "A new count does not take what is typed"
    QTest.mouseClick(page.save_button, LEFT)
    assert page.text_state.text() == "Сохранено."
    window.show_queue()
    window.show_screen("workload")
    assert page.text.toPlainText() == "Nuzhen eshche odin"
    QTest.mouseClick(page.draft_button, LEFT)
    assert page.text.toPlainText() == draft
    assert page.text_state.text() == "Изменено, не сохранено."
    page.period.names.setCurrentIndex(3)
    page.period.names.activated.emit(3)
    assert page.text_state.text().startswith("Черновик"), "Another period has words of its own"
