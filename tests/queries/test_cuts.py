"""Free cuts: every cell against plain Python, and against the list it opens; on both stores."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.cut_values import CUT_DIMENSIONS, read_values
from mcu_desktop.queries.cuts import MOST_ROWS, read_cut
from mcu_desktop.queries.dashboard import TIMED
from mcu_desktop.queries.queue import QueueFilter, count_cases
from mcu_desktop.rules.chart import ChartShape
from mcu_desktop.rules.cuts import OF_HOURS, Axis, Cut, CutFigure, CutTable
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.grains import Grain
from mcu_desktop.rules.measures import CaseSlice, Dimension, Measure, Part
from mcu_desktop.rules.periods import Period, month_of
from mcu_desktop.store.reading import Reader, as_moment
from mcu_desktop.store.store import Store

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
SUMMER = Period(date(2026, 7, 10), date(2026, 9, 20))
SEPTEMBER = month_of(date(2026, 9, 1))


@pytest.fixture
def filled(store: Store) -> Iterator[Reader]:
    store.perform(lambda session: add_demonstration(session, Task(), cases_count=150, seed=7, now=NOW, zone=MOSCOW))
    with closing(store.open_reader()) as reader:
        yield reader


def cut_of(reader: Reader, cut: Cut) -> CutTable:
    return read_cut(reader, cut, now=NOW, zone=MOSCOW)


def ids_of(reader: Reader, cases: CaseSlice | None) -> list[int]:
    from mcu_desktop.queries.queue import read_case_ids

    return [] if cases is None else list(read_case_ids(reader, QueueFilter(figure=cases), now=NOW, zone=MOSCOW))


def hours_of(reader: Reader, ids: list[int], percent: int) -> float | None:
    rows: dict[int, Any] = {row[0]: row[1:] for row in reader.rows("SELECT id, received_at, answered_at FROM cases")}
    lengths = [
        (as_moment(answered).replace(microsecond=0) - as_moment(received).replace(microsecond=0)).total_seconds()
        / 3_600
        for received, answered in (rows[case] for case in ids)
        if answered is not None and as_moment(answered) >= as_moment(received)
    ]
    return float(np.percentile(lengths, percent)) if lengths else None


def satisfaction_of(reader: Reader, ids: list[int]) -> float | None:
    rows: dict[int, int] = dict(reader.rows("SELECT id, satisfaction FROM cases WHERE satisfaction IS NOT NULL"))
    said = [rows[case] for case in ids if case in rows]
    return float(np.mean(said)) if said else None


def wanted_value(reader: Reader, table: CutTable, place: tuple[int | None, int | None]) -> float | None:
    """Count a cell with nothing but the cases it lists."""
    ids, (row, column), figure = ids_of(reader, table.slice_of(*place)), place, table.cut.figure
    if figure in OF_HOURS:
        return hours_of(reader, ids, 50 if figure is CutFigure.MEDIAN_HOURS else table.cut.percentile)
    if figure is CutFigure.MEAN_SATISFACTION:
        return satisfaction_of(reader, ids)
    if figure is CutFigure.COUNT:
        return len(ids)
    whole = {CutFigure.SHARE_OF_ROW: (row, None), CutFigure.SHARE_OF_COLUMN: (None, column)}.get(figure, (None, None))
    return len(ids) / len(ids_of(reader, table.slice_of(*whole))) * 100


AXES = st.lists(st.sampled_from((*CUT_DIMENSIONS, *Grain)), max_size=2, unique=True).map(tuple)
FILTERS = st.lists(
    st.sampled_from(
        (
            Part(Dimension.KIND, "message"),
            Part(Dimension.KIND, "appeal"),
            Part(Dimension.IMPORTANT, 0),
            Part(Dimension.BLOCK, None),
        )
    ),
    max_size=3,
    unique=True,
).map(tuple)


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_every_cell_and_total_is_what_its_cases_say(filled: Reader, data: st.DataObject) -> None:
    rows: tuple[Axis, ...] = data.draw(AXES)
    columns = tuple(axis for axis in data.draw(AXES) if axis not in rows)[:1]
    cut = Cut(
        SUMMER,
        rows,
        columns,
        data.draw(st.sampled_from(TIMED)),
        data.draw(st.sampled_from(CutFigure)),
        data.draw(st.integers(1, 99)),
        data.draw(FILTERS),
    )
    table = cut_of(filled, cut)
    cells = list(table.cells)
    looked_at = cells if len(cells) <= 12 else data.draw(st.lists(st.sampled_from(cells), min_size=8, max_size=8))
    for place in {(None, None), *looked_at} & set(cells):
        ids = ids_of(filled, table.slice_of(*place))
        assert len(ids) == table.cell(*place).count > 0
        wanted = wanted_value(filled, table, place)
        assert table.cell(*place).value == (None if wanted is None else pytest.approx(wanted))


def test_counts_of_cells_make_the_totals(filled: Reader) -> None:
    table = cut_of(filled, Cut(SUMMER, (Dimension.BLOCK,), (Grain.MONTH,)))
    assert [line.title for line in table.columns] == ["июл", "авг", "сен"]
    assert table.columns[0].days == Period(date(2026, 7, 10), date(2026, 7, 31))
    whole = table.cell(None, None).count
    assert whole == sum(table.cell(row, None).count for row in range(len(table.rows)))
    assert whole == sum(table.cell(None, column).count for column in range(3)) > 30
    assert table.told().startswith(f"{whole} ")
    assert table.chart().shape is ChartShape.BARS
    assert sum(point.value or 0 for series in table.chart().series for point in series.points) == whole


def test_a_course_over_time_has_no_holes(filled: Reader) -> None:
    table = cut_of(filled, Cut(SUMMER, (Grain.DAY,), filters=(Part(Dimension.KIND, "appeal"),)))
    days = [line.days.first for line in table.rows if line.days is not None]
    assert days == [days[0] + timedelta(days=at) for at in range(len(days))]
    assert any(table.cell(at, None).count == 0 for at in range(len(days)))
    assert table.left_out == (0, 0)
    assert table.chart().shape is ChartShape.LINES


def test_shares_make_a_hundred(filled: Reader) -> None:
    cut = Cut(SUMMER, (Dimension.BLOCK,), (Dimension.KIND,), figure=CutFigure.SHARE_OF_ROW)
    table = cut_of(filled, cut)
    for row in range(len(table.rows)):
        assert sum(table.cell(row, column).value or 0 for column in range(len(table.columns))) == pytest.approx(100)
    assert table.chart().shape is ChartShape.SHARES


def test_filters_of_one_field_mean_any_of_them(filled: Reader) -> None:
    values = [part for _title, part in read_values(filled, Dimension.BLOCK)]
    alone = [cut_of(filled, Cut(SUMMER, filters=(part,))).cell(None, None).count for part in values[:2]]
    both = cut_of(filled, Cut(SUMMER, filters=tuple(values[:2])))
    assert both.cell(None, None).count == sum(alone) > 0
    assert len(both.rows) == 2
    kinds = tuple(part for _title, part in read_values(filled, Dimension.KIND))
    crossed = cut_of(filled, Cut(SUMMER, filters=(*values[:2], *kinds)))
    assert crossed.cell(None, None).count == sum(alone)


def test_a_filter_that_can_be_met_in_too_many_ways_is_refused(filled: Reader) -> None:
    filters = tuple(Part(dimension, at) for dimension in (Dimension.TOPIC, Dimension.RECIPIENT) for at in range(20))
    with pytest.raises(UserFacingError, match="Отбор слишком сложен"):
        cut_of(filled, Cut(SUMMER, filters=filters))


def test_two_levels_stand_under_each_other_in_their_order(filled: Reader) -> None:
    table = cut_of(filled, Cut(SUMMER, (Dimension.BLOCK, Dimension.KIND)))
    blocks = [line.titles[0] for line in table.rows]
    positions = [row[0] for row in filled.rows("SELECT short_title FROM sector_blocks ORDER BY position")]
    ordered = [block for block in (*positions, "Не сопоставлено") if block in blocks]
    assert list(dict.fromkeys(blocks)) == ordered
    assert table.rows[0].title.startswith(f"{blocks[0]} · ")


@pytest.mark.parametrize("figure", CutFigure)
def test_a_period_of_nothing(filled: Reader, figure: CutFigure) -> None:
    table = cut_of(filled, Cut(month_of(date(1999, 1, 1)), columns=(Grain.DAY,), figure=figure))
    assert (table.rows, table.columns) == ((), ())
    assert table.slice_of(None, None) is None
    assert table.chart().is_empty


def test_answers_before_their_messages_and_cases_of_no_block(
    store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    came = datetime(2026, 9, 10, 9, tzinfo=UTC)
    odd: dict[str, Any] = {"topic": "", "topic_group": "", "received_at": came}
    file = file_of(
        incoming(external_number="1", **odd, answered_at=came - timedelta(days=1)),
        incoming(external_number="2", **odd, answered_at=came + timedelta(hours=10)),
    )
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor="О"))
    with closing(store.open_reader()) as reader:
        table = cut_of(reader, Cut(SEPTEMBER, figure=CutFigure.MEDIAN_HOURS))
        assert [line.title for line in table.rows] == ["Не сопоставлено"]
        assert table.cell(0, None).count == 2
        assert table.words(0, None) == "10"
        assert table.backwards == 1
        assert "с ответом раньше поступления в часы не входят" in table.told()


def test_lines_out_of_sight_are_counted_in_the_totals(filled: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    from mcu_desktop.queries import cuts

    monkeypatch.setattr(cuts, "MOST_ROWS", 2)
    table = cut_of(filled, Cut(SUMMER, (Dimension.TOPIC,)))
    assert len(table.rows) == 2
    assert table.left_out[0] > 3
    assert "в итогах они есть" in table.told()
    received = QueueFilter(figure=CaseSlice(Measure.RECEIVED, "", SUMMER.first, SUMMER.last))
    listed = count_cases(filled, received, now=NOW, zone=MOSCOW, at_most=999)
    assert table.cell(None, None).count == listed
    assert MOST_ROWS == 300


@pytest.mark.parametrize("dimension", CUT_DIMENSIONS)
def test_every_field_offers_its_values(filled: Reader, dimension: Dimension) -> None:
    values = read_values(filled, dimension)
    assert values
    assert all(title for title, _part in values)
    assert {part.dimension for _title, part in values} == {dimension}
