"""The calendar as people change it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.production_calendar import (
    CalendarEdit,
    CalendarFile,
    KnownYear,
    ProductionCalendar,
    day_changes,
    days_in_words,
    edit_in_words,
    edit_of_file,
    missing_holidays,
)
from mcu_desktop.rules.terms import DayKind
from mcu_desktop.rules.working_calendar import CalendarDay, WorkingCalendar, WorkingHours, known_in_words
from mcu_desktop.rules.working_week import read_week

SATURDAY, MONDAY = date(2027, 6, 12), date(2027, 6, 14)
USUAL = dict.fromkeys(range(5), WorkingHours(time(9), time(18), time(13), time(14)))
KNOWN = ProductionCalendar(
    ZoneInfo("Europe/Moscow"),
    {MONDAY: CalendarDay(MONDAY, DayKind.DAY_OFF, "перенос")},
    {2026: KnownYear(2026, approved=True), 2027: KnownYear(2027, approved=False, source="проект")},
    {date(2021, 1, 1): USUAL},
)
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("approved", "known", "said"),
    [
        ({2026}, {2026}, "Календарь утверждён до 31.12.2026."),
        ({2025, 2026}, {2025, 2026, 2027}, "Календарь утверждён до 31.12.2026, предварительно до 31.12.2027."),
        ({2026, 2028}, {2026, 2027, 2028}, "Календарь утверждён до 31.12.2026, предварительно до 31.12.2028."),
        ({2026, 2028}, {2026, 2028}, "Календарь утверждён до 31.12.2026."),
        ({2025}, {2025, 2026}, "Календарь не утверждён, предварительно до 31.12.2026."),
        ({2025}, {2025}, "Календарь 2026 года не известен."),
        (set(), set(), "Календарь 2026 года не известен."),
    ],
)
def test_until_when_it_is_known_is_one_sentence(approved: set[int], known: set[int], said: str) -> None:
    calendar = WorkingCalendar(KNOWN.zone, USUAL, {}, frozenset(known), approved_years=frozenset(approved))
    assert known_in_words(calendar, TODAY) == said


def test_a_changed_day_has_other_hours_at_once() -> None:
    working = KNOWN.working()
    assert len(working.spans(date(2027, 6, 15))) == 2
    off = CalendarDay(date(2027, 6, 15), DayKind.DAY_OFF)
    assert replace(working, days={off.day: off}).spans(off.day) == ()


def test_a_day_is_set_and_made_usual_again() -> None:
    day_off = CalendarDay(SATURDAY, DayKind.WORKING, "вместо 11.06", "распоряжение")
    edit = CalendarEdit({SATURDAY: day_off, MONDAY: None})
    changed = KNOWN.changed(edit)
    assert changed.days == {SATURDAY: day_off}
    assert changed.working().is_working(SATURDAY)
    assert changed.working().is_working(MONDAY)
    assert edit_in_words(CalendarEdit({MONDAY: None})) == "14.06.2027 — как обычно"
    assert edit_in_words(CalendarEdit({SATURDAY: day_off})) == "12.06.2027 — рабочий день по переносу"
    assert days_in_words(day_changes(KNOWN, edit)) == "2027 год: дней добавится — 1, изменится — 0, уберётся — 1"


def test_a_day_off_cannot_be_an_hour_shorter() -> None:
    with pytest.raises(UserFacingError, match="суббота, обычно выходной"):
        KNOWN.changed(CalendarEdit({SATURDAY: CalendarDay(SATURDAY, DayKind.SHORT)}))
    six_days = {**USUAL, 5: WorkingHours(time(9), time(14))}
    short = CalendarEdit({SATURDAY: CalendarDay(SATURDAY, DayKind.SHORT)}, weeks={date(2027, 6, 1): six_days})
    spans = KNOWN.changed(short).working().spans(SATURDAY)
    assert [(start.time(), end.time()) for start, end in spans] == [(time(9), time(13))]


def test_a_week_holds_from_its_day_on_and_the_first_one_before_it() -> None:
    summer = dict.fromkeys(range(4), WorkingHours(time(8), time(17)))
    working = KNOWN.changed(CalendarEdit(weeks={date(2027, 6, 1): summer})).working()
    assert working.is_working(date(2027, 5, 28))
    assert not working.is_working(date(2027, 6, 4))
    earlier = KNOWN.changed(CalendarEdit(weeks={date(2020, 1, 1): summer})).working()
    assert earlier.hours_on(date(2019, 1, 1)) == summer
    assert earlier.hours_on(date(2021, 1, 1)) == USUAL


def test_a_year_of_a_file_says_what_it_changes_and_keeps_what_the_file_does_not_say() -> None:
    day = date(2027, 7, 1)
    file = CalendarFile("год.csv", {2027: (None, None)}, {day: CalendarDay(day, DayKind.DAY_OFF)})
    assert edit_of_file(KNOWN, file) == CalendarEdit({MONDAY: None, day: CalendarDay(day, DayKind.DAY_OFF)})
    approving = replace(file, years={2027: (True, "Постановление")})
    assert edit_of_file(KNOWN, approving).years == (KnownYear(2027, approved=True, source="Постановление"),)
    unknown = replace(file, years={2028: (None, None)}, days={})
    assert edit_of_file(KNOWN, unknown).years == (KnownYear(2028, approved=False, source="год.csv"),)
    assert edit_in_words(edit_of_file(KNOWN, unknown)) == "2028 год предварительный"


_days = st.dictionaries(
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.tuples(st.sampled_from([DayKind.DAY_OFF, DayKind.WORKING]), st.text(max_size=3)),
)


@given(stored=_days, written=_days)
def test_the_years_of_a_file_become_what_it_says_and_others_stay(
    stored: dict[date, tuple[DayKind, str]], written: dict[date, tuple[DayKind, str]]
) -> None:
    before = replace(KNOWN, days={day: CalendarDay(day, *rest) for day, rest in stored.items()})
    of_file = {day: CalendarDay(day, *rest) for day, rest in written.items() if day.year != 2026}
    file = CalendarFile("файл", dict.fromkeys((2027, 2028), (True, "")), of_file)
    edit = edit_of_file(before, file)
    after = before.changed(edit)
    assert after.days == of_file | {day: special for day, special in before.days.items() if day.year == 2026}
    assert edit_of_file(after, file) == CalendarEdit(), "A second time there is nothing to change"
    assert all(change.old != change.new for change in day_changes(before, edit))


def test_a_year_without_its_holidays_is_not_whole(calendar: WorkingCalendar) -> None:
    assert [missing_holidays(year, calendar.days) for year in sorted(calendar.known_years)] == [[]] * 7
    assert missing_holidays(2027, {})[-1] == date(2027, 11, 4)
    assert date(2027, 6, 12) not in missing_holidays(2027, {}), "a Saturday is no working day anyway"


WRITTEN = ("09:00", "18:00", "13:00", "14:00")


def test_a_week_is_read_as_it_is_written() -> None:
    found = read_week({4: ("9.00", " 16:45 ", "", ""), 0: WRITTEN})
    assert list(found) == [0, 4]
    assert found[0] == WorkingHours(time(9), time(18), time(13), time(14))
    assert found[4] == WorkingHours(time(9), time(16, 45))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (("", "18:00", "", ""), "укажите начало и конец"),
        (("09:00", "", "", ""), "укажите начало и конец"),
        (("18:00", "09:00", "", ""), "конец рабочего дня 09:00 не позже начала 18:00"),
        (("09:00", "09:00", "", ""), "не позже"),
        (("09:00", "18:00", "13:00", ""), "только начало или только конец"),
        (("09:00", "18:00", "", "14:00"), "только начало или только конец"),
        (("09:00", "18:00", "14:00", "13:00"), "конец обеда 13:00 не позже начала 14:00"),
        (("09:00", "18:00", "08:00", "10:00"), "не внутри рабочего времени"),
        (("09:00", "18:00", "17:30", "18:30"), "не внутри рабочего времени"),
        (("25:00", "18:00", "", ""), "«25:00» — не время"),
        (("девять", "18:00", "", ""), "«девять» — не время"),
    ],
)
def test_a_week_that_cannot_be_worked_is_refused(written: tuple[str, ...], said: str) -> None:
    with pytest.raises(UserFacingError, match=f"Пятница: .*{said}"):
        read_week({0: WRITTEN, 4: written})


def test_an_empty_week_is_refused() -> None:
    with pytest.raises(UserFacingError, match="ни одного рабочего дня"):
        read_week({})


_clock = st.times().map(lambda clock: f"{clock:%H:%M}") | st.just("") | st.text(max_size=5)


@given(rows=st.dictionaries(st.integers(0, 6), st.tuples(_clock, _clock, _clock, _clock)))
def test_a_week_that_is_read_has_time_in_each_of_its_days(rows: dict[int, tuple[str, ...]]) -> None:
    read: Callable[[], ProductionCalendar] = lambda: KNOWN.changed(  # noqa: E731
        CalendarEdit(weeks={date(2027, 1, 1): read_week(rows)})
    )
    try:
        working = read().working()
    except UserFacingError:
        return
    spans = [working.spans(date(2027, 3, 1 + weekday)) for weekday in range(7)]
    assert [bool(day) for day in spans] == [weekday in rows for weekday in range(7)]
    assert all(start < end for day in spans for start, end in day)
