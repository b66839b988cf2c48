"""What has grown against its own history (п. 3.6 в, 3.7 в): a topic, a place, both together, or everything.

Whole weeks are compared with the same number of weeks before, so that a pattern of weekdays is no growth; where the
same weeks of last year are known and rose too, so much is expected again. Whether the rise may be chance is asked of
the Poisson-gamma forecast of the history (it knows how little a few cases say), widened where the weeks differ more
than chance lets them. The bound on false alarms is for a whole look, however many topics and places are looked at.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, lgamma, log
from typing import Final, NamedTuple

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.periods import Period

WINDOWS: Final = 8  # of history, each as long as the one looked at
YEAR: Final = timedelta(days=364)  # to the same weekday
PRIOR: Final = 0.5
_MOST_SEASON, _SHY = 3.0, 5.0  # a season rises at most so many times; so many cases are needed to believe in it
_NEGLIGIBLE: Final = 1e-12


class WindowKey(NamedTuple):
    """One window's cases of one topic and place, None for «не указано».

    Window 0 is looked at, 1 to 8 are before it; 9 to 17 are the same a year ago.
    """

    window: int
    topic: int | None
    settlement: str | None


WindowCounts = Mapping[WindowKey, int]


@dataclass(frozen=True, slots=True)
class GrowthThreshold:
    """What people want to be told of: over how many weeks, from how many cases and per cent of the expected on.

    At most one look in `looks` may tell something that is chance. Problem points: so many repeats in so many days.
    """

    weeks: int = 1
    least_cases: int = 5
    least_percent: int = 150
    looks: int = 50
    point_repeats: int = 3
    point_days: int = 90


class GrowthKey(NamedTuple):
    """What has grown: a topic, a settlement, both, or (neither) everything."""

    topic: int | None
    settlement: str | None


@dataclass(frozen=True, slots=True)
class Grown:
    """What has grown beyond chance: what came in the window and was expected, and how much of it is the season's.

    `chance` is how likely so many would come without any growth.
    """

    key: GrowthKey
    came: int
    expected: float
    season: float
    chance: float

    @property
    def growth(self) -> float:
        """By how many cases it has grown."""
        return self.came - self.expected


def check_threshold(threshold: GrowthThreshold) -> None:
    """Refuse what cannot be meant."""
    bounds = {
        "weeks": (1, 8), "least_cases": (2, 1_000), "least_percent": (101, 10_000), "looks": (5, 100_000),
        "point_repeats": (2, 1_000), "point_days": (7, 366),
    }  # fmt: skip
    for name, (least, most) in bounds.items():
        if not least <= getattr(threshold, name) <= most:
            raise UserFacingError("Порог вне разумных пределов. Ничего не сохранено: исправьте числа.")


def looked_at(last_day: date, threshold: GrowthThreshold) -> tuple[Period, Period]:
    """Return the days that have to be known: the window with its history, and the same a year ago."""
    days = 7 * threshold.weeks * (WINDOWS + 1)
    whole = Period(last_day - timedelta(days=days - 1), last_day)
    return whole, Period(whole.first - YEAR, whole.last - YEAR)


def windows_of(last_day: date, threshold: GrowthThreshold) -> tuple[Period, ...]:
    """Return the days of each window, by its number in `WindowKey`."""
    days = 7 * threshold.weeks
    window = Period(last_day - timedelta(days=days - 1), last_day)
    before = [timedelta(days=days * place) for place in range(WINDOWS + 1)]
    back = (*before, *(YEAR + one for one in before))
    return tuple(Period(window.first - one, window.last - one) for one in back)


def find_growth(
    counts: WindowCounts, last_day: date, *, known_from: date, threshold: GrowthThreshold
) -> tuple[Grown, ...]:
    """Return what has grown in the window that ends on a day, the greatest growth first.

    Nothing is told where the history is not known in full; without last year there is no season.
    """
    whole, year_ago = looked_at(last_day, threshold)
    if known_from > whole.first:
        return ()
    look = _Look(counts, threshold, has_year_ago=known_from <= year_ago.first)
    grown = [one for keys in look.kinds() for one in look.grown(keys)]
    told = [one for one in grown if look.goes_beyond(one, [other for other in grown if _is_within(other, one)])]
    return tuple(sorted(told, key=lambda one: (-one.growth, str(one.key))))


def tail(came: int, mean: float, history: float, spread: float) -> float:
    """Return the chance of at least so many cases, expected `mean` of a history of so many, `spread` times Poisson."""
    if came <= mean or came == 0:
        return 1.0
    rate, least = history / spread + PRIOR, max(int(came / spread), 1)
    # The mean of the gamma mixture is rate · (1 − p) / p.
    expected = max(mean / spread, PRIOR / WINDOWS)
    p = rate / (rate + expected)
    term = exp(lgamma(rate + least) - lgamma(rate) - lgamma(least + 1) + rate * log(p) + least * log(1 - p))
    total, place = 0.0, least
    while term > _NEGLIGIBLE * max(total, _NEGLIGIBLE):
        total += term
        term *= (rate + place) / (place + 1) * (1 - p)
        place += 1
    return min(total, 1.0)


class _Look:
    """One look at all counts: those of each window for each thing that may have grown."""

    def __init__(self, counts: WindowCounts, threshold: GrowthThreshold, *, has_year_ago: bool) -> None:
        self._threshold, self._has_year_ago = threshold, has_year_ago
        self._sums: dict[GrowthKey, list[int]] = {}
        for key, count in counts.items():
            for wide in {
                GrowthKey(None, None),
                GrowthKey(key.topic, None),
                GrowthKey(None, key.settlement),
                GrowthKey(key.topic, key.settlement),
            }:
                self._sums.setdefault(wide, [0] * (2 * (WINDOWS + 1)))[key.window] += count

    def kinds(self) -> Iterable[list[GrowthKey]]:
        """Return what is looked at, in kinds that each have their share of the bound on false alarms."""
        for has_topic, has_place in ((False, False), (True, False), (False, True), (True, True)):
            yield [
                key
                for key in self._sums
                if ((key.topic is not None) is has_topic) and ((key.settlement is not None) is has_place)
            ]

    def grown(self, keys: list[GrowthKey]) -> Iterable[Grown]:
        """Return those of one kind that have grown beyond chance."""
        bound = 1 / (self._threshold.looks * max(len(keys), 1))
        for key in keys:
            came, history, season = self._sums[key][0], self._history(key), self._season(key)
            chance = self._chance(key, came, season)
            if chance <= bound:
                yield Grown(key, came, sum(history) / WINDOWS * season, season, chance)

    def goes_beyond(self, wide: Grown, narrower: list[Grown]) -> bool:
        """Return whether there is still a growth without the narrower ones that are told within it."""
        crossings = sum(one.growth for one in narrower if None not in one.key)
        told = max([crossings, *(one.growth for one in narrower)])
        return not narrower or self._chance(wide.key, round(wide.came - told), wide.season) <= 1 / self._threshold.looks

    def _history(self, key: GrowthKey) -> list[int]:
        return self._sums[key][1 : WINDOWS + 1]

    def _chance(self, key: GrowthKey, came: int, season: float) -> float:
        """Return how likely so many would come by chance; 1 where it is not as much as people want to be told of."""
        history = self._history(key)
        mean = sum(history) / WINDOWS * season
        if came < self._threshold.least_cases or 100 * came < self._threshold.least_percent * mean:
            return 1.0
        return tail(came, mean, sum(history), _spread(history))

    def _season(self, key: GrowthKey) -> float:
        """Return how many times more came in the same weeks of last year than before them; 1 where not known."""
        if not self._has_year_ago:
            return 1.0
        came, *before = self._sums[key][WINDOWS + 1 :]
        rose = (came + _SHY) / (sum(before) / WINDOWS + _SHY)
        return min(max(rose, 1.0), _MOST_SEASON)


def _spread(windows: list[int]) -> float:
    """Return how many times more the windows differ than chance lets them; at least 1."""
    mean = sum(windows) / len(windows)
    if not mean:
        return 1.0
    variance = sum((count - mean) ** 2 for count in windows) / (len(windows) - 1)
    return max(variance / mean, 1.0)


def _is_within(narrow: Grown, wide: Grown) -> bool:
    """Return whether a growth is of a part of another's cases."""
    return narrow.key != wide.key and all(
        mine in {None, theirs} for mine, theirs in zip(wide.key, narrow.key, strict=True)
    )
