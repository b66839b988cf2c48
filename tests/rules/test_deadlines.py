"""Deadlines by the law's own examples: 59-ФЗ, ПОС, «Инцидент Менеджмент»."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.rules.deadlines import reckon_deadline, standing
from mcu_desktop.rules.terms import Counting, DayOffRule, LimitUnit, Standing
from mcu_desktop.rules.time_limits import TimeLimit
from mcu_desktop.rules.working_calendar import WorkingCalendar

MOSCOW = ZoneInfo("Europe/Moscow")
Make = Callable[..., TimeLimit]


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d.%m.%Y %H:%M").replace(tzinfo=MOSCOW)


def day(moment: datetime | None) -> str:
    assert moment is not None
    local = moment.astimezone(MOSCOW)
    assert (local.hour, local.minute) == (23, 59), "A term in days ends with its last day"
    return f"{local:%d.%m.%Y}"


@pytest.mark.parametrize(
    ("registered", "plus_30", "preceding", "following", "forwarding", "extended"),
    [
        ("05.10.2026", "04.11.2026", "03.11.2026", "05.11.2026", "12.10.2026", "04.12.2026"),
        ("02.12.2026", "01.01.2027", "30.12.2026", "11.01.2027", "09.12.2026", "31.01.2027"),
        ("03.12.2025", "02.01.2026", "30.12.2025", "12.01.2026", "10.12.2025", "01.02.2026"),
        ("09.04.2026", "09.05.2026", "08.05.2026", "12.05.2026", "16.04.2026", "08.06.2026"),
    ],
)
def test_thirty_days_of_59_fz_may_end_on_a_holiday(
    registered: str, plus_30: str, preceding: str, following: str, forwarding: str, extended: str,
    make_limit: Make, calendar: WorkingCalendar,
) -> None:  # fmt: skip
    """59-ФЗ ст. 12 ч. 1 and 2, ст. 8 ч. 3; ГК ст. 191 and 193 by analogy, or the preceding working day."""

    def ends(**fields: object) -> str:
        return day(reckon_deadline(make_limit(**fields), at(f"{registered} 10:00"), calendar).legal_deadline)

    assert ends() == plus_30
    assert ends(day_off_rule=DayOffRule.PREVIOUS) == preceding
    assert ends(day_off_rule=DayOffRule.NEXT) == following
    assert ends(amount=7) == forwarding
    assert ends(amount=60) == extended


def test_the_control_date_of_the_cautious_habit(make_limit: Make, calendar: WorkingCalendar) -> None:
    """«План (РК)» of СЭД «Дело»: registered 12.01.2026, planned 10.02.2026: the first day counts."""
    limit = make_limit(control_counting=Counting.INCLUSIVE, control_day_off_rule=DayOffRule.PREVIOUS)
    found = reckon_deadline(limit, at("12.01.2026 09:30"), calendar)
    assert day(found.legal_deadline) == "11.02.2026"
    assert day(found.control_date) == "10.02.2026"


def test_fast_track_of_the_feedback_platform_is_ten_calendar_days(make_limit: Make, calendar: WorkingCalendar) -> None:
    """A real export of ПОС: received 06.01.2026, planned 16.01.2026, through the holidays."""
    assert day(reckon_deadline(make_limit(amount=10), at("06.01.2026 12:00"), calendar).legal_deadline) == "16.01.2026"


def test_working_days_pass_over_a_holiday_and_count_a_working_saturday(
    make_limit: Make, calendar: WorkingCalendar
) -> None:
    limit = make_limit(amount=3, unit=LimitUnit.WORKING_DAY)
    assert day(reckon_deadline(limit, at("02.11.2026 10:00"), calendar).legal_deadline) == "06.11.2026"
    # 20.02.2027 is a Saturday worked by transfer, 22.02 and 23.02 are days off.
    assert day(reckon_deadline(limit, at("18.02.2027 10:00"), calendar).legal_deadline) == "24.02.2027"


@pytest.mark.parametrize(
    ("started", "counting", "ends"),
    [
        ("02.11.2026 10:00", Counting.NEXT_DAY, "12.11.2026"),  # over the holiday and a weekend
        ("02.11.2026 10:00", Counting.INCLUSIVE, "11.11.2026"),
        ("04.11.2026 10:00", Counting.NEXT_DAY, "13.11.2026"),  # from a day off both ways are one
        ("04.11.2026 10:00", Counting.INCLUSIVE, "13.11.2026"),
    ],
)
def test_the_final_answer_after_an_interim_one_is_due_in_seven_working_days(
    started: str, counting: Counting, ends: str, make_limit: Make, calendar: WorkingCalendar
) -> None:
    """The rule of Севастополь, 2020."""
    limit = make_limit(amount=7, unit=LimitUnit.WORKING_DAY, counting=counting)
    found = reckon_deadline(limit, at(started), calendar)
    assert day(found.legal_deadline) == ends
    assert "07.11.2026, 08.11.2026 (выходной)" in "\n".join(found.trace)


def test_a_day_off_the_count_begins_on_is_named_among_the_passed(make_limit: Make, calendar: WorkingCalendar) -> None:
    limit = make_limit(amount=1, unit=LimitUnit.WORKING_DAY, counting=Counting.INCLUSIVE)
    found = reckon_deadline(limit, at("04.11.2026 10:00"), calendar)
    assert day(found.legal_deadline) == "05.11.2026"
    assert "Пропущены нерабочие дни: 04.11.2026 (День народного единства)." in found.trace


@pytest.mark.parametrize(
    ("amount", "ends", "counted_with_the_first"),
    [
        pytest.param(3, "08.10.2026", "07.10.2026", id="ст. 8 ч. 2: registration"),
        pytest.param(5, "10.10.2026", "09.10.2026", id="ст. 8 ч. 3.1: forwarding, migration"),
        pytest.param(7, "12.10.2026", "11.10.2026", id="ст. 8 ч. 3, ст. 11 ч. 2, 4, 4.1: forwarding, return"),
        pytest.param(15, "20.10.2026", "19.10.2026", id="ст. 10 ч. 2: documents for another body"),
        pytest.param(30, "04.11.2026", "03.11.2026", id="ст. 12 ч. 1: answer"),
        pytest.param(60, "04.12.2026", "03.12.2026", id="ст. 12 ч. 2: extended answer"),
    ],
)
def test_terms_of_59_fz_are_calendar_days(
    amount: int, ends: str, counted_with_the_first: str, make_limit: Make, calendar: WorkingCalendar
) -> None:
    def last_day(counting: Counting) -> str:
        limit = make_limit(amount=amount, counting=counting)
        return day(reckon_deadline(limit, at("05.10.2026 10:00"), calendar).legal_deadline)

    assert last_day(Counting.NEXT_DAY) == ends
    assert last_day(Counting.INCLUSIVE) == counted_with_the_first


@pytest.mark.parametrize(
    ("received", "hours", "ends"),
    [  # day 9-18, lunch 13-14, a day before a holiday is an hour shorter (ТК ст. 95)
        ("03.11.2026 15:30", 4, "05.11.2026 11:30"),  # 3 November ends at 17:00, the 4th is a holiday
        ("03.11.2026 15:30", 8, "05.11.2026 16:30"),
        ("30.12.2025 16:00", 9, "12.01.2026 17:00"),
        ("20.11.2026 17:00", 8, "23.11.2026 17:00"),  # over a weekend
        ("19.02.2027 16:00", 8, "20.02.2027 16:00"),  # the Saturday is worked
        ("19.02.2027 16:00", 10, "24.02.2027 10:00"),  # and shortened by an hour
        ("20.11.2026 13:30", 1, "20.11.2026 15:00"),  # lunch does not count
        ("20.11.2026 12:30", 1, "20.11.2026 14:30"),  # and parts the hour
        ("20.11.2026 12:00", 1, "20.11.2026 13:00"),  # an hour up to lunch ends with it
        ("03.11.2026 16:59", 1, "05.11.2026 09:59"),  # a minute before a shortened day closes
        ("03.11.2026 17:00", 1, "05.11.2026 10:00"),  # closed already, though the clock is before 18:00
        ("03.11.2026 23:59", 1, "05.11.2026 10:00"),  # in the night before a holiday
        ("04.11.2026 12:00", 1, "05.11.2026 10:00"),  # on the holiday
        ("31.12.2025 12:00", 1, "12.01.2026 10:00"),  # on a day off by transfer, before the New Year holidays
        ("20.11.2026 03:00", 1, "20.11.2026 10:00"),  # at night: from the opening
        ("21.11.2026 12:00", 1, "23.11.2026 10:00"),  # on a Saturday
        ("20.11.2026 18:00", 1, "23.11.2026 10:00"),  # at the closing
        ("20.11.2026 09:00", 8, "20.11.2026 18:00"),  # ends with the day itself
    ],
)
def test_working_hours_of_incident_management(
    received: str, hours: int, ends: str, make_limit: Make, calendar: WorkingCalendar
) -> None:
    """Regional practice of 4, 8 and 9 working hours: there is no federal term."""
    limit = make_limit(amount=hours, unit=LimitUnit.WORKING_HOUR)
    found = reckon_deadline(limit, at(received), calendar)
    assert found.legal_deadline == found.control_date == at(ends)


def test_clock_hours_run_day_and_night(make_limit: Make, calendar: WorkingCalendar) -> None:
    """Ярославская область: an answer in 24 hours, also over a holiday."""
    limit = make_limit(amount=24, unit=LimitUnit.CLOCK_HOUR)
    assert reckon_deadline(limit, at("31.12.2026 20:00"), calendar).legal_deadline == at("01.01.2027 20:00")


def test_the_trace_says_how_and_by_what(make_limit: Make, calendar: WorkingCalendar) -> None:
    found = reckon_deadline(make_limit(day_off_rule=DayOffRule.NEXT), at("05.10.2026 10:00"), calendar)
    text = "\n".join(found.trace)
    assert found.trace[0] == "Ответ: 30 календарных дней с момента регистрации."
    assert "ст. 12 ч. 1 59-ФЗ" in text
    assert "Начало: 05.10.2026 10:00." in text
    assert "04.11.2026" in text
    assert "перенесён на следующий рабочий день, 05.11.2026" in text
    assert found.warnings == ()


def test_a_title_that_names_the_amount_is_not_said_twice(make_limit: Make, calendar: WorkingCalendar) -> None:
    limit = make_limit(title="ИМ: 8 рабочих часов", amount=8, unit=LimitUnit.WORKING_HOUR)
    assert reckon_deadline(limit, at("05.10.2026 10:00"), calendar).trace[0] == (
        "ИМ: 8 рабочих часов с момента регистрации."
    )


def test_no_term_is_moved_before_its_start(make_limit: Make, calendar: WorkingCalendar) -> None:
    limit = make_limit(amount=1, day_off_rule=DayOffRule.PREVIOUS)
    found = reckon_deadline(limit, at("02.01.2026 10:00"), calendar)
    assert day(found.legal_deadline) == "12.01.2026"
    assert "следующий рабочий день" in "\n".join(found.trace)


def test_before_the_known_calendar_nothing_is_guessed_either(make_limit: Make, calendar: WorkingCalendar) -> None:
    limit = make_limit(amount=8, unit=LimitUnit.WORKING_DAY)
    found = reckon_deadline(limit, at("16.03.2020 10:00"), calendar)
    assert found.legal_deadline is None
    assert found.warnings == (
        "В производственном календаре нет 2020 года, а счёт доходит до 17.03.2020. Срок не посчитан.",
    )


@pytest.mark.parametrize(
    ("rule", "started", "ends"),
    [(DayOffRule.NEXT, "01.12.2027 10:00", "31.12.2027"), (DayOffRule.PREVIOUS, "04.12.2020 10:00", "03.01.2021")],
)
def test_a_term_is_not_moved_into_a_year_that_is_not_known(
    rule: DayOffRule, started: str, ends: str, make_limit: Make, calendar: WorkingCalendar
) -> None:
    found = reckon_deadline(make_limit(day_off_rule=rule), at(started), calendar)
    assert day(found.legal_deadline) == ends
    assert "Перенос с выходного дня не учтён" in found.warnings[0]


def test_a_term_that_no_day_off_moves_needs_no_calendar(make_limit: Make, calendar: WorkingCalendar) -> None:
    found = reckon_deadline(make_limit(), at("20.12.2027 10:00"), calendar)
    assert day(found.legal_deadline) == "19.01.2028"
    assert found.warnings == ()


@pytest.mark.parametrize("unit", [LimitUnit.WORKING_DAY, LimitUnit.WORKING_HOUR])
def test_beyond_the_known_calendar_nothing_is_guessed(
    unit: LimitUnit, make_limit: Make, calendar: WorkingCalendar
) -> None:
    found = reckon_deadline(make_limit(amount=8, unit=unit), at("31.12.2027 10:00"), calendar)
    assert found.legal_deadline is None
    assert found.control_date is None
    assert "известен до 31.12.2027" in found.warnings[0]
    assert "Срок не посчитан" in found.warnings[0]


def test_calendar_days_beyond_the_known_calendar_are_counted_with_a_warning(
    make_limit: Make, calendar: WorkingCalendar
) -> None:
    found = reckon_deadline(make_limit(day_off_rule=DayOffRule.NEXT), at("20.12.2027 10:00"), calendar)
    assert day(found.legal_deadline) == "19.01.2028"
    assert "Перенос с выходного дня не учтён" in found.warnings[0]


def test_what_is_due_today_is_due_soon(make_limit: Make, calendar: WorkingCalendar) -> None:
    limit = make_limit(amount=8, unit=LimitUnit.WORKING_HOUR, warn_amount=2, warn_unit=LimitUnit.WORKING_HOUR)
    found = reckon_deadline(limit, at("05.10.2026 16:00"), calendar)
    assert found.legal_deadline == at("06.10.2026 16:00")
    assert found.due_soon_at == at("06.10.2026 00:00")


def test_the_warning_comes_working_days_before(make_limit: Make, calendar: WorkingCalendar) -> None:
    limit = make_limit(warn_amount=3, warn_unit=LimitUnit.WORKING_DAY)
    found = reckon_deadline(limit, at("05.10.2026 10:00"), calendar)
    assert found.due_soon_at == at("30.10.2026 00:00"), "3.11, 2.11 and 30.10 are the worked days before"


def test_standings_change_at_their_moments() -> None:
    deadline = datetime(2026, 10, 6, 7, 30, tzinfo=UTC)
    soon = deadline - timedelta(hours=2)

    def at_moment(moment: datetime, closed_at: datetime | None = None) -> Standing:
        return standing(moment, legal_deadline=deadline, due_soon_at=soon, closed_at=closed_at)

    second = timedelta(seconds=1)
    assert at_moment(soon - second) is Standing.IN_TIME
    assert at_moment(soon) is Standing.DUE_SOON
    assert at_moment(deadline) is Standing.DUE_SOON
    assert at_moment(deadline + second) is Standing.OVERDUE
    assert at_moment(deadline + second, closed_at=deadline) is Standing.CLOSED
    assert standing(soon, legal_deadline=None, due_soon_at=None, closed_at=None) is Standing.IN_TIME


def test_the_day_of_the_start_is_the_local_one(make_limit: Make, calendar: WorkingCalendar) -> None:
    late_evening = datetime(2026, 10, 4, 22, 30, tzinfo=UTC)  # already the 5th in Moscow
    assert day(reckon_deadline(make_limit(amount=1), late_evening, calendar).legal_deadline) == "06.10.2026"
    assert date(2026, 10, 5) == late_evening.astimezone(MOSCOW).date()
