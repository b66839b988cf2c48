"""Growth and problem points over a real store: what is counted, what people say of it, and for how long it holds."""

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.demonstration import remove_demonstration
from mcu_desktop.operations.keep_problem_point import keep_problem_point
from mcu_desktop.operations.note_growth import mark_growth, set_growth_threshold
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.case_slice import count_slice
from mcu_desktop.queries.day_counts import read_day_counts
from mcu_desktop.queries.growth import GrowthPage, read_growth_page, read_threshold
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.growth import GrowthKey, GrowthThreshold
from mcu_desktop.rules.growth_terms import PointState
from mcu_desktop.rules.measures import Dimension
from mcu_desktop.rules.periods import Period
from mcu_desktop.store.reading import as_moment
from mcu_desktop.store.store import Store

MOSCOW = ZoneInfo("Europe/Moscow")
TODAY = date(2026, 10, 19)  # a Monday
NOW = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)
TOPICS = ("Ямы во дворах", "Освещение", "Мусор")
PLACES = (("Фирово", "Новая"), ("Красномайский", ""), ("Вышний Волочёк", "Садовая"), ("Вышний Волочёк", ""))


def case_on(day: date, number: int, chance: Random, incoming: Callable[..., IncomingCase]) -> IncomingCase:
    settlement, street = chance.choice(PLACES)
    received = datetime.combine(day, time(chance.randrange(24)), MOSCOW)
    return incoming(
        external_number=str(number), received_at=received, topic=chance.choice(TOPICS), settlement=settlement,
        street=street,
    )  # fmt: skip


@pytest.fixture
def filled(store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]) -> Store:
    """Ten quiet weeks; in the last four days no light in Фирово."""
    chance = Random(7)  # noqa: S311 -- invented cases, not secrets
    days = [TODAY - timedelta(days=back) for back in range(75)]
    cases = [case_on(day, number, chance, incoming) for number, day in enumerate(day for day in days for _ in range(2))]
    for number in range(16):
        received = NOW - timedelta(days=1 + number % 4)
        planted = {"topic": "Освещение", "settlement": "Фирово", "street": "Новая"}
        cases.append(incoming(external_number=f"Ф{number}", received_at=received, **planted))
    file = file_of(*cases)
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor="О"))
    return store


def look(store: Store, now: datetime = NOW) -> GrowthPage:
    with closing(store.open_reader()) as reader:
        return read_growth_page(reader, now=now, zone=MOSCOW)


def do(store: Store, deed: Callable[..., object], *given: object, **more: object) -> None:
    store.perform(partial(_do, deed, given, {"now": NOW, "actor": "Лескова А. И."} | more))


def _do(deed: Callable[..., object], given: tuple[object, ...], more: dict[str, object], session: Session) -> object:
    return deed(session, *given, **more)


def test_what_was_planted_is_told_and_its_numbers_open_their_cases(filled: Store) -> None:
    page = look(filled)
    [line] = page.lines
    assert line.title == "Освещение — Фирово"
    assert page.has_history
    assert page.window == Period(date(2026, 10, 12), date(2026, 10, 18))
    assert line.signal.since == date(2026, 10, 15)
    with closing(filled.open_reader()) as reader:
        assert count_slice(reader, line.figure, now=NOW, zone=MOSCOW) == line.signal.grown.came >= 16
        for one in line.signal.contributions:
            assert count_slice(reader, page.figure_of(line, one), now=NOW, zone=MOSCOW) == one.came


def test_days_are_local_and_counted_as_the_rows_say(filled: Store) -> None:
    days = Period(date(2026, 9, 1), date(2026, 10, 18))
    with closing(filled.open_reader()) as reader:
        found = read_day_counts(reader, days, (Dimension.SETTLEMENT,), zone=MOSCOW)
        rows = reader.rows("SELECT received_at, settlement FROM cases")
        apart = Counter((as_moment(moment).astimezone(MOSCOW).date(), place) for moment, place in rows)
        assert found == Counter({key: count for key, count in apart.items() if days.first <= key[0] <= days.last})
        assert read_day_counts(reader, Period(TODAY, TODAY), (), zone=MOSCOW)[(TODAY,)] == 2


def test_a_growth_that_was_seen_stays_seen_and_a_new_one_is_new(filled: Store) -> None:
    [line] = look(filled).lines
    do(filled, mark_growth, [line.signal.grown.key], line.signal.window.last, cause="")
    do(filled, mark_growth, [line.signal.grown.key], line.signal.window.last, cause="Авария на  подстанции")
    [again] = look(filled, NOW + timedelta(days=2)).lines
    assert again.mark is not None
    assert (again.mark.cause, again.mark.actor) == ("Авария на подстанции", "Лескова А. И.")
    other = GrowthKey(None, "Фирово")
    do(filled, mark_growth, [other], date(2026, 9, 1), cause="Давно")
    assert look(filled).lines[0].mark == again.mark, "Another key's mark is not this one's"
    with pytest.raises(UserFacingError):
        do(filled, mark_growth, [], TODAY, cause="")


def test_a_mark_from_before_the_growth_began_is_about_another(filled: Store) -> None:
    [line] = look(filled).lines
    do(filled, mark_growth, [line.signal.grown.key], line.signal.since - timedelta(days=1), cause="Прошлая авария")
    assert look(filled).lines[0].mark is None


def test_the_threshold_is_kept_and_asked(filled: Store) -> None:
    do(filled, set_growth_threshold, GrowthThreshold(least_cases=40, point_repeats=500))
    page = look(filled)
    assert (page.lines, page.points) == ((), ())
    with pytest.raises(UserFacingError):
        do(filled, set_growth_threshold, GrowthThreshold(weeks=0))
    with closing(filled.open_reader()) as reader:
        assert read_threshold(reader) == GrowthThreshold(least_cases=40, point_repeats=500)
        assert reader.rows("SELECT count(*) FROM journal WHERE summary LIKE 'Порог роста%'") == [(1,)]


def test_what_was_said_late_in_the_evening_has_the_local_day(filled: Store) -> None:
    after_midnight = datetime(2026, 10, 18, 22, 30, tzinfo=UTC)  # 01:30 of the 19th in Moscow
    page = look(filled)
    point = page.points[0]
    assert point.decided_on is None
    key = page.lines[0].signal.grown.key
    do(filled, mark_growth, [key], page.window.last, cause="Авария", now=after_midnight)
    given = (point.topic_id, point.settlement, point.street)
    decided = {"state": PointState.IN_WORK, "for_poll": False, "text": ""}
    do(filled, keep_problem_point, *given, **decided, now=after_midnight)
    page = look(filled)
    assert page.lines[0].mark is not None
    assert page.lines[0].mark.at.date() == page.points[0].decided_on == date(2026, 10, 19)


def test_points_are_streets_where_streets_are_named(filled: Store) -> None:
    page = look(filled)
    assert {(line.settlement, line.street) for line in page.points} == {
        ("Фирово", "Новая"), ("Красномайский", ""), ("Вышний Волочёк", "Садовая"),
    }  # fmt: skip
    with closing(filled.open_reader()) as reader:
        for line in page.points:
            assert count_slice(reader, line.figure, now=NOW, zone=MOSCOW) == line.count >= 3


def test_what_was_decided_on_a_point_is_kept(filled: Store) -> None:
    [first, *_rest] = look(filled).points
    given = (first.topic_id, first.settlement, first.street)
    with pytest.raises(UserFacingError, match="почему точка снята"):
        do(filled, keep_problem_point, *given, state=PointState.REMOVED, for_poll=False, text=" ")
    do(filled, keep_problem_point, *given, state=PointState.IN_WORK, for_poll=True, text="Ставим фонари")
    do(filled, set_growth_threshold, GrowthThreshold(point_repeats=500))
    [kept] = look(filled).points
    assert (kept.state, kept.for_poll, kept.text) == (PointState.IN_WORK, True, "Ставим фонари")
    assert kept.count == first.count, "What people work on stays on the list"


def test_a_store_without_cases_or_history_says_so(
    store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    assert look(store).lines == ()
    assert not look(store).has_history
    later = incoming(external_number="2", received_at=NOW + timedelta(days=9))
    one = file_of(incoming(received_at=NOW - timedelta(days=3)), later)
    store.perform(lambda session: take_in(session, Task(), one, now=NOW, zone=MOSCOW, actor="О"))
    assert (look(store).lines, look(store).points) == ((), ())


def test_marks_go_with_the_demonstration_they_are_about(
    store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    file = file_of(incoming(topic="Выдуманная тема"))
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor="О", demonstration=True))
    with closing(store.open_reader()) as reader:
        topic: int = reader.rows("SELECT id FROM topics WHERE title = 'Выдуманная тема'")[0][0]
    do(store, mark_growth, [GrowthKey(topic, None)], TODAY, cause="")
    do(store, keep_problem_point, topic, "Фирово", "", state=PointState.IN_WORK, for_poll=False, text="")
    store.perform(lambda session: remove_demonstration(session, Task(), now=NOW))
    with closing(store.open_reader()) as reader:
        assert (
            reader.rows("SELECT count(*) FROM growth_marks")
            == reader.rows("SELECT count(*) FROM problem_points")
            == [(0,)]
        )
