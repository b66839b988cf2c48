"""Periods in pieces, and large numbers beside those before."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.rules.big_figure import Better, BigFigure, Counted
from mcu_desktop.rules.grains import MOST_BUCKETS, Grain, buckets, fitting_grain, usual_grain
from mcu_desktop.rules.measures import CaseSlice, Measure
from mcu_desktop.rules.periods import Period, month_of

CASES = CaseSlice(Measure.RECEIVED, "")


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 4_000), st.sampled_from(Grain))
def test_pieces_make_the_period_whole_without_a_gap(first: date, days: int, grain: Grain) -> None:
    period = Period(first, first + timedelta(days=days))
    pieces = buckets(period, fitting_grain(period, grain))
    assert pieces[0].days.first == period.first
    assert pieces[-1].days.last == period.last
    assert all(one.days.last + timedelta(days=1) == other.days.first for one, other in pairwise(pieces))
    assert len(pieces) <= MOST_BUCKETS + 2
    assert len({piece.label for piece in pieces}) == len(pieces)


@pytest.mark.parametrize(
    ("first", "last", "grain", "labels"),
    [
        (date(2026, 10, 4), date(2026, 10, 6), Grain.DAY, ["04.10", "05.10", "06.10"]),
        (date(2026, 10, 4), date(2026, 10, 12), Grain.WEEK, ["нед. 40", "нед. 41", "нед. 42"]),
        (date(2026, 1, 15), date(2026, 3, 1), Grain.MONTH, ["янв", "фев", "мар"]),
        (date(2025, 12, 31), date(2026, 1, 1), Grain.MONTH, ["дек 25", "янв 26"]),
        (date(2025, 12, 31), date(2026, 1, 1), Grain.DAY, ["31.12.25", "01.01.26"]),
    ],
)
def test_axes_speak_russian(first: date, last: date, grain: Grain, labels: list[str]) -> None:
    assert [piece.label for piece in buckets(Period(first, last), grain)] == labels


def test_a_month_is_seen_by_days_and_years_by_months() -> None:
    assert usual_grain(month_of(date(2026, 10, 1))) is Grain.DAY
    assert usual_grain(Period(date(2026, 7, 1), date(2026, 9, 30))) is Grain.WEEK
    assert usual_grain(Period(date(2026, 1, 1), date(2026, 12, 31))) is Grain.MONTH
    assert fitting_grain(Period(date(2006, 1, 1), date(2026, 12, 31)), Grain.DAY) is Grain.MONTH
    assert fitting_grain(month_of(date(2026, 10, 1)), Grain.WEEK) is Grain.WEEK


def figure(now: tuple[int, int | None], before: tuple[int, int | None] | None, better: Better) -> BigFigure:
    then = None if before is None else Counted(before[0], CASES, before[1])
    return BigFigure("", Counted(now[0], CASES, now[1]), then, None, better)


@pytest.mark.parametrize(
    ("now", "before", "number", "change", "good"),
    [
        ((1204, None), (1000, None), "1\xa0204", "+20,4 %", True),
        ((7, None), (10, None), "7", "−3", False),
        ((7, None), (0, None), "7", "", None),
        ((7, None), (7, None), "7", "0", None),
        ((9, 10), (12, 16), "9 (90,0\xa0%)", "+15\xa0п.\xa0п.", True),
        ((0, 0), (12, 16), "0", "", None),
        ((3, 4), (0, 0), "3 (75,0\xa0%)", "", None),
        ((7, None), None, "7", "", None),
    ],
)
def test_a_number_and_its_change(
    now: tuple[int, int | None],
    before: tuple[int, int | None] | None,
    number: str,
    change: str,
    good: bool | None,
) -> None:
    said = figure(now, before, Better.MORE)
    assert said.number() == number
    assert said.change(said.before) == change
    assert said.is_good(said.before) is good
    assert figure(now, before, Better.LESS).is_good(said.before) is (None if good is None else not good)
    assert figure(now, before, Better.NEITHER).is_good(said.before) is None
