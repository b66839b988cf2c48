"""Proposals that follow from the load, and nothing where nothing follows."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from mcu_desktop.rules.chart import Chart
from mcu_desktop.rules.forecast import Forecast
from mcu_desktop.rules.measures import CaseSlice, Dimension, Measure, Part
from mcu_desktop.rules.periods import month_of
from mcu_desktop.rules.workload import LoadCounts, LoadOf, LoadRow, Workload, forecast_words, proposals
from mcu_desktop.rules.workload_chart import workload_chart

NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)
CALM = LoadCounts(open=10, overdue=0, received=40, closed=40)
AHEAD = tuple((date(2026, 11, 3) + timedelta(days=day), 2.0) for day in range(14))


def block(number: int, counts: LoadCounts = CALM, people: int = 1, forecast: Forecast | None = None) -> LoadRow:
    return LoadRow(f"Блок {number}", Part(Dimension.BLOCK, number), counts, people, forecast)


def load_of(*rows: LoadRow, working_days: int = 20) -> Workload:
    whole = sum((row.counts for row in rows), LoadCounts())
    total = LoadRow("Всего", None, whole, None, Forecast(AHEAD, 3.2))
    history = tuple((date(2026, 11, 2) - timedelta(days=back), back) for back in reversed(range(40)))
    return Workload(LoadOf.BLOCKS, month_of(date(2026, 10, 1)), NOW, working_days, rows, total, history)


def test_a_calm_month_needs_nobody() -> None:
    said = proposals(load_of(block(1), block(2)))
    assert said.startswith("За период (октябрь 2026 года, 20 рабочих дней) поступило 80 сообщений, снято с контроля 80")
    assert said.endswith("Оснований для усиления структуры и состава МЦУ показатели не дают.")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (block(3, people=0), "Блок «Блок 3»: в составе нет ни руководителя, ни ответственного, поступило 40 сообщений"),
        (block(3, replace(CALM, received=200, closed=200)), "на одного человека 10,0 сообщения в рабочий день"),
        (block(3, replace(CALM, closed=30)), "снимается меньше, чем поступает (30 из 40)"),
        (block(3, replace(CALM, overdue=4)), "просрочено 4 сообщения, 40,0"),
        (block(3, forecast=Forecast(AHEAD, 2.0)), "за две недели ожидается 28 ± 2 сообщений, против 18,1"),
    ],
)
def test_what_stands_out_is_proposed(row: LoadRow, words: str) -> None:
    said = proposals(load_of(block(1), block(2), row))
    assert words in said
    assert "1. Блок «Блок 3»" in said
    assert "2." not in said.split("рассмотреть:")[1]


def test_few_messages_and_messages_of_nobody_prove_nothing() -> None:
    tiny = block(3, LoadCounts(open=9, overdue=9, received=9), people=0)
    nobody = LoadRow("Не указано", Part(Dimension.BLOCK, None), replace(CALM, closed=0), None)
    assert "показатели не дают" in proposals(load_of(block(1), tiny, nobody))
    assert "показатели не дают" in proposals(load_of(block(1), working_days=0))


def test_a_forecast_in_words() -> None:
    assert forecast_words(Forecast(AHEAD, 3.2)) == "28 ± 3 сообщений"
    assert forecast_words(Forecast(AHEAD, None)) == "около 28 сообщений"
    assert forecast_words(Forecast(AHEAD[:1], None)) == "около 2 сообщений"


def test_the_chart_joins_the_past_with_what_is_expected_and_opens_its_days() -> None:
    chart: Chart = workload_chart(load_of(block(1)))
    came, expected = chart.series
    assert len(chart.labels) == 28 + 14
    assert came.points[27].value == expected.points[27].value == 0
    assert came.points[26].payload == CaseSlice(
        Measure.RECEIVED, "Поступило 01.11.2026", date(2026, 11, 1), date(2026, 11, 1)
    )
    assert [point.value for point in expected.points[28:]] == [2.0] * 14
    empty = replace(load_of(), history=(), total=LoadRow("Всего", None, LoadCounts()))
    assert workload_chart(empty).is_empty
