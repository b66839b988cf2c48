"""Asking for files: the window goes on, and a name gets its ending."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.ui.common.file_dialogs import ask_file, ask_files, ask_folder, ask_place, named

TABLES = "Таблица Excel (*.xlsx);;CSV (*.csv)"
CSV = "CSV (*.csv)"


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def dialog_of(page: QWidget) -> QFileDialog:
    [dialog] = page.findChildren(QFileDialog)
    assert dialog.isVisible()
    assert dialog.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose), "Each question makes another one"
    return dialog


def test_a_file_that_is_chosen_is_taken(page: QWidget) -> None:
    taken: list[Path] = []
    ask_file(page, "Файл", TABLES, taken.append)
    dialog = dialog_of(page)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptOpen
    dialog.fileSelected.emit("/выгрузка.xlsx")
    assert taken == [Path("/выгрузка.xlsx")]


def test_several_files_are_taken_at_once(page: QWidget) -> None:
    taken: list[object] = []
    ask_files(page, "Файлы", taken.append)
    dialog = dialog_of(page)
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFiles
    dialog.filesSelected.emit(["/один.png", "/два.png"])
    assert taken == [[Path("/один.png"), Path("/два.png")]]


def test_a_folder_is_asked_for(page: QWidget) -> None:
    taken: list[str] = []
    ask_folder(page, "Папка", taken.append)
    dialog = dialog_of(page)
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    dialog.fileSelected.emit("/копии")
    assert taken == ["/копии"]


def test_a_place_gets_the_ending_of_the_chosen_form(page: QWidget) -> None:
    taken: list[Path] = []
    ask_place(page, "Куда", "Журнал.xlsx", TABLES, taken.append)
    dialog = dialog_of(page)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.selectNameFilter(CSV)
    dialog.fileSelected.emit("/журнал")
    assert taken == [Path("/журнал.csv")]


@pytest.mark.parametrize(
    ("name", "chosen", "forms", "expected"),
    [
        ("Отчёт.csv", "Таблица Excel (*.xlsx)", TABLES, "Отчёт.csv"),
        ("Отчёт.XLSX", CSV, TABLES, "Отчёт.XLSX"),
        ("Отчёт № 3.10", CSV, TABLES, "Отчёт № 3.10.csv"),
        ("Отчёт", "Все файлы (*)", f"{TABLES};;Все файлы (*)", "Отчёт.xlsx"),
        ("фото", "", "", "фото"),
    ],
)
def test_an_ending_is_kept_if_it_is_one_of_the_forms(name: str, chosen: str, forms: str, expected: str) -> None:
    assert named(Path("/отчёты", name), chosen, forms) == Path("/отчёты", expected)
