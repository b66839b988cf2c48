"""What is to come in the next days, by simple honest means: the mean of the same kinds of days, and how far off it was.

A day off on a weekday is like a Sunday, a worked Saturday like a Friday. The error is that of the same forecast made
for the two weeks before, the two before those, and so on, where the truth is known.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

HORIZON: Final = 14  # days
LOOKED_BACK: Final = 56  # days: eight of each weekday
CHECKS: Final = 4  # times the forecast is tried on what is known already
HISTORY: Final = LOOKED_BACK + HORIZON * CHECKS
_LEAST_HISTORY, _LEAST_CHECKS = 28, 2
_FRIDAY, _SATURDAY, _SUNDAY = 4, 5, 6
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Forecast:
    """Expected counts by day, and the mean error of the sum in cases; None where it could not be tried often enough."""

    days: tuple[tuple[date, float], ...]
    error: float | None

    @property
    def total(self) -> float:
        """The expected count of all days."""
        return sum(count for _day, count in self.days)


def forecast(
    counts: Mapping[date, int], *, known_from: date, today: date, is_working: Callable[[date], bool]
) -> Forecast | None:
    """Return what two weeks from today on will bring; None where less than four weeks before today are known.

    A day without a count is one of nothing, from the first known day on.
    """
    if (today - known_from).days < _LEAST_HISTORY:
        return None
    errors = []
    for back in range(1, CHECKS + 1):
        origin = today - timedelta(days=HORIZON * back)
        if (origin - known_from).days >= _LEAST_HISTORY:
            came = sum(counts.get(origin + timedelta(days=day), 0) for day in range(HORIZON))
            expected = sum(count for _day, count in _expected(counts, known_from, origin, is_working))
            errors.append(abs(expected - came))
    error = sum(errors) / len(errors) if len(errors) >= _LEAST_CHECKS else None
    return Forecast(_expected(counts, known_from, today, is_working), error)


def _expected(
    counts: Mapping[date, int], known_from: date, origin: date, is_working: Callable[[date], bool]
) -> tuple[tuple[date, float], ...]:
    """Return the mean of the same kind of day before the origin; of a kind never seen, that of all days."""
    seen: defaultdict[int, list[int]] = defaultdict(list)
    day = max(known_from, origin - timedelta(days=LOOKED_BACK))
    while day < origin:
        seen[_kind(day, is_working)].append(counts.get(day, 0))
        day += _DAY
    everything = [count for of_kind in seen.values() for count in of_kind]

    def mean(kind: int) -> float:
        known = seen[kind] or everything
        return sum(known) / len(known)

    ahead = (origin + timedelta(days=place) for place in range(HORIZON))
    return tuple((one, mean(_kind(one, is_working))) for one in ahead)


def _kind(day: date, is_working: Callable[[date], bool]) -> int:
    weekday = day.weekday()
    if is_working(day):
        return min(weekday, _FRIDAY)
    return weekday if weekday >= _SATURDAY else _SUNDAY
