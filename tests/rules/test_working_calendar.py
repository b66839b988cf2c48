"""The seeded production calendar against an independent source, and what days are worked."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest

from mcu_desktop.rules.terms import DayKind
from mcu_desktop.rules.working_calendar import WorkingCalendar, norm_of_year

MOSCOW = ZoneInfo("Europe/Moscow")
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize("year", range(2021, 2028))
def test_days_off_are_those_of_an_independent_source(year: int, calendar: WorkingCalendar) -> None:
    source = holidays.country_holidays("RU", years=year)
    day, differences = date(year, 1, 1), []
    while day.year == year:
        expected = source.is_working_day(day)
        if calendar.is_working(day) is not expected:
            differences.append((day, expected))
        day += ONE_DAY
    assert differences == []


@pytest.mark.parametrize(
    ("year", "days", "hours"),
    [
        (2021, 247, 1972),  # norms of working time, 40 hours a week, by the production calendar
        (2022, 247, 1973),
        (2023, 247, 1973),
        (2024, 248, 1979),
        (2025, 247, 1972),
        (2026, 247, 1972),
    ],
)
def test_a_year_has_its_norm_of_working_time(year: int, days: int, hours: int, calendar: WorkingCalendar) -> None:
    assert norm_of_year(calendar, year) == (days, hours)


@pytest.mark.parametrize(
    ("year", "working_saturdays", "shortened"),
    [  # постановления Правительства РФ о переносе выходных дней; a worked Saturday is as long as the day it stands for
        (2021, {"20.02"}, {"20.02", "30.04", "11.06", "03.11"}),
        (2022, {"05.03"}, {"22.02", "05.03", "03.11"}),
        (2023, set(), {"22.02", "07.03", "03.11"}),
        (2024, {"27.04", "02.11", "28.12"}, {"22.02", "07.03", "08.05", "11.06", "02.11"}),
        (2025, {"01.11"}, {"07.03", "30.04", "11.06", "01.11"}),
        (2026, set(), {"30.04", "08.05", "11.06", "03.11"}),
        (2027, {"20.02"}, {"20.02", "30.04", "11.06", "03.11"}),
    ],
)
def test_transferred_saturdays_and_shortened_days_are_those_of_the_decrees(
    year: int, working_saturdays: set[str], shortened: set[str], calendar: WorkingCalendar
) -> None:
    special = [day for day in calendar.days.values() if day.day.year == year]
    transferred, short = {DayKind.WORKING, DayKind.WORKING_SHORT}, {DayKind.SHORT, DayKind.WORKING_SHORT}
    assert {f"{day.day:%d.%m}" for day in special if day.kind in transferred} == working_saturdays
    assert {f"{day.day:%d.%m}" for day in special if day.kind in short} == shortened
    assert all(calendar.spans(day.day)[-1][1].time() == time(17) for day in special if day.kind in short)


def test_a_day_before_a_holiday_is_an_hour_shorter(calendar: WorkingCalendar) -> None:
    spans = calendar.spans(date(2026, 11, 3))
    assert [(starts.time(), ends.time()) for starts, ends in spans] == [(time(9), time(13)), (time(14), time(17))]
    assert spans[0][0] == datetime(2026, 11, 3, 9, tzinfo=MOSCOW)
    assert calendar.days[date(2026, 11, 3)].kind is DayKind.SHORT


def test_a_day_off_has_no_hours_and_says_why(calendar: WorkingCalendar) -> None:
    assert calendar.spans(date(2026, 11, 4)) == ()
    assert "единства" in calendar.why_off(date(2026, 11, 4))
    assert calendar.why_off(date(2026, 11, 7)) == "выходной"


def test_a_transferred_saturday_has_the_hours_of_an_ordinary_day(calendar: WorkingCalendar) -> None:
    saturday = date(2027, 2, 20)
    assert saturday.weekday() == 5
    assert calendar.is_working(saturday)
    assert calendar.spans(saturday)[0][0].time() == time(9)


def test_working_days_are_counted_both_ways(calendar: WorkingCalendar) -> None:
    assert calendar.add_working_days(date(2026, 11, 3), 1) == date(2026, 11, 5)
    assert calendar.add_working_days(date(2026, 11, 5), -1) == date(2026, 11, 3)
    assert calendar.next_working_day(date(2026, 11, 4)) == date(2026, 11, 5)
    assert calendar.previous_working_day(date(2026, 11, 4)) == date(2026, 11, 3)


def test_the_last_known_day_is_said(calendar: WorkingCalendar) -> None:
    assert calendar.known_until == date(2027, 12, 31)
    assert not calendar.knows(date(2028, 1, 1))
