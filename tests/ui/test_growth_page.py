"""The page of growth and problem points, on a real store, by clicks and keys."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.growth_terms import PointState
from mcu_desktop.rules.permissions import Rights
from mcu_desktop.rules.terms import Role
from mcu_desktop.ui.common.theme import apply_theme
from mcu_desktop.ui.growth.page import GrowthPageView
from mcu_desktop.ui.workplace import Workplace

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase]) -> Workplace:
    """One message a day for ten weeks; in the last three days nine about the light in Фирово."""
    first = date(2026, 8, 10)
    cases = [
        incoming(external_number=str(day), received_at=datetime.combine(first + timedelta(days=day), time(9), MOSCOW))
        for day in range(70)
    ]
    for number in range(9):
        received = NOW - timedelta(days=1 + number % 3)
        lamp = {"topic": "Освещение", "settlement": "Фирово", "street": "Новая"}
        cases.append(incoming(external_number=f"Ф{number}", received_at=received, **lamp))
    return make_window(*cases, now=NOW)


@pytest.fixture
def page(window: Workplace) -> GrowthPageView:
    window.show_screen("growth")
    return window.screens.growth


def cells(table: Any, row: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def heads(table: Any) -> list[str]:
    model = table.model()
    return [str(model.headerData(row, Qt.Orientation.Vertical)) for row in range(model.rowCount())]


def test_what_has_grown_stands_with_its_parts(page: GrowthPageView) -> None:
    for table in (page.signals.table, page.signals.parts, page.points.table):
        QAbstractItemModelTester(table.figures, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert heads(page.signals.table) == ["Освещение — Фирово"]
    assert cells(page.signals.table, 0)[:6] == ["9", "0,0", "+9,0", "новое", "16.10.2026", "—"]
    assert cells(page.signals.table, 0)[-1] == "не отмечено"
    assert "вырос 1 показатель, не отмечено 1." in page.signals.told.text()
    assert heads(page.signals.parts) == ["«Инцидент Менеджмент»"], "Topic and place are its name"
    assert cells(page.signals.parts, 0) == ["Канал", "9", "0,0", "+9,0", "100\N{NO-BREAK SPACE}%"]
    page.reread()
    assert heads(page.signals.table) == ["Освещение — Фирово"]


@pytest.mark.parametrize("from_parts", [False, True])
def test_a_number_opens_its_cases(qtbot: QtBot, window: Workplace, page: GrowthPageView, from_parts: bool) -> None:
    table: Any = page.signals.parts if from_parts else page.signals.table
    table.setCurrentIndex(table.model().index(0, 1 if from_parts else 0))
    table.setFocus()
    with qtbot.waitSignal(page.cases_wanted):
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert window.pages.currentWidget() is window.queue
    assert window.queue.model.rowCount() == 9


def test_the_button_opens_the_cell_the_keyboard_was_on(qtbot: QtBot, page: GrowthPageView) -> None:
    assert page.open_button.isEnabled()
    parts = page.signals.parts
    QTest.mouseClick(parts.viewport(), LEFT, pos=parts.visualRect(parts.figures.index(0, 1)).center())
    with qtbot.waitSignal(page.cases_wanted) as opened:
        QTest.mouseClick(page.open_button, LEFT)
    assert opened.args[0].figure.title == "Освещение — Фирово: «Инцидент Менеджмент»"


def test_the_button_waits_where_nothing_can_be_opened(page: GrowthPageView) -> None:
    page.signals.table.setFocus()
    page.signals.table.setCurrentIndex(page.signals.table.figures.index(0, 1))
    assert not page.open_button.isEnabled(), "What is usual are no cases"
    page.signals.table.setCurrentIndex(page.signals.table.figures.index(0, 0))
    assert page.open_button.isEnabled()
    page.tabs.setCurrentIndex(2)
    assert not page.open_button.isEnabled(), "The threshold has no cases"
    page.tabs.setCurrentWidget(page.points)
    assert page.open_button.isEnabled()


def test_a_day_of_the_growth_opens_its_cases(window: Workplace, page: GrowthPageView) -> None:
    chart = page.signals.chart.chart
    assert chart.labels[-1] == "18.10"
    assert len(chart.labels) == 63
    page.signals.chart.chosen.emit(chart.series[0].points[-1].payload)
    assert window.queue.model.rowCount() == chart.series[0].points[-1].value == 3


def test_seen_and_why(page: GrowthPageView) -> None:
    QTest.mouseClick(page.signals.cause_button, LEFT)
    assert "Напишите причину" in page.told.text()
    QTest.mouseClick(page.signals.seen_button, LEFT)
    assert cells(page.signals.table, 0)[-1] == "видел: Оператор, 19.10.2026"
    assert "всё отмечено" in page.signals.told.text()
    QTest.keyClicks(page.signals.cause, "Obriv linii")
    QTest.mouseClick(page.signals.cause_button, LEFT)
    assert cells(page.signals.table, 0)[-1] == "Obriv linii (Оператор, 19.10.2026)"


def test_a_known_cause_is_not_lost_by_who_sees_it_later(page: GrowthPageView) -> None:
    QTest.keyClicks(page.signals.cause, "Obriv linii")
    QTest.mouseClick(page.signals.cause_button, LEFT)
    QTest.mouseClick(page.signals.seen_button, LEFT)
    assert cells(page.signals.table, 0)[-1] == "Obriv linii (Оператор, 19.10.2026)"
    assert page.told.text() == "Уже отмечено: Оператор. Ничего не изменено."


def test_what_is_being_typed_stays_when_the_store_is_read_again(page: GrowthPageView) -> None:
    signals, points, looks = page.signals, page.points, page.edits["looks"]
    QTest.keyClicks(signals.cause, "Obriv")
    looks.setValue(77)
    points.table.setCurrentIndex(points.table.figures.index(1, 0))
    QTest.keyClicks(points.text, "Fonari")
    page.reread()
    assert (signals.cause.text(), looks.value(), points.text.text()) == ("Obriv", 77, "Fonari")
    points.table.setCurrentIndex(points.table.figures.index(0, 0))
    assert not points.text.text(), "It is about the other point"
    QTest.mouseClick(signals.seen_button, LEFT)
    assert signals.cause.text() == "Obriv"


def test_a_decision_stays_with_its_point_when_others_are_sorted_before_it(page: GrowthPageView) -> None:
    points = page.points
    points.table.setCurrentIndex(points.table.figures.index(1, 0))
    QTest.keyClicks(points.text, "Fonari")
    assert page.page is not None
    points.show_page(replace(page.page, points=page.page.points[::-1]))
    assert points.table.currentIndex().row() == 0
    assert points.text.text() == "Fonari"
    points.state.setCurrentIndex(points.state.findData(PointState.IN_WORK))
    QTest.mouseClick(points.save_button, LEFT)
    assert [(line.street, line.text) for line in page.page.points] == [("Новая", "Fonari"), ("Казанский проспект", "")]


def test_the_threshold_decides_what_is_told(page: GrowthPageView) -> None:
    page.edits["least_cases"].setValue(20)
    QTest.mouseClick(page.threshold_button, LEFT)
    assert heads(page.signals.table) == []
    assert "ничего не выросло сверх порога" in page.signals.told.text()
    assert not page.signals.seen_button.isEnabled()
    assert heads(page.signals.parts) == []
    page.edits["least_cases"].setValue(5)
    QTest.mouseClick(page.threshold_button, LEFT)
    assert heads(page.signals.table) == ["Освещение — Фирово"]


def test_the_room_below_the_titles_is_paper_like_the_table(page: GrowthPageView) -> None:
    page.tabs.setCurrentWidget(page.points)
    titles = page.points.table.verticalHeader()
    assert 0 < titles.length() < titles.height() - 2
    drawn = titles.grab().toImage()
    assert drawn.pixelColor(drawn.width() // 2, drawn.height() - 2) == page.palette().base().color()


@pytest.mark.usefixtures("look_stays")
@pytest.mark.parametrize("dark", [False, True])
def test_what_scrolls_on_a_tab_has_the_ground_of_the_tab(
    qapp: QApplication, window: Workplace, page: GrowthPageView, dark: bool
) -> None:
    apply_theme(qapp, dark=dark, scale_percent=100)
    window.frame.resize(1366, 768)
    [over_parts] = [label for label in page.signals.findChildren(QLabel) if label.text() == "Из чего сложился рост"]

    def ground_beside(widget: QWidget) -> int:
        QApplication.processEvents()
        beside = widget.mapTo(page, QPoint(widget.width() - 2, 1))
        return page.grab().toImage().pixelColor(beside).lightness()

    assert abs(ground_beside(over_parts) - ground_beside(page.signals.told)) < 10
    page.tabs.setCurrentIndex(2)
    QApplication.processEvents()
    threshold = page.tabs.currentWidget()
    assert threshold is not None
    below = threshold.mapTo(page, QPoint(4, threshold.height() - 4))
    assert abs(page.grab().toImage().pixelColor(below).lightness() - page.palette().base().color().lightness()) < 25


def test_a_problem_point_is_decided_on(qtbot: QtBot, window: Workplace, page: GrowthPageView) -> None:
    page.tabs.setCurrentWidget(page.points)
    points = page.points
    assert sorted(heads(points.table)) == ["Вышний Волочёк, Казанский проспект", "Фирово, Новая"]
    assert points.told.text() == "2 точки: не меньше 3 повторов одной темы на одной улице за 90 дней."
    points.table.setCurrentIndex(points.table.figures.index(1, 0))
    assert heads(points.table)[1] == "Фирово, Новая"
    points.state.setCurrentIndex(points.state.findData(PointState.REMOVED))
    QTest.mouseClick(points.save_button, LEFT)
    assert "почему точка снята" in page.told.text()
    points.state.setCurrentIndex(points.state.findData(PointState.IN_WORK))
    points.for_poll.setChecked(True)
    QTest.keyClicks(points.text, "Fonari")
    QTest.mouseClick(points.save_button, LEFT)
    assert heads(points.table)[0] == "Фирово, Новая", "What is worked on stands first"
    assert cells(points.table, 0) == ["9", "Освещение", "в работе", "да", "Fonari (Оператор, 19.10.2026)"]
    points.table.setCurrentIndex(points.table.figures.index(0, 0))
    with qtbot.waitSignal(page.cases_wanted):
        QTest.mouseClick(page.open_button, LEFT)
    assert window.queue.model.rowCount() == 9


def test_who_may_not_decide_sees_it_all_the_same(window: Workplace, page: GrowthPageView) -> None:
    window.me.take_rights(Rights((RoleGrant(Role.BLOCK_OFFICER, "housing"),)))
    assert heads(page.signals.table) == ["Освещение — Фирово"]
    buttons = (page.signals.seen_button, page.signals.cause_button, page.points.save_button, page.threshold_button)
    assert not any(button.isEnabled() for button in buttons)


def test_a_store_without_history_says_so(make_window: Callable[..., Workplace]) -> None:
    window = make_window(now=NOW)
    window.show_screen("growth")
    signals = window.screens.growth.signals
    assert "мало истории" in signals.told.text()
    assert signals.found.isHidden()  # no empty tables under it
    assert not window.screens.growth.open_button.isEnabled()


def test_the_window_warns_by_itself_until_it_is_marked(window: Workplace) -> None:
    corner = window.alerts
    assert corner.growth_button.isHidden()
    timer = corner.growth.findChild(QTimer)
    assert timer is not None
    timer.timeout.emit()
    assert corner.growth_button.isVisible()
    assert corner.growth_button.text() == "Выросло: 1"
    assert "Освещение — Фирово" in corner.growth_button.toolTip()
    assert window.frame.menuBar().cornerWidget().sizeHint().width() >= corner.growth_button.sizeHint().width()
    QTest.mouseClick(corner.growth_button, LEFT)
    page = window.screens.growth
    assert window.pages.currentWidget() is page
    QTest.mouseClick(page.signals.seen_button, LEFT)
    assert corner.growth_button.isHidden(), "What was seen is not told again"


def test_who_does_not_answer_for_growth_is_not_warned(window: Workplace) -> None:
    window.me.take_rights(Rights((RoleGrant(Role.BLOCK_OFFICER, "housing"),)))
    window.alerts.growth.look()
    assert window.alerts.growth_button.isHidden()


def test_a_window_that_has_gone_looks_no_more(window: Workplace) -> None:
    timer = window.alerts.growth.findChild(QTimer)
    assert timer is not None
    assert timer.isActive()
    window.frame.close()
    assert not timer.isActive()
