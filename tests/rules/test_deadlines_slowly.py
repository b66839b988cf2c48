"""The quick reckoning beside an independent slow one, day by day and minute by minute."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mcu_desktop.rules.deadlines import reckon_deadline
from mcu_desktop.rules.terms import Counting, DayKind, DayOffRule, LimitUnit
from mcu_desktop.rules.time_limits import TimeLimit
from mcu_desktop.rules.working_calendar import WorkingCalendar

MOSCOW = ZoneInfo("Europe/Moscow")
ONE_DAY = timedelta(days=1)
Make = Callable[..., TimeLimit]
slowly = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
# Moscow has no summer time: local minutes are minutes.
_FIRST = datetime(2021, 2, 1, tzinfo=MOSCOW)
moments = st.integers(0, 2_340 * 24 * 60).map(lambda minutes: _FIRST + timedelta(minutes=minutes))


def is_worked(day: date, calendar: WorkingCalendar) -> bool:
    special = calendar.days.get(day)
    return day.weekday() < 5 if special is None else special.kind is not DayKind.DAY_OFF


def is_worked_minute(moment: datetime, calendar: WorkingCalendar) -> bool:
    special = calendar.days.get(moment.date())
    shortened = special is not None and special.kind in {DayKind.SHORT, DayKind.WORKING_SHORT}
    minutes = moment.hour * 60 + moment.minute
    in_hours = 9 * 60 <= minutes < (17 if shortened else 18) * 60 and not 13 * 60 <= minutes < 14 * 60
    return in_hours and is_worked(moment.date(), calendar)


@slowly
@given(moment=moments, hours=st.integers(1, 40))
def test_working_hours_counted_by_the_minute(
    moment: datetime, hours: int, make_limit: Make, calendar: WorkingCalendar
) -> None:
    left, clock = hours * 60, moment
    while left:
        if is_worked_minute(clock, calendar):
            left -= 1
            clock += timedelta(minutes=1)
        elif clock.hour == 13 and is_worked(clock.date(), calendar):
            clock = clock.replace(hour=14, minute=0)
        elif clock.hour < 9:
            clock = clock.replace(hour=9, minute=0)
        else:
            clock = datetime.combine(clock.date() + ONE_DAY, time.min, MOSCOW)
    found = reckon_deadline(make_limit(amount=hours, unit=LimitUnit.WORKING_HOUR), moment, calendar)
    assert found.legal_deadline == clock
    assert found.trace


@slowly
@given(
    moment=moments,
    days=st.integers(1, 60),
    counting=st.sampled_from(Counting),
    rule=st.sampled_from(DayOffRule),
    unit=st.sampled_from([LimitUnit.CALENDAR_DAY, LimitUnit.WORKING_DAY]),
)
def test_days_counted_one_by_one(
    moment: datetime, days: int, counting: Counting, rule: DayOffRule, unit: LimitUnit,
    make_limit: Make, calendar: WorkingCalendar,
) -> None:  # fmt: skip
    day, left = moment.date(), days
    by_working_days = unit is LimitUnit.WORKING_DAY
    if counting is Counting.INCLUSIVE and (not by_working_days or is_worked(day, calendar)):
        left -= 1
    while left:
        day += ONE_DAY
        if not by_working_days or is_worked(day, calendar):
            left -= 1
    before = day
    while not is_worked(before, calendar):
        before -= ONE_DAY
    moved_before_its_start = rule is DayOffRule.PREVIOUS and before < moment.date()
    step = {DayOffRule.NEXT: ONE_DAY, DayOffRule.PREVIOUS: -ONE_DAY, DayOffRule.KEEP: None}[
        DayOffRule.NEXT if moved_before_its_start else rule
    ]
    while step is not None and not is_worked(day, calendar):
        day += step
    limit = make_limit(amount=days, unit=unit, counting=counting, day_off_rule=rule)
    found = reckon_deadline(limit, moment, calendar)
    assert found.legal_deadline is not None
    assert found.legal_deadline.astimezone(MOSCOW).date() == day
    assert found.legal_deadline.tzinfo is UTC


@slowly
@given(
    first=moments,
    second=moments,
    amount=st.integers(1, 60),
    unit=st.sampled_from(LimitUnit),
    counting=st.sampled_from(Counting),
    rule=st.sampled_from(DayOffRule),
)
def test_who_comes_later_is_never_due_earlier(
    first: datetime, second: datetime, amount: int, unit: LimitUnit, counting: Counting, rule: DayOffRule,
    make_limit: Make, calendar: WorkingCalendar,
) -> None:  # fmt: skip
    limit = make_limit(amount=amount, unit=unit, counting=counting, day_off_rule=rule)
    early, late = (reckon_deadline(limit, moment, calendar) for moment in sorted((first, second)))
    assert early.legal_deadline is not None
    assert late.legal_deadline is not None
    assert early.legal_deadline <= late.legal_deadline


@slowly
@given(moment=moments, amount=st.integers(1, 40), control=st.sampled_from(Counting), rule=st.sampled_from(DayOffRule))
def test_the_control_date_is_never_after_the_deadline_and_the_warning_not_after_it(
    moment: datetime, amount: int, control: Counting, rule: DayOffRule, make_limit: Make, calendar: WorkingCalendar
) -> None:
    limit = make_limit(
        amount=amount, control_counting=control, control_day_off_rule=rule, warn_amount=3,
        warn_unit=LimitUnit.WORKING_DAY,
    )  # fmt: skip
    found = reckon_deadline(limit, moment, calendar)
    assert found.legal_deadline is not None
    assert found.control_date is not None
    assert found.due_soon_at is not None
    assert moment <= found.due_soon_at <= max(found.control_date, moment)
    assert found.control_date <= found.legal_deadline
