"""Every cell of the heat map counts what its list shows, and what a reckoning of its own counts."""

from collections import Counter
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.task import Task
from mcu_desktop.queries import heat_map
from mcu_desktop.queries.heat_map import HEAT_MEASURES, read_heat_matrix
from mcu_desktop.queries.queue import QueueFilter, read_case_ids
from mcu_desktop.rules.heat_matrix import HEAT_KINDS, HeatKind, HeatMatrix
from mcu_desktop.rules.measures import Measure
from mcu_desktop.rules.periods import Period
from mcu_desktop.store.reading import Reader, as_moment, reader_of
from mcu_desktop.store.store import Store

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
PERIOD = Period(date(2026, 8, 26), date(2026, 10, 2))


@pytest.fixture
def filled(store: Store) -> Store:
    store.perform(lambda session: add_demonstration(session, Task(), cases_count=200, seed=3, now=NOW, zone=MOSCOW))
    return store


def matrix_of(
    reader: Reader, kind: HeatKind, measure: Measure = Measure.RECEIVED, period: Period = PERIOD
) -> HeatMatrix:
    return read_heat_matrix(reader, kind, measure, period, now=NOW, zone=MOSCOW)


def listed(reader: Reader, matrix: HeatMatrix, row: int | None, column: int | None) -> int:
    wanted = QueueFilter(figure=matrix.slice_of(row, column))
    return len(read_case_ids(reader, wanted, now=NOW, zone=MOSCOW))


def test_a_cell_s_list_has_as_many_cases_as_the_cell_says(filled: Store) -> None:
    with closing(filled.open_reader()) as reader:
        for kind in HeatKind:
            matrix = matrix_of(reader, kind)
            assert matrix.total == listed(reader, matrix, None, None) > 50
            places = [(row, column) for row in range(len(matrix.rows)) for column in range(len(matrix.columns))]
            fullest = sorted(places, key=lambda place: -matrix.count(*place))
            for row, column in (*fullest[:4], fullest[-1]):
                assert matrix.count(row, column) == listed(reader, matrix, row, column), (kind, row, column)
            assert matrix.count(*fullest[0]) == matrix.peak > 0
            for place in (0, len(matrix.rows) - 1):
                assert matrix.row_totals[place] == listed(reader, matrix, place, None)
            for place in (0, len(matrix.columns) - 1):
                assert matrix.column_totals[place] == listed(reader, matrix, None, place)


def test_every_measure_of_a_day_can_be_laid_out(filled: Store) -> None:
    with closing(filled.open_reader()) as reader:
        for measure in HEAT_MEASURES:
            matrix = matrix_of(reader, HeatKind.WEEKDAY_HOUR, measure)
            assert matrix.total == listed(reader, matrix, None, None)


def test_totals_are_the_sums_where_every_line_is_shown(filled: Store) -> None:
    with closing(filled.open_reader()) as reader:
        for kind in (HeatKind.GROUP_WEEK, HeatKind.BLOCK_HOUR, HeatKind.WEEKDAY_HOUR):
            matrix = matrix_of(reader, kind)
            assert matrix.left_out == (0, 0)
            assert [sum(line) for line in matrix.counts] == list(matrix.row_totals)
            assert [sum(line) for line in zip(*matrix.counts, strict=True)] == list(matrix.column_totals)
            assert sum(matrix.row_totals) == sum(matrix.column_totals) == matrix.total


def test_hours_and_weekdays_are_those_of_the_clock_on_the_wall(filled: Store) -> None:
    with closing(filled.open_reader()) as reader:
        moments = [as_moment(row[0]).astimezone(MOSCOW) for row in reader.rows("SELECT received_at FROM cases")]
        expected = Counter(
            (moment.weekday(), moment.hour) for moment in moments if PERIOD.first <= moment.date() <= PERIOD.last
        )
        matrix = matrix_of(reader, HeatKind.WEEKDAY_HOUR)
    found = {(row, hour): matrix.count(row, hour) for row in range(7) for hour in range(24)}
    assert {place: count for place, count in found.items() if count} == dict(expected)
    assert matrix.rows[0].title == "понедельник"


def test_weeks_are_cut_to_the_period(filled: Store) -> None:
    with closing(filled.open_reader()) as reader:
        weeks = [line.days for line in matrix_of(reader, HeatKind.GROUP_WEEK).columns]
        one_day = Period(date(2026, 9, 6), date(2026, 9, 6))
        assert [line.days for line in matrix_of(reader, HeatKind.TOPIC_WEEK, period=one_day).columns] == [one_day]
    assert weeks[0] == Period(date(2026, 8, 26), date(2026, 8, 30))
    assert weeks[1] == Period(date(2026, 8, 31), date(2026, 9, 6))
    assert weeks[-1] == Period(date(2026, 9, 28), date(2026, 10, 2))
    for before, after in pairwise(weeks):
        assert before is not None
        assert after is not None
        assert after.first - before.last == timedelta(days=1)


def test_only_the_fullest_lines_are_shown_and_it_is_said_how_many_are_not(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(filled.open_reader()) as reader:
        whole = matrix_of(reader, HeatKind.TOPIC_SETTLEMENT)
        monkeypatch.setattr(heat_map, "MOST_ROWS", 5)
        matrix = matrix_of(reader, HeatKind.TOPIC_SETTLEMENT)
    assert len(matrix.rows) == 5
    assert matrix.left_out == (len(whole.rows) - 5, 0)
    assert matrix.row_totals == whole.row_totals[:5]
    assert (matrix.column_totals, matrix.total) == (whole.column_totals, whole.total), "Totals count what is not shown"
    assert list(whole.row_totals[:-1]) == sorted(whole.row_totals[:-1], reverse=True)
    assert whole.rows[-1].title == "не указано"


def test_a_period_without_cases_is_a_table_of_noughts(filled: Store) -> None:
    nothing = Period(date(2030, 1, 1), date(2030, 1, 31))
    with closing(filled.open_reader()) as reader:
        for kind in HeatKind:
            matrix = matrix_of(reader, kind, period=nothing)
            assert (matrix.total, matrix.peak) == (0, 0)
            assert (matrix.rows == ()) == (kind not in {HeatKind.BLOCK_HOUR, HeatKind.WEEKDAY_HOUR})


def test_every_kind_has_its_axes() -> None:
    assert set(HEAT_KINDS) == set(HeatKind)


def test_a_deed_sees_the_same_hours_in_its_own_transaction(filled: Store) -> None:
    def of_deed(session: Any) -> HeatMatrix:
        return matrix_of(reader_of(session), HeatKind.WEEKDAY_HOUR)

    with closing(filled.open_reader()) as reader:
        assert filled.perform(of_deed) == matrix_of(reader, HeatKind.WEEKDAY_HOUR)
