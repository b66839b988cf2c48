"""Which copies stay: all of two days, then one a day, a week, a month; the newest always."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.rules.copies import CopyHabits, is_due, superfluous

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)  # Saturday
USUAL = CopyHabits()
moments = st.sets(st.integers(0, 24 * 800).map(lambda hours: NOW - timedelta(hours=hours)), max_size=60)
habits = st.builds(CopyHabits, days=st.integers(0, 9), weeks=st.integers(0, 9), months=st.integers(0, 9))


def days_ago(*numbers: float) -> list[datetime]:
    return [NOW - timedelta(days=number) for number in numbers]


def test_all_of_two_days_stay() -> None:
    made = [NOW - timedelta(hours=hours) for hours in range(48)]
    assert superfluous(made, CopyHabits(days=0, weeks=0, months=0), now=NOW) == frozenset()


def test_of_an_older_day_its_last_copy_stays() -> None:
    morning, noon, evening = (datetime(2026, 11, 24, hour, tzinfo=UTC) for hour in (8, 12, 18))
    assert superfluous([evening, morning, noon], USUAL, now=NOW) == {morning, noon}


def test_weeks_and_months_follow_the_days() -> None:
    made = days_ago(*range(400))
    few = CopyHabits(days=3, weeks=2, months=2)
    kept = sorted(set(made) - superfluous(made, few, now=NOW))
    assert kept == [
        datetime(2026, 10, 31, 12, tzinfo=UTC),  # the last of October
        datetime(2026, 11, 22, 12, tzinfo=UTC),  # Sunday, the last of the week before
        datetime(2026, 11, 26, 12, tzinfo=UTC),
        datetime(2026, 11, 27, 12, tzinfo=UTC),
        NOW,
    ]


def test_a_program_that_has_not_run_for_months_loses_nothing() -> None:
    made = days_ago(100, 101, 102, 110)
    assert superfluous(made, USUAL, now=NOW) == frozenset()


@given(moments, habits)
def test_the_newest_and_all_of_two_days_always_stay(made: set[datetime], wanted: CopyHabits) -> None:
    gone = superfluous(made, wanted, now=NOW)
    assert gone <= made
    assert all(NOW - moment >= timedelta(days=2) for moment in gone)
    if made:
        assert max(made) not in gone


@given(moments, habits)
def test_thinning_twice_removes_nothing_more(made: set[datetime], wanted: CopyHabits) -> None:
    kept = made - superfluous(made, wanted, now=NOW)
    assert superfluous(kept, wanted, now=NOW) == frozenset()
    assert len([moment for moment in kept if NOW - moment >= timedelta(days=2)]) <= (
        max(wanted.days, 1) + wanted.weeks + wanted.months
    )


@given(moments, habits)
def test_thinning_day_by_day_keeps_what_thinning_once_would(made: set[datetime], wanted: CopyHabits) -> None:
    kept: set[datetime] = set()
    for moment in sorted(made):
        kept.add(moment)
        kept -= superfluous(kept, wanted, now=moment)
    kept -= superfluous(kept, wanted, now=NOW)
    assert kept == made - superfluous(made, wanted, now=NOW)


@pytest.mark.parametrize(
    ("last", "changed", "due"),
    [
        (None, True, True),
        (None, False, False),
        (NOW - timedelta(hours=4), True, True),
        (NOW - timedelta(hours=4), False, False),
        (NOW - timedelta(hours=3, minutes=59), True, False),
        (NOW + timedelta(hours=1), True, True),
    ],
)
def test_a_copy_is_due_when_something_changed_and_the_last_is_old(
    last: datetime | None, changed: bool, due: bool
) -> None:
    assert is_due(USUAL, last, changed=changed, now=NOW) is due
