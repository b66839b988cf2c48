"""Several terms on one case at once, what holds and moves them, and which one is nearest."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mcu_desktop.rules.case_terms import CaseFacts, CaseTerm, TermReckoner, nearest_term
from mcu_desktop.rules.deadlines import reckon_deadline
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.extension import check_extension, check_notice
from mcu_desktop.rules.pauses import Pause
from mcu_desktop.rules.terms import CaseKind, Counting, LimitUnit, StartEvent, TermStage
from mcu_desktop.rules.time_limits import CaseTraits, TimeLimit, find_overlaps
from mcu_desktop.rules.working_calendar import WorkingCalendar

MOSCOW = ZoneInfo("Europe/Moscow")
Make = Callable[..., TimeLimit]
Limits = tuple[TimeLimit, ...]


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d.%m.%Y %H:%M").replace(tzinfo=MOSCOW)


def facts(**known: Any) -> CaseFacts:
    usual: dict[str, Any] = {
        "traits": CaseTraits(channel_code="post", kind=CaseKind.APPEAL),
        "received_at": at("02.10.2026 10:00"),
        "registered_at": at("05.10.2026 10:00"),
    }
    return CaseFacts(**(usual | known))


def by_stage(terms: Sequence[CaseTerm]) -> dict[TermStage, CaseTerm]:
    assert len({term.stage for term in terms}) == len(terms)
    return {term.stage: term for term in terms}


def day(term: CaseTerm) -> str:
    assert term.deadline.legal_deadline is not None
    return f"{term.deadline.legal_deadline.astimezone(MOSCOW):%d.%m.%Y}"


@pytest.fixture
def reckoner(seeded_limits: Limits, calendar: WorkingCalendar) -> TermReckoner:
    return TermReckoner(seeded_limits, calendar)


def test_an_appeal_has_three_terms_each_with_its_own_rule_and_trace(reckoner: TermReckoner) -> None:
    terms = by_stage(reckoner.terms(facts()))
    # 59-ФЗ: ст. 8 ч. 2 (3 days from receipt), ст. 8 ч. 3 (7 from registration), ст. 12 ч. 1 (30 from registration)
    assert day(terms[TermStage.REGISTRATION]) == "05.10.2026"
    assert day(terms[TermStage.FORWARDING]) == "12.10.2026"
    assert day(terms[TermStage.FINAL_ANSWER]) == "04.11.2026"
    sources = [term.deadline.trace[1] for term in terms.values()]
    assert [source for source in sources if "ст. 8 ч. 2" in source]
    assert [source for source in sources if "ст. 8 ч. 3" in source]
    assert [source for source in sources if "ст. 12 ч. 1" in source]


def test_a_done_duty_does_not_run_and_the_nearest_of_the_others_is_shown(reckoner: TermReckoner) -> None:
    terms = reckoner.terms(facts())
    assert by_stage(terms)[TermStage.REGISTRATION].settled_at == at("05.10.2026 10:00")
    nearest = nearest_term(terms)
    assert nearest is not None
    assert nearest.stage is TermStage.FORWARDING, "Nobody has said yet who answers"
    placed = nearest_term(reckoner.terms(facts(placed_at=at("06.10.2026 10:00"))))
    assert placed is not None
    assert placed.stage is TermStage.FINAL_ANSWER
    assert nearest_term(reckoner.terms(facts(answered_at=at("07.10.2026 10:00")))) is None


def test_after_an_interim_answer_the_limit_that_runs_from_it_takes_over(reckoner: TermReckoner) -> None:
    message = CaseTraits(channel_code="incident_management", kind=CaseKind.MESSAGE)
    before = by_stage(reckoner.terms(facts(traits=message)))[TermStage.FINAL_ANSWER]
    answered = facts(traits=message, interim_answered_at=at("02.10.2026 15:00"))
    after = by_stage(reckoner.terms(answered))[TermStage.FINAL_ANSWER]
    assert before.limit is not None
    assert before.limit.code == "incident_8"
    assert day(after) == "13.10.2026", "Seven working days after Friday the 2nd"
    assert after.started_at == at("02.10.2026 15:00")
    assert "промежуточного ответа" in after.deadline.trace[0]


def test_a_promise_runs_on_its_own_clock_after_the_answer(reckoner: TermReckoner) -> None:
    promised = facts(answered_at=at("20.10.2026 10:00"), promised_on=date(2026, 12, 1))
    nearest = nearest_term(reckoner.terms(promised))
    assert nearest is not None
    assert nearest.stage is TermStage.PROMISE
    assert day(nearest) == "01.12.2026"
    assert nearest.started_at == at("20.10.2026 10:00")


def test_a_term_that_stands_still_is_not_nearest(reckoner: TermReckoner) -> None:
    message = CaseTraits(channel_code="feedback_platform", kind=CaseKind.MESSAGE)
    put_off = facts(traits=message, pauses=(Pause(at("10.10.2026 10:00"), None),), promised_on=date(2026, 11, 20))
    terms = by_stage(reckoner.terms(put_off))
    assert terms[TermStage.FINAL_ANSWER].deadline.legal_deadline is None
    assert "срок не идёт" in terms[TermStage.FINAL_ANSWER].deadline.trace[-1]
    nearest = nearest_term(terms.values())
    assert nearest is not None
    assert nearest.stage is TermStage.PROMISE


def test_the_law_knows_no_pause_of_an_appeal(reckoner: TermReckoner) -> None:
    put_off = facts(pauses=(Pause(at("10.10.2026 10:00"), None),))
    assert day(by_stage(reckoner.terms(put_off))[TermStage.FINAL_ANSWER]) == "04.11.2026"


def test_a_pause_that_begins_after_the_end_does_not_hide_a_breach(make_limit: Make, calendar: WorkingCalendar) -> None:
    limit = make_limit(amount=10, stops_on_pause=True)
    found = reckon_deadline(
        limit, at("05.10.2026 10:00"), calendar, pauses=[Pause(at("20.10.2026 10:00"), None)]
    )  # fmt: skip
    assert found.legal_deadline == at("15.10.2026 23:59").replace(second=59)


@pytest.mark.parametrize(
    ("unit", "amount", "since", "until", "ends"),
    [
        # three midnights within the pause: three calendar days more than the 15th
        (LimitUnit.CALENDAR_DAY, 10, "06.10.2026 12:00", "09.10.2026 09:00", "18.10.2026 23:59"),
        # within one day: no midnight, nothing moves
        (LimitUnit.CALENDAR_DAY, 10, "06.10.2026 09:00", "06.10.2026 18:00", "15.10.2026 23:59"),
        # a Friday evening to Monday morning: the days off did not count anyway, Friday's midnight does
        (LimitUnit.WORKING_DAY, 5, "09.10.2026 12:00", "12.10.2026 09:00", "13.10.2026 23:59"),
        # two working hours lost of the day
        (LimitUnit.WORKING_HOUR, 4, "05.10.2026 11:00", "05.10.2026 14:00", "05.10.2026 17:00"),
        (LimitUnit.CLOCK_HOUR, 24, "05.10.2026 20:00", "06.10.2026 02:00", "06.10.2026 16:00"),
    ],
)
def test_paused_time_does_not_count(
    unit: LimitUnit, amount: int, since: str, until: str, ends: str, make_limit: Make, calendar: WorkingCalendar
) -> None:
    limit = make_limit(amount=amount, unit=unit, stops_on_pause=True)
    found = reckon_deadline(limit, at("05.10.2026 10:00"), calendar, pauses=[Pause(at(since), at(until))])
    assert found.legal_deadline is not None
    assert f"{found.legal_deadline.astimezone(MOSCOW):%d.%m.%Y %H:%M}" == ends
    assert any("Не идёт с" in line for line in found.trace)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    minutes=st.lists(st.integers(1, 20_000), max_size=8),
    unit=st.sampled_from(LimitUnit),
    counting=st.sampled_from(Counting),
    amount=st.integers(1, 40),
)
def test_a_pause_never_brings_a_deadline_forward(
    minutes: list[int], unit: LimitUnit, counting: Counting, amount: int, make_limit: Make, calendar: WorkingCalendar
) -> None:
    start = at("05.10.2026 10:00")
    edges, clock = [start], start.timestamp()
    for step in minutes:
        clock += step * 60
        edges.append(datetime.fromtimestamp(clock, MOSCOW))
    pauses = [Pause(since, until) for since, until in zip(edges[1::2], edges[2::2], strict=False)]
    limit = make_limit(amount=amount, unit=unit, counting=counting, stops_on_pause=True)
    plain, held = (reckon_deadline(limit, start, calendar, pauses=some) for some in ([], pauses))
    assert plain.legal_deadline is not None
    assert held.legal_deadline is not None
    lost = sum((pause.ended_at or start).timestamp() - pause.started_at.timestamp() for pause in pauses)
    gained = held.legal_deadline.timestamp() - plain.legal_deadline.timestamp()
    assert gained >= 0
    assert lost or not gained


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    # Evenings, lunches, days off and a short day over a New Year; some years later the calendar is not known.
    since=st.sampled_from([at("26.12.2025 00:00"), at("28.12.2027 00:00")]),
    minutes=st.lists(st.integers(0, 14 * 24 * 60), min_size=1, max_size=8),
    unit=st.sampled_from(LimitUnit),
    amount=st.integers(1, 20),
    warn=st.tuples(st.integers(0, 9), st.sampled_from(LimitUnit)),
    extension=st.integers(0, 3),
)
def test_terms_that_are_reckoned_together_are_those_reckoned_one_by_one(
    since: datetime,
    minutes: list[int],
    unit: LimitUnit,
    amount: int,
    warn: tuple[int, LimitUnit],
    extension: int,
    make_limit: Make,
    calendar: WorkingCalendar,
) -> None:
    limit = make_limit(unit=unit, amount=amount, warn_amount=warn[0], warn_unit=warn[1], max_extension=2)
    reckoner = TermReckoner([limit], calendar)
    for moment in (since + timedelta(minutes=after) for after in minutes):
        [term] = reckoner.terms(facts(received_at=moment, registered_at=moment, extension_days=extension))
        assert term.deadline == reckon_deadline(limit, moment, calendar, extension_days=min(extension, 2))


@pytest.mark.parametrize(
    ("registered", "extended"),
    # domain.md 1.1: «Extended (+60)»
    [
        ("05.10.2026", "04.12.2026"),
        ("02.12.2026", "31.01.2027"),
        ("03.12.2025", "01.02.2026"),
        ("09.04.2026", "08.06.2026"),
    ],
)
def test_an_extension_counts_on_from_the_last_day(registered: str, extended: str, reckoner: TermReckoner) -> None:
    moment = at(f"{registered} 10:00")
    terms = by_stage(reckoner.terms(facts(received_at=moment, registered_at=moment, extension_days=30)))
    assert day(terms[TermStage.FINAL_ANSWER]) == extended
    assert any("Продлено на 30 календарных дней" in line for line in terms[TermStage.FINAL_ANSWER].deadline.trace)
    assert day(terms[TermStage.FORWARDING]) != extended, "Only the answer is extended"


def test_a_second_extension_is_refused_with_the_article(seeded_limits: Limits) -> None:
    limit = next(limit for limit in seeded_limits if limit.code == "appeal_answer")
    now = at("20.10.2026 10:00")
    usual: dict[str, Any] = {
        "extended_by": 0, "legal_deadline": at("04.11.2026 23:59"), "now": now, "reason": "запрос", "basis": "решение",
    }  # fmt: skip
    check_extension(limit, 30, **usual)
    for changed, days, words in (
        ({"extended_by": 10}, 5, "Второе продление.*ст. 12 ч. 2"),
        ({}, 31, "не более чем на 30 дней"),
        ({}, 0, "не более чем"),
        ({"legal_deadline": at("19.10.2026 23:59")}, 10, "уже истёк"),
        ({"reason": " "}, 10, "причину"),
        ({"basis": ""}, 10, "основание"),
    ):
        with pytest.raises(UserFacingError, match=words):
            check_extension(limit, days, **(usual | changed))
    with pytest.raises(UserFacingError, match="не продлевается"):
        check_extension(seeded_limits[3], 10, **usual)


def test_the_notice_to_the_citizen_lies_between_receipt_and_today() -> None:
    days = {"received_on": date(2026, 10, 5), "today": date(2026, 10, 20)}
    check_notice(None, **days)
    check_notice(date(2026, 10, 20), **days)
    for told_on in (date(2026, 10, 4), date(2026, 10, 21)):
        with pytest.raises(UserFacingError, match="невозможно"):
            check_notice(told_on, **days)


def test_of_overlapping_limits_the_one_that_wins_is_named_with_the_reason(make_limit: Make) -> None:
    general = make_limit(code="general")
    narrow = make_limit(code="narrow", channel_code="post")
    newer = make_limit(code="newer", valid_from=date(2026, 1, 1))
    interim = make_limit(code="interim", start_event=StartEvent.INTERIM_ANSWERED)
    apart = [
        make_limit(code="ended", valid_from=date(2001, 1, 1), valid_to=date(2002, 1, 1)),
        make_limit(code="variant", is_default=False),
        make_limit(code="other stage", stage=TermStage.FORWARDING),
    ]
    found = {other.code: (wins, why) for other, wins, why in find_overlaps(general, [narrow, newer, interim, *apart])}
    assert found == {
        "narrow": (True, "точнее называет сообщение"),
        "newer": (True, "действует с более позднего дня"),
        "interim": (True, "идёт от промежуточного ответа"),
    }
    assert find_overlaps(narrow, [make_limit(code="phone", channel_code="phone")]) == ()
    assert find_overlaps(narrow, [general])[0][1] is False


def test_a_task_has_a_day_of_its_own(reckoner: TermReckoner) -> None:
    task = reckoner.task(date(2026, 10, 16), started_at=at("12.10.2026 10:00"), title="Выезд комиссии")
    assert day(task) == "16.10.2026"
    assert task.deadline.due_soon_at == at("15.10.2026 00:00").astimezone(UTC), "A working day before"
    assert task.deadline.trace == ("Выезд комиссии: поручено до 16.10.2026.",)
