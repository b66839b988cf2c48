"""Kept summaries are what the cases say, whatever has happened to them; on both stores."""

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, update

from mcu_desktop.models.case_terms import CaseDeadline
from mcu_desktop.models.cases import Case
from mcu_desktop.models.catalogues import ResponsibleRecipient
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.close_case import close_case
from mcu_desktop.operations.demonstration import add_demonstration, remove_demonstration
from mcu_desktop.operations.task import Task
from mcu_desktop.operations.undo import undo
from mcu_desktop.queries.case_slice import count_slice
from mcu_desktop.queries.queue import ALL_BLOCKS, UNMAPPED
from mcu_desktop.queries.summaries import KEPT, NOTHING, Sums, count_faults, read_counts
from mcu_desktop.rules.grains import Grain, piece_of
from mcu_desktop.rules.measures import CaseSlice, Dimension, Measure, Part
from mcu_desktop.rules.periods import Period, month_of
from mcu_desktop.rules.terms import CaseKind, Outcome, TermStage
from mcu_desktop.store.migrating import upgrade
from mcu_desktop.store.reading import Reader, as_moment, as_moment_or_none
from mcu_desktop.store.store import Store
from mcu_desktop.store.summaries import MOST_CHANGES, day_sql, fold_changes, rebuild_counts
from tests.operations.conftest import do, take

__all__ = ["do", "take"]

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
TIMED = [measure for measure in Measure if measure not in {Measure.OPEN, Measure.OVERDUE}]
BLOCKS, CHANNELS, TOPICS, RECIPIENTS = (None, 1, 2), (1, 2), (None, 1, 2, 3), (None, 1, 2)
BEGIN = datetime(2025, 12, 28, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(), timedelta(days=65)).map(lambda length: BEGIN + length)
FACTS = st.fixed_dictionaries(
    {
        "received_at": MOMENTS,
        "answered_at": st.none() | MOMENTS,  # also before the receipt: sources say such things
        "closed_at": st.none() | MOMENTS,
        "reopened": st.booleans(),
        "satisfaction": st.none() | st.integers(1, 5),
        "channel_id": st.sampled_from(CHANNELS),
        "sector_block_id": st.sampled_from(BLOCKS),
        "topic_id": st.sampled_from(TOPICS),
        "recipient_id": st.sampled_from(RECIPIENTS),
    }
)
LIVES = st.lists(
    st.tuples(FACTS, st.none() | MOMENTS, st.none() | FACTS, st.none() | MOMENTS, st.booleans()), max_size=9
)
SUMMER = Period(date(2026, 6, 1), date(2026, 8, 31))
WHOLE = Period(date(2025, 12, 27), date(2026, 3, 4))


@pytest.fixture
def empty(store: Store) -> Store:
    rows = [{"id": number, "title": f"УК {number}", "body_title": ""} for number in (1, 2)]
    store.perform(lambda session: session.execute(insert(ResponsibleRecipient), rows))
    return store


def live(session: Any, lives: list[Any]) -> None:
    """Put cases in, give them deadlines, change both, let some go: by plain statements."""
    session.execute(delete(CaseDeadline))
    session.execute(delete(Case))
    for number, (facts, deadline, _facts, _later, _gone) in enumerate(lives, 1):
        words = dict.fromkeys(
            ("gist", "excerpt", "route_reason", "municipality", "settlement", "street", "house", "source_status"), ""
        )
        session.execute(
            insert(Case),
            [
                {
                    **words, **facts, "id": number, "number": f"МЦУ-2026-{number}", "kind": CaseKind.MESSAGE,
                    "registered_at": NOW, "important": False, "fast_track": False, "queue_moment": NOW, "version": 1,
                }
            ],
        )  # fmt: skip
        if deadline is not None:
            session.execute(
                insert(CaseDeadline),
                [
                    {
                        "case_id": number, "stage": TermStage.FINAL_ANSWER, "title": "", "started_at": NOW,
                        "legal_deadline": deadline, "trace": "[]", "warnings": "[]",
                    }
                ],
            )  # fmt: skip
    for number, (_facts, deadline, changed, later, is_gone) in enumerate(lives, 1):
        if changed is not None:
            session.execute(update(Case).where(Case.id == number).values(**changed))
        if deadline is not None and later is not None:
            session.execute(update(CaseDeadline).where(CaseDeadline.case_id == number).values(legal_deadline=later))
        if is_gone:
            session.execute(delete(CaseDeadline).where(CaseDeadline.case_id == number))
            session.execute(delete(Case).where(Case.id == number))


def counted(reader: Reader, dimension: Dimension, period: Period, *, by: str) -> dict[Any, Sums]:
    """Count all cases in Python, with nothing of the program's SQL."""
    deadlines: dict[Any, Any] = dict(
        reader.rows("SELECT case_id, legal_deadline FROM case_deadlines WHERE stage = 'final_answer'")
    )
    found: dict[Any, Sums] = {}
    sql = (
        "SELECT id, received_at, answered_at, closed_at, reopened, satisfaction, sector_block_id, channel_id, topic_id,"
        " recipient_id FROM cases"
    )
    for case, received, answered, closed, reopened, satisfaction, *places in reader.rows(sql):
        place = places[KEPT.index(dimension)]
        is_late = (
            answered is not None and bool(deadlines.get(case)) and as_moment(answered) > as_moment(deadlines[case])
        )
        rated = satisfaction is not None
        for moment, sums in (
            (as_moment(received), Sums(received=1)),
            (
                as_moment_or_none(answered),
                Sums(
                    answered=1, late=int(is_late), reopened=int(bool(reopened)), rated=int(rated),
                    satisfied=int(rated and satisfaction >= 4), rating_sum=satisfaction or 0,
                ),
            ),
            (as_moment_or_none(closed), Sums(closed=1)),
        ):  # fmt: skip
            if moment is None:
                continue
            day = moment.astimezone(MOSCOW).date()
            if period.first <= day <= period.last:
                key = place if by == "value" else piece_of(day, Grain(by)).first if by else None
                found[key] = found.get(key, NOTHING).plus(sums)
    return found


ON_ONE_STORE = settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@ON_ONE_STORE
@given(LIVES, st.sampled_from((0, MOST_CHANGES)), st.dates(WHOLE.first, WHOLE.last), st.integers(0, 60))
def test_sums_are_those_of_plain_counting(empty: Store, lives: list[Any], most: int, first: date, days: int) -> None:
    def act(session: Any) -> None:
        live(session, lives)
        session.flush()
        fold_changes(session.connection(), most=most)

    empty.perform(act)
    period = Period(first, first + timedelta(days=days))
    periods = (period, period.before(), Period(first - timedelta(days=31), first))
    with closing(empty.open_reader()) as reader:
        for measure in TIMED:
            by_value = read_counts(reader, periods, zone=MOSCOW, cuts=KEPT, measure=measure).by_value
            for dimension in KEPT:
                for place, days_of in enumerate(periods[:2]):
                    assert told(by_value[dimension], place) == figures(
                        counted(reader, dimension, days_of, by="value"), measure
                    )
        for grain in Grain:
            found = read_counts(reader, periods, zone=MOSCOW, grain=grain)
            for place, days_of in enumerate(periods):
                assert by_piece(found.by_day[place], grain) == counted(reader, Dimension.BLOCK, days_of, by=grain)
                assert found.whole(place) == counted(reader, Dimension.BLOCK, days_of, by="").get(None, NOTHING)
        assert count_faults(reader, zone=MOSCOW) == 0


def told(counts: dict[int, list[int]], place: int) -> dict[int | None, int]:
    return {key or None: numbers[place] for key, numbers in counts.items() if numbers[place]}


def figures(sums: dict[Any, Sums], measure: Measure) -> dict[Any, int]:
    return {key: one.number(measure) for key, one in sums.items() if one.number(measure)}


def by_piece(days: dict[date, Sums], grain: Grain) -> dict[date, Sums]:
    found: dict[date, Sums] = {}
    for day, sums in days.items():
        first = piece_of(day, grain).first
        found[first] = found.get(first, NOTHING).plus(sums)
    return {day: sums for day, sums in found.items() if any(sums)}


@pytest.fixture
def filled(store: Store) -> Store:
    store.perform(lambda session: add_demonstration(session, Task(), cases_count=150, seed=7, now=NOW, zone=MOSCOW))
    return store


def folded(session: Any) -> None:
    fold_changes(session.connection(), most=0)


@pytest.mark.parametrize("fold", [False, True])
def test_every_kept_figure_is_the_number_of_cases_it_opens(filled: Store, fold: bool) -> None:
    if fold:
        filled.perform(folded)
    period = Period(date(2026, 8, 20), date(2026, 10, 5))  # days, a whole month, days
    with closing(filled.open_reader()) as reader:
        for measure in TIMED:
            by_value = read_counts(reader, (period,), zone=MOSCOW, cuts=KEPT, measure=measure).by_value
            for dimension in KEPT:
                found = told(by_value[dimension], 0)
                assert len(found) > (2 if measure is Measure.RECEIVED else 0)
                for value, count in found.items():
                    wanted = CaseSlice(measure, "", period.first, period.last, (Part(dimension, value),))
                    assert count == count_slice(reader, wanted, now=NOW, zone=MOSCOW)


def test_blocks_are_told_apart_and_make_the_whole(filled: Store) -> None:
    september = (month_of(date(2026, 9, 1)),)
    with closing(filled.open_reader()) as reader:
        codes = [row[0] for row in reader.rows("SELECT code FROM sector_blocks")]
        whole = read_counts(reader, september, zone=MOSCOW, cuts=KEPT)
        together = {dimension: Counter[int | None]() for dimension in KEPT}
        days = NOTHING
        for code in (*codes, UNMAPPED):
            of_block = read_counts(reader, september, zone=MOSCOW, cuts=KEPT, block=code)
            days = days.plus(of_block.whole(0))
            for dimension in KEPT:
                together[dimension] = together[dimension] + Counter(told(of_block.by_value[dimension], 0))
        assert together == {dimension: told(whole.by_value[dimension], 0) for dimension in KEPT}
        assert days == whole.whole(0)
        assert read_counts(reader, september, zone=MOSCOW, block="nobody").whole(0) == NOTHING


def test_several_periods_come_at_once_and_an_empty_one_is_empty(filled: Store) -> None:
    september, nothing = month_of(date(2026, 9, 1)), month_of(date(1999, 1, 1))
    with closing(filled.open_reader()) as reader:
        found = read_counts(reader, (september, september.before(), nothing), zone=MOSCOW, cuts=KEPT).by_day
        assert found[0] == read_counts(reader, (september,), zone=MOSCOW, block=ALL_BLOCKS).by_day[0]
        assert found[1] == read_counts(reader, (september.before(),), zone=MOSCOW).by_day[0] != found[0]
        assert found[2] == {}


@pytest.mark.parametrize("grain", Grain)
def test_a_piece_that_two_months_or_periods_share_is_told_by_its_days(filled: Store, grain: Grain) -> None:
    autumn = Period(date(2026, 9, 19), date(2026, 10, 9))  # whole weeks are in it, one of them of two months
    periods = (autumn, autumn.before())
    filled.perform(folded)
    with closing(filled.open_reader()) as reader:
        found = read_counts(reader, periods, zone=MOSCOW, grain=grain).by_day
        days = read_counts(reader, periods, zone=MOSCOW).by_day
        assert [by_piece(one, grain) for one in found] == [by_piece(one, grain) for one in days]
        assert len(days[0]) > 15


@pytest.mark.parametrize("zone", ["Europe/Moscow", "Asia/Kamchatka", "America/New_York"])
@pytest.mark.parametrize(
    "moment", ["2011-03-26 20:59:59", "2012-06-30 20:00:00", "2026-03-08 05:30:00", "2026-12-31 21:00:00"]
)
def test_the_day_is_the_towns_through_all_turns_of_its_clocks(reader: Reader, zone: str, moment: str) -> None:
    aware = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    for shifted in (aware + timedelta(hours=hours) for hours in range(-30, 31, 5)):
        cast = ":moment" if reader.dialect == "sqlite" else "CAST(:moment AS timestamp with time zone)"
        sql = "SELECT " + day_sql("moment", reader.dialect, ZoneInfo(zone)) + " FROM (SELECT " + cast + " AS moment) x"
        [(day,)] = reader.rows(sql, moment=shifted)
        assert str(day) == shifted.astimezone(ZoneInfo(zone)).date().isoformat()


def test_deeds_of_people_and_their_undoing_come_into_the_counts(
    store: Store, take: Callable[..., Change], do: Callable[..., Change]
) -> None:
    take({}, {"external_number": "102"})
    october = month_of(date(2026, 10, 1))

    def whole() -> Sums:
        with closing(store.open_reader()) as reader:
            assert count_faults(reader, zone=MOSCOW) == 0
            return read_counts(reader, (october,), zone=MOSCOW).whole(0)

    assert whole() == Sums(received=2)
    with closing(store.open_reader()) as reader:
        case = reader.rows("SELECT min(id) FROM cases")[0][0]
    change = do(close_case, case, outcome=Outcome.RESOLVED, outcome_title="решено", breach_reason="забыли")
    closed = whole()
    assert (closed.received, closed.closed) == (2, 1)
    store.perform(lambda session: undo(session, change.undo_id, now=NOW))
    assert whole() == Sums(received=2)


def test_an_intake_of_many_is_folded_at_once_and_taken_away_whole(filled: Store) -> None:
    with closing(filled.open_reader()) as reader:
        before = reader.rows("SELECT count(*) FROM count_changes")[0][0]
    filled.perform(lambda session: remove_demonstration(session, Task(), now=NOW))
    with closing(filled.open_reader()) as reader:
        assert 0 < before <= MOST_CHANGES
        assert reader.rows("SELECT count(*) FROM count_changes") == [(0,)]
        assert read_counts(reader, (SUMMER,), zone=MOSCOW).whole(0) == NOTHING
        assert count_faults(reader, zone=MOSCOW) == 0


@pytest.mark.parametrize("span", ["day", "week", "month"])
def test_a_wrong_count_is_found_and_counting_anew_mends_it(filled: Store, span: str) -> None:
    def spoil(session: Any) -> None:
        fold_changes(session.connection(), most=0)
        wrong = "UPDATE daily_counts SET late = late + 1 WHERE dimension = 'topic' AND span = "
        session.connection().exec_driver_sql(wrong + f"'{span}'")

    filled.perform(spoil)
    with closing(filled.open_reader()) as reader:
        assert count_faults(reader, zone=MOSCOW) > 0
        kept = read_counts(reader, (SUMMER,), zone=MOSCOW)
    filled.perform(lambda session: rebuild_counts(session.connection()))
    with closing(filled.open_reader()) as reader:
        assert count_faults(reader, zone=MOSCOW) == 0
        assert read_counts(reader, (SUMMER,), zone=MOSCOW) == kept


def test_a_store_with_days_and_months_gets_its_weeks_and_what_is_of_all_blocks(filled: Store) -> None:
    def as_before(session: Any) -> None:
        fold_changes(session.connection(), most=0)
        for statement in (
            "DELETE FROM daily_counts WHERE span = 'week' OR dimension IN ('town', 'town_channel')",
            "UPDATE alembic_version SET version_num = '0013'",
            *(["PRAGMA user_version = 13"] if filled.place.file is not None else ()),
        ):
            session.connection().exec_driver_sql(statement)

    def kept() -> list[Any]:
        with closing(filled.open_reader()) as reader:
            return sorted(reader.rows("SELECT * FROM daily_counts"))

    filled.perform(folded)
    whole = kept()
    filled.perform(as_before)
    assert len(kept()) < len(whole)
    filled.perform(lambda session: upgrade(session.connection()))
    assert kept() == whole
    # What comes later is folded into them, too.
    filled.perform(lambda session: remove_demonstration(session, Task(), now=NOW))
    filled.perform(folded)
    assert not any(any(row[5:]) for row in kept())


def test_two_writers_of_a_shared_store_never_wait_for_a_counter(postgres_store: Store) -> None:
    store = postgres_store
    store.perform(lambda session: add_demonstration(session, Task(), cases_count=60, seed=7, now=NOW, zone=MOSCOW))

    def close_all(session: Any) -> None:
        session.execute(update(Case).where(Case.id % 2 == 0).values(closed_at=NOW))
        session.flush()
        fold_changes(session.connection(), most=0)
        # The other one works, folds and commits while the first has folded and not yet committed.
        store.perform(other)

    def other(session: Any) -> None:
        session.connection().exec_driver_sql("SET LOCAL lock_timeout = '5s'")
        session.execute(update(Case).where(Case.id % 2 == 1).values(closed_at=NOW))
        session.flush()
        fold_changes(session.connection(), most=0)

    store.perform(close_all)
    with closing(store.open_reader()) as reader:
        assert count_faults(reader, zone=MOSCOW) == 0
        found = read_counts(reader, (Period(date(2026, 10, 12), date(2026, 10, 12)),), zone=MOSCOW)
        assert found.whole(0).closed == 60
