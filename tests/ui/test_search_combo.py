"""Choosing one of many: a few letters, or the tree; and choices that stand within others."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.ui.common.form import Field, FieldsForm
from mcu_desktop.ui.common.search_combo import SearchCombo, place_of_title

Type = Callable[[QWidget, str], None]

TOPICS = (
    "не выбрана",
    "ИМ › Дороги › Знаки и разметка",
    "ИМ › Дороги › Ямы во дворах",
    "ИМ › Мусор",
    "ИМ › Мусор › Вывоз ёлок",
    "ПОС › Дороги",
)


@pytest.fixture
def combo(qtbot: QtBot) -> SearchCombo:
    combo = SearchCombo(TOPICS)
    qtbot.addWidget(combo)
    combo.show()
    return combo


def line_of(combo: QComboBox) -> QWidget:
    line = combo.lineEdit()
    assert line is not None
    return line


def test_the_list_is_a_tree_whose_headings_cannot_be_chosen(combo: SearchCombo) -> None:
    model = combo.model()
    shown = [str(model.index(row, 0).data(Qt.ItemDataRole.UserRole)) for row in range(model.rowCount())]
    assert [line.strip() for line in shown] == [
        "не выбрана", "ИМ", "Дороги", "Знаки и разметка", "Ямы во дворах", "Мусор", "Вывоз ёлок", "ПОС", "Дороги",
    ]  # fmt: skip
    depths = [(len(line) - len(line.strip())) // 6 for line in shown]
    assert depths == [0, 0, 1, 2, 2, 1, 2, 0, 1]
    chosen = [
        str(model.index(row, 0).data())
        for row in range(model.rowCount())
        if model.flags(model.index(row, 0)) & Qt.ItemFlag.ItemIsEnabled
    ]
    assert chosen == list(TOPICS), "A group that is a topic itself can be chosen, other headings cannot"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("двор", ["ИМ › Дороги › Ямы во дворах"]),
        ("разм дор", ["ИМ › Дороги › Знаки и разметка"]),
        ("елок", ["ИМ › Мусор › Вывоз ёлок"]),
        ("пос", ["ПОС › Дороги"]),
        ("дороги ям", ["ИМ › Дороги › Ямы во дворах"]),
        ("щука", []),
    ],
)
def test_a_few_letters_offer_the_topics_that_have_them(
    combo: SearchCombo, type_words: Type, typed: str, offered: list[str]
) -> None:
    combo.setCurrentText("")
    type_words(line_of(combo), typed)
    completer = combo.completer()
    assert completer is not None
    model = completer.completionModel()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == offered


def test_a_title_wins_over_one_that_only_has_its_words() -> None:
    assert place_of_title("им › мусор", TOPICS) == 3
    assert place_of_title("мусор елок", TOPICS) == 4
    assert place_of_title("", TOPICS) is None
    assert place_of_title("щука", TOPICS) is None


STREETS = (("Лесная", "Афимьино"), ("Лесная", "Лужниково"), ("Садовая", "Лужниково"))
HOUSES = (("2", "Лесная"), ("10", "Лесная"), ("5", "Садовая"))


@pytest.fixture
def form(qtbot: QtBot) -> FieldsForm:
    form = FieldsForm(
        (
            Field("settlement", "Пункт", "words", "", (("Афимьино", "Афимьино"), ("Лужниково", "Лужниково"))),
            Field("street", "Улица", "words", "", STREETS, "settlement"),
            Field("house", "Дом", "words", "7", HOUSES, "street"),
        )
    )
    qtbot.addWidget(form)
    return form


def offered_in(form: FieldsForm, name: str) -> list[str]:
    combo = form.edits[name]
    assert isinstance(combo, QComboBox)
    return [combo.itemText(place) for place in range(combo.count())]


def test_streets_are_those_of_the_settlement_and_houses_those_of_the_street(form: FieldsForm) -> None:
    assert offered_in(form, "street") == ["Лесная", "Садовая"]
    assert offered_in(form, "house") == ["2", "10", "5"]
    form.retype({"settlement": "Афимьино", "street": "Лесная"})
    assert offered_in(form, "street") == ["Лесная"]
    assert offered_in(form, "house") == ["2", "10"]
    assert form.typed()["house"] == "7", "What was typed stays"


def test_of_a_settlement_nobody_knows_every_street_is_offered(form: FieldsForm) -> None:
    form.retype({"settlement": "Китеж"})
    assert offered_in(form, "street") == ["Лесная", "Садовая"]
    assert form.typed()["street"] == ""
