"""Cases of a thousand residents: by the census that comes with the program, and by what an administrator enters."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.edit_residents import put_residents, remove_residents, take_residents
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.heat_map import read_heat_matrix
from mcu_desktop.queries.map_view import read_map_view
from mcu_desktop.queries.residents import own_residents, read_residents, read_residents_on
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.heat_matrix import HeatKind, HeatMatrix
from mcu_desktop.rules.map_view import MapLevel, MapStep, MapView
from mcu_desktop.rules.measures import Measure
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.residents import WHOLE, Residents
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))
SIGNED: dict[str, Any] = {"now": NOW, "actor": "А"}
VILLAGE = Residents("Есеновичи", date(2010, 10, 14), 684, "ВПН-2010")


@pytest.fixture
def filled(store: Store) -> Store:
    store.perform(lambda session: add_demonstration(session, Task(), cases_count=200, seed=7, now=NOW, zone=MOSCOW))
    return store


@pytest.fixture
def reader(filled: Store) -> Iterator[Reader]:
    with closing(filled.open_reader()) as found:
        yield found


def matrix_of(reader: Reader, kind: HeatKind = HeatKind.TOPIC_SETTLEMENT) -> HeatMatrix:
    return read_heat_matrix(reader, kind, Measure.RECEIVED, QUARTER, now=NOW, zone=MOSCOW)


def view_of(reader: Reader, level: MapLevel = MapLevel.SETTLEMENTS) -> MapView:
    return read_map_view(reader, level, MapStep.MONTH, Measure.RECEIVED, now=NOW, zone=MOSCOW)


def test_the_census_says_that_the_parts_are_not_more_than_the_whole() -> None:
    found = {one.settlement: one.count for one in own_residents()}
    assert found[WHOLE] == 67_163
    assert found["Вышний Волочёк"] + found["Красномайский"] == 50_223 < found[WHOLE]
    assert all(one.source for one in own_residents())


def test_each_cell_of_the_heat_map_is_its_count_over_the_residents(reader: Reader) -> None:
    matrix = matrix_of(reader)
    known = {"Вышний Волочёк": 45_830, "Красномайский": 4_393}
    for column, line in enumerate(matrix.columns):
        for row in (None, *range(len(matrix.rows))):
            living = known.get(line.title)
            wanted = None if living is None else pytest.approx(matrix.count(row, column) * 1_000 / living)
            assert matrix.rate(row, column) == wanted
    assert matrix.rate(None, None) == pytest.approx(matrix.total * 1_000 / 67_163)
    shown = [matrix.rate(row, column) or 0 for row in range(len(matrix.rows)) for column in range(len(matrix.columns))]
    assert matrix.highest_rate == max(shown)
    assert matrix.highest_rate > 0
    assert matrix_of(reader, HeatKind.BLOCK_HOUR).rate(0, 0) is None


def test_the_map_draws_the_rate_where_residents_are_known(filled: Store, reader: Reader) -> None:
    view = replace(view_of(reader), per_thousand=True)
    step = len(view.steps) - 2
    sizes = {spot.name: view.size(at, step) for at, spot in enumerate(view.spots)}
    counts = {spot.name: spot.counts[step] for spot in view.spots}
    assert sizes["Вышний Волочёк"] == pytest.approx(counts["Вышний Волочёк"] * 1_000 / 45_830)
    assert view.scale == pytest.approx(max(max(spot.counts) * 1_000 / living for spot, living in (
        (spot, {"Вышний Волочёк": 45_830, "Красномайский": 4_393}[spot.name]) for spot in view.spots)))  # fmt: skip
    filled.perform(lambda s: remove_residents(s, "Вышний Волочек", date(2021, 10, 1), **SIGNED))
    assert replace(view_of(reader), per_thousand=True).without_residents(step) == ("Вышний Волочёк",)
    assert all(spot.residents is None for spot in view_of(reader, MapLevel.ADDRESSES).spots)


def test_figures_are_entered_replaced_and_taken_away(filled: Store, reader: Reader) -> None:
    def put(count: str) -> None:
        filled.perform(lambda s: put_residents(s, settlement=" Есеновичи ", count=count, counted_on=VILLAGE.counted_on,
                                               source="ВПН-2010", **SIGNED))  # fmt: skip

    put("6 84")
    assert read_residents_on(reader, QUARTER.last)["есеновичи"] == VILLAGE
    put("690")
    filled.perform(lambda s: take_residents(s, [replace(VILLAGE, counted_on=date(2024, 1, 1), count=600)], **SIGNED))
    assert [one.count for one in read_residents(reader) if one.key == "есеновичи"] == [690, 600]
    assert len(read_residents(reader)) == len(own_residents()) + 2
    filled.perform(lambda s: remove_residents(s, "с. Есеновичи", VILLAGE.counted_on, **SIGNED))
    assert [one.count for one in read_residents(reader) if one.key == "есеновичи"] == [600]
    with pytest.raises(UserFacingError, match="уже нет"):
        filled.perform(lambda s: remove_residents(s, "Есеновичи", VILLAGE.counted_on, **SIGNED))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"count": "много"}, "целым числом"),
        ({"count": "20000001"}, "столько жителей быть не может"),
        ({"counted_on": date(2027, 1, 1)}, "ещё не наступил"),
        ({"source": " "}, "без источника"),
    ],
)
def test_a_senseless_figure_is_refused(filled: Store, reader: Reader, change: dict[str, Any], said: str) -> None:
    values = {"settlement": "Есеновичи", "count": "684", "counted_on": date(2010, 10, 14), "source": "ВПН", **change}
    with pytest.raises(UserFacingError, match=said):
        filled.perform(lambda s: put_residents(s, **values, **SIGNED))
    assert read_residents(reader) == own_residents()
