"""Coordinates come from tables and JSON lists; rows that say none are named with their reason."""

import json
from pathlib import Path

import pytest

from mcu_desktop.intake.places_file import read_places
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.places import PlaceOnMap


def test_a_table_as_a_person_makes_it(tmp_path: Path) -> None:
    file = tmp_path / "места.csv"
    file.write_text(
        "Населённый пункт;Улица;Дом;Широта;Долгота\n"
        "Есеновичи;;;57,4;34,2\n"
        "Есеновичи;ул. Мира;5;57,41;34,21\n"
        ";;;57,4;34,2\n"
        "Лужниково;;7;57,4;34,2\n"
        "Коломно;;;34,2;57,4\n"
        "Дятлово;;;где-то;34\n"
        "с. Есеновичи;;;57,5;34,3\n",
        encoding="cp1251",
    )
    read = read_places(file)
    assert read.places == (
        PlaceOnMap("с. Есеновичи", "", "", 57_500_000, 34_300_000),
        PlaceOnMap("Есеновичи", "ул. Мира", "5", 57_410_000, 34_210_000),
    )
    assert [number for number, _why in read.refused] == [4, 5, 6, 7]
    assert [why.split(":")[0] for _number, why in read.refused] == [
        "не указан населённый пункт", "дом указан без улицы", "широта и долгота переставлены", "координаты — не числа",
    ]  # fmt: skip


def test_a_json_list_with_names_as_maps_have_them(tmp_path: Path) -> None:
    file = tmp_path / "места.json"
    file.write_text(json.dumps([{"name": "Солнечный", "lat": 57.6, "lon": 34.5}]), encoding="utf-8")
    assert read_places(file).places == (PlaceOnMap("Солнечный", "", "", 57_600_000, 34_500_000),)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("а.json", "{", "не JSON"),
        ("а.json", '{"name": 1}', "не список мест"),
        ("а.json", "[]", "нет ни одного места"),
        ("а.json", '[{"name": "Мира", "lat": null, "lon": 3}]', "Строка 1: координаты — не числа"),
        ("а.json", '[{"name": "Мира"}]', "нет столбцов: Широта, Долгота"),
        ("а.csv", "Улица;Дом\nМира;5\n", "нет столбцов: Населённый пункт, Широта, Долгота"),
    ],
)
def test_a_file_without_places_is_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UserFacingError, match=said) as refused:
        read_places(file)
    assert "Ничего не изменено." in str(refused.value)
