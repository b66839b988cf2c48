"""Growth: no alarm on tiny numbers, on a pattern of weekdays, on a season; what was planted is found."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from math import exp, factorial
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.growth import (
    GrowthKey,
    GrowthThreshold,
    WindowKey,
    check_threshold,
    find_growth,
    looked_at,
    tail,
    windows_of,
)
from mcu_desktop.rules.growth_signal import DayKey, Signal, signal_of
from mcu_desktop.rules.measures import Dimension

LAST = date(2026, 10, 18)  # a Sunday
USUAL = GrowthThreshold()
LONG_AGO = date(2020, 1, 1)
TOWNS = ("Вышний Волочёк", "Красномайский", "Фирово")
DAY = timedelta(days=1)


def poisson(chance: Random, mean: float) -> int:
    limit, product, count = exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def quiet_store(seed: int, *, topics: int = 8, mean: float = 0.6) -> Counter[DayKey]:
    """Cases that come by chance alone, fewer at weekends: two years of them."""
    chance = Random(seed)  # noqa: S311 -- invented cases, not secrets
    counts: Counter[DayKey] = Counter()
    for back in range(63 + 364):
        day = LAST - back * DAY
        if 63 <= back < 364:
            continue
        weekend = 0.3 if day.weekday() >= 5 else 1.0
        for topic in range(1, topics + 1):
            for town in TOWNS:
                came = poisson(chance, mean * weekend / topic)
                if came:
                    counts[DayKey(day, topic, town, chance.randrange(3))] += came
    return counts


def signals_of(
    counts: Counter[DayKey], threshold: GrowthThreshold = USUAL, known_from: date = LONG_AGO, last: date = LAST
) -> list[Signal]:
    """Add the days up to windows, look, and tell what was found in full."""
    windows = windows_of(last, threshold)
    sums: Counter[WindowKey] = Counter()
    for key, count in counts.items():
        for place, days in enumerate(windows):
            if days.first <= key.day <= days.last:
                sums[WindowKey(place, key.topic, key.settlement)] += count
    grown = find_growth(sums, last, known_from=known_from, threshold=threshold)
    whole, _year_ago = looked_at(last, threshold)
    return [
        signal_of(
            one,
            {
                key: count
                for key, count in counts.items()
                if whole.first <= key.day <= whole.last
                and one.key.topic in {None, key.topic}
                and one.key.settlement in {None, key.settlement}
            },
            last,
            threshold,
        )
        for one in grown
    ]


def found(
    counts: Counter[DayKey], threshold: GrowthThreshold = USUAL, known_from: date = LONG_AGO, last: date = LAST
) -> list[GrowthKey]:
    return [signal.grown.key for signal in signals_of(counts, threshold, known_from, last)]


def test_chance_alone_is_hardly_ever_told() -> None:
    told = [seed for seed in range(40) if found(quiet_store(seed))]
    assert len(told) <= 2, "At most one look in fifty for each of four kinds, and less since counts are whole"


@pytest.mark.parametrize("seed", range(6))
def test_what_was_planted_is_found_where_it_is_and_since_when(seed: int) -> None:
    counts = quiet_store(seed)
    for back in range(5):
        counts[DayKey(LAST - back * DAY, 4, "Фирово", 2)] += 4
    signals = signals_of(counts)
    [signal] = [one for one in signals if one.grown.key == GrowthKey(4, "Фирово")]
    assert signal.grown.came >= 20
    assert signal.since in {LAST - 4 * DAY, LAST - 5 * DAY, LAST - 6 * DAY}
    assert GrowthKey(4, None) not in [one.grown.key for one in signals], "The place says it all"
    [channel] = [one for one in signal.contributions if one.dimension is Dimension.CHANNEL and one.value == 2]
    assert channel.growth > 0.8 * signal.grown.growth


@pytest.mark.parametrize("came", range(1, 5))
def test_tiny_numbers_are_no_growth(came: int) -> None:
    counts = Counter({DayKey(LAST, 1, "Фирово", 0): came})
    assert found(counts) == []


def test_a_new_topic_is_told_when_it_is_no_trifle() -> None:
    assert GrowthKey(9, "Фирово") in found(Counter({DayKey(LAST - back * DAY, 9, "Фирово", 0): 2 for back in range(5)}))


def test_a_pattern_of_weekdays_is_no_growth() -> None:
    mondays = Counter(
        {DayKey(LAST - back * DAY, 1, "Фирово", 0): 30 for back in range(63) if (LAST - back * DAY).weekday() == 0}
    )
    assert found(mondays) == []
    for end in range(7):
        assert found(mondays, last=LAST - end * DAY) == []


def test_what_rose_in_the_same_weeks_of_last_year_is_a_season() -> None:
    spring: Counter[DayKey] = Counter()
    for back in range(63):
        came = 12 if back < 7 else 4
        spring[DayKey(LAST - back * DAY, 1, "Фирово", 0)] = came
    assert GrowthKey(1, "Фирово") in found(spring)
    for back in range(63):
        spring[DayKey(LAST - (back + 364) * DAY, 1, "Фирово", 0)] = 12 if back < 7 else 4
    assert found(spring) == []
    assert found(spring, known_from=LAST - 70 * DAY) != [], "Last year is not known: the own weeks decide"


def test_nothing_is_told_without_a_history() -> None:
    counts = Counter({DayKey(LAST, 1, "Фирово", 0): 500})
    assert found(counts, known_from=LAST - 20 * DAY) == []
    assert found(Counter()) == []


def test_the_threshold_is_the_people_s() -> None:
    counts: Counter[DayKey] = Counter()
    for back in range(63):
        counts[DayKey(LAST - back * DAY, 1, "Фирово", 0)] = 10 if back < 7 else 5
    assert found(counts)
    assert found(counts, GrowthThreshold(least_percent=250)) == []
    assert found(counts, GrowthThreshold(least_cases=71)) == []
    for wrong in (GrowthThreshold(weeks=0), GrowthThreshold(least_percent=100), GrowthThreshold(point_repeats=1)):
        with pytest.raises(UserFacingError):
            check_threshold(wrong)
    check_threshold(USUAL)


@given(st.integers(0, 10_000), st.integers(30, 90))
def test_contributions_sum_up_to_the_growth(seed: int, planted: int) -> None:
    counts = quiet_store(seed, topics=3, mean=0.3)
    counts[DayKey(LAST, 2, None, 1)] += planted
    counts[DayKey(LAST, None, None, None)] += planted
    signals = signals_of(counts)
    assert signals
    for signal in signals:
        for dimension in {one.dimension for one in signal.contributions}:
            parts = [one for one in signal.contributions if one.dimension is dimension]
            assert sum(one.came for one in parts) == signal.grown.came
            assert sum(one.growth for one in parts) == pytest.approx(signal.grown.growth)
        of_window = [(came, usual) for day, came, usual in signal.course if day >= signal.window.first]
        assert sum(came for came, _usual in of_window) == signal.grown.came
        assert sum(usual for _came, usual in of_window) == pytest.approx(signal.grown.expected)


@given(st.integers(0, 60), st.floats(0, 40), st.floats(1, 6))
def test_the_chance_falls_with_what_came(came: int, mean: float, spread: float) -> None:
    history = mean * 8
    assert 0 <= tail(came + 1, mean, history, spread) <= tail(came, mean, history, spread) <= 1


def test_with_a_long_history_the_chance_is_poisson_s() -> None:
    mean, came = 4.0, 10
    poisson_tail = 1 - sum(exp(-mean) * mean**k / factorial(k) for k in range(came))
    assert tail(came, mean, 1e9, 1.0) == pytest.approx(poisson_tail, rel=1e-4)
    assert tail(came, mean, 32, 1.0) > poisson_tail, "A short history is less sure"


def test_windows_follow_each_other_and_repeat_a_year_ago() -> None:
    windows = windows_of(LAST, GrowthThreshold(weeks=2))
    assert len(windows) == 18
    assert windows[0].last == LAST
    for later, earlier in pairwise(windows[:9]):
        assert earlier.last + DAY == later.first
    assert all((now.first - ago.first).days == 364 for now, ago in zip(windows[:9], windows[9:], strict=True))


def test_whole_weeks_are_looked_at_and_the_same_weekdays_a_year_ago() -> None:
    whole, year_ago = looked_at(LAST, USUAL)
    assert whole.days == year_ago.days == 63
    assert whole.first.weekday() == year_ago.first.weekday() == 0
    assert (whole.first - year_ago.first).days == 364
