"""The cases behind a figure are those the figure has counted."""

from contextlib import closing
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.case_slice import EXPRESSIONS, count_slice
from mcu_desktop.queries.queue import QueueFilter, count_cases, read_case_ids
from mcu_desktop.queries.saved_views import filter_as_text, filter_of_text
from mcu_desktop.rules.measures import DIMENSIONS, MEASURES, CaseSlice, Dimension, Measure, Part
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
SEPTEMBER = (date(2026, 9, 1), date(2026, 9, 30))
TIMELESS = {Measure.OPEN, Measure.OVERDUE}


@pytest.fixture
def filled(store: Store) -> Store:
    store.perform(lambda session: add_demonstration(session, Task(), cases_count=150, seed=7, now=NOW, zone=MOSCOW))
    return store


def of_measure(measure: Measure, *parts: Part) -> CaseSlice:
    first_day, last_day = (None, None) if measure in TIMELESS else SEPTEMBER
    return CaseSlice(measure, MEASURES[measure], first_day, last_day, parts)


def listed(reader: Reader, wanted: CaseSlice) -> int:
    return len(read_case_ids(reader, QueueFilter(figure=wanted), now=NOW, zone=MOSCOW))


def test_every_measure_lists_what_it_counts_and_every_dimension_splits_it_whole(filled: Store) -> None:
    with closing(filled.open_reader()) as reader:
        for measure in Measure:
            whole = count_slice(reader, of_measure(measure), now=NOW, zone=MOSCOW)
            assert listed(reader, of_measure(measure)) == whole
            for dimension in Dimension:
                values = [row[0] for row in reader.rows(f"SELECT DISTINCT {EXPRESSIONS[dimension]} FROM cases c")]
                parts = [of_measure(measure, Part(dimension, value)) for value in values]
                counts = [count_slice(reader, part, now=NOW, zone=MOSCOW) for part in parts]
                assert sum(counts) == whole, (measure, dimension)
                assert listed(reader, parts[0]) == counts[0]
        assert count_slice(reader, of_measure(Measure.RECEIVED), now=NOW, zone=MOSCOW) > 10
        assert count_slice(reader, of_measure(Measure.ANSWERED_LATE), now=NOW, zone=MOSCOW) > 0


def test_in_time_and_late_are_all_that_was_answered(filled: Store) -> None:
    with closing(filled.open_reader()) as reader:
        answered, in_time, late = (
            count_slice(reader, of_measure(measure), now=NOW, zone=MOSCOW)
            for measure in (Measure.ANSWERED, Measure.ANSWERED_IN_TIME, Measure.ANSWERED_LATE)
        )
        assert answered == in_time + late > 0


def test_a_figure_goes_with_the_block_and_the_channel_of_the_window(filled: Store) -> None:
    received = of_measure(Measure.RECEIVED)
    with closing(filled.open_reader()) as reader:
        codes = [row[0] for row in reader.rows("SELECT code FROM sector_blocks")]
        wanted = [QueueFilter(block=code, figure=received) for code in (*codes, "unmapped")]
        counts = [count_cases(reader, one, now=NOW, zone=MOSCOW, at_most=999) for one in wanted]
        assert sum(counts) == count_slice(reader, received, now=NOW, zone=MOSCOW)


def test_a_figure_is_kept_with_a_saved_view() -> None:
    wanted = QueueFilter(
        figure=of_measure(Measure.CLOSED, Part(Dimension.STREET, "Ленина"), Part(Dimension.TOPIC, None))
    )
    assert filter_of_text(filter_as_text(wanted)) == wanted
    assert filter_of_text('{"figure": {"measure": "closed"}}') is None


def test_every_measure_and_dimension_has_its_name() -> None:
    assert set(MEASURES) == set(Measure)
    assert set(DIMENSIONS) == set(Dimension) == set(EXPRESSIONS)
