"""The map over time: how many cases each spot has in each step, and which of them grow."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mcu_desktop.rules.measures import MEASURES, CaseSlice, Measure, Part
from mcu_desktop.rules.periods import Period

_LEAST_GROWTH: Final = 3  # cases: one or two more are no news
_GROWTH: Final = 1.5  # times
_LEAST_PEAK: Final = 12  # cases: a few of them are not shown as if they were the whole of it


class MapLevel(StrEnum):
    """What a spot is."""

    SETTLEMENTS = "settlements"
    ADDRESSES = "addresses"


class MapStep(StrEnum):
    """How far the map goes with each move of its slider."""

    WEEK = "week"
    MONTH = "month"


MAP_LEVELS: Final = {MapLevel.SETTLEMENTS: "Населённые пункты", MapLevel.ADDRESSES: "Улицы и дома"}
MAP_STEPS: Final = {MapStep.WEEK: "по неделям", MapStep.MONTH: "по месяцам"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its cases: a count for each step; `groups` are the spellings under which cases name it."""

    name: str
    latitude: float  # degrees
    longitude: float
    counts: tuple[int, ...]
    groups: tuple[tuple[Part, ...], ...]

    @property
    def label(self) -> str:
        """How the spot is called on the map: of a street and its house the settlement is seen there anyway."""
        return self.name.partition(", ")[2] or self.name

    def growth(self, step: int) -> int:
        """Return how many more cases there are than a step before; the first step has nothing to compare with."""
        return self.counts[step] - self.counts[step - 1] if step else 0

    def grows(self, step: int) -> bool:
        """Return whether there are so many more than before that it is marked."""
        more = self.growth(step)
        return more >= _LEAST_GROWTH and self.counts[step] >= self.counts[step - 1] * _GROWTH


@dataclass(frozen=True, slots=True)
class MapView:
    """All spots of a level over the steps; `totals` count also the cases that no spot is known for."""

    level: MapLevel
    measure: Measure
    steps: tuple[Period, ...]
    spots: tuple[Spot, ...]
    totals: tuple[int, ...]

    @property
    def peak(self) -> int:
        """Return the count of the largest circle: the same for all steps, so that a circle means the same in each."""
        return max((count for spot in self.spots for count in spot.counts), default=0)

    @property
    def scale(self) -> int:
        """Return the count the colours and sizes end with."""
        return max(self.peak, _LEAST_PEAK)

    def without_spot(self, step: int) -> int:
        """Return how many cases of a step the map cannot show."""
        return self.totals[step] - sum(spot.counts[step] for spot in self.spots)

    def slice_of(self, spot: int, step: int) -> CaseSlice:
        """Return the cases behind a spot in a step."""
        found, days = self.spots[spot], self.steps[step]
        title = " · ".join((MEASURES[self.measure], found.name, days.words()))
        return CaseSlice(self.measure, title, days.first, days.last, any_of=found.groups)
