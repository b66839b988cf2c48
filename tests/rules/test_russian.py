"""How officials write."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.rules.russian import (
    duration_words,
    format_decimal,
    format_moment,
    format_part,
    format_period,
    format_share,
    format_signed,
    other_layout,
    plural,
)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 дней"), (1, "1 день"), (2, "2 дня"), (4, "4 дня"), (5, "5 дней"), (11, "11 дней"), (12, "12 дней"),
        (14, "14 дней"), (21, "21 день"), (22, "22 дня"), (111, "111 дней"), (121, "121 день"),
        (1204, "1\N{NO-BREAK SPACE}204 дня"),
    ],
)  # fmt: skip
def test_a_number_has_its_noun(number: int, words: str) -> None:
    assert plural(number, "день", "дня", "дней") == words


def test_a_part_is_named_with_its_whole() -> None:
    assert format_part(20, 2_100) == "20 из 2\N{NO-BREAK SPACE}100"


@given(st.integers(0, 10**9))
def test_the_noun_depends_on_the_last_two_digits_alone(number: int) -> None:
    def noun(count: int) -> str:
        return plural(count, "a", "b", "c").rsplit(" ", 1)[1]

    assert noun(number) == noun(number % 100)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 16), date(2026, 11, 22), "с 16 по 22 ноября 2026 года"),
        (date(2026, 10, 26), date(2026, 11, 1), "с 26 октября по 1 ноября 2026 года"),
        (date(2026, 12, 28), date(2027, 1, 3), "с 28 декабря 2026 года по 3 января 2027 года"),
        (date(2026, 11, 4), date(2026, 11, 4), "за 4 ноября 2026 года"),
        (date(2025, 11, 1), date(2026, 11, 30), "с 1 ноября 2025 года по 30 ноября 2026 года"),
    ],
)
def test_a_period_names_what_differs(first: date, last: date, words: str) -> None:
    assert format_period(first, last) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(0), "0 минут"),
        (timedelta(minutes=61), "1 час 1 минута"),
        (timedelta(hours=5), "5 часов"),
        (timedelta(days=2, hours=3, minutes=59), "2 дня 3 часа"),
        (timedelta(days=21), "21 день"),
        (timedelta(hours=21, minutes=2), "21 час 2 минуты"),
        (timedelta(days=1, minutes=59), "1 день"),
        (timedelta(seconds=-5), "0 минут"),
    ],
)
def test_a_duration_is_said_in_its_largest_units(length: timedelta, words: str) -> None:
    assert duration_words(length) == words


def test_moments_are_local_and_shares_have_a_comma() -> None:
    assert format_moment(datetime(2026, 11, 5, 8, 30, tzinfo=UTC), ZoneInfo("Europe/Moscow")) == "05.11.2026 11:30"
    assert format_share(0.457) == "45,7\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("number", "digits", "words"),
    [
        (0, 0, "0"),
        (4.25, 1, "+4,2"),
        (-3, 0, "\N{MINUS SIGN}3"),
        (-0.5, 1, "\N{MINUS SIGN}0,5"),
        (1204.5, 1, "+1\N{NO-BREAK SPACE}204,5"),
    ],
)
def test_a_change_bears_its_sign_and_a_comma(number: float, digits: int, words: str) -> None:
    assert format_signed(number, digits) == words
    assert format_decimal(abs(number), digits) == words.lstrip("+\N{MINUS SIGN}")


@given(st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя "))
def test_the_other_layout_comes_back(text: str) -> None:
    assert other_layout(other_layout(text)) == text


def test_the_other_layout_of_a_word() -> None:
    assert other_layout("ghbdtn") == "привет"
