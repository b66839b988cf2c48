"""The ladder of alerts and the absences, on a real store, by clicks and keys."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.rules.terms import Addressee
from mcu_desktop.ui.absences.page import AbsencesPage
from mcu_desktop.ui.alerts.ladder_page import LadderPage
from tests.ui.table_cells import rows_of

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 5, 6, 0, tzinfo=UTC)
LEFT = Qt.MouseButton.LeftButton


def shown(page: LadderPage | AbsencesPage) -> None:
    page.resize(1000, 600)
    page.show()
    page.start()
    QApplication.processEvents()


@pytest.fixture
def ladder(qtbot: QtBot, live_desk: Any) -> LadderPage:
    page = LadderPage(live_desk, MOSCOW, lambda: NOW)
    qtbot.addWidget(page)
    shown(page)
    return page


@pytest.fixture
def absences(qtbot: QtBot, live_desk: Any) -> AbsencesPage:
    page = AbsencesPage(live_desk, MOSCOW, lambda: NOW)
    qtbot.addWidget(page)
    shown(page)
    return page


def choose(edit: QWidget, title: str) -> None:
    assert isinstance(edit, QComboBox)
    edit.setCurrentIndex(edit.findText(title, Qt.MatchFlag.MatchStartsWith))
    assert edit.currentText().startswith(title)


def test_the_common_ladder_is_shown_from_the_lowest_step(ladder: LadderPage) -> None:
    assert [line[0] for line in rows_of(ladder.table)] == [
        "за 3 рабочих дня → исполнителю (ответственному блока)",
        "в день срока → руководителю блока",
        "просрочено → руководителю МЦУ",
        "просрочено 3 рабочих дня → куратору",
    ]


def test_a_step_is_added_changed_and_taken_away(ladder: LadderPage) -> None:
    edits = ladder.fields.edits
    choose(edits["moment"], "после предельного")
    choose(edits["addressee"], "ответственному за канал")
    amount = edits["amount"]
    assert isinstance(amount, QSpinBox)
    amount.setValue(5)
    QTest.mouseClick(ladder.add_button, LEFT)
    assert rows_of(ladder.table)[-1] == ["просрочено 5 рабочих дней → ответственному за канал"]
    ladder.table.selectRow(4)
    amount.setValue(7)
    QTest.mouseClick(ladder.change_button, LEFT)
    assert rows_of(ladder.table)[-1] == ["просрочено 7 рабочих дней → ответственному за канал"]
    ladder.table.selectRow(4)
    QTest.mouseClick(ladder.remove_button, LEFT)
    assert len(rows_of(ladder.table)) == 4


def test_a_senseless_step_is_refused_and_nothing_is_lost(ladder: LadderPage) -> None:
    amount = ladder.fields.edits["amount"]
    assert isinstance(amount, QSpinBox)
    amount.setValue(0)
    QTest.mouseClick(ladder.add_button, LEFT)
    assert "хотя бы за 1 день" in ladder.told.text()
    assert len(ladder.steps) == 4


def test_a_limit_gets_a_ladder_of_its_own_and_gives_it_back(ladder: LadderPage) -> None:
    choose(ladder.ladder, "ПОС: фаст-трек")
    assert rows_of(ladder.table) == []
    assert ladder.told.text() == "Своей лестницы нет: действует общая."
    choose(ladder.fields.edits["moment"], "в день")
    QTest.mouseClick(ladder.add_button, LEFT)
    assert [(step.amount, step.addressee) for step in ladder.steps] == [(0, Addressee.EXECUTOR)]
    assert ladder.ladder.currentText() == "ПОС: фаст-трек — своя"
    QTest.mouseClick(ladder.remove_button, LEFT)
    assert ladder.ladder.currentText() == "ПОС: фаст-трек"


def test_an_absence_is_noted_with_its_deputy_and_taken_away(absences: AbsencesPage, live_desk: Any) -> None:
    assert absences.told.text() == "Сейчас и позже никто не отсутствует."
    choose(absences.fields.edits["person_id"], "Богданов")
    choose(absences.fields.edits["deputy_id"], "Галкина")
    QTest.mouseClick(absences.add_button, LEFT)
    [line] = rows_of(absences.table)
    assert line[1:3] == ["05.11.2026", "18.11.2026"]
    assert line[0].startswith("Богданов")
    assert line[3].startswith("Галкина")
    assert line[4].startswith("Галкина")
    QTest.mouseClick(absences.remove_button, LEFT)
    assert rows_of(absences.table) == []
    assert live_desk.reader.rows("SELECT count(*) FROM journal") == [(2,)]


def test_the_end_of_the_chain_is_named(absences: AbsencesPage) -> None:
    for person, deputy in (("Богданов", "Галкина"), ("Галкина", "Андреев")):
        choose(absences.fields.edits["person_id"], person)
        choose(absences.fields.edits["deputy_id"], deputy)
        QTest.mouseClick(absences.add_button, LEFT)
    assert [line[4].split()[0] for line in rows_of(absences.table)] == ["Андреев", "Андреев"]
    choose(absences.fields.edits["person_id"], "Андреев")
    choose(absences.fields.edits["deputy_id"], "никто")
    QTest.mouseClick(absences.add_button, LEFT)
    assert [line[4] for line in rows_of(absences.table)] == ["никто"] * 3


def test_an_absence_to_come_has_nobody_acting_yet(absences: AbsencesPage) -> None:
    choose(absences.fields.edits["person_id"], "Богданов")
    choose(absences.fields.edits["deputy_id"], "Галкина")
    begins, ends = absences.fields.edits["first_day"], absences.fields.edits["last_day"]
    assert isinstance(begins, QDateEdit)
    assert isinstance(ends, QDateEdit)
    begins.setDate(QDate(2026, 12, 1))
    ends.setDate(QDate(2026, 12, 9))
    QTest.mouseClick(absences.add_button, LEFT)
    assert [line[4] for line in rows_of(absences.table)] == ["—"]


@pytest.mark.parametrize(
    ("person", "deputy", "last_day", "words"),
    [
        ("Богданов", "Богданов", QDate(2026, 11, 10), "сам себя"),
        ("Богданов", "никто", QDate(2026, 11, 1), "раньше первого"),
        ("Галкина", "никто", QDate(2026, 11, 10), "уже отмечено"),
        ("Андреев", "Галкина", QDate(2026, 11, 10), "замыкаются в круг"),
    ],
)
def test_a_senseless_absence_is_refused(
    absences: AbsencesPage, person: str, deputy: str, last_day: QDate, words: str
) -> None:
    choose(absences.fields.edits["person_id"], "Галкина")
    choose(absences.fields.edits["deputy_id"], "Андреев")
    QTest.mouseClick(absences.add_button, LEFT)
    choose(absences.fields.edits["person_id"], person)
    choose(absences.fields.edits["deputy_id"], deputy)
    day = absences.fields.edits["last_day"]
    assert isinstance(day, QDateEdit)
    day.setDate(last_day)
    QApplication.processEvents()
    QTest.mouseClick(absences.add_button, LEFT)
    assert words in absences.told.text()
    assert len(rows_of(absences.table)) == 1
