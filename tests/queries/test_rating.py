"""The numbers of a rating against others of the same store, reckoned apart; each of them opens its cases."""

from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.models.case_work import CaseAnswer
from mcu_desktop.operations.edit_rating_method import save_rating_method
from mcu_desktop.operations.issue_rating import issue_rating
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.case_slice import count_slice
from mcu_desktop.queries.issued_ratings import read_issued, read_issued_rating
from mcu_desktop.queries.queue import QueueFilter, read_case_ids
from mcu_desktop.queries.rating import (
    RATED_OBJECTS,
    method_on,
    read_entries,
    read_methods,
    read_rating,
    scope_parts,
)
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.measures import CaseSlice, Dimension, Measure, Part
from mcu_desktop.rules.periods import Period, month_of
from mcu_desktop.rules.rating import Known, MethodEdition, RatingMethod
from mcu_desktop.rules.rating_inputs import RATING_INPUTS, RatingCounts, RatingInput, RatingScope
from mcu_desktop.rules.terms import AnswerState, Outcome, SourceSystem
from mcu_desktop.store.reading import Reader, as_moment_or_none
from mcu_desktop.store.store import Store

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
FIRST = date(2026, 8, 1)
OCTOBER = month_of(date(2026, 10, 1))
STATES = tuple(AnswerState)
TOPICS = (("Дороги", "Ямы во дворах"), ("ЖКХ", "Холодно"), ("", "Никому не известная"))
CHANNELS = (
    ("incident_management", SourceSystem.INCIDENT_MANAGEMENT), ("feedback_platform", SourceSystem.FEEDBACK_PLATFORM),
    ("phone", SourceSystem.REGISTRY),
)  # fmt: skip


def random_case(chance: Random, number: int, incoming: Callable[..., IncomingCase]) -> IncomingCase:
    """One case; some are answered before they came, some in the future, some never."""
    received = datetime.combine(FIRST, time(), MOSCOW) + timedelta(minutes=chance.randrange(115 * 24 * 60))
    spent = timedelta(hours=chance.choice((-5, 0.5, 3, 6, 20, 200, 900, 3_000)))
    answered = received + spent if chance.random() < 0.8 else None
    closed = (answered or received) + timedelta(hours=chance.randrange(400)) if chance.random() < 0.7 else None
    channel, system = chance.choice(CHANNELS)
    group, topic = chance.choice(TOPICS)
    body = chance.choice(("Управление ЖКХ", "Отдел дорог", ""))
    return incoming(
        external_number=str(number), system=system, channel_code=channel, received_at=received, answered_at=answered,
        closed_at=closed, topic_group=group, topic=topic, body=body, recipient=f"{body} 1" if body else "",
        outcome=chance.choice((None, *Outcome)) if closed else None, reopened=chance.random() < 0.2,
        satisfaction=chance.choice((None, 1, 3, 5)), solvable=chance.choice((None, True, False)),
        promised_on=received.date() + timedelta(days=chance.randrange(60)) if chance.random() < 0.3 else None,
    )  # fmt: skip


@pytest.fixture
def filled(store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]) -> Store:
    """A random store: cases taken in, some with versions of an answer, some marked as answered by a form letter."""
    chance = Random(1662)  # noqa: S311 -- invented cases, not secrets
    cases = [random_case(chance, number, incoming) for number in range(220)]
    for system in {case.system for case in cases}:
        file = file_of(*(case for case in cases if case.system is system), system=system)
        store.perform(partial(_take_in, file))
    store.perform(partial(_work_on, chance))
    return store


def _take_in(file: ReadFile, session: Session) -> object:
    return take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor="О")


def _work_on(chance: Random, session: Session) -> None:
    ids = [row[0] for row in session.execute(text("SELECT id FROM cases ORDER BY id"))]
    for case_id in ids:
        for actor in chance.choice(((), ("Ким",), ("Ким", "Лескова"))):
            answer = {"case_id": case_id, "text": "Да", "state": chance.choice(STATES), "remark": "", "at": NOW}
            session.execute(insert(CaseAnswer), [answer | {"actor": actor}])
        if chance.random() < 0.2:
            session.execute(text("UPDATE cases SET formal_answer = TRUE WHERE id = :id"), {"id": case_id})


def all_of(reader: Reader, sql: str) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for case_id, *rest in reader.rows(sql):
        found[case_id].append(rest)
    return found


def reckoned_apart(reader: Reader, scope: RatingScope, objects: Dimension, period: Period) -> dict[Any, Counter[str]]:
    """Go through every case of the store in Python, with its rows beside it."""
    starts = datetime.combine(period.first, time(), MOSCOW)
    ends = min(datetime.combine(period.last + timedelta(days=1), time(), MOSCOW), NOW)
    answers = all_of(reader, "SELECT case_id, state, actor FROM case_answers ORDER BY id")
    terms = all_of(reader, "SELECT case_id, stage, legal_deadline, settled_at FROM case_deadlines")
    names: dict[int, str] = dict(reader.rows("SELECT id, body_title FROM responsible_recipients"))
    found: dict[Any, Counter[str]] = defaultdict(Counter)
    for (
        case_id,
        channel,
        block,
        recipient,
        closed_at,
        answered_at,
        outcome,
        score,
        reopened,
        solvable,
        formal,
    ) in reader.rows(
        "SELECT c.id, ch.code, c.sector_block_id, c.recipient_id, c.closed_at, c.answered_at, c.outcome,"
        " c.satisfaction, c.reopened, c.solvable, c.formal_answer FROM cases c JOIN channels ch ON ch.id = c.channel_id"
    ):
        closed, answered = as_moment_or_none(closed_at), as_moment_or_none(answered_at)
        of_case = {stage: (as_moment_or_none(legal), as_moment_or_none(done)) for stage, legal, done in terms[case_id]}
        legal, done = of_case.get("final_answer", (None, None))
        is_closed = closed is not None and starts <= closed < ends
        is_overdue = legal is not None and legal < ends and (done is None or done >= ends)
        if (scope is not RatingScope.JOINT and channel != scope) or not (is_closed or is_overdue):
            continue
        key = {
            Dimension.BLOCK: block, Dimension.RECIPIENT: recipient,
            Dimension.RECIPIENT_BODY: names.get(recipient) or None,
            Dimension.EXECUTOR: answers[case_id][-1][1] if answers[case_id] else None,
        }[objects]  # fmt: skip
        states = [state for state, _actor in answers[case_id]]
        is_solvable = is_closed and outcome is not None and outcome != "forwarded" and (solvable is None or solvable)
        due, kept_at = of_case.get("promise", (None, None))
        has_come = due is not None and (due < ends or (kept_at is not None and kept_at < ends))
        says = {
            "messages": True, "overdue": not is_closed, "timed": legal is not None,
            "in_time": bool(legal and done and done <= legal), "scored": score is not None, "reopened": bool(reopened),
            "checked": any(state != "draft" for state in states), "returned": "returned" in states,
            "substantive": bool(answered and answered < ends and not formal), "solvable": is_solvable,
            "resolved": is_solvable and outcome == "resolved", "unsolvable": solvable is not None and not solvable,
            "promised": has_come, "kept": bool(has_come and due and kept_at and kept_at < ends and kept_at <= due),
            "score_sum": score or 0,
        }  # fmt: skip
        found[key].update({name: int(value) for name, value in says.items()})
    return found


PERIODS = st.builds(
    lambda first, days: Period(first, first + timedelta(days=days)),
    st.dates(FIRST, date(2026, 12, 10)),
    st.integers(0, 90),
)


def test_every_number_is_what_the_cases_say(filled: Store) -> None:
    with closing(filled.open_reader()) as reader:

        @settings(max_examples=12)
        @given(st.sampled_from(RatingScope), st.sampled_from(RATED_OBJECTS), PERIODS)
        def check(scope: RatingScope, objects: Dimension, period: Period) -> None:
            apart = reckoned_apart(reader, scope, objects, period)
            entries = read_entries(reader, scope, objects, period, now=NOW, zone=MOSCOW)
            assert set(apart) <= {entry.value for entry in entries}
            for entry in entries:
                for name in (*RatingInput, "score_sum"):
                    assert getattr(entry.counts, name) == apart[entry.value][name], (entry.title, name)
                assert 0 <= entry.counts.pace_sum <= entry.counts.pace_in_norm_sum <= entry.counts.timed

        check()


def test_every_number_opens_as_many_cases(filled: Store) -> None:
    with closing(filled.open_reader()) as reader:
        for scope, objects in (
            (RatingScope.JOINT, Dimension.BLOCK),
            (RatingScope.INCIDENT_MANAGEMENT, Dimension.EXECUTOR),
        ):
            parts = scope_parts(reader, scope)
            entries = read_entries(reader, scope, objects, OCTOBER, now=NOW, zone=MOSCOW)
            assert sum(entry.counts.messages for entry in entries) > 20
            for entry in entries:
                for given_input in RatingInput:
                    of_one = (*parts, Part(objects, entry.value))
                    wanted = CaseSlice(given_input, RATING_INPUTS[given_input], OCTOBER.first, OCTOBER.last, of_one)
                    number = getattr(entry.counts, given_input)
                    assert count_slice(reader, wanted, now=NOW, zone=MOSCOW) == number
                    assert len(read_case_ids(reader, QueueFilter(figure=wanted), now=NOW, zone=MOSCOW)) == number
                received = CaseSlice(
                    Measure.RECEIVED, "", OCTOBER.first, OCTOBER.last, (*parts, Part(objects, entry.value))
                )
                assert count_slice(reader, received, now=NOW, zone=MOSCOW) == entry.counts.received


@pytest.mark.parametrize("seconds", [-1, 0])
def test_a_case_belongs_to_the_local_day_it_was_closed_on(
    store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile], seconds: int
) -> None:
    border = datetime.combine(date(2026, 11, 1), time(), MOSCOW) + timedelta(seconds=seconds)
    received = border - timedelta(hours=4)
    store.perform(partial(_take_in, file_of(incoming(received_at=received, answered_at=border, closed_at=border))))
    with closing(store.open_reader()) as reader:
        [october, november] = [
            sum(
                entry.counts.messages
                for entry in read_entries(reader, RatingScope.JOINT, Dimension.BLOCK, period, now=NOW, zone=MOSCOW)
            )
            for period in (OCTOBER, month_of(date(2026, 11, 1)))
        ]
        assert (october, november) == ((1, 0) if seconds else (0, 1))


def test_working_hours_are_the_clock_of_a_limit_in_working_hours(
    store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    friday = datetime(2026, 10, 2, 16, 0, tzinfo=MOSCOW)
    monday = datetime(2026, 10, 5, 10, 0, tzinfo=MOSCOW)
    store.perform(partial(_take_in, file_of(incoming(received_at=friday, answered_at=monday, closed_at=monday))))
    with closing(store.open_reader()) as reader:
        [(hours, unit)] = reader.rows(
            "SELECT l.amount, l.unit FROM case_deadlines d JOIN time_limits l ON l.id = d.time_limit_id"
            " WHERE d.stage = 'final_answer'"
        )
        assert unit == "working_hour"
        entries = read_entries(reader, RatingScope.JOINT, Dimension.BLOCK, OCTOBER, now=NOW, zone=MOSCOW)
        [whole] = [entry.counts for entry in entries if entry.counts.messages]
        assert 1 - 3 / (2 * hours) <= whole.pace_sum < 1, "Two or three hours of work, not sixty-six"


def test_a_period_of_nothing_rates_nobody(store: Store, reader: Reader) -> None:
    rating = read_rating(reader, RatingScope.JOINT, Dimension.BLOCK, OCTOBER, now=NOW, zone=MOSCOW)
    assert len(rating.rows) == 9
    assert {row.known for row in rating.rows} == {Known.NOT_RATED}
    assert rating.total.entry.counts == RatingCounts()
    with pytest.raises(UserFacingError, match="оценивать нечего"):
        store.perform(partial(_issue, rating))


def _issue(rating: Any, session: Session) -> Any:
    return issue_rating(session, rating, now=NOW, zone=MOSCOW, actor="Лескова А. И.").details


def test_an_issued_rating_stays_as_it_was_and_is_what_the_next_one_is_compared_with(filled: Store) -> None:
    with closing(filled.open_reader()) as reader:
        wanted = (RatingScope.JOINT, Dimension.RECIPIENT_BODY)
        first = read_rating(reader, *wanted, OCTOBER, now=NOW, zone=MOSCOW)
        assert first.compared_with == "сентябрь 2026 года"
        assert any(row.place for row in first.rows)
        unfinished = read_rating(reader, *wanted, month_of(date(2026, 11, 1)), now=NOW, zone=MOSCOW)
        with pytest.raises(UserFacingError, match="ещё не закончился"):
            filled.perform(partial(_issue, unfinished))
        assert filled.perform(partial(_issue, first)) == "Р-2026-001"
        people = read_rating(reader, RatingScope.JOINT, Dimension.EXECUTOR, OCTOBER, now=NOW, zone=MOSCOW)
        assert filled.perform(partial(_issue, people)) == "Р-2026-002"
        filled.perform(lambda session: session.execute(text("UPDATE cases SET closed_at = NULL")))
        [of_people, of_bodies] = read_issued(reader, with_people=True)
        assert (of_people.number, of_bodies.actor) == ("Р-2026-002", "Лескова А. И.")
        assert [line.number for line in read_issued(reader, with_people=False)] == ["Р-2026-001"]
        assert read_issued_rating(reader, of_bodies.rating_id) == first
        later = read_rating(reader, *wanted, month_of(date(2026, 11, 1)), now=NOW, zone=MOSCOW)
        assert later.compared_with == "рейтинг № Р-2026-001, октябрь 2026 года"


def test_an_edition_is_in_force_from_its_day_on(store: Store, reader: Reader) -> None:
    method = RatingMethod(speed=50, norm_is_best=True)
    edition = MethodEdition("5-р", date(2026, 9, 1), date(2026, 10, 1), method)
    save = partial(save_rating_method, now=NOW, actor="О")
    store.perform(lambda session: save(session, edition))
    assert method_on(read_methods(reader), date(2026, 9, 30)).method == RatingMethod()
    assert method_on(read_methods(reader), date(2026, 10, 1)).method == method
    store.perform(lambda session: save(session, replace(edition, order_number="6-р")))
    assert [one.order_number for one in read_methods(reader)] == ["", "6-р"], "Of one day there is one edition"
    for wrong in (
        replace(edition, order_number=" "), replace(edition, order_date=None),
        replace(edition, valid_from=date(2026, 8, 1)), replace(edition, method=RatingMethod(in_time=0, pace=0)),
    ):  # fmt: skip
        with pytest.raises(UserFacingError):
            store.perform(partial(_save, save, wrong))
    assert reader.rows("SELECT count(*) FROM journal WHERE summary LIKE 'Рейтинг: методика%'")[0][0] == 2


def _save(save: Callable[..., object], edition: MethodEdition, session: Session) -> object:
    return save(session, edition)
