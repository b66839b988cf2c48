from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.rules.forecast import HISTORY, HORIZON, forecast

TODAY = date(2026, 10, 12)  # a Monday
DAY = timedelta(days=1)
HOLIDAY = TODAY + 2 * DAY


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day != HOLIDAY


def test_a_steady_week_is_foretold_exactly_and_a_holiday_is_like_a_sunday() -> None:
    counts = {TODAY - back * DAY: 3 if (TODAY - back * DAY).weekday() >= 5 else 10 for back in range(1, HISTORY + 1)}
    found = forecast(counts, known_from=date(2020, 1, 1), today=TODAY, is_working=is_working)
    assert found is not None
    assert dict(found.days)[HOLIDAY] == 3
    assert dict(found.days)[TODAY] == 10
    assert found.total == 9 * 10 + 5 * 3
    assert found.error == 0


def test_a_short_history_has_no_forecast_and_a_middling_one_no_error() -> None:
    counts = {TODAY - DAY: 5}

    def of(days: int) -> object:
        return forecast(counts, known_from=TODAY - days * DAY, today=TODAY, is_working=is_working)

    assert of(27) is None
    assert of(0) is None
    found = of(40)
    assert found is not None
    assert found.error is None  # type: ignore[attr-defined]


@given(st.lists(st.integers(0, 50), min_size=HISTORY, max_size=HISTORY))
def test_it_stays_within_what_has_been_and_tells_how_far_off_it_was(counts: list[int]) -> None:
    by_day = {TODAY - (back + 1) * DAY: count for back, count in enumerate(counts)}
    found = forecast(by_day, known_from=date(2020, 1, 1), today=TODAY, is_working=is_working)
    assert found is not None
    assert len(found.days) == HORIZON
    assert min(counts) <= found.total / HORIZON <= max(counts)
    assert found.error is not None
    assert 0 <= found.error <= HORIZON * max(counts)
    assert found.total == pytest.approx(sum(count for _day, count in found.days))
