"""The page that asks which column holds what."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.cells import Row
from mcu_desktop.intake.table import Table
from mcu_desktop.rules.terms import CaseKind
from mcu_desktop.ui.intake.mapping_page import MappingChannel, MappingPage
from tests.ui.table_cells import rows_of

CHANNELS = (
    MappingChannel("phone", "Телефон", CaseKind.MESSAGE),
    MappingChannel("post", "Почта", CaseKind.APPEAL),
    MappingChannel("other", "Другой канал", CaseKind.MESSAGE),
)
HOSTILE = '<img src="//host/share/a.png">'
TABLE = Table(("Рег. №", "Когда пришло", "Что пишут", HOSTILE), [Row.of(2, ("15", "01.10.2026", "Яма", HOSTILE))])


@pytest.fixture
def page(qtbot: QtBot) -> MappingPage:
    mapping_page = MappingPage("журнал звонков 12.10.2026.csv", TABLE, CHANNELS)
    qtbot.addWidget(mapping_page)
    mapping_page.show()
    for combo in mapping_page.combos.values():
        combo.setCurrentIndex(0)
    return mapping_page


def test_nothing_goes_on_until_the_required_columns_are_named(page: MappingPage) -> None:
    for code, title in page._required:
        assert not page.continue_button.isEnabled()
        assert title in page.reason.text()
        page.combos[code].setCurrentIndex(1)
    assert page.continue_button.isEnabled()
    assert not page.reason.text()


def test_the_chosen_columns_are_handed_over(qtbot: QtBot, page: MappingPage) -> None:
    for code, _title in page._required:
        page.combos[code].setCurrentIndex(3)
    with qtbot.waitSignal(page.mapping_chosen) as chosen:
        QTest.mouseClick(page.continue_button, Qt.MouseButton.LeftButton)
    assert chosen.args is not None
    assert chosen.args[0].columns == {code: "Что пишут" for code, _title in page._required}


def test_the_table_has_a_name_and_a_channel(qtbot: QtBot, page: MappingPage) -> None:
    assert page.name.text() == "журнал звонков"
    assert page.channel.currentText() == "Другой канал"
    for code, _title in page._required:
        page.combos[code].setCurrentIndex(1)
    page.name.clear()
    assert not page.continue_button.isEnabled()
    assert "Название таблицы" in page.reason.text()
    page.name.insert("Письма")
    page.channel.setCurrentText("Почта")
    with qtbot.waitSignal(page.mapping_chosen) as chosen:
        QTest.mouseClick(page.continue_button, Qt.MouseButton.LeftButton)
    assert chosen.args is not None
    mapping = chosen.args[0]
    assert (mapping.name, mapping.channel_code, mapping.kind) == ("Письма", "post", CaseKind.APPEAL)


def test_every_column_of_the_file_is_shown_with_its_values_and_what_it_becomes(page: MappingPage) -> None:
    assert rows_of(page.columns) == [
        ["Рег. №", "15", "сохранится как есть"],
        ["Когда пришло", "01.10.2026", "сохранится как есть"],
        ["Что пишут", "Яма", "сохранится как есть"],
        [HOSTILE, HOSTILE, "сохранится как есть"],
    ]
    page.combos["text"].setCurrentIndex(3)
    page.combos["topic"].setCurrentIndex(3)
    assert rows_of(page.columns)[2] == ["Что пишут", "Яма", "Текст, Тема"]
    assert page.columns.currentRow() == 2
    page.combos["text"].setCurrentIndex(0)
    assert rows_of(page.columns)[2] == ["Что пишут", "Яма", "Тема"]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in page.findChildren(QLabel))


def test_esc_leaves(qtbot: QtBot, page: MappingPage) -> None:
    with qtbot.waitSignal(page.cancelled):
        QTest.keyClick(page, Qt.Key.Key_Escape)
