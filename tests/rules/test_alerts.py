"""When a step of the ladder is reached, and who is told."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mcu_desktop.rules.alerts import AlertStep, is_quiet, reached_until, step_words
from mcu_desktop.rules.duties import NO_BLOCK, Duty, Member, duties_of, stand_in
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.terms import Addressee, AlertMoment, LimitUnit, Role
from mcu_desktop.rules.working_calendar import WorkingCalendar

MOSCOW = ZoneInfo("Europe/Moscow")
ONE_DAY = timedelta(days=1)
BEFORE, ON_DAY, OVERDUE = AlertMoment.BEFORE, AlertMoment.ON_DAY, AlertMoment.OVERDUE
WORKING, CALENDAR = LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY

randomly = settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])


def step(moment: AlertMoment, amount: int = 0, unit: LimitUnit = WORKING) -> AlertStep:
    return AlertStep(None, moment, amount, unit, Addressee.HEAD)


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d.%m.%Y %H:%M").replace(tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("found", "now", "until"),
    [
        # Friday 30.10.2026: three working days on are Mon 2, Tue 3 and, the 4th being a holiday, Thu 5 November
        (step(BEFORE, 3), "30.10.2026 09:00", "05.11.2026 23:59"),
        (step(BEFORE, 3, CALENDAR), "30.10.2026 09:00", "02.11.2026 23:59"),
        (step(ON_DAY), "30.10.2026 00:01", "30.10.2026 23:59"),
        (step(OVERDUE), "30.10.2026 09:00", "30.10.2026 09:00"),
        # three working days have passed by Friday since Tuesday
        (step(OVERDUE, 3), "30.10.2026 09:00", "27.10.2026 23:59"),
        # on Sunday no working day more has passed than on Friday
        (step(OVERDUE, 3), "01.11.2026 09:00", "27.10.2026 23:59"),
        (step(OVERDUE, 1, CALENDAR), "01.11.2026 09:00", "31.10.2026 23:59"),
        (step(BEFORE, 2, LimitUnit.CLOCK_HOUR), "01.11.2026 09:00", "01.11.2026 11:00"),
        # 17:00 on the eve of a holiday (short day) is the end of work: two hours more are of the next working day
        (step(BEFORE, 2, LimitUnit.WORKING_HOUR), "03.11.2026 16:00", "05.11.2026 10:00"),
        (step(OVERDUE, 2, LimitUnit.WORKING_HOUR), "05.11.2026 10:00", "03.11.2026 16:00"),
    ],
)
def test_for_which_dates_a_step_is_reached(found: AlertStep, now: str, until: str, calendar: WorkingCalendar) -> None:
    reached = reached_until(found, at(now), calendar)
    assert reached.tzinfo is UTC
    assert f"{reached.astimezone(MOSCOW):%d.%m.%Y %H:%M}" == until


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moment=st.sampled_from([BEFORE, OVERDUE]),
    amount=st.integers(1, 15),
    unit=st.sampled_from([WORKING, CALENDAR]),
    today=st.integers(0, 2_000).map(lambda days: date(2021, 3, 1) + days * ONE_DAY),
    off=st.integers(-40, 40),
)
def test_a_step_is_reached_exactly_for_the_dates_that_the_words_mean(
    moment: AlertMoment, amount: int, unit: LimitUnit, today: date, off: int, calendar: WorkingCalendar
) -> None:
    deadline = today + off * ONE_DAY
    way = -1 if moment is BEFORE else 1
    by_work = unit is WORKING
    told_on = calendar.add_working_days(deadline, way * amount) if by_work else deadline + way * amount * ONE_DAY
    until = reached_until(step(moment, amount, unit), datetime.combine(today, time(12), MOSCOW), calendar)
    end = datetime.combine(deadline, time(23, 59, 59), MOSCOW)
    assert (end <= until) == (told_on <= today)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moment=st.sampled_from(AlertMoment),
    amount=st.integers(1, 15),
    unit=st.sampled_from(LimitUnit),
    minutes=st.integers(0, 3_000_000),
    later=st.integers(0, 100_000),
)
def test_what_was_reached_stays_reached(
    moment: AlertMoment, amount: int, unit: LimitUnit, minutes: int, later: int, calendar: WorkingCalendar
) -> None:
    now = datetime(2021, 3, 1, tzinfo=MOSCOW) + timedelta(minutes=minutes)
    early, late = (
        reached_until(step(moment, amount, unit), moment_of, calendar)
        for moment_of in (now, now + timedelta(minutes=later))
    )
    assert early <= late


def test_a_later_step_is_more_severe() -> None:
    ladder = [step(BEFORE, 5), step(BEFORE, 3), step(BEFORE, 4, LimitUnit.CLOCK_HOUR), step(ON_DAY), step(OVERDUE)]
    ladder += [step(OVERDUE, 3), step(OVERDUE, 10)]
    severities = [found.severity for found in ladder]
    assert severities == sorted(severities)
    assert len(set(severities)) == len(severities)


def test_a_senseless_step_is_refused() -> None:
    for moment, amount in ((BEFORE, 0), (OVERDUE, -1), (BEFORE, 1000)):
        with pytest.raises(UserFacingError, match="Лестница не сохранена"):
            step(moment, amount)


def test_steps_are_said_in_words() -> None:
    assert step_words(step(BEFORE, 3)) == "за 3 рабочих дня → руководителю МЦУ"
    assert step_words(step(ON_DAY)) == "в день срока → руководителю МЦУ"
    assert step_words(step(OVERDUE)) == "просрочено → руководителю МЦУ"
    assert step_words(step(OVERDUE, 1, CALENDAR)) == "просрочено 1 календарный день → руководителю МЦУ"


@pytest.mark.parametrize(
    ("now", "quiet"),
    [("17:59", False), ("18:00", True), ("23:59", True), ("00:00", True), ("08:29", True), ("08:30", False)],
)
def test_quiet_hours_go_over_midnight(now: str, quiet: bool) -> None:
    assert is_quiet(time.fromisoformat(now), time(18), time(8, 30)) is quiet
    assert is_quiet(time.fromisoformat(now), time(9), time(9)) is False


HEAD, CURATOR, OFFICER, LEADER, COORDINATOR = 1, 2, 3, 4, 5
ROSTER = (
    Member(HEAD, Role.HEAD, None, None),
    Member(CURATOR, Role.CURATOR, None, None),
    Member(OFFICER, Role.BLOCK_OFFICER, 10, None),
    Member(LEADER, Role.BLOCK_HEAD, 10, None),
    Member(LEADER, Role.BLOCK_HEAD, 20, None),
    Member(COORDINATOR, Role.INCIDENT_COORDINATOR, None, 7),
)


def duties(person: int, away: dict[int, int | None] | None = None) -> set[Duty]:
    return set(duties_of(person, ROSTER, away or {}, blocks=(10, 20, 30), channels=(7, 8)))


def test_each_is_told_of_their_own() -> None:
    assert duties(OFFICER) == {Duty(Addressee.EXECUTOR, 10, None)}
    assert duties(LEADER) == {
        Duty(Addressee.BLOCK_HEAD, 10, None),
        Duty(Addressee.EXECUTOR, 20, None),  # the block has no officer
        Duty(Addressee.BLOCK_HEAD, 20, None),
    }
    assert Duty(Addressee.CURATOR, None, None) in duties(CURATOR)


def test_a_block_without_anyone_goes_to_the_coordinator_of_the_channel_else_to_the_head() -> None:
    for block in (30, NO_BLOCK):
        assert Duty(Addressee.EXECUTOR, block, 7) in duties(COORDINATOR)
        assert Duty(Addressee.EXECUTOR, block, 8) in duties(HEAD), "The channel has no coordinator"
    assert Duty(Addressee.COORDINATOR, None, 8) in duties(HEAD)


def test_absent_people_are_passed_over_to_the_end_of_the_chain() -> None:
    away: dict[int, int | None] = {OFFICER: LEADER, LEADER: HEAD}
    assert duties(OFFICER, away) == set()
    assert duties(LEADER, away) == set()
    assert Duty(Addressee.EXECUTOR, 10, None) in duties(HEAD, away)
    assert stand_in(OFFICER, {OFFICER: None}) == OFFICER, "Without a deputy it stays"


@given(st.dictionaries(st.integers(1, 6), st.one_of(st.none(), st.integers(1, 6))))
def test_every_duty_has_someone_however_the_chains_loop(away: dict[int, int | None]) -> None:
    told = [duty for person in range(1, 7) for duty in duties(person, away)]
    assert {duty.addressee for duty in told} == set(Addressee)
    assert {(duty.addressee, duty.block_id, duty.channel_id) for duty in told} >= {
        (Addressee.EXECUTOR, 10, None), (Addressee.BLOCK_HEAD, 20, None), (Addressee.EXECUTOR, NO_BLOCK, 7),
    }  # fmt: skip
