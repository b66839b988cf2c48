"""Templates filled with the words of a case."""

from hypothesis import given
from hypothesis import strategies as some

from mcu_desktop.rules.terms import GrammaticalCase
from mcu_desktop.text.answer_template import fill_template, unfilled_fields
from mcu_desktop.text.declension import decline_name

VALUES = {"номер": "МЦУ-2026-000007", "исполнитель": "Шарапова Наталья Владимировна", "место": ""}


def test_fields_are_filled_in_the_case_that_is_asked_for() -> None:
    text, empty = fill_template("№ {номер}: пишите {исполнитель:кому}, подписано {Исполнитель:кем}.", VALUES)
    assert text == (
        "№ МЦУ-2026-000007: пишите Шараповой Наталье Владимировне, подписано Шараповой Натальей Владимировной."
    )
    assert empty == ()


def test_what_the_case_does_not_say_stays_as_a_field_and_is_named() -> None:
    text, empty = fill_template("{место}, {погода}, {номер:когда}, {место}", VALUES)
    assert text == "{место}, {погода}, {номер:когда}, {место}"
    assert empty == ("{место}", "{погода}", "{номер:когда}")


@given(some.text())
def test_a_text_without_known_fields_is_left_as_it_is(text: str) -> None:
    filled, _empty = fill_template(text, {})
    assert filled == text


def test_a_form_that_people_have_corrected_goes_before_the_suggestion() -> None:
    forms = {(VALUES["исполнитель"], GrammaticalCase.DATIVE): "И. Исправленному"}
    text, _empty = fill_template("{исполнитель:кому}, {исполнитель:кем}", VALUES, forms)
    first, second = text.split(", ")
    assert first == "И. Исправленному"
    assert second == decline_name(VALUES["исполнитель"], GrammaticalCase.INSTRUMENTAL)


def test_fields_left_in_a_text_are_found_and_other_words_in_braces_are_not() -> None:
    assert unfilled_fields("До {срок}, {Получатель:кого}, {срок}") == ("{срок}", "{Получатель:кого}")
    assert unfilled_fields("Так {написал} житель; {}, {срок") == ()
