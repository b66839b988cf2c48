"""Places are found under the spellings people use, and degrees that cannot be are told."""

import pytest

from mcu_desktop.rules.places import as_degrees, coordinate_fault, place_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("г. Вышний Волочек", "", ""), ("Вышний Волочёк", "", "")),
        (("Вышний  волочёк г.", "", ""), ("ВЫШНИЙ ВОЛОЧЁК", "", "")),
        (("пгт Красномайский", "", ""), ("Красномайский", "", "")),
        (("д. Дятлово", "ул. Мира", "д. 5"), ("деревня Дятлово", "Мира", "5")),
        (("Есеновичи", "Казанский пр-т", "12 а"), ("с. Есеновичи", "проспект Казанский", "12А")),
    ],
)
def test_the_same_place(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    assert place_key(*one) == place_key(*other)


def test_other_places_stay_apart_and_a_name_that_is_only_a_kind_stays_a_name() -> None:
    assert place_key("Садовый") != place_key("Садовое")
    assert place_key("Мира", "Школьная", "1") != place_key("Мира", "Школьная", "11")
    assert place_key("Хутор") == ("хутор", "", "")


@pytest.mark.parametrize(
    ("degrees", "said"),
    [
        ((57.5888, 34.5685), ""),
        ((66.0, -170.0), ""),  # Чукотка lies beyond the 180th meridian
        ((34.5685, 57.5888), "переставлены"),
        ((48.85, 2.35), "не в России"),
        ((157.0, 34.0), "вне земного шара"),
        ((57.0, 234.0), "вне земного шара"),
    ],
)
def test_degrees_that_cannot_be(degrees: tuple[float, float], said: str) -> None:
    fault = coordinate_fault(*degrees)
    assert (said in fault) if said else not fault


@pytest.mark.parametrize(
    ("text", "found"),
    [("57,5888", 57_588_800), (" 57.5888° ", 57_588_800), ("-170", -170_000_000), ("", None), ("север", None),
     ("nan", None), ("inf", None), ("1e9", None)],
)  # fmt: skip
def test_degrees_as_they_are_written(text: str, found: int | None) -> None:
    assert as_degrees(text) == found
