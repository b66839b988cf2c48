from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.rules.terms import DayKind
from mcu_desktop.rules.working_calendar import CalendarDay, WorkingCalendar, WorkingHours
from mcu_desktop.rules.working_time import WorkingClock

MOSCOW = ZoneInfo("Europe/Moscow")
HOURS = WorkingHours(time(9), time(18), time(13), time(14))
CALENDAR = WorkingCalendar(
    MOSCOW,
    dict.fromkeys(range(5), HOURS),
    {date(2026, 11, 4): CalendarDay(date(2026, 11, 4), DayKind.DAY_OFF)},
    frozenset({2026}),
)
MINUTE = timedelta(minutes=1)
MOMENTS = st.integers(0, 400 * 24 * 60).map(lambda minutes: datetime(2025, 12, 1, tzinfo=UTC) + minutes * MINUTE)
HOUR = 3_600


def local(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=MOSCOW)


def test_nights_lunch_and_days_off_are_left_out() -> None:
    clock = WorkingClock(CALENDAR)
    assert clock.between(local(3, 12), local(5, 10)) == (1 + 4 + 1) * HOUR, "The 4th is a day off, 13 to 14 is lunch"
    assert clock.between(local(7, 0), local(8, 23)) == 0
    assert clock.between(local(3, 12), local(3, 9)) == -3 * HOUR


@given(MOMENTS, MOMENTS, MOMENTS)
def test_time_adds_up_over_years(first: datetime, second: datetime, third: datetime) -> None:
    clock = WorkingClock(CALENDAR)
    assert clock.between(first, second) + clock.between(second, third) == clock.between(first, third)
    assert abs(clock.between(first, second)) <= abs((second - first) / timedelta(seconds=1))
