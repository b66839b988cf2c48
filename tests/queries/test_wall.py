"""The figures of the wall are those of the queue, and nothing of a citizen is among them."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import Citizen, IncomingCase, ReadFile
from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.edit_wall import edit_wall
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.queue import QueueFilter, read_case_ids
from mcu_desktop.queries.wall import read_wall, read_wall_plan
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.measures import CaseSlice, Measure
from mcu_desktop.rules.terms import Standing
from mcu_desktop.rules.wall import Turn, WallPage, WallPlan
from mcu_desktop.rules.wall_figures import (
    BurningFigures,
    DynamicsFigures,
    PromiseFigures,
    RatingFigures,
    TodayFigures,
)
from mcu_desktop.store.reading import Reader, as_moment
from mcu_desktop.store.store import Store

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 12, 0, tzinfo=UTC)
SIGNED = {"now": NOW, "actor": "А"}


@pytest.fixture
def filled(store: Store) -> Store:
    store.perform(lambda session: add_demonstration(session, Task(), cases_count=200, seed=3, now=NOW, zone=MOSCOW))
    return store


def listed(reader: Reader, wanted: QueueFilter) -> int:
    return len(read_case_ids(reader, wanted, now=NOW, zone=MOSCOW))


def test_what_burns_and_the_day_are_the_counts_of_the_queue(filled: Store) -> None:
    with closing(filled.open_reader()) as reader:
        news = read_wall(reader, [WallPage.BURNING, WallPage.TODAY], now=NOW)
        burning, today = news.figures[WallPage.BURNING], news.figures[WallPage.TODAY]
        assert isinstance(burning, BurningFigures)
        assert isinstance(today, TodayFigures)
        overdue = listed(reader, QueueFilter(standing=Standing.OVERDUE))
        assert burning.total.overdue == today.overdue == overdue > 0
        assert sum(line.overdue for line in burning.lines) == overdue
        assert today.open == listed(reader, QueueFilter())
        day = NOW.date()
        assert today.received[0] == listed(reader, QueueFilter(figure=CaseSlice(Measure.RECEIVED, "", day, day)))
        assert sum(today.by_hour) == today.received[0]
    assert (news.counted_at, news.zone, news.plan) == (NOW, MOSCOW, WallPlan())


def test_a_week_ago_is_counted_up_to_the_same_minute(
    store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    week_ago = NOW - timedelta(days=7)
    moments = (NOW - timedelta(minutes=1), week_ago - timedelta(minutes=1), week_ago + timedelta(minutes=1))
    file = file_of(*(incoming(external_number=str(at), received_at=moment) for at, moment in enumerate(moments)))
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor="О"))
    with closing(store.open_reader()) as reader:
        today = read_wall(reader, [WallPage.TODAY], now=NOW).figures[WallPage.TODAY]
    assert isinstance(today, TodayFigures)
    assert today.received == (1, 1)


def test_thirty_days_are_counted_by_the_day_of_the_municipality(filled: Store) -> None:
    with closing(filled.open_reader()) as reader:
        found = read_wall(reader, [WallPage.DYNAMICS], now=NOW).figures[WallPage.DYNAMICS]
        moments = [as_moment(row[0]).astimezone(MOSCOW).date() for row in reader.rows("SELECT received_at FROM cases")]
    assert isinstance(found, DynamicsFigures)
    assert (len(found.days), found.days[-1]) == (30, NOW.date() - timedelta(days=1))
    assert found.received == tuple(moments.count(day) for day in found.days)
    assert all(late <= all_of for late, all_of in zip(found.in_time, found.answered, strict=True))


def test_promises_by_day(store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]) -> None:
    days = (NOW.date() - timedelta(days=3), NOW.date() + timedelta(days=2), NOW.date() + timedelta(days=2),
            NOW.date() + timedelta(days=40))  # fmt: skip
    answered = NOW - timedelta(days=5)
    file = file_of(*(
        incoming(external_number=str(at), received_at=answered, answered_at=answered, promised_on=day)
        for at, day in enumerate(days)
    ))  # fmt: skip
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor="О"))
    with closing(store.open_reader()) as reader:
        found = read_wall(reader, [WallPage.PROMISES], now=NOW).figures[WallPage.PROMISES]
    assert isinstance(found, PromiseFigures)
    assert (found.broken, found.later) == (1, 1)
    assert dict(found.by_day)[date(2026, 10, 14)] == sum(count for _day, count in found.by_day) == 2
    assert sum(count for _title, count in found.by_block) == 1


def test_no_page_has_a_word_of_a_citizen(
    store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    canary = "Канарейкин"
    base = incoming(
        received_text=canary, clean_text=canary, gist=canary, recipient=canary, body=canary, answer_text=canary,
        street=canary, house=canary, source_status=canary, municipality=canary,
        citizen=Citizen(canary, canary, canary, canary, canary), source_fields={canary: canary},
    )  # fmt: skip
    cases = [replace(base, external_number=f"{canary}{at}", received_at=NOW - timedelta(hours=at * 9))
             for at in range(80)]  # fmt: skip
    store.perform(lambda session: take_in(session, Task(), file_of(*cases), now=NOW, zone=MOSCOW, actor=canary))
    with closing(store.open_reader()) as reader:
        assert reader.rows("SELECT count(*) FROM cases WHERE gist = :canary", canary=canary) == [(80,)]
        news = read_wall(reader, WallPage, now=NOW)
    assert set(news.figures) == set(WallPage)
    for page, figures in news.figures.items():
        assert canary not in repr(figures), page


def test_an_empty_store_has_all_pages(store: Store) -> None:
    with closing(store.open_reader()) as reader:
        figures = read_wall(reader, WallPage, now=NOW).figures
    rating = figures[WallPage.RATING]
    assert isinstance(rating, RatingFigures)
    assert {(line.place, line.score) for line in rating.lines} == {(None, None)}
    assert set(figures) == set(WallPage)


def test_the_plan_is_kept_and_a_bad_one_refused(store: Store) -> None:
    plan = WallPlan((Turn(WallPage.TODAY, 30),), {2: (Turn(WallPage.MAP, 60),)}, time(22), time(6))
    for wanted in (WallPlan(), plan):
        assert "1 страница" in store.perform(lambda s: edit_wall(s, wanted, **SIGNED)).text or wanted is not plan  # type: ignore[arg-type] # noqa: B023
    with closing(store.open_reader()) as reader:
        assert read_wall_plan(reader) == plan
        assert asdict(read_wall(reader, (), now=NOW).plan) == asdict(plan)
        for bad, said in ((WallPlan(()), "хотя бы одну"), (WallPlan((Turn(WallPage.MAP, 4),)), "от 5 до 600"),
                          (WallPlan(own={1: ()}), "хотя бы одну")):  # fmt: skip
            with pytest.raises(UserFacingError, match=said):
                store.perform(lambda s: edit_wall(s, bad, **SIGNED))  # type: ignore[arg-type] # noqa: B023
        assert read_wall_plan(reader) == plan
