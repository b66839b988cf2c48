"""Staff, names by date, two editions beside each other, and a window that stays open over midnight."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.operations.edit_roster import save_edition
from mcu_desktop.queries.roster import read_editions
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.midnight import Midnight
from mcu_desktop.ui.people.names_page import NamesPage
from mcu_desktop.ui.people.staff_page import StaffPage
from mcu_desktop.ui.roster.comparing import ComparingPage
from mcu_desktop.ui.roster.page import RosterPage
from tests.ui.table_cells import column_of

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
Type = Callable[[QWidget, str], None]
ENTER = Qt.Key.Key_Return


def test_staff_is_attached_and_ended_by_keys(qtbot: QtBot, live_desk: Any, type_words: Type) -> None:
    page = StaffPage(live_desk, MOSCOW, lambda: NOW)
    qtbot.addWidget(page)
    page.show()
    page.start()
    assert "Никто не прикреплён к блокам: Здравоохранение" in page.told.text()
    type_words(page.fields.edits["full_name"].lineEdit(), "Орлова Нина Ивановна")  # type: ignore[attr-defined]
    direction: Any = page.fields.edits["direction"]
    type_words(direction, "вакцинация")
    QTest.keyClick(direction, ENTER)
    assert column_of(page.table, 1) == ["Орлова Нина Ивановна"]
    assert column_of(page.table, 5) == ["сейчас"]
    page.end_button.click()
    assert column_of(page.table, 5) == ["12.10.2026"]


def test_a_name_is_given_and_taken_back(qtbot: QtBot, live_desk: Any, type_words: Type) -> None:
    page = NamesPage(live_desk, MOSCOW, lambda: NOW)
    qtbot.addWidget(page)
    page.show()
    page.start()
    assert column_of(page.table, 1)[:2] == [
        "Вышневолоцкий муниципальный округ Тверской области",
        "Вышневолоцкий городской округ Тверской области",
    ]
    type_words(page.fields.edits["name"], "Вышневолоцкий район")
    source: Any = page.fields.edits["source"]
    QTest.keyClick(source, ENTER)
    assert "чем оно установлено" in page.told.text()
    type_words(source, "Закон")
    QTest.keyClick(source, ENTER)
    assert column_of(page.table, 1)[0] == "Вышневолоцкий район"
    assert column_of(page.table, 3)[1] == "11.10.2026"
    page.table.setCurrentCell(0, 0)
    page.undo_button.click()
    assert column_of(page.table, 1)[0] == "Вышневолоцкий муниципальный округ Тверской области"


@pytest.fixture
def two_editions(live_desk: Any) -> None:
    [first] = read_editions(live_desk.reader)
    changed = replace(first.rows[1], job_title="Первый заместитель")
    second = replace(
        first, edition_id=None, order_number="77-р", order_date=date(2026, 6, 1), valid_from=date(2026, 6, 1),
        rows=(first.rows[0], changed, *first.rows[3:], replace(first.rows[2], full_name="Новиков Пётр Ильич",
              person_id=None)),
    )  # fmt: skip
    live_desk.store.perform(lambda session: save_edition(session, second, now=NOW, actor="О"))


@pytest.mark.usefixtures("two_editions")
def test_two_editions_stand_side_by_side(qtbot: QtBot, live_desk: Any) -> None:
    page = ComparingPage(live_desk)
    qtbot.addWidget(page)
    page.show()
    page.start()
    said = [words for words in column_of(page.table, 0) if words != "без изменений"]
    assert said == ["▲ изменено: должность", "▲ вошёл в состав", "▲ вышел из состава"]
    assert page.told.text() == "3 изменения."
    assert column_of(page.table, 1)[-2] == "Новиков Пётр Ильич"
    assert column_of(page.table, 2)[-2] == "—", "Who has come had no post here"
    assert "Первый заместитель" in column_of(page.table, 3)
    page.after.setCurrentIndex(page.before.currentIndex())
    assert page.told.text() == "Редакции не отличаются."


@pytest.mark.usefixtures("two_editions")
def test_the_roster_of_any_day(qtbot: QtBot, live_desk: Any, settings: QSettings, drafts: Drafts) -> None:
    page = RosterPage(live_desk, Me(settings), MOSCOW, lambda: NOW, drafts)
    qtbot.addWidget(page)
    page.show()
    page.start()
    assert page.edition.currentIndex() == 1
    page.day.setDate(QDate(2026, 5, 31))
    assert page.edition.currentIndex() == 0
    page.day.setDate(QDate(2026, 6, 1))
    assert page.edition.currentIndex() == 1
    page.day.setDate(QDate(2020, 1, 1))
    assert page.told.text() == "На 01.01.2020 состава ещё не было."


def test_the_turn_of_the_day_is_told_once(qtbot: QtBot) -> None:
    moment = [datetime(2026, 10, 12, 20, 59, tzinfo=UTC)]
    parent = QWidget()
    qtbot.addWidget(parent)
    midnight = Midnight(MOSCOW, lambda: moment[0], parent)
    with qtbot.assertNotEmitted(midnight.passed):
        midnight.look()
    moment[0] += timedelta(minutes=1)
    with qtbot.waitSignal(midnight.passed):
        midnight.look()
    with qtbot.assertNotEmitted(midnight.passed):
        midnight.look()


def test_an_edit_of_the_roster_comes_back_after_a_crash(
    qtbot: QtBot, live_desk: Any, settings: QSettings, drafts: Drafts
) -> None:
    def opened() -> RosterPage:
        made = RosterPage(live_desk, Me(settings), MOSCOW, lambda: NOW, drafts)
        qtbot.addWidget(made)
        made.show()
        made.start()
        return made

    page = opened()
    rows = page.draft.rows
    page.draft.set_row(0, "должность", job_title="Первый заместитель")
    qtbot.waitUntil(lambda: bool(drafts.waiting()), timeout=2_000)
    after = opened()
    assert after.draft.rows == page.draft.rows
    assert after.told.text().startswith("Восстановлена правка от 12.10.2026 08:30.")
    after.undo_button.click()
    assert after.draft.rows == rows, "One step back is the edition itself"
    assert drafts.waiting() == ()
    drafts.keep("roster", "", {"edition": "1", "rows": "[{}]"})
    assert opened().draft.rows == rows, "A damaged one is left alone"
