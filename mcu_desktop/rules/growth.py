"""What has grown against its own history (п. 3.6 в, 3.7 в): a topic, a place, both together, or everything.

Whole weeks are compared with the same number of weeks before, so that a pattern of weekdays is no growth; where the
same weeks of last year are known and rose too, so much is expected again. Whether the rise may be chance is asked of
the Poisson-gamma forecast of the history (it knows how little a few cases say), widened where the weeks differ more
than chance lets them. The bound on false alarms is for a whole look, however many topics and places are looked at.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, lgamma, log
from typing import Any, Final, NamedTuple

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.measures import Dimension
from mcu_desktop.rules.periods import Period

WINDOWS: Final = 8  # of history, each as long as the one looked at
YEAR: Final = timedelta(days=364)  # to the same weekday
_LOOKED_BACK: Final = 28  # days in which a growth may have begun
_MOST_SEASON, _SHY = 3.0, 5.0  # a season rises at most so many times; so many cases are needed to believe in it
_PRIOR: Final = 0.5
_NEGLIGIBLE: Final = 1e-12
_ONE_DAY = timedelta(days=1)


class DayKey(NamedTuple):
    """One day's cases of one topic, place and channel; None for «не указано»."""

    day: date
    topic: int | None
    settlement: str | None
    channel: int | None


Counts = Mapping[DayKey, int]


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
class Contribution:
    """What one value of a dimension adds to the growth: cases that came, against those expected."""

    dimension: Dimension
    value: int | str | None
    came: int
    expected: float

    @property
    def growth(self) -> float:
        """By how many cases it has grown; less than nothing where it has fallen."""
        return self.came - self.expected


@dataclass(frozen=True, slots=True)
class Signal:
    """One growth: the window, what came and was expected, since when, the season's part, and who adds to it.

    `chance` is how likely so many would come without any growth; `days` are (day, came, usual on such a weekday) of
    the window and its history.
    """

    key: GrowthKey
    window: Period
    came: int
    expected: float
    since: date
    season: float
    chance: float
    contributions: tuple[Contribution, ...]
    days: tuple[tuple[date, int, float], ...]

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


def find_growth(counts: Counts, last_day: date, *, known_from: date, threshold: GrowthThreshold) -> tuple[Signal, ...]:
    """Return what has grown in the window that ends on a day, the greatest growth first.

    `counts` are of the days of `looked_at`; nothing is told where the history is not known in full.
    """
    whole, year_ago = looked_at(last_day, threshold)
    if known_from > whole.first:
        return ()
    look = _Look(counts, whole, year_ago if known_from <= year_ago.first else None, threshold)
    signals = [signal for keys in look.kinds() for signal in look.signals(keys)]
    within = {signal.key: [one for one in signals if _is_within(one, signal)] for signal in signals}
    told = [signal for signal in signals if look.goes_beyond(signal, within[signal.key])]
    return tuple(sorted(told, key=lambda signal: (-signal.growth, str(signal.key))))


def tail(came: int, mean: float, history: float, spread: float) -> float:
    """Return the chance of at least so many cases, expected `mean` of a history of so many, `spread` times Poisson."""
    if came <= mean or came == 0:
        return 1.0
    rate, least = history / spread + _PRIOR, max(int(came / spread), 1)
    # The mean of the gamma mixture is rate · (1 − p) / p.
    expected = max(mean / spread, _PRIOR / WINDOWS)
    p = rate / (rate + expected)
    term = exp(lgamma(rate + least) - lgamma(rate) - lgamma(least + 1) + rate * log(p) + least * log(1 - p))
    total, place = 0.0, least
    while term > _NEGLIGIBLE * max(total, _NEGLIGIBLE):
        total += term
        term *= (rate + place) / (place + 1) * (1 - p)
        place += 1
    return min(total, 1.0)


class _Look:
    """One look at all counts: sums by window for each thing that may have grown."""

    def __init__(self, counts: Counts, whole: Period, year_ago: Period | None, threshold: GrowthThreshold) -> None:
        self._days = 7 * threshold.weeks
        self._threshold, self._whole, self._year_ago = threshold, whole, year_ago
        self.window = Period(whole.last - timedelta(days=self._days - 1), whole.last)
        self._cells: dict[GrowthKey, list[tuple[DayKey, int]]] = {}
        for key, count in counts.items():
            for wide in {
                GrowthKey(None, None),
                GrowthKey(key.topic, None),
                GrowthKey(None, key.settlement),
                GrowthKey(key.topic, key.settlement),
            }:
                self._cells.setdefault(wide, []).append((key, count))

    def kinds(self) -> Iterable[list[GrowthKey]]:
        """Return what is looked at, in kinds that each have their share of the bound on false alarms."""
        for has_topic, has_place in ((False, False), (True, False), (False, True), (True, True)):
            yield [
                key
                for key in self._cells
                if ((key.topic is not None) is has_topic) and ((key.settlement is not None) is has_place)
            ]

    def signals(self, keys: list[GrowthKey]) -> Iterable[Signal]:
        """Return those of one kind that have grown beyond chance."""
        bound = 1 / (self._threshold.looks * max(len(keys), 1))
        for key in keys:
            signal = self._signal(key)
            if signal is not None and signal.chance <= bound:
                yield signal

    def goes_beyond(self, wide: Signal, narrower: list[Signal]) -> bool:
        """Return whether there is still a growth without the narrower ones that are told within it."""
        crossings = sum(one.growth for one in narrower if None not in one.key)
        told = max([crossings, *(one.growth for one in narrower)])
        return not narrower or self._chance(wide.key, round(wide.came - told), wide.season) <= 1 / self._threshold.looks

    def _signal(self, key: GrowthKey) -> Signal | None:
        cells = self._cells[key]
        windows, season = self._windows(cells, self._whole), self._season(cells)
        chance = self._chance(key, windows[0], season)
        if chance >= 1:
            return None
        days = self._course(cells, season)
        return Signal(
            key,
            self.window,
            windows[0],
            sum(windows[1:]) / WINDOWS * season,
            self._since(days),
            season,
            chance,
            tuple(self._contributions(key, cells, season)),
            days,
        )

    def _chance(self, key: GrowthKey, came: int, season: float) -> float:
        """Return how likely so many would come by chance; 1 where it is not as much as people want to be told of."""
        history = self._windows(self._cells[key], self._whole)[1:]
        mean = sum(history) / WINDOWS * season
        if came < self._threshold.least_cases or 100 * came < self._threshold.least_percent * mean:
            return 1.0
        return tail(came, mean, sum(history), _spread(history))

    def _windows(self, cells: Iterable[tuple[DayKey, int]], whole: Period) -> list[int]:
        """Return the counts of the window and of those before it, the latest first."""
        sums = [0] * (WINDOWS + 1)
        for key, count in cells:
            if whole.first <= key.day <= whole.last:
                sums[(whole.last - key.day).days // self._days] += count
        return sums

    def _season(self, cells: list[tuple[DayKey, int]]) -> float:
        """Return how many times more came in the same weeks of last year than before them; 1 where not known."""
        if self._year_ago is None:
            return 1.0
        windows = self._windows(cells, self._year_ago)
        rose = (windows[0] + _SHY) / (sum(windows[1:]) / WINDOWS + _SHY)
        return min(max(rose, 1.0), _MOST_SEASON)

    def _course(self, cells: list[tuple[DayKey, int]], season: float) -> tuple[tuple[date, int, float], ...]:
        """Return what came on each day, and what is usual on such a weekday before the window."""
        days: Counter[date] = Counter()
        for key, count in cells:
            days[key.day] += count
        everything = [self._whole.first + place * _ONE_DAY for place in range(self._whole.days)]
        weekdays: Counter[int] = Counter()
        for day in everything:
            if day < self.window.first:
                weekdays[day.weekday()] += days[day]
        weeks = WINDOWS * self._threshold.weeks
        return tuple((day, days[day], weekdays[day.weekday()] / weeks * season) for day in everything)

    def _since(self, days: tuple[tuple[date, int, float], ...]) -> date:
        """Return the day from which on the counts differ the most from what is usual on such weekdays."""
        best, since, came, usual = 0.0, self.window.first, 0, 0.0
        for day, count, mean in days[: -max(_LOOKED_BACK, self._days) - 1 : -1]:
            came += count
            usual += mean
            differs = came * log(came / max(usual, _PRIOR)) - (came - usual) if came > usual else 0.0
            if differs > best and count:
                best, since = differs, day
        return since

    def _contributions(self, key: GrowthKey, cells: list[tuple[DayKey, int]], season: float) -> Iterable[Contribution]:
        """Return what each value adds; over each dimension the growths sum up to the whole growth."""
        for dimension, name in _DIMENSIONS:
            if getattr(key, name, None) is not None:
                continue
            of_values: dict[Any, list[tuple[DayKey, int]]] = {}
            for cell in cells:
                of_values.setdefault(getattr(cell[0], name), []).append(cell)
            found = []
            for value, own in of_values.items():
                windows = self._windows(own, self._whole)
                if any(windows):
                    mean = sum(windows[1:]) / WINDOWS * season
                    found.append(Contribution(dimension, value, windows[0], mean))
            yield from sorted(found, key=lambda one: (-one.growth, str(one.value)))


_DIMENSIONS: Final = (
    (Dimension.TOPIC, "topic"),
    (Dimension.SETTLEMENT, "settlement"),
    (Dimension.CHANNEL, "channel"),
)


def _spread(windows: list[int]) -> float:
    """Return how many times more the windows differ than chance lets them; at least 1."""
    mean = sum(windows) / len(windows)
    if not mean:
        return 1.0
    variance = sum((count - mean) ** 2 for count in windows) / (len(windows) - 1)
    return max(variance / mean, 1.0)


def _is_within(narrow: Signal, wide: Signal) -> bool:
    """Return whether a growth is of a part of another's cases."""
    return narrow.key != wide.key and all(
        mine in {None, theirs} for mine, theirs in zip(wide.key, narrow.key, strict=True)
    )
