"""Local days as moments."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.queries.local_days import day_begins, day_ends, period_moments, within_days
from mcu_desktop.store.reading import stored_moment

MOSCOW = ZoneInfo("Europe/Moscow")
zones = st.sampled_from(["Europe/Kaliningrad", "Europe/Moscow", "Asia/Kamchatka", "America/New_York"]).map(ZoneInfo)


def test_a_day_of_moscow_begins_at_nine_in_the_evening_of_utc() -> None:
    assert day_begins(date(2026, 11, 5), MOSCOW).astimezone(UTC) == datetime(2026, 11, 4, 21, tzinfo=UTC)
    assert day_ends(date(2026, 11, 5), MOSCOW).astimezone(UTC) == datetime(2026, 11, 5, 21, tzinfo=UTC)


def test_the_day_on_which_clocks_were_set_back_has_twenty_five_hours() -> None:
    begins, ends = period_moments(date(2014, 10, 26), date(2014, 10, 26), MOSCOW)
    assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=25)


@given(day=st.dates(), zone=zones)
def test_every_day_a_field_takes_has_moments_in_the_store(day: date, zone: ZoneInfo) -> None:
    begins, ends = period_moments(day, day, zone)
    assert stored_moment(begins) <= stored_moment(ends)


@given(day=st.dates(date(1900, 1, 1), date(2200, 1, 1)), zone=zones)
def test_a_day_ends_where_the_next_one_begins(day: date, zone: ZoneInfo) -> None:
    assert day_ends(day, zone) == day_begins(day + timedelta(days=1), zone)


@pytest.mark.parametrize(
    ("first", "last", "clauses"),
    [
        (None, None, []),
        (date(2026, 11, 1), None, ["c.x >= :came_from"]),
        (None, date(2026, 11, 1), ["c.x < :came_before"]),
        (date(2026, 11, 1), date(2026, 11, 1), ["c.x >= :came_from", "c.x < :came_before"]),
    ],
)
def test_an_open_end_sets_no_condition(first: date | None, last: date | None, clauses: list[str]) -> None:
    found, parameters = within_days("c.x", first, last, MOSCOW, name="came")
    assert found == clauses
    assert [f":{name}" for name in parameters] == [clause.split()[-1] for clause in clauses]
