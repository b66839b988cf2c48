"""Which number of residents is right for a day, and what of a thousand of them follows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.rules.residents import (
    WHOLE,
    Residents,
    living_words,
    merged,
    rate_words,
    residents_as_text,
    residents_of_text,
    residents_on,
)

CENSUS = Residents("Красномайский", date(2021, 10, 1), 4_393, "ВПН-2020")
NEWER = Residents("пгт Красномайский", date(2025, 1, 1), 4_200, "Росстат")
TOWN = Residents("Вышний Волочёк", date(2021, 10, 1), 45_830, "ВПН-2020")

residents = st.builds(
    Residents,
    st.sampled_from([WHOLE, "Красномайский", "Вышний Волочёк", "с. Есеновичи", "Есеновичи"]),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.integers(0, 100_000),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)


@pytest.mark.parametrize(
    ("day", "found"),
    [(date(2020, 1, 1), CENSUS), (date(2024, 12, 31), CENSUS), (date(2025, 1, 1), NEWER), (date(2026, 10, 1), NEWER)],
)
def test_the_latest_count_by_the_day_is_taken_and_the_first_where_all_came_later(day: date, found: Residents) -> None:
    assert residents_on((NEWER, TOWN, CENSUS), day) == {"красномайский": found, "вышний волочек": TOWN}


def test_nine_messages_of_the_town_are_a_fifth_of_one_of_a_thousand() -> None:
    assert rate_words(TOWN.rate(9)) == "0,20"
    assert rate_words(TOWN.rate(1)) == "0,02"
    assert rate_words(TOWN.rate(0)) == "0"
    assert rate_words(CENSUS.rate(44)) == "10,0"
    assert Residents("Пустошь", date(2021, 10, 1), 0, "ВПН-2020").rate(3) is None
    assert rate_words(None) == "—"


def test_what_is_not_known_is_named_and_many_are_counted() -> None:
    assert living_words([date(2021, 10, 1)], []) == "Жители посчитаны 01.10.2021."
    many = living_words([], [f"Деревня {number}" for number in range(8)])
    assert many.startswith("Число жителей не внесено: Деревня 0, ")
    assert "Деревня 4 и ещё 3. Его вносят" in many


@given(st.lists(residents), st.lists(residents))
def test_a_taken_figure_wins_over_the_known_one_of_its_day(known: list[Residents], taken: list[Residents]) -> None:
    whole = merged(known, taken)
    keys = [(one.key, one.counted_on) for one in whole]
    assert keys == sorted({(one.key, one.counted_on) for one in (*known, *taken)})
    last_taken = {(one.key, one.counted_on): one for one in taken}
    assert all(one == last_taken.get(key, one) for key, one in zip(keys, whole, strict=True))
    assert merged(whole, ()) == whole


@given(st.lists(residents), st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_no_later_count_is_taken_where_an_earlier_one_is_known(known: list[Residents], day: date) -> None:
    for key, found in residents_on(known, day).items():
        of_place = [one.counted_on for one in known if one.key == key]
        earlier = [counted_on for counted_on in of_place if counted_on <= day]
        assert found.counted_on == (max(earlier) if earlier else min(of_place))


@given(st.lists(residents))
def test_figures_come_back_from_the_store_as_they_were(known: list[Residents]) -> None:
    assert residents_of_text(residents_as_text(known)) == tuple(known)
