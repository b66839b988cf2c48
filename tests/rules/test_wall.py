"""The plan of the wall, the age of its figures and its nights."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mcu_desktop.rules.wall import (
    LONGEST,
    PAGE_KINDS,
    SHORTEST,
    USUAL_TURNS,
    Freshness,
    Turn,
    WallPage,
    WallPlan,
    freshness,
    is_due,
    pages_of_words,
    plan_as_text,
    plan_of_text,
)

NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
TURNS = some.lists(some.builds(Turn, some.sampled_from(WallPage), some.integers(SHORTEST, LONGEST)), min_size=1).map(
    tuple
)
MINUTES = some.times().map(lambda moment: moment.replace(second=0, microsecond=0))
PLANS = some.builds(
    WallPlan, TURNS, some.dictionaries(some.integers(1, 8), TURNS).map(lambda own: own or None), MINUTES, MINUTES
)


@given(PLANS)
def test_a_plan_is_kept_whole(plan: WallPlan) -> None:
    assert plan_of_text(plan_as_text(plan)) == plan


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"turns": ["burning"]}', '{"turns": ["moon:20"], "own": {}, "night": ["21:00", "07:00"]}',
     '{"turns": ["burning:2"], "own": {}, "night": ["21:00", "07:00"]}',
     '{"turns": ["burning:20"], "own": {"x": []}, "night": ["21:00", "07:00"]}',
     '{"turns": ["burning:20"], "own": {}, "night": ["25:00", "07:00"]}'],
)  # fmt: skip
def test_a_damaged_plan_is_the_usual_one(text: str) -> None:
    assert plan_of_text(text) == WallPlan()


def test_a_monitor_shows_its_own_turns_or_the_common_ones_and_never_nothing() -> None:
    own = (Turn(WallPage.TODAY, 60),)
    plan = WallPlan((Turn(WallPage.BURNING),), {2: own, 3: ()})
    assert plan.turns_of(1) == plan.turns_of(3) == plan.turns
    assert plan.turns_of(2) == own
    assert WallPlan(()).turns_of(1) == USUAL_TURNS
    assert {turn.page for turn in USUAL_TURNS} == set(WallPage) == set(PAGE_KINDS)


@given(PLANS, MINUTES)
def test_night_and_day_make_the_whole_of_it(plan: WallPlan, moment: time) -> None:
    other_way = WallPlan(plan.turns, None, plan.night_to, plan.night_from)
    if plan.night_from == plan.night_to:
        assert not plan.is_night(moment)
    else:
        assert plan.is_night(moment) is not other_way.is_night(moment)


def test_night_goes_over_midnight() -> None:
    usual = WallPlan()
    assert [usual.is_night(time(hour)) for hour in (6, 7, 20, 21, 23, 0)] == [True, False, False, True, True, True]


@pytest.mark.parametrize(
    ("age", "failing", "said"),
    [
        (None, False, Freshness.WAITING),
        (None, True, Freshness.DOWN),
        (timedelta(seconds=0), False, Freshness.FRESH),
        (timedelta(seconds=119), False, Freshness.FRESH),
        (timedelta(seconds=121), False, Freshness.OLD),
        (timedelta(seconds=5), True, Freshness.DOWN),
        (timedelta(minutes=-1), False, Freshness.FRESH),  # two clocks are never quite alike
        (timedelta(hours=-1), False, Freshness.OLD),  # the clock was set back
    ],
)
def test_the_age_of_figures_read_each_half_minute(age: timedelta | None, failing: bool, said: Freshness) -> None:
    counted_at = None if age is None else NOW - age
    assert freshness(counted_at, NOW, every=30, failing=failing) is said


def test_figures_are_due_after_their_time_and_after_a_clock_that_went_back() -> None:
    assert is_due(None, NOW, 30)
    assert not is_due(NOW, NOW + timedelta(seconds=29), 30)
    assert is_due(NOW, NOW + timedelta(seconds=30), 30)
    assert is_due(NOW, NOW - timedelta(seconds=1), 30)


def test_pages_as_a_person_types_them() -> None:
    assert pages_of_words(["burning", "today:45"]) == (Turn(WallPage.BURNING, 20), Turn(WallPage.TODAY, 45))
    for wrong in ("moon", "today:4", "today:601", "today:x", "today:-5"):
        with pytest.raises(ValueError, match=wrong):
            pages_of_words(["burning", wrong])
