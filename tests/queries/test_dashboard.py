"""Every number, bar and point of the dashboard opens as many cases as it says; on both stores."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.dashboard import CUT_BY, MOST_BARS, TIMED, Dashboard, Wish, read_dashboard
from mcu_desktop.queries.queue import ALL_BLOCKS, UNMAPPED, QueueFilter, count_cases
from mcu_desktop.rules.chart import Chart
from mcu_desktop.rules.grains import Grain
from mcu_desktop.rules.measures import CaseSlice, Dimension, Measure
from mcu_desktop.rules.periods import Period, month_of
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
SEPTEMBER = month_of(date(2026, 9, 1))
ODD = Period(date(2026, 8, 20), date(2026, 10, 5))


@pytest.fixture
def filled(store: Store) -> Iterator[Reader]:
    store.perform(lambda session: add_demonstration(session, Task(), cases_count=150, seed=7, now=NOW, zone=MOSCOW))
    with closing(store.open_reader()) as reader:
        yield reader


def listed(reader: Reader, cases: object) -> int:
    assert isinstance(cases, CaseSlice)
    assert cases.title
    return count_cases(reader, QueueFilter(figure=cases), now=NOW, zone=MOSCOW, at_most=100_000)


def read(reader: Reader, wish: Wish) -> Dashboard:
    return read_dashboard(reader, wish, now=NOW, zone=MOSCOW)


def check_chart(reader: Reader, chart: Chart) -> None:
    for series in chart.series:
        for point in series.points:
            if point.value:
                assert listed(reader, point.payload) == point.value


def whole(chart: Chart, series: int = 0) -> float:
    return sum(point.value or 0 for point in chart.series[series].points)


@pytest.mark.parametrize("block", [ALL_BLOCKS, "utilities", UNMAPPED])
def test_every_large_number_opens_its_cases(filled: Reader, block: str) -> None:
    figures = read(filled, Wish(ODD, block)).figures
    assert len(figures) == 8
    for figure in figures:
        for counted in (figure.now, figure.before, figure.year_ago):
            assert counted is None or listed(filled, counted.cases) == counted.count
    by_measure = {figure.now.cases.measure: figure.now for figure in figures}
    answered = by_measure[Measure.ANSWERED].count
    assert answered == by_measure[Measure.ANSWERED_IN_TIME].count + by_measure[Measure.ANSWERED_LATE].count
    if block == ALL_BLOCKS:
        assert answered > 20
        assert by_measure[Measure.OPEN].count > 0


def test_the_mean_of_the_ratings_stands_with_the_satisfied(filled: Reader) -> None:
    [(mean,)] = filled.rows(
        "SELECT avg(1.0 * satisfaction) FROM cases WHERE answered_at >= :first AND answered_at < :after",
        first=datetime(2026, 8, 31, 21, tzinfo=UTC),
        after=datetime(2026, 9, 30, 21, tzinfo=UTC),
    )
    titles = [figure.title for figure in read(filled, Wish(SEPTEMBER)).figures]
    assert f"Заявитель удовлетворён (4–5), средняя оценка {float(mean):.1f}".replace(".", ",") in titles


@pytest.mark.parametrize("measure", TIMED)
def test_every_point_and_bar_opens_its_cases_and_together_they_are_the_number(filled: Reader, measure: Measure) -> None:
    shown = read(filled, Wish(ODD, measure=measure))
    [count] = {whole(shown.course), whole(shown.cuts[Dimension.BLOCK])}
    assert count == listed(filled, CaseSlice(measure, "всё", ODD.first, ODD.last))
    assert count > 0
    check_chart(filled, shown.course)
    for chart in shown.cuts.values():
        assert len(chart.labels) <= MOST_BARS
        check_chart(filled, chart)


@pytest.mark.parametrize("grain", Grain)
@pytest.mark.parametrize("block", ["utilities", UNMAPPED])
def test_the_course_of_a_block_in_each_grain(filled: Reader, grain: Grain, block: str) -> None:
    shown = read(filled, Wish(ODD, block, grain=grain))
    check_chart(filled, shown.course)
    assert whole(shown.course) == shown.figures[0].now.count
    assert whole(shown.course, 1) == (shown.figures[0].before or shown.figures[0].now).count


def test_a_longer_month_before_keeps_its_last_days(filled: Reader) -> None:
    shown = read(filled, Wish(SEPTEMBER))
    assert shown.course.labels[-1] == "(31.08)"
    assert shown.course.series[0].points[-1].value is None
    assert shown.figures[0].before is not None
    assert whole(shown.course, 1) == shown.figures[0].before.count


@pytest.mark.parametrize("period", [month_of(date(1999, 2, 1)), month_of(date(2031, 2, 1))])
def test_a_period_of_nothing_has_noughts_and_no_bars(filled: Reader, period: Period) -> None:
    shown = read(filled, Wish(period))
    assert [figure.now.count for figure in shown.figures[:-2]] == [0] * 6
    assert shown.course.is_empty
    assert all(chart.is_empty for chart in shown.cuts.values())


def test_an_empty_store_and_an_unknown_block(store: Store) -> None:
    with closing(store.open_reader()) as reader:
        for block in (ALL_BLOCKS, "nobody"):
            shown = read(reader, Wish(SEPTEMBER, block))
            assert {figure.now.count for figure in shown.figures} == {0}


def test_one_case_without_a_block_answered_before_it_came_and_one_of_the_future(
    store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    came = datetime(2026, 9, 30, 21, 30, tzinfo=UTC)  # the first of October in Moscow
    odd = {"topic": "", "topic_group": "", "received_at": came, "answered_at": came - timedelta(days=2)}
    later = {"external_number": "2", "received_at": NOW + timedelta(days=40)}
    file = file_of(incoming(**odd), incoming(**later))
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor="О"))
    with closing(store.open_reader()) as reader:
        october = read(reader, Wish(month_of(date(2026, 10, 1)), UNMAPPED))
        assert [figure.now.count for figure in october.figures[:2]] == [1, 0]
        assert october.cuts[Dimension.TOPIC].labels == ("Тема не указана",)
        september = read(reader, Wish(SEPTEMBER))
        assert [figure.now.count for figure in september.figures[:3]] == [0, 1, 1]
        november = read(reader, Wish(month_of(date(2026, 11, 1))))
        assert november.figures[0].now.count == 1
        for shown in (october, september, november):
            check_chart(reader, shown.course)


def test_every_cut_has_its_words() -> None:
    assert list(CUT_BY) == [Dimension.BLOCK, Dimension.CHANNEL, Dimension.TOPIC, Dimension.RECIPIENT]
