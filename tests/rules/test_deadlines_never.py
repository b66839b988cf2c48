"""What no deadline ever does, whatever the limit and the moment."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.rules.deadlines import reckon_deadline
from mcu_desktop.rules.terms import Counting, DayOffRule, LimitUnit
from mcu_desktop.rules.time_limits import TimeLimit
from mcu_desktop.rules.working_calendar import WorkingCalendar
from tests.rules.test_deadlines_slowly import is_worked, moments, slowly

MOSCOW = ZoneInfo("Europe/Moscow")
Make = Callable[..., TimeLimit]
day_units = st.sampled_from([LimitUnit.CALENDAR_DAY, LimitUnit.WORKING_DAY])
moves = st.sampled_from([DayOffRule.PREVIOUS, DayOffRule.NEXT])


@slowly
@given(moment=moments, amount=st.integers(1, 60), unit=day_units, counting=st.sampled_from(Counting), rule=moves)
def test_a_term_that_is_moved_never_ends_on_a_day_off(
    moment: datetime, amount: int, unit: LimitUnit, counting: Counting, rule: DayOffRule,
    make_limit: Make, calendar: WorkingCalendar,
) -> None:  # fmt: skip
    limit = make_limit(
        amount=amount, unit=unit, counting=counting, day_off_rule=rule,
        control_counting=counting, control_day_off_rule=rule,
    )  # fmt: skip
    found = reckon_deadline(limit, moment, calendar)
    for end in (found.legal_deadline, found.control_date):
        assert end is not None
        assert is_worked(end.astimezone(MOSCOW).date(), calendar)
        assert end.astimezone(MOSCOW).date() >= moment.date()


@slowly
@given(moment=moments, hours=st.integers(1, 60))
def test_working_hours_never_end_outside_working_time(
    moment: datetime, hours: int, make_limit: Make, calendar: WorkingCalendar
) -> None:
    limit = make_limit(amount=hours, unit=LimitUnit.WORKING_HOUR)
    end = reckon_deadline(limit, moment, calendar).legal_deadline
    assert end is not None
    local = end.astimezone(MOSCOW)
    assert any(opens < local <= closes for opens, closes in calendar.spans(local.date()))


@slowly
@given(moment=moments, hours=st.integers(1, 240))
def test_clock_hours_are_hours_of_the_clock(
    moment: datetime, hours: int, make_limit: Make, calendar: WorkingCalendar
) -> None:
    found = reckon_deadline(make_limit(amount=hours, unit=LimitUnit.CLOCK_HOUR), moment, calendar)
    clock = moment.astimezone(UTC)
    for _ in range(hours):
        clock += timedelta(hours=1)
    assert found.legal_deadline == found.control_date == clock


@slowly
@given(
    moment=st.datetimes(datetime(2019, 1, 1), datetime(2029, 1, 1), timezones=st.just(MOSCOW)),  # noqa: DTZ001 -- hypothesis wants naive bounds
    amount=st.integers(1, 60),
    unit=st.sampled_from(LimitUnit),
    rule=st.sampled_from(DayOffRule),
)
def test_the_trace_names_the_source_also_where_the_calendar_ends(
    moment: datetime, amount: int, unit: LimitUnit, rule: DayOffRule, make_limit: Make, calendar: WorkingCalendar
) -> None:
    limit = make_limit(amount=amount, unit=unit, day_off_rule=rule, source="приказ № 7")
    found = reckon_deadline(limit, moment, calendar)
    assert "Основание: приказ № 7." in found.trace
    if found.legal_deadline is None:
        assert len(found.warnings) == 1
        assert "календар" in found.warnings[0]
    else:
        said = [line for line in found.trace if line.startswith("Предельный срок")]
        assert len(said) == 1
        assert f"{found.legal_deadline.astimezone(MOSCOW):%d.%m.%Y}" in said[0]
