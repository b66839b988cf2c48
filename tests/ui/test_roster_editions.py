"""Editions on the page of the roster: what is said of a new one, the last one taken away, a row moved by the mouse."""

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDateEdit

from mcu_desktop.store.store import Store
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.common.plain import PlainLabel
from mcu_desktop.ui.roster.model import NAME
from mcu_desktop.ui.roster.page import RosterPage
from tests.ui.roster_on_screen import TypeInto, TypeWords, desk, page, press, save_new_edition, shown, stored, type_into

__all__ = ["desk", "page", "type_into"]


def test_the_last_edition_is_taken_away_after_words_of_what_will_be(
    page: RosterPage, type_into: TypeInto, type_words: TypeWords, sqlite_store: Store, qtbot: Any
) -> None:
    before = stored(page, sqlite_store)
    assert not page.removing.button.isEnabled(), "The only edition stays"
    type_into(0, NAME, "Ветрова Анна Ильинична")
    save_new_edition(page, type_words, qtbot)
    assert page.told.text().startswith("Приложение 2 в редакции от 02.11.2026 № 77-р")
    press(page.removing.button)
    asked = page.removing.findChild(PlainLabel)
    assert isinstance(asked, PlainLabel)
    assert "Вернутся: Шарапова Наталья Владимировна. Выйдут: Ветрова Анна Ильинична." in asked.text()
    press(page.removing.keep_button)
    assert len(stored(page, sqlite_store)) == 2
    press(page.removing.button)
    press(page.removing.agree_button)
    qtbot.waitUntil(lambda: page.edition.count() == 1)
    assert stored(page, sqlite_store) == before
    assert page.told.text().startswith("Редакция Приложения 2 от 02.11.2026 № 77-р убрана.")
    assert shown(page, 0, NAME) == "Шарапова Наталья Владимировна"


def test_only_the_last_edition_and_only_unedited_can_be_taken_away(
    page: RosterPage, type_into: TypeInto, type_words: TypeWords, qtbot: Any
) -> None:
    save_new_edition(page, type_words, qtbot)
    assert page.removing.button.isEnabled()
    page.edition.setCurrentIndex(0)
    assert not page.removing.button.isEnabled()
    page.edition.setCurrentIndex(1)
    type_into(0, NAME, "Ветрова Анна Ильинична")
    assert not page.removing.button.isEnabled()
    press(page.undo_button)
    assert page.removing.button.isEnabled()


def test_a_day_before_another_edition_is_warned_of_while_it_is_typed(page: RosterPage) -> None:
    press(page.save_button)
    begins, way = page.saving.fields.edits["begins"], page.saving.fields.edits["way"]
    assert isinstance(begins, QDateEdit)
    assert isinstance(way, QComboBox)
    begins.setDate(QDate(2020, 5, 1))
    assert "встанет перед редакцией от 28.09.2021 № 1662-р" in page.saving.told.text()
    begins.setDate(QDate(2026, 12, 1))
    assert page.saving.told.text().startswith("Роли и права изменятся 01.12.2026.")
    way.setCurrentIndex(1)
    assert "станут такими, как сейчас в таблице" in page.saving.told.text()


def test_the_keyboard_goes_with_a_row_that_the_mouse_has_moved(page: RosterPage) -> None:
    model, table = page.table.rows, page.table
    table.go_to(2)
    model.dropMimeData(model.mimeData([model.index(2, NAME)]), Qt.DropAction.MoveAction, 5, 0, model.index(-1, -1))
    assert table.currentIndex().row() == 4
    assert shown(page, 4, NAME) == "Шувалов Леонид Борисович"


def test_what_was_saved_does_not_come_back_as_an_edit(
    page: RosterPage, type_into: TypeInto, type_words: TypeWords, drafts: Drafts, qtbot: Any
) -> None:
    type_into(0, NAME, "Ветрова Анна Ильинична")
    qtbot.waitUntil(lambda: drafts.find("roster") is not None)
    save_new_edition(page, type_words, qtbot)
    assert page.edition.currentText().startswith("от 02.11.2026 № 77-р")
    assert not page.draft.is_changed
    assert drafts.find("roster") is None


def test_the_order_that_a_pasted_table_names_is_offered(page: RosterPage, qtbot: Any) -> None:
    heads = "№ п/п\tФИО\tДолжность\tРоль"
    row = "1.\tВетрова Анна Ильинична\tЭксперт\tАдминистратор МЦУ"
    QGuiApplication.clipboard().setText(f"Приложение 2 от 20.10.2026 № 78-р\n{heads}\n{row}")
    press(page.paste_button)
    qtbot.waitUntil(lambda: len(page.draft.rows) == 1)
    press(page.save_button)
    values = page.saving.fields.values(page._zone)
    signed = date(2026, 10, 20)
    assert (values["number"], values["signed"], values["begins"]) == ("78-р", signed, signed)
    press(page.saving.close_button)
    press(page.undo_button)
    press(page.save_button)
    assert page.saving.fields.values(page._zone)["number"] == "", "It belongs to those rows alone"


def test_what_is_read_again_does_not_take_what_was_typed_meanwhile(page: RosterPage, type_into: TypeInto) -> None:
    page.start()  # the answer comes when the typing is over
    type_into(0, NAME, "Ветрова Анна Ильинична")
    page._show("", page.facts)
    assert shown(page, 0, NAME) == "Ветрова Анна Ильинична"
    assert page.draft.is_changed
