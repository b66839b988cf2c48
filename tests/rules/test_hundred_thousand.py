"""Every rule beside an independent slow reckoning on 100,000 random cases of 2015 to 2030.

Days are counted one by one and working time minute by minute, by means of the calendar's raw data alone.
The seed is kept: a case that fails is the same one tomorrow.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.rules.deadlines import reckon_deadline
from mcu_desktop.rules.pauses import Pause
from mcu_desktop.rules.terms import Counting, DayKind, DayOffRule, LimitUnit
from mcu_desktop.rules.time_limits import TimeLimit
from mcu_desktop.rules.working_calendar import WorkingCalendar

MOSCOW = ZoneInfo("Europe/Moscow")  # UTC+3 all these years: local minutes are minutes
ONE_DAY, ONE_MINUTE = timedelta(days=1), timedelta(minutes=1)
FIRST = datetime(2015, 1, 1, tzinfo=MOSCOW)
MINUTES = 16 * 365 * 24 * 60
Make = Callable[..., TimeLimit]


class Unknown(Exception):  # noqa: N818 -- no fault: the year is not in the calendar
    pass


class Slow:
    def __init__(self, calendar: WorkingCalendar) -> None:
        self.special = {day: found.kind for day, found in calendar.days.items()}
        self.known = calendar.known_years
        self.minutes_of = lru_cache(maxsize=None)(self._minutes_of)

    def worked(self, day: date) -> bool:
        if day.year not in self.known:
            raise Unknown
        kind = self.special.get(day)
        return day.weekday() < 5 if kind is None else kind is not DayKind.DAY_OFF

    def _minutes_of(self, day: date) -> tuple[datetime, ...]:
        if not self.worked(day):
            return ()
        is_short = self.special.get(day) in {DayKind.SHORT, DayKind.WORKING_SHORT}
        hours = [9, 10, 11, 12, 14, 15, 16] + ([] if is_short else [17])
        return tuple(datetime(day.year, day.month, day.day, h, m, tzinfo=MOSCOW) for h in hours for m in range(60))

    def days_from(self, day: date) -> Iterator[date]:
        while True:
            yield day
            day += ONE_DAY

    def last_day(
        self, limit: TimeLimit, counting: Counting, rule: DayOffRule, start: datetime, pauses: list[Pause], extra: int
    ) -> date:
        by_work = limit.unit is LimitUnit.WORKING_DAY
        left, last = limit.amount, start.date()
        for day in self.days_from(start.date()):
            if day == start.date() and counting is Counting.NEXT_DAY:
                continue
            counted = self.worked(day) if by_work else True
            midnight = datetime.combine(day, time(23, 59, 59), MOSCOW)
            stands = any(pause.started_at <= midnight < (pause.ended_at or midnight) for pause in pauses)
            if counted and not stands:
                left -= 1
            if not left:
                last = day
                break
        last += timedelta(days=extra)
        if rule is DayOffRule.KEEP or (by_work and not extra) or self.worked(last):
            return last
        if rule is DayOffRule.PREVIOUS:
            since_start = range((last - start.date()).days + 1)
            before = next((last - ONE_DAY * n for n in since_start if self.worked(last - ONE_DAY * n)), None)
            if before is not None:
                return before
        return next(last + ONE_DAY * n for n in range(30) if self.worked(last + ONE_DAY * n))

    def end(self, limit: TimeLimit, start: datetime, pauses: list[Pause], extra: int) -> datetime:
        """Return the legal deadline."""
        if limit.unit in {LimitUnit.CALENDAR_DAY, LimitUnit.WORKING_DAY}:
            day = self.last_day(limit, limit.counting, limit.day_off_rule, start, pauses, extra)
            return datetime.combine(day, time(23, 59, 59), MOSCOW)
        end = self._end_of_hours(limit, start, pauses)
        return datetime.combine(end.date() + timedelta(days=extra), time(23, 59, 59), MOSCOW) if extra else end

    def _end_of_hours(self, limit: TimeLimit, start: datetime, pauses: list[Pause]) -> datetime:
        def stands(minute: datetime) -> bool:
            return any(pause.started_at <= minute < (pause.ended_at or minute) for pause in pauses)

        left = limit.amount * 60
        if limit.unit is LimitUnit.CLOCK_HOUR:
            minute = start
            while left:
                left -= not stands(minute)
                minute += ONE_MINUTE
            return minute
        for day in self.days_from(start.date()):
            for minute in self.minutes_of(day):
                if minute >= start and not stands(minute):
                    left -= 1
                    if not left:
                        return minute + ONE_MINUTE
        raise AssertionError


def random_case(chance: Random, make_limit: Make) -> tuple[TimeLimit, datetime, list[Pause], int]:
    start = FIRST + chance.randrange(MINUTES) * ONE_MINUTE
    unit = chance.choice([LimitUnit.CALENDAR_DAY, LimitUnit.WORKING_DAY] * 4 + list(LimitUnit))
    by_days = unit in {LimitUnit.CALENDAR_DAY, LimitUnit.WORKING_DAY}
    fields: dict[str, Any] = {
        "unit": unit,
        "amount": chance.randint(1, 60 if by_days else 24),
        "counting": chance.choice(list(Counting)),
        "day_off_rule": chance.choice(list(DayOffRule)),
        "stops_on_pause": chance.random() < 0.8,
        "max_extension": 30,
    }
    limit = make_limit(**fields, control_counting=fields["counting"], control_day_off_rule=fields["day_off_rule"])
    pauses, clock = [], start
    while chance.random() < 0.3:
        since = clock + chance.randrange(20 * 24 * 60) * ONE_MINUTE
        clock = since + chance.randrange(1, 15 * 24 * 60) * ONE_MINUTE
        pauses.append(Pause(since, clock))
    return limit, start, pauses, chance.choice([0, 0, 0, chance.randint(1, 30)])


@pytest.mark.parametrize("seed", range(10))
def test_every_rule_agrees_with_the_slow_reckoning(seed: int, make_limit: Make, calendar: WorkingCalendar) -> None:
    chance, slow = Random(seed), Slow(calendar)  # noqa: S311 -- a kept seed
    unknown = 0
    for number in range(10_000):
        limit, start, pauses, extra = random_case(chance, make_limit)
        held = pauses if limit.stops_on_pause else []
        found = reckon_deadline(limit, start, calendar, pauses=pauses, extension_days=extra)
        what = (seed, number, limit, start, pauses, extra)
        try:
            end = slow.end(limit, start, held, extra).astimezone(UTC)
        except Unknown:
            unknown += 1
            assert found.warnings, what
            continue
        assert found.legal_deadline == end, what
        assert not found.warnings, what
    assert 1_000 < unknown < 8_000, "Years without data are among the cases"
