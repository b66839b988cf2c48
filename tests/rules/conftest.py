"""The seeded calendar and time limits, without a store."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.resources import resource
from mcu_desktop.rules.terms import CaseKind, Counting, DayKind, DayOffRule, LimitUnit, StartEvent, TermStage
from mcu_desktop.rules.time_limits import TimeLimit
from mcu_desktop.rules.working_calendar import CalendarDay, WorkingCalendar, WorkingHours

MOSCOW = ZoneInfo("Europe/Moscow")


def read_catalogue(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resource("catalogues", f"{name}.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def calendar() -> WorkingCalendar:
    known = read_catalogue("production_calendar")
    return WorkingCalendar(
        MOSCOW,
        {row["weekday"]: _working_hours(row) for row in read_catalogue("working_hours")["rows"]},
        {day.day: day for day in (_calendar_day(row) for row in known["days"])},
        frozenset(row["year"] for row in known["years"]),
    )


def _working_hours(row: dict[str, str]) -> WorkingHours:
    return WorkingHours(*(time.fromisoformat(row[name]) for name in ("starts", "ends", "lunch_starts", "lunch_ends")))


def _calendar_day(row: dict[str, str]) -> CalendarDay:
    return CalendarDay(date.fromisoformat(row["day"]), DayKind(row["kind"]), row["note"])


@pytest.fixture(scope="session")
def seeded_limits() -> tuple[TimeLimit, ...]:
    """Return the time limits a new store begins with."""
    return tuple(_time_limit(row) for row in read_catalogue("time_limits")["rows"])


def _time_limit(row: dict[str, Any]) -> TimeLimit:
    words = {
        "stage": TermStage, "unit": LimitUnit, "start_event": StartEvent, "counting": Counting,
        "day_off_rule": DayOffRule, "control_counting": Counting, "control_day_off_rule": DayOffRule,
        "warn_unit": LimitUnit, "valid_from": date.fromisoformat,
    }  # fmt: skip
    optional = {"kind": CaseKind, "valid_to": date.fromisoformat}
    read = {name: word(row[name]) for name, word in words.items()}
    read |= {name: row[name] and word(row[name]) for name, word in optional.items()}
    return TimeLimit(**(row | read))


@pytest.fixture(scope="session")
def make_limit() -> Callable[..., TimeLimit]:
    """Make a time limit: 30 calendar days kept where they end, unless told otherwise."""
    example = TimeLimit(
        code="test",
        title="Ответ",
        stage=TermStage.FINAL_ANSWER,
        channel_code=None,
        kind=None,
        fast_track=None,
        important=None,
        amount=30,
        unit=LimitUnit.CALENDAR_DAY,
        start_event=StartEvent.REGISTERED,
        counting=Counting.NEXT_DAY,
        day_off_rule=DayOffRule.KEEP,
        control_counting=Counting.NEXT_DAY,
        control_day_off_rule=DayOffRule.KEEP,
        warn_amount=0,
        warn_unit=LimitUnit.CLOCK_HOUR,
        source="ст. 12 ч. 1 59-ФЗ",
        valid_from=date(2006, 11, 2),
        valid_to=None,
        is_default=True,
    )

    def make(**fields: Any) -> TimeLimit:
        return replace(example, **fields)

    return make
