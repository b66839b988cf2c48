"""What a chart draws: round axes and numbers in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.rules.chart import Chart, ChartShape, Point, Series, axis_ticks, number_words


def test_every_series_has_a_point_for_each_label() -> None:
    with pytest.raises(ValueError, match="Поступило"):
        Chart("Поступило", ChartShape.COLUMNS, ("пн", "вт"), (Series("за период", (Point(1),)),))


def test_a_chart_of_noughts_is_empty() -> None:
    def chart(*values: float | None) -> Chart:
        labels = tuple(str(place) for place in range(len(values)))
        return Chart("", ChartShape.LINES, labels, (Series("", tuple(map(Point, values))),))

    assert chart().is_empty
    assert chart(0, None).is_empty
    assert not chart(0, 3).is_empty


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1204, "", "1\xa0204"),
        (45.66, "%", "45,7\xa0%"),
        (3.0, "ч", "3\xa0ч"),
        (None, "%", "—"),
        (-0.5, "", "-0,5"),
        (-1234.5, "", "-1\xa0234,5"),
        (0.04, "", "0"),
    ],
)
def test_numbers_stand_as_people_write_them(value: float | None, unit: str, words: str) -> None:
    assert number_words(value, unit) == words


def test_a_figure_and_its_share_in_words() -> None:
    series = (Series("Решено", (Point(3), Point(0))), Series("Разъяснено", (Point(1), Point(0))))
    chart = Chart("Исход", ChartShape.SHARES, ("ЖКХ", "Культура"), series)
    assert chart.words(0, 0) == "ЖКХ · решено: 3 (75\xa0%)"
    assert chart.words(1, 1) == "Культура · разъяснено: 0 (0\xa0%)"


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([], (0, 1)),
        ([0], (0, 1)),
        ([1], (0, 1)),
        ([3, 5], (0, 1, 2, 3, 4, 5)),
        ([7], (0, 2, 4, 6, 8)),
        ([1240], (0, 500, 1000, 1500)),
        ([-4, 9], (-5, 0, 5, 10)),
        ([-3], (-3, -2, -1, 0)),
    ],
)
def test_axes_bear_round_whole_numbers(values: list[float], ticks: tuple[float, ...]) -> None:
    assert axis_ticks(values) == ticks


# Counts and hours are no smaller than a rounding; what a float can hold beside nought is no figure.
@given(st.lists(st.floats(-1e9, 1e9, allow_subnormal=False), max_size=9))
def test_an_axis_holds_nought_and_all_values_and_few_numbers(values: list[float]) -> None:
    ticks = axis_ticks(values)
    assert 2 <= len(ticks) <= 8
    assert 0.0 in ticks
    assert all(tick == int(tick) for tick in ticks)
    assert ticks[0] <= min([0.0, *values])
    assert ticks[-1] >= max([0.0, *values])
