"""Periods by their names, and what they are compared with."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.rules.report_periods import PeriodKind, offered_periods, period_of_words

TODAY = date(2026, 11, 28)  # a Saturday


def test_the_period_usually_wanted_is_offered_first() -> None:
    first = {kind: offered_periods(kind, TODAY)[0].period for kind in PeriodKind}
    assert (first[PeriodKind.WEEK].first, first[PeriodKind.WEEK].last) == (date(2026, 11, 16), date(2026, 11, 22))
    assert first[PeriodKind.MONTH].words() == "октябрь 2026 года"
    assert first[PeriodKind.DAY].first == first[PeriodKind.DAY].last == TODAY - timedelta(days=1)
    assert first[PeriodKind.ON_DAY].last == TODAY
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
    assert (found.period.first, found.period.last) == (first, last)


@pytest.mark.parametrize("words", ["", "мартобрь", "V квартал", "октябрь 26", "0000", "позавчера"])
def test_words_that_name_nothing_are_refused(words: str) -> None:
    assert period_of_words(words, TODAY) is None


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(PeriodKind))
def test_every_offered_period_is_understood_by_its_words(today: date, kind: PeriodKind) -> None:
    for period in offered_periods(kind, today):
        assert period.period.first <= period.period.last
        assert period_of_words(period.title, today) == period
