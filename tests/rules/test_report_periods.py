"""Periods by their names, and what they are compared with."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.rules.report_periods import (
    PeriodKind,
    known_period,
    month_of,
    offered_periods,
    period_before,
    period_of_words,
    quarter_of,
    year_before,
    year_of,
)

TODAY = date(2026, 11, 28)  # a Saturday


def test_the_period_usually_wanted_is_offered_first() -> None:
    first = {kind: offered_periods(kind, TODAY)[0] for kind in PeriodKind}
    assert (first[PeriodKind.WEEK].first, first[PeriodKind.WEEK].last) == (date(2026, 11, 16), date(2026, 11, 22))
    assert first[PeriodKind.MONTH] == month_of(2026, 10)
    assert (first[PeriodKind.DAY].first, first[PeriodKind.DAY].last) == (TODAY, TODAY)
    titles = [period.title for period in offered_periods(PeriodKind.MONTH, TODAY)]
    assert titles[:4] == ["октябрь 2026 года", "текущий месяц", "сентябрь 2026 года", "август 2026 года"]
    assert "IV квартал 2026 года" in titles
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("Прошлая неделя", date(2026, 11, 16), date(2026, 11, 22)),
        ("октябрь", date(2026, 10, 1), date(2026, 10, 31)),
        ("декабрь", date(2025, 12, 1), date(2025, 12, 31)),  # this year's has not begun
        ("Февраль 2024 года", date(2024, 2, 1), date(2024, 2, 29)),
        ("III квартал", date(2026, 7, 1), date(2026, 9, 30)),
        ("4 квартал 2025", date(2025, 10, 1), date(2025, 12, 31)),
        ("2025 год", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("вчера", date(2026, 11, 27), date(2026, 11, 27)),
    ],
)
def test_words_are_understood(words: str, first: date, last: date) -> None:
    found = period_of_words(words, TODAY)
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("words", ["", "мартобрь", "V квартал", "октябрь 26", "0000", "позавчера"])
def test_words_that_name_nothing_are_refused(words: str) -> None:
    assert period_of_words(words, TODAY) is None


def test_a_whole_period_is_compared_with_the_whole_one_before_it() -> None:
    assert period_before(date(2026, 3, 1), date(2026, 3, 31)) == (date(2026, 2, 1), date(2026, 2, 28))
    assert period_before(date(2026, 1, 1), date(2026, 3, 31)) == (date(2025, 10, 1), date(2025, 12, 31))
    assert period_before(date(2026, 1, 1), date(2026, 12, 31)) == (date(2025, 1, 1), date(2025, 12, 31))
    assert period_before(date(2026, 11, 16), date(2026, 11, 22)) == (date(2026, 11, 9), date(2026, 11, 15))
    assert year_before(date(2024, 2, 1), date(2024, 2, 29)) == (date(2023, 2, 1), date(2023, 2, 28))
    assert year_before(date(2025, 2, 1), date(2025, 2, 28)) == (date(2024, 2, 1), date(2024, 2, 29))
    assert known_period(date(2026, 7, 1), date(2026, 9, 30)) == quarter_of(2026, 3)
    assert known_period(date(2026, 1, 1), date(2026, 12, 31)) == year_of(2026)
    assert known_period(date(2026, 1, 2), date(2026, 1, 31)) is None


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 400))
def test_the_period_before_ends_where_this_one_begins(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    before_first, before_last = period_before(first, last)
    assert before_last + timedelta(days=1) == first
    assert before_first <= before_last
    if known_period(first, last) is None:
        assert before_last - before_first == last - first
    a_year = year_before(first, last)
    assert a_year[0] <= a_year[1] < last


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(PeriodKind))
def test_every_offered_period_is_understood_by_its_words(today: date, kind: PeriodKind) -> None:
    for period in offered_periods(kind, today):
        assert period.first <= period.last
        assert period_of_words(period.title, today) == period
