"""The dashboard by clicks and keys, over a real store."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.queue import QueueFilter, count_cases
from mcu_desktop.rules.measures import MEASURES, CaseSlice, Measure
from mcu_desktop.rules.periods import EARLIEST, LATEST, Period
from mcu_desktop.store.store import Store
from mcu_desktop.ui.dashboard.page import DashboardPage
from tests.chart_places import middle_of

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
LEFT, Key = Qt.MouseButton.LeftButton, Qt.Key


def fill(store: Store) -> None:
    store.perform(lambda session: add_demonstration(session, Task(), cases_count=150, seed=7, now=NOW, zone=MOSCOW))


@pytest.fixture
def page(qtbot: QtBot, live_desk: Any) -> DashboardPage:
    fill(live_desk.store)
    made = DashboardPage(live_desk, MOSCOW, lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1100, 620)
    made.show()
    made.start()
    qtbot.waitUntil(lambda: bool(made.charts))
    return made


def opened(page: DashboardPage) -> list[CaseSlice]:
    heard: list[CaseSlice] = []
    page.cases_wanted.connect(lambda wanted: heard.append(wanted.figure))
    return heard


def choose(combo: Any, value: object) -> None:
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())


def test_last_month_is_shown_with_its_numbers(page: DashboardPage, live_desk: Any) -> None:
    assert page.told.text().startswith("Сентябрь 2026 года. Данные на 12.10.2026 12:00.")
    received = page.tiles[0]
    assert received.title.text() == "Поступило"
    [(count,)] = live_desk.reader.rows(
        "SELECT count(*) FROM cases WHERE received_at >= '2026-08-31 21' AND received_at < '2026-09-30 21'"
    )
    assert received.now.text() == str(count)
    assert received.before.text().startswith("период раньше: ")
    assert page.tiles[-1].title.text() == "Просрочено сейчас"
    assert not page.tiles[-1].before.isVisible()


def test_days_of_another_age_cannot_be_asked_for(page: DashboardPage, live_desk: Any) -> None:
    page.period.first.setDate(QDate(1, 1, 1))
    page.period.last.setDate(QDate(9999, 12, 31))
    assert page.period.period() == Period(EARLIEST, LATEST)
    QApplication.processEvents()
    assert page.told.text().startswith("С 1 января 1980 года по 31 декабря 2059 года. Данные на 12.10.2026 12:00.")
    assert page.tiles[0].now.text() == str(live_desk.reader.rows("SELECT count(*) FROM cases")[0][0])


def test_a_number_opens_its_cases_by_click_and_by_enter(page: DashboardPage, live_desk: Any) -> None:
    heard = opened(page)
    QTest.mouseClick(page.tiles[1].now, LEFT)
    page.tiles[1].before.setFocus()
    QTest.keyClick(page.tiles[1].before, Key.Key_Return)
    assert [cases.title for cases in heard] == ["Дан ответ: сентябрь 2026 года", "Дан ответ: август 2026 года"]
    counts = [
        count_cases(live_desk.reader, QueueFilter(figure=cases), now=NOW, zone=MOSCOW, at_most=999) for cases in heard
    ]
    assert page.tiles[1].now.text() == str(counts[0])
    assert page.tiles[1].before.text().startswith(f"период раньше: {counts[1]}")


def test_the_charts_follow_the_measure_the_block_and_the_grain(page: DashboardPage) -> None:
    heard = opened(page)
    choose(page.measure, Measure.ANSWERED)
    choose(page.block, "utilities")
    choose(page.grain, "week")
    assert page.charts[0].chart.title == "Дан ответ по неделям, ЖКХ и дороги"
    assert page.charts[0].chart.labels[0] == "нед. 36"
    view = page.charts[0]
    place = next(at for at, point in enumerate(view.chart.series[0].points) if point.value)
    view.canvas.choose((0, place))
    QTest.keyClick(view.canvas, Key.Key_Return)
    assert heard[0].measure is Measure.ANSWERED
    assert heard[0].title.endswith(", ЖКХ и дороги")


def test_a_bar_is_opened_by_a_double_click(page: DashboardPage) -> None:
    heard = opened(page)
    view = page.charts[1]
    page.area.ensureWidgetVisible(view)
    QApplication.processEvents()
    QTest.mouseDClick(view.canvas, LEFT, pos=middle_of(view, (0, 0)))
    assert [cases.title for cases in heard] == [f"{MEASURES[Measure.RECEIVED]}: {view.chart.labels[0]}"]


def test_a_change_of_cases_is_shown_at_once(page: DashboardPage, live_desk: Any) -> None:
    before = page.tiles[6].now.text()

    def close_one(session: Any, _task: Task) -> Change:
        close = (
            "UPDATE cases SET closed_at = received_at WHERE id = (SELECT min(id) FROM cases WHERE closed_at IS NULL)"
        )
        session.connection().exec_driver_sql(close)
        return Change(frozenset({Touched.CASES}), "")

    live_desk.write(page, close_one)
    assert page.tiles[6].title.text() == "На контроле сейчас"
    assert int(page.tiles[6].now.text()) == int(before) - 1


def test_an_empty_store_says_so_without_a_chart(qtbot: QtBot, live_desk: Any) -> None:
    made = DashboardPage(live_desk, MOSCOW, lambda: NOW)
    qtbot.addWidget(made)
    made.show()
    made.start()
    qtbot.waitUntil(lambda: bool(made.charts))
    assert {tile.now.text() for tile in made.tiles} == {"0"}
    assert all(view.pages.currentWidget() is view.nothing for view in made.charts)


def test_the_window_lives_on_while_charts_are_loaded_and_numbers_read(qtbot: QtBot, sqlite_store: Store) -> None:
    """With the real desk nothing is made or read in the call that opens the page."""
    fill(sqlite_store)
    desk = Desk(sqlite_store)
    made = DashboardPage(desk, MOSCOW, lambda: NOW)
    qtbot.addWidget(made)
    made.show()
    made.start()
    assert made.told.text() == "Считаем…"
    qtbot.waitUntil(lambda: len(made.charts) == 5 and made.charts[0].chart.series != (), timeout=20_000)
    desk.close()
