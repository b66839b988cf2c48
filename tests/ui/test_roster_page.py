"""The page of the roster, with real clicks and keys."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.terms import Role
from mcu_desktop.store.store import Store
from mcu_desktop.ui.roster.meaning import GrantPicker
from mcu_desktop.ui.roster.model import MEANING, NAME, ROLE, TITLE
from mcu_desktop.ui.roster.page import RosterPage
from tests.ui.roster_on_screen import (
    TypeInto,
    TypeWords,
    desk,
    finish_cell,
    page,
    press,
    save_new_edition,
    shown,
    stored,
    type_into,
)

__all__ = ["desk", "page", "type_into"]

OLD, NEW = "Вышневолоцкого городского округа", "Вышневолоцкого муниципального округа"


def test_the_table_is_the_decrees(page: RosterPage) -> None:
    row = page.draft.rows[13]
    assert [shown(page, 13, column) for column in range(5)] == [
        "14.", "Карапетян Ульяна Владимировна", row.job_title, row.role_text,
        "Руководитель отраслевого блока: Комитет по физической культуре и спорту",
    ]  # fmt: skip
    assert page.edition.currentText() == "от 28.09.2021 № 1662-р, с 28.09.2021 — действует"
    assert not page.undo_button.isEnabled(), "Nothing has been done yet"


def test_the_model_keeps_qts_rules(page: RosterPage, qtbot: Any) -> None:
    tester = QAbstractItemModelTester(page.table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.draft.insert(3)
    page.draft.remove(0)
    page.draft.undo_stack.undo()
    assert tester.model() is page.table.rows


def test_words_of_a_table_are_never_markup(page: RosterPage) -> None:
    page.draft.set_row(0, "имя", full_name="<img src='file:///etc/passwd'>")
    assert shown(page, 0, NAME) == "<img src='file:///etc/passwd'>"
    tip = page.table.rows.index(0, NAME).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip
    assert "&lt;img" in tip


def test_every_cell_is_shown_whole(page: RosterPage, qtbot: Any) -> None:
    def is_whole() -> bool:
        wanted = (page.table.sizeHintForRow(row) for row in range(15))
        return all(page.table.rowHeight(row) >= height for row, height in enumerate(wanted))

    qtbot.waitUntil(is_whole)
    page.table.setColumnWidth(TITLE, 90)
    qtbot.waitUntil(is_whole)


def test_typing_in_place_can_be_undone_and_done_again(page: RosterPage, type_into: TypeInto, qtbot: Any) -> None:
    type_into(0, NAME, "Ветрова Анна")
    assert shown(page, 0, NAME) == "Ветрова Анна"
    assert not page.edition.isEnabled(), "Another edition would lose what was typed"
    QTest.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown(page, 0, NAME) == "Шарапова Наталья Владимировна")  # Qt shows the press first
    assert page.edition.isEnabled()
    press(page.redo_button)
    assert shown(page, 0, NAME) == "Ветрова Анна"


def test_another_role_is_guessed_and_waits_for_a_person(page: RosterPage, type_into: TypeInto) -> None:
    type_into(0, ROLE, "Руководитель отраслевого блока образования")
    assert shown(page, 0, MEANING) == "Руководитель отраслевого блока: Образование\n(не подтверждено)"
    assert "Строка 1. Роль угадана по словам: подтвердите её." in [fault.text for fault in page.faults]
    press(page.meaning.confirm_button)
    assert shown(page, 0, MEANING) == "Руководитель отраслевого блока: Образование"


def test_a_person_may_hold_several_roles(page: RosterPage) -> None:
    page.table.go_to(0)
    press(page.meaning.add_button)
    picker: GrantPicker = page.meaning.pickers[-1]
    picker.role.setCurrentText("Руководитель отраслевого блока")
    picker.block.setCurrentText("Образование")
    press(page.meaning.confirm_button)
    assert page.draft.rows[0].grants == (RoleGrant(Role.CURATOR), RoleGrant(Role.BLOCK_HEAD, "education"))


def test_rows_are_moved_by_keys_and_by_the_mouse(page: RosterPage) -> None:
    first, second, third = page.draft.rows[:3]
    page.table.go_to(0)
    QTest.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.draft.rows[:2] == (second, first)
    assert page.table.currentIndex().row() == 1, "The keyboard goes with the row"
    model = page.table.rows
    dragged = model.mimeData([model.index(2, NAME)])
    model.dropMimeData(dragged, Qt.DropAction.MoveAction, 0, 0, model.index(-1, -1))
    assert page.draft.rows[:3] == (third, second, first)
    model.dropMimeData(model.mimeData([model.index(0, 0)]), Qt.DropAction.MoveAction, 3, 0, model.index(-1, -1))
    assert page.draft.rows[:3] == (second, first, third)


def test_a_row_is_added_below_the_chosen_one_and_taken_away(page: RosterPage, type_words: TypeWords) -> None:
    page.table.go_to(4)
    press(page.add_button)
    assert (len(page.draft.rows), shown(page, 5, NAME)) == (16, "вакансия")
    finish_cell(page, "Ким Ян Ильич", type_words)
    assert page.draft.rows[5].full_name == "Ким Ян Ильич"
    page.table.go_to(5)
    press(page.remove_button)
    assert len(page.draft.rows) == 15


def test_a_doubt_leads_to_its_row(page: RosterPage, type_into: TypeInto) -> None:
    type_into(11, NAME, "Арефьева")
    at = [fault.text for fault in page.faults].index("Строка 12. Имя неполное.")
    page.table.go_to(0)
    page.doubts.setCurrentRow(at)
    page.doubts.scrollToItem(page.doubts.item(at))
    QTest.mouseClick(
        page.doubts.viewport(), Qt.MouseButton.LeftButton, pos=page.doubts.visualItemRect(page.doubts.item(at)).center()
    )
    assert page.table.currentIndex().row() == 11


def test_posts_are_completed_from_those_in_use(page: RosterPage) -> None:
    page.table.go_to(0, TITLE)
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.completer().setCompletionPrefix("комитета по физ")
    assert editor.completer().currentCompletion().startswith("Руководитель Комитета по физической культуре")


def test_new_names_are_taken_and_saved_by_an_order(
    page: RosterPage, type_words: TypeWords, sqlite_store: Store, qtbot: Any
) -> None:
    press(page.rename_button)
    assert page.faults == ()
    save_new_edition(page, type_words, qtbot)
    assert page.edition.currentText() == "от 02.11.2026 № 77-р, с 02.11.2026 — действует"
    before, after = stored(page, sqlite_store)
    assert [row.job_title for row in after.rows] == [row.job_title.replace(OLD, NEW) for row in before.rows]
    assert not page.draft.is_changed
    page.edition.setCurrentIndex(0)
    assert OLD in shown(page, 0, TITLE), "What was before is seen as it was"


def test_a_refusal_keeps_what_was_typed(page: RosterPage, type_into: TypeInto, sqlite_store: Store, qtbot: Any) -> None:
    type_into(0, NAME, "Ветрова Анна Ильинична")
    press(page.save_button)
    QTest.keyClick(page.saving.fields.edits["number"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Не указан номер" in page.saving.told.text())
    assert shown(page, 0, NAME) == "Ветрова Анна Ильинична"
    assert len(stored(page, sqlite_store)) == 1
    QTest.keyClick(page.saving.fields.edits["number"], Qt.Key.Key_Escape)
    assert not page.saving.isVisible()


def test_an_edition_is_mended_in_its_place(
    page: RosterPage, type_into: TypeInto, sqlite_store: Store, qtbot: Any
) -> None:
    [before] = stored(page, sqlite_store)
    type_into(2, TITLE, "Эксперт")
    press(page.save_button)
    way: Any = page.saving.fields.edits["way"]
    way.setCurrentIndex(1)
    press(page.saving.save_button)
    qtbot.waitUntil(lambda: not page.draft.is_changed)
    [after] = stored(page, sqlite_store)
    assert after == replace(
        before, rows=(*before.rows[:2], replace(before.rows[2], job_title="Эксперт"), *before.rows[3:])
    )


def test_what_others_save_never_drops_an_edit(page: RosterPage, type_into: TypeInto, sqlite_store: Store) -> None:
    type_into(0, NAME, "Ветрова Анна Ильинична")
    page.start()
    assert shown(page, 0, NAME) == "Ветрова Анна Ильинична"


def test_the_day_of_an_order_is_today_at_first(page: RosterPage) -> None:
    press(page.save_button)
    values = page.saving.fields.values(page._zone)
    assert (values["signed"], values["begins"]) == (date(2026, 11, 2), date(2026, 11, 2))


def test_a_table_copied_in_another_program_is_pasted_as_one_step(page: RosterPage, qtbot: Any) -> None:
    lines = ("1.\tВетрова Анна Ильинична\tЭксперт\tАдминистратор МЦУ", "2.\tКим Ян\tЭксперт\tДворник")
    QGuiApplication.clipboard().setText("\n".join(lines))
    press(page.paste_button)
    qtbot.waitUntil(lambda: len(page.draft.rows) == 2)
    assert page.draft.rows[0].grants == (RoleGrant(Role.ADMINISTRATOR),)
    assert shown(page, 1, MEANING) == "не понято"
    press(page.undo_button)
    assert len(page.draft.rows) == 15


def test_a_text_without_a_table_changes_nothing_and_says_so(page: RosterPage, qtbot: Any) -> None:
    QGuiApplication.clipboard().setText("Просто письмо")
    press(page.paste_button)
    qtbot.waitUntil(lambda: page.told.text().startswith("Приложение 2 не найдено"))
    assert len(page.draft.rows) == 15


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_annex_is_written_as_it_is_shown(page: RosterPage, qtbot: Any, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"состав.{ending}"
    press(page.rename_button)
    edition = page.facts.editions[0]
    page.exchange.write(replace(edition, rows=page.draft.rows), path)
    qtbot.waitUntil(lambda: page.told.text() == f"Приложение 2 записано: {path}", timeout=20_000)
    if ending == "docx":
        page.exchange.read_file(path)
        qtbot.waitUntil(lambda: page.told.text().startswith("15 строк"), timeout=20_000)
        assert NEW in page.draft.rows[0].job_title


def test_the_draft_of_an_order_is_made_of_what_was_edited(
    page: RosterPage, type_into: TypeInto, qtbot: Any, tmp_path: Path
) -> None:
    press(page.order_button)
    assert page.told.text().startswith("Изменений нет")
    type_into(2, TITLE, "Эксперт")
    press(page.order_button)
    [dialog] = page.findChildren(QFileDialog)
    path = tmp_path / "проект.docx"
    dialog.fileSelected.emit(str(path))
    qtbot.waitUntil(lambda: page.told.text() == f"Проект распоряжения записан: {path}", timeout=20_000)
    assert path.stat().st_size > 5_000
    dialog.close()
