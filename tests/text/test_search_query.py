"""What is typed into the search, understood."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from mcu_desktop.text.search_query import SearchQuery, Term, found_places, parse_query, typo_variants


def stems(query: SearchQuery) -> list[set[str]]:
    return [{term.stem + ("*" if term.is_prefix else "") for term in word} for word in query.words]


def test_filters_phrases_and_words_are_told_apart() -> None:
    query = parse_query('блок:образование Срок:"в срок" "детский сад" ремонт крыша: ')
    assert query.filters == (("block", "образование"), ("standing", "в срок"))
    assert query.phrases == (("детский", "сад"),)
    assert [min(word) for word in stems(query)] == ["детск", "сад", "ремонт", "крыш"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ул. Ленина, 12", "Ленина 12"),
        ("улица Ленина, дом 12", "Ленина 12"),
        ("г. Вышний Волочёк, пр-т Казанский, д. 7", "вышний волочек т казанский 7"),
        ("Ленина 12 а", "ленина 12а"),
    ],
)
def test_spellings_of_an_address_are_one_question(one: str, other: str) -> None:
    assert parse_query(f"{one} ").words == parse_query(f"{other} ").words


def test_a_word_means_all_its_forms_whichever_is_typed() -> None:
    assert (
        stems(parse_query("участок ")) == stems(parse_query("участка "))
        or {"участок", "участк"} <= stems(parse_query("участка "))[0]
    )
    assert {"участок", "участк"} <= stems(parse_query("участок "))[0]


def test_the_last_word_may_be_unfinished_a_whole_one_is_not() -> None:
    assert stems(parse_query("освещ")) == [{"освещ", "освещ*"}]
    assert stems(parse_query("вода")) == [{"вод"}]
    assert "освещ*" not in stems(parse_query("освещ "))[0]


def test_a_number_is_found_without_its_zeros() -> None:
    assert parse_query("123").words == ((Term("123"), Term("000123")),)
    assert parse_query("12345").words == ((Term("12345", is_prefix=True), Term("012345")),)


def test_an_unknown_prefix_and_a_lone_quote_are_words() -> None:
    assert parse_query('время:10 "снег').filters == ()
    assert [min(word) for word in stems(parse_query("https://a.ru "))] == ["https", "a", "ru"]


def test_found_words_are_told_with_their_places() -> None:
    text = "На участке снег, УЧАСТОК не чистят; участники ждут"
    places = found_places(text, parse_query("участок снег ").stems)
    assert [text[start : start + length] for start, length in places] == ["участке", "снег", "УЧАСТОК"]


@pytest.mark.parametrize("typo", ["освищение", "освещене", "освещщение", "осевщение"])
def test_a_typo_of_one_letter_has_the_word_among_its_variants(typo: str) -> None:
    assert "освещение" in typo_variants(typo)


@given(some.text(max_size=60))
@example("\U00017000")
def test_whatever_is_typed_is_understood_somehow(text: str) -> None:
    query = parse_query(text)
    assert all(word and all(term.stem for term in word) for word in query.words)
