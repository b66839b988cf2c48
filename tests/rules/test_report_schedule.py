"""When reports are made by themselves."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.rules.report_schedule import DueReport, Rhythm, Schedule, due_reports

ZONE = ZoneInfo("Europe/Moscow")
HOLIDAYS = {date(2026, 11, 4), *(date(2027, 1, day) for day in range(1, 11))}


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def local(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, tzinfo=ZONE)


def due(rhythm: Rhythm, since: datetime, now: datetime, *, working: bool = False) -> list[tuple[str, str, str]]:
    found = due_reports(Schedule(rhythm, time(8), working), since, now, ZONE, is_working)
    return [(f"{one.moment:%d.%m %H:%M}", f"{one.period.first:%d.%m}", f"{one.period.last:%d.%m}") for one in found]


def test_each_rhythm_tells_of_the_time_that_is_over() -> None:
    monday = local(2026, 11, 2)
    assert due(Rhythm.DAILY, monday - timedelta(hours=2), monday) == [("02.11 08:00", "01.11", "01.11")]
    assert due(Rhythm.WEEKLY, monday - timedelta(hours=2), monday) == [("02.11 08:00", "26.10", "01.11")]
    assert due(Rhythm.MONTHLY, local(2026, 10, 30), monday) == [("01.11 08:00", "01.10", "31.10")]


def test_nothing_is_due_before_its_hour_or_twice() -> None:
    assert due(Rhythm.DAILY, local(2026, 11, 3), local(2026, 11, 4, 7)) == []
    assert due(Rhythm.DAILY, local(2026, 11, 4, 8), local(2026, 11, 4, 23)) == []


def test_days_off_are_left_out_or_passed_over() -> None:
    # Tuesday's summary is followed by Thursday's, which tells of the holiday too.
    assert due(Rhythm.DAILY, local(2026, 11, 3), local(2026, 11, 5), working=True) == [
        ("05.11 08:00", "03.11", "04.11")
    ]
    assert due(Rhythm.DAILY, local(2026, 11, 6), local(2026, 11, 9), working=True) == [
        ("09.11 08:00", "06.11", "08.11")
    ]
    assert due(Rhythm.MONTHLY, local(2026, 12, 30), local(2027, 1, 10), working=True) == []
    assert due(Rhythm.MONTHLY, local(2026, 12, 30), local(2027, 1, 11), working=True) == [
        ("11.01 08:00", "01.12", "31.12")
    ]


def test_two_weeks_whose_mondays_are_days_off_come_together() -> None:
    found = due(Rhythm.WEEKLY, local(2026, 12, 30), local(2027, 1, 11), working=True)
    assert found == [("11.01 08:00", "28.12", "03.01"), ("11.01 08:00", "04.01", "10.01")]


def test_missed_ones_are_all_due() -> None:
    missed = due(Rhythm.WEEKLY, local(2026, 10, 26), local(2026, 11, 17))
    assert [one[0] for one in missed] == ["02.11 08:00", "09.11 08:00", "16.11 08:00"]


@pytest.mark.parametrize("working", [True, False])
@given(rhythm=st.sampled_from(Rhythm), hours=st.lists(st.integers(1, 400), min_size=1, max_size=12))
def test_however_often_one_looks_each_is_made_once(rhythm: Rhythm, hours: list[int], working: bool) -> None:
    schedule = Schedule(rhythm, time(8), working)
    since = done = datetime(2026, 10, 20, 3, tzinfo=UTC)
    made: list[DueReport] = []
    for step in hours:
        now = done + timedelta(hours=step)
        made += due_reports(schedule, done, now, ZONE, is_working)
        done = now
    assert tuple(made) == due_reports(schedule, since, done, ZONE, is_working)
    assert len({(one.moment, one.period.first) for one in made}) == len(made)
