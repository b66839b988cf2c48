from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.periods import (
    EARLIEST,
    LATEST,
    Period,
    month_of,
    named_periods,
    quarter_of,
    said_period,
    week_of,
    year_of,
)

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("period", "words", "before", "year_ago"),
    [
        (month_of(date(2026, 3, 5)), "март 2026 года", month_of(date(2026, 2, 1)), month_of(date(2025, 3, 1))),
        (month_of(date(2025, 2, 5)), "февраль 2025 года", month_of(date(2025, 1, 1)), month_of(date(2024, 2, 1))),
        (quarter_of(date(2026, 9, 30)), "III квартал 2026 года", quarter_of(date(2026, 6, 1)), None),
        (year_of(date(2026, 9, 30)), "2026 год", year_of(date(2025, 1, 1)), year_of(date(2025, 1, 1))),
        (
            Period(date(2026, 11, 2), date(2026, 11, 8)), "с 2 по 8 ноября 2026 года",
            Period(date(2026, 10, 26), date(2026, 11, 1)), Period(date(2025, 11, 2), date(2025, 11, 8)),
        ),
        (Period(date(2024, 2, 29), date(2024, 2, 29)), "за 29 февраля 2024 года", None, None),
    ],
)  # fmt: skip
def test_a_period_is_named_and_compared(period: Period, words: str, before: object, year_ago: object) -> None:
    assert period.words() == words
    assert before in {None, period.before()}
    assert year_ago in {None, period.year_ago()}


@given(DAYS, st.integers(0, 800))
def test_the_period_before_touches_it_and_is_as_long(first: date, more: int) -> None:
    period = Period(first, first + timedelta(days=more))
    before = period.before()
    assert before.last + timedelta(days=1) == period.first
    if period.months:  # the days before a stretch of days may happen to be whole months
        assert before.months == period.months
    else:
        assert before.days == period.days
    assert period.year_ago().first <= period.year_ago().last < period.last


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 10, 11), date(2026, 10, 5), "Конец периода раньше начала. Ничего не посчитано."),
        (date(1979, 12, 31), date(2026, 10, 5), "с 01.01.1980 по 31.12.2059. Ничего не посчитано."),
        (date(2026, 10, 11), date.max, "с 01.01.1980 по 31.12.2059. Ничего не посчитано."),
    ],
)
def test_days_that_are_no_period_are_refused(first: date, last: date, words: str) -> None:
    with pytest.raises(UserFacingError, match=words):
        said_period(first, last, "Ничего не посчитано.")


def test_a_period_from_one_end_to_the_other_is_one() -> None:
    whole = said_period(EARLIEST, LATEST, "")
    assert (whole.months, whole.before().last, whole.year_ago().last) == (960, date(1979, 12, 31), date(2058, 12, 31))


@given(DAYS)
def test_every_named_period_is_about_its_day(today: date) -> None:
    periods = dict(named_periods(today))
    assert len(periods) == 8
    for name, period in periods.items():
        assert period.first <= period.last
        assert (period.first <= today <= period.last) is name.startswith("эт"), name
        assert name.startswith("эт") or period.last < today
    assert week_of(today).days == 7
