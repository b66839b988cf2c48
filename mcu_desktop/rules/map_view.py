"""The map over time: how many cases each spot has in each step, and which of them grow."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mcu_desktop.rules.measures import MEASURES, CaseSlice, Measure, Part
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.residents import Residents

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
    residents: Residents | None = None  # of a settlement, where their number is known

    def rate(self, step: int) -> float | None:
        """Return how many cases there are of a thousand residents; None where their number is not known."""
        return None if self.residents is None else self.residents.rate(self.counts[step])

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
    """All spots of a level over the steps; `totals` count also the cases that no spot is known for.

    `per_thousand` makes a circle as large as its number of cases of a thousand residents.
    """

    level: MapLevel
    measure: Measure
    steps: tuple[Period, ...]
    spots: tuple[Spot, ...]
    totals: tuple[int, ...]
    per_thousand: bool = False

    def size(self, spot: int, step: int) -> float | None:
        """Return the number of a circle; None where it is not known."""
        return self.spots[spot].rate(step) if self.per_thousand else self.spots[spot].counts[step]

    @property
    def scale(self) -> float:
        """Return the number the colours and sizes end with: the same in all steps, so that a circle means the same."""
        fullest = {at: max(spot.counts, default=0) for at, spot in enumerate(self.spots)}
        if not self.per_thousand:
            return max([*fullest.values(), _LEAST_PEAK])
        living = ((self.spots[at].residents, count) for at, count in fullest.items())
        return max([one.rate(count) or 0.0 for one, count in living if one is not None], default=0.0) or 1.0

    def without_residents(self, step: int) -> tuple[str, ...]:
        """Return the names of the spots that have cases in a step and no known number of residents."""
        return tuple(spot.name for spot in self.spots if spot.counts[step] and spot.rate(step) is None)

    def without_spot(self, step: int) -> int:
        """Return how many cases of a step the map cannot show."""
        return self.totals[step] - sum(spot.counts[step] for spot in self.spots)

    def slice_of(self, spot: int, step: int) -> CaseSlice:
        """Return the cases behind a spot in a step."""
        found, days = self.spots[spot], self.steps[step]
        title = " · ".join((MEASURES[self.measure], found.name, days.words()))
        return CaseSlice(self.measure, title, days.first, days.last, any_of=found.groups)
