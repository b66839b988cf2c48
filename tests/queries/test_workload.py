"""The workload against the same figures asked one by one; each number opens its cases."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.keep_figure_text import keep_figure_text
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.case_slice import count_slice
from mcu_desktop.queries.figure_texts import read_figure_text
from mcu_desktop.queries.rating import read_entries
from mcu_desktop.queries.workload import read_workload
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.figure_texts import FigureTextKind
from mcu_desktop.rules.measures import CaseSlice, Dimension, Measure
from mcu_desktop.rules.periods import Period, month_of
from mcu_desktop.rules.rating_inputs import RatingScope
from mcu_desktop.rules.workload import LoadOf, LoadRow, Workload
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
SEPTEMBER = month_of(date(2026, 9, 1))


@pytest.fixture
def filled(store: Store) -> Store:
    store.perform(lambda session: add_demonstration(session, Task(), cases_count=250, seed=3, now=NOW, zone=MOSCOW))
    return store


def asked_apart(reader: Reader, load: Workload, row: LoadRow) -> tuple[int, ...]:
    parts = () if row.part is None else (row.part,)
    period, before = load.period, load.period.before()
    wanted = (
        CaseSlice(Measure.OPEN, "", parts=parts),
        CaseSlice(Measure.OVERDUE, "", parts=parts),
        CaseSlice(Measure.RECEIVED, "", period.first, period.last, parts),
        CaseSlice(Measure.CLOSED, "", period.first, period.last, parts),
        CaseSlice(Measure.RECEIVED, "", before.first, before.last, parts),
        CaseSlice(Measure.CLOSED, "", before.first, before.last, parts),
    )
    return tuple(count_slice(reader, one, now=NOW, zone=MOSCOW) for one in wanted)


def numbers(row: LoadRow) -> tuple[int, ...]:
    counts = row.counts
    return (
        counts.open, counts.overdue, counts.received, counts.closed, counts.received_before, counts.closed_before,
    )  # fmt: skip


def test_every_number_is_that_of_its_cases(filled: Store) -> None:
    with closing(filled.open_reader()) as reader:

        @settings(max_examples=8)
        @given(st.sampled_from(LoadOf), st.dates(date(2026, 5, 1), date(2026, 12, 1)), st.integers(0, 60))
        def check(of: LoadOf, first: date, days: int) -> None:
            period = Period(first, first + timedelta(days=days))
            load = read_workload(reader, of, period, now=NOW, zone=MOSCOW)
            for row in (*load.rows[:4], load.rows[-1], load.total):
                assert numbers(row) == asked_apart(reader, load, row), (of, row.title)
            if of is not LoadOf.PEOPLE:
                assert sum(row.counts.open for row in load.rows) == load.total.counts.open

        check()


def test_who_shares_a_block_s_load_is_known_by_the_roster(filled: Store) -> None:
    with closing(filled.open_reader()) as reader:
        load = read_workload(reader, LoadOf.BLOCKS, SEPTEMBER, now=NOW, zone=MOSCOW)
        assert load.working_days == 22
        assert [row.people for row in load.rows[:9]] == [1, 2, 1, 1, 1, 1, 1, 1, 1]
        per_person = load.per_person(load.rows[1])
        assert per_person == load.rows[1].counts.received / 2 / 22
        people = read_workload(reader, LoadOf.PEOPLE, SEPTEMBER, now=NOW, zone=MOSCOW)
        assert sum("ЖКХ и дороги" in row.title for row in people.rows) == 2
        assert people.total.counts == load.total.counts, "Who shares a block does not count it twice"
        assert load.total.forecast is not None
        assert len(load.history) == 112


@pytest.mark.parametrize("of", LoadOf)
def test_nothing_and_one_case_without_a_block_are_no_trouble(
    store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile], of: LoadOf
) -> None:
    with closing(store.open_reader()) as reader:
        empty = read_workload(reader, of, SEPTEMBER, now=NOW, zone=MOSCOW)
        assert numbers(empty.total) == (0,) * 6
        assert empty.total.forecast is None
        assert empty.history == ()
        future = Period(date(2027, 1, 1), date(2027, 1, 8))
        assert read_workload(reader, of, future, now=NOW, zone=MOSCOW).working_days == 0
        file = file_of(incoming(topic_group="", topic="", received_at=NOW + timedelta(days=3)))
        store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor="О"))
        load = read_workload(reader, of, month_of(date(2026, 10, 1)), now=NOW, zone=MOSCOW)
        assert load.rows[-1].title == "Не указано"
        assert load.total.counts.received == 1


def test_recipients_of_one_title_are_told_apart_by_their_bodies(
    store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    bodies = ("Управление образования", "Финансовое управление", "")
    cases = [incoming(external_number=str(at), recipient="Отдел закупок", body=body) for at, body in enumerate(bodies)]
    store.perform(lambda s: take_in(s, Task(), file_of(*cases), now=NOW, zone=MOSCOW, actor="О"))
    wanted = {"Отдел закупок", *(f"Отдел закупок ({body})" for body in bodies if body)}
    with closing(store.open_reader()) as reader:
        days = Period(date(2026, 1, 1), date(2026, 12, 31))
        load = read_workload(reader, LoadOf.RECIPIENTS, days, now=NOW, zone=MOSCOW)
        assert {row.title for row in load.rows} == wanted
        rated = read_entries(reader, RatingScope.JOINT, Dimension.RECIPIENT, days, now=NOW, zone=MOSCOW)
        assert {entry.title for entry in rated} == wanted


def keep(text: str, session: Session) -> object:
    return keep_figure_text(session, FigureTextKind.STRUCTURE, SEPTEMBER, text, now=NOW, actor="О")


def test_words_are_kept_for_their_period_until_they_are_taken_back(store: Store, reader: Reader) -> None:
    def kept(period: Period = SEPTEMBER) -> str | None:
        return read_figure_text(reader, FigureTextKind.STRUCTURE, period)

    assert kept() is None
    store.perform(partial(keep, " Взять ещё одного\nчеловека "))
    store.perform(partial(keep, "Взять двоих"))
    assert kept() == "Взять двоих"
    assert kept(month_of(date(2026, 10, 1))) is None
    with pytest.raises(UserFacingError, match="Он не сохранён"):
        store.perform(partial(keep, "а" * 20_001))
    store.perform(partial(keep, " "))
    store.perform(partial(keep, ""))
    assert kept() is None
