"""The page of people, with real clicks and keys on a real store."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QScrollArea, QWidget

from mcu_desktop.operations.edit_person import edit_person
from mcu_desktop.queries.person_cards import read_forms, read_person_cards
from mcu_desktop.rules.terms import GrammaticalCase
from mcu_desktop.ui.people.page import PeoplePage

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
DAY = date(2026, 11, 2)
NOTHING: dict[str, Any] = {"sector_body_id": None, "phone": "", "email": "", "job_description_on": None, "forms": {}}


@pytest.fixture
def page(qtbot: Any, live_desk: Any) -> PeoplePage:
    page = PeoplePage(live_desk, ZoneInfo("Europe/Moscow"), lambda: NOW)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.start()
    return page


def edit(page: PeoplePage, name: str) -> QLineEdit:
    found = page.fields.edits[name]
    assert isinstance(found, QLineEdit)
    return found


def test_all_people_are_listed_with_what_is_missing(page: PeoplePage) -> None:
    assert page.table.rowCount() == 15
    assert page.told.text() == "Должностная инструкция не актуализирована (п. 4 распоряжения): 15 из 15."
    assert edit(page, "name:dative").text() == "Шараповой Наталье Владимировне"
    assert edit(page, "post:dative").text().startswith("Первому заместителю Главы Администрации")
    tip = page.table.model().index(6, 6).data(Qt.ItemDataRole.ToolTipRole)
    assert page.cards[6].role_text in tip, "What does not fit into a cell is told by its tooltip"


def test_what_is_typed_is_kept_and_a_corrected_form_remembered(
    page: PeoplePage, live_desk: Any, type_words: Callable[[QWidget, str], None]
) -> None:
    page.table.selectRow(3)
    type_words(edit(page, "phone"), "8 (48233) 1-23-45")
    body = page.fields.edits["sector_body_id"]
    assert isinstance(body, QComboBox)
    body.setCurrentText("Управление образования")
    instrumental = edit(page, "name:instrumental")
    instrumental.selectAll()
    type_words(instrumental, "Янценой Светланой Алексеевной")
    QTest.keyClick(instrumental, Qt.Key.Key_Return)
    card = read_person_cards(live_desk.reader, DAY)[3]
    assert (card.phone, card.body) == ("8 (48233) 1-23-45", "Управление образования")
    assert read_forms(live_desk.reader) == {
        ("Янцен Светлана Алексеевна", GrammaticalCase.INSTRUMENTAL): "Янценой Светланой Алексеевной"
    }, "Suggestions that nobody corrected are not kept"
    page.table.selectRow(0)
    page.table.selectRow(3)
    assert edit(page, "name:instrumental").text() == "Янценой Светланой Алексеевной"


def test_a_corrected_post_is_remembered_for_all_who_have_it(
    page: PeoplePage, live_desk: Any, type_words: Callable[[QWidget, str], None]
) -> None:
    page.table.selectRow(5)
    genitive = edit(page, "post:genitive")
    genitive.selectAll()
    type_words(genitive, "зам. Главы")
    QTest.keyClick(genitive, Qt.Key.Key_Return)
    page.table.selectRow(6)
    assert page.cards[5].job_title == page.cards[6].job_title
    assert edit(page, "post:genitive").text() == "зам. Главы"
    assert edit(page, "post:dative").text().startswith("Заместителю Главы"), "The others are still suggested"
    assert edit(page, "name:genitive").text() == "Богданова Сергея Борисовича"
    page.table.selectRow(7)
    assert edit(page, "post:genitive").text().startswith("Руководителя Управления")


def test_the_body_that_the_post_names_is_suggested_and_kept_only_when_saved(page: PeoplePage, live_desk: Any) -> None:
    page.table.selectRow(9)
    body = page.fields.edits["sector_body_id"]
    assert isinstance(body, QComboBox)
    assert (body.currentText(), body.accessibleName()) == ("Управление образования", "Орган (предложен по должности)")
    assert read_person_cards(live_desk.reader, DAY)[9].body == ""
    QTest.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    assert read_person_cards(live_desk.reader, DAY)[9].body == "Управление образования"
    assert page.fields.edits["sector_body_id"].accessibleName() == "Орган", "A person has said so"


def test_a_refusal_is_said_and_what_was_typed_stays(page: PeoplePage) -> None:
    described: Any = page.fields.edits["job_description_on"]
    described.known.setChecked(True)
    described.edit.setDate(described.edit.date().addYears(20))
    QTest.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    assert "ещё не наступил" in page.told.text()
    assert described.known.isChecked()


def test_the_day_of_a_job_description_is_kept_and_counted(page: PeoplePage, live_desk: Any) -> None:
    live_desk.store.perform(
        lambda session: edit_person(
            session, page.cards[0].person_id, **NOTHING | {"job_description_on": DAY}, now=NOW, actor="А"
        )
    )
    page.start()
    assert page.told.text().endswith("14 из 15.")
    assert page.table.model().index(0, 5).data() == "02.11.2026"


def test_in_a_low_window_fields_are_scrolled_to_and_the_list_stays(page: PeoplePage, qtbot: Any) -> None:
    [around] = page.findChildren(QScrollArea)
    page.resize(1400, 1200)
    qtbot.waitUntil(lambda: around.height() == page.fields.height())
    page.resize(700, 300)
    qtbot.waitUntil(lambda: page.fields.height() > around.height())
    assert around.height() <= page.height() // 2
