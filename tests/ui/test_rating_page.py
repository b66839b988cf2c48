"""The page of the rating, on a real store, by clicks and keys."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.queries.rating import RATED_OBJECTS
from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.measures import DIMENSIONS, Dimension
from mcu_desktop.rules.permissions import Rights
from mcu_desktop.rules.rating import RatedRow
from mcu_desktop.rules.rating_inputs import RatingScope
from mcu_desktop.rules.terms import Outcome, Role
from mcu_desktop.ui.common.figure_table import FigureTable
from mcu_desktop.ui.rating.page import RatingPage
from mcu_desktop.ui.workplace import Workplace

NOW = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
BLANK = "\N{NO-BREAK SPACE}"
ROADS, HEALTH = ("Дороги", "Ямы во дворах"), ("Здравоохранение", "Поликлиники")


@pytest.fixture
def window(make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase]) -> Workplace:
    """Twelve quick answers about roads, four of them unsolved; twelve late ones about health; one about nothing."""
    cases = []
    for number in range(25):
        group, topic = (ROADS, HEALTH, ("", ""))[number // 12]
        hours = 2 if group == "Дороги" else 24 * 9
        done = OCTOBER + timedelta(hours=hours)
        cases.append(
            incoming(
                external_number=str(number), topic_group=group, topic=topic, received_at=OCTOBER, answered_at=done,
                closed_at=done, outcome=Outcome.RESOLVED if number % 3 else Outcome.NOT_RESOLVED, satisfaction=4,
                solvable=number % 2 == 0,
            )
        )  # fmt: skip
    return make_window(*cases, now=NOW)


@pytest.fixture
def page(window: Workplace) -> RatingPage:
    window.show_screen("rating")
    return window.screens.rating


def shown(table: FigureTable[Any]) -> list[list[str]]:
    model = table.model()
    cells = [[str(model.index(row, at).data()) for at in range(model.columnCount())] for row in range(model.rowCount())]
    heads = [str(model.headerData(row, Qt.Orientation.Vertical)) for row in range(model.rowCount())]
    return [[head, *(text.replace(BLANK, " ") for text in row)] for head, row in zip(heads, cells, strict=True)]


def column(table: FigureTable[RatedRow], title: str) -> int:
    return [one.title for one in table.figures.columns].index(title)


def choose(page: RatingPage, row: int, title: str) -> None:
    page.view.table.setCurrentIndex(page.view.table.figures.index(row, column(page.view.table, title)))


def test_places_and_numbers_stand_in_their_order(page: RatingPage) -> None:
    QAbstractItemModelTester(page.view.table.figures, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = shown(page.view.table)
    assert [row[0] for row in rows[:2]] == ["1. ЖКХ и дороги", "2. Здравоохранение"]
    assert rows[-1][0] == "Всего"
    assert rows[-2][0] == "Не указано (не оценивается)"
    assert rows[3][0].endswith("(не оценивается)")
    in_time = column(page.view.table, "В срок") + 1
    assert [rows[0][in_time], rows[1][in_time], rows[-1][in_time]] == ["12 · 100,0 %", "0 · 0,0 %", "12 · 48,0 %"]
    page.reread()
    assert shown(page.view.table) == rows


def test_a_number_opens_as_many_cases(qtbot: QtBot, window: Workplace, page: RatingPage) -> None:
    for title, count in (("Решено", 4), ("Не решаемые", 6), ("Учтено", 12)):
        choose(page, 0, title)
        with qtbot.waitSignal(page.cases_wanted):
            QTest.keyClick(page.view.table, Qt.Key.Key_Return)
        assert window.pages.currentWidget() is window.queue
        assert window.queue.model.rowCount() == count, title
        assert "ЖКХ и дороги, октябрь 2026 года" in window.queue.filters.narrowing.text()
        window.show_screen("rating")


def test_what_has_no_cases_behind_it_opens_nothing(qtbot: QtBot, page: RatingPage) -> None:
    choose(page, 0, "R")
    with qtbot.assertNotEmitted(page.cases_wanted):
        QTest.keyClick(page.view.table, Qt.Key.Key_Return)


def test_the_whole_table_is_copied_for_a_table_program(page: RatingPage, qapp: QApplication) -> None:
    page.view.table.setFocus()
    QTest.keyClick(page.view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in qapp.clipboard().text().split("\n")]
    assert lines[0][:3] == ["", "Изм.", "R"]
    assert [line[0] for line in lines[1:3]] == ["1. ЖКХ и дороги", "2. Здравоохранение"]
    assert lines[-1][0] == "Всего"
    assert {len(line) for line in lines} == {len(lines[0])}


def test_how_it_was_reckoned_follows_the_chosen_row(page: RatingPage) -> None:
    choose(page, 1, "R")
    assert page.view.how.toPlainText().startswith("Здравоохранение: 12 сообщений")
    assert "исполнено в срок (вес 60): 0 / 12 = 0" in page.view.how.toPlainText()


def test_other_weights_are_tried_at_once_and_never_issued(page: RatingPage, live_desk: Any) -> None:
    assert not page.view.weights.isVisible()
    QTest.mouseClick(page.what_if_button, Qt.MouseButton.LeftButton)
    assert page.view.weights.isVisible()
    before = shown(page.view.table)
    live_desk.reader.close()  # whatever asks the store now fails
    page.view.weights.edits["speed"].setValue(0)
    assert shown(page.view.table) != before
    assert page.view.told.text().startswith("Проба: веса изменены")
    assert not page.issue_button.isEnabled()
    for code in ("quality", "completeness"):
        page.view.weights.edits[code].setValue(0)
    assert "R не посчитан." in page.view.how.toPlainText()
    QTest.mouseClick(page.view.reset_button, Qt.MouseButton.LeftButton)
    assert shown(page.view.table) == before
    assert page.issue_button.isEnabled()


def test_weights_that_are_tried_stay_when_the_store_is_read_again(window: Workplace, page: RatingPage) -> None:
    known = page.view.weights.method()
    page.view.weights.edits["speed"].setValue(0)
    tried = shown(page.view.table)
    page.reread()
    assert shown(page.view.table) == tried
    assert page.view.weights.edits["speed"].value() == 0
    assert page.view.told.text().startswith("Проба: веса изменены")
    assert not page.issue_button.isEnabled()
    window.show_screen("rating")
    assert page.view.weights.method() == known, "Who opens the page sees the rating itself"
    assert page.issue_button.isEnabled()


def test_a_rating_is_issued_and_shown_again_as_it_was(window: Workplace, page: RatingPage, live_desk: Any) -> None:
    before = shown(page.view.table)
    QTest.mouseClick(page.issue_button, Qt.MouseButton.LeftButton)
    assert window.strip.text.startswith("Выпущен рейтинг № Р-2026-001: Совместный")
    live_desk.store.perform(lambda session: session.connection().exec_driver_sql("UPDATE cases SET closed_at = NULL"))
    page.reread()
    assert shown(page.view.table) != before
    QTest.mouseClick(page.issued_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(page.issued_panel.table, Qt.Key.Key_Return)
    assert shown(page.view.table) == before
    assert page.view.told.text().startswith("Рейтинг № Р-2026-001, выпущен 10.11.2026 12:00, Оператор.")
    assert not page.issue_button.isEnabled()
    QTest.mouseClick(page.now_button, Qt.MouseButton.LeftButton)
    assert shown(page.view.table) != before


def test_a_period_under_way_is_not_issued(page: RatingPage) -> None:
    page.period.names.setCurrentIndex(3)
    page.period.names.activated.emit(3)
    QTest.mouseClick(page.issue_button, Qt.MouseButton.LeftButton)
    assert "Период ещё не закончился" in page.view.told.text()


def test_a_method_by_order_is_used_from_its_day_on(page: RatingPage) -> None:
    QTest.mouseClick(page.method_button, Qt.MouseButton.LeftButton)
    panel = page.method_panel
    assert panel.table.rowCount() == 1
    panel.weights.edits["speed"].setValue(0)
    QTest.mouseClick(panel.save_button, Qt.MouseButton.LeftButton)
    assert "Назовите номер и дату распоряжения" in panel.told.text()
    panel.fields.retype({"number": "12-р", "signed": "01.09.2026", "since": "01.10.2026"})
    QTest.mouseClick(panel.save_button, Qt.MouseButton.LeftButton)
    assert "методика по распоряжению № 12-р от 01.09.2026, действует с 01.10.2026" in page.view.told.text()
    assert "Скорость V (вес 0)" in page.view.how.toPlainText()


def test_people_are_rated_only_for_those_who_may_see_it(window: Workplace, page: RatingPage) -> None:
    assert page.objects.count() == len(RATED_OBJECTS)
    window.me.take_rights(Rights((RoleGrant(Role.BLOCK_HEAD, "housing"),)))
    titles = [page.objects.itemText(at) for at in range(page.objects.count())]
    assert DIMENSIONS[Dimension.EXECUTOR] not in titles
    assert not page.issue_button.isEnabled()


def test_a_channel_has_a_rating_of_its_own(page: RatingPage) -> None:
    page.scope.setCurrentIndex(page.scope.findData(RatingScope.FEEDBACK_PLATFORM))
    page.scope.activated.emit(2)
    assert page.view.told.text().startswith("ПОС (п. 3.7 б), октябрь 2026 года")
    assert {row[column(page.view.table, "Учтено") + 1] for row in shown(page.view.table)} == {"0"}
