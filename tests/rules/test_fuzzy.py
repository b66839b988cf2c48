"""A few letters and what they find."""

import pytest

from mcu_desktop.rules.fuzzy import fit


@pytest.mark.parametrize("typed", ["нов", "новое соо", "сообщ", "соо нов", "НОВОЕ", "yjdjt", "общен", ""])
def test_begun_words_fit_in_any_order_and_layout(typed: str) -> None:
    assert fit(typed, "Новое сообщение")


@pytest.mark.parametrize("typed", ["отчёт", "новый", "z"])
def test_other_words_do_not(typed: str) -> None:
    assert not fit(typed, "Новое сообщение")


def test_a_beginning_is_better_than_a_word_and_a_word_than_a_piece() -> None:
    assert fit("отч", "Отчёт недели") > fit("отч", "Недельный отчёт") > fit("тчё", "Недельный отчёт") > 0
    assert fit("отчет", "Недельный отчёт")
