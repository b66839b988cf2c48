"""Pairs of timings: ours and the floor in turn, after a warm-up, as medians."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter
from typing import Any

PAIRS = 7


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of a benchmark; ours and floor in `unit`."""

    name: str
    cases: int
    ours: float
    floor: float
    unit: str

    @property
    def ratio(self) -> float:
        """How many times the floor ours is."""
        return self.ours / self.floor

    def as_json(self) -> dict[str, Any]:
        """Return the object that `--json` prints."""
        return {**asdict(self), "ratio": self.ratio}

    def as_line(self) -> str:
        """Return the line of the table."""
        numbers = f"{self.ours:>10.4g} {self.floor:>10.4g} {self.unit:<3} {self.ratio:>6.2f}"
        return f"{self.name:<34} {self.cases:>9,} {numbers}"


def seconds(work: Callable[[], object]) -> float:
    """Return how long the work took."""
    started = perf_counter()
    work()
    return perf_counter() - started


def in_pairs(ours: Callable[[], float], floor: Callable[[], float], *, pairs: int = PAIRS) -> tuple[float, float]:
    """Return the medians of both, measured in turn after one unmeasured pair."""
    ours()
    floor()
    measured = [(ours(), floor()) for _ in range(pairs)]
    return median(pair[0] for pair in measured), median(pair[1] for pair in measured)


def in_turn(*works: Callable[[], object], warm_up: int, at_least: int, lasting: float, in_a_row: int) -> list[float]:
    """Return the seconds of each work: the median of its turns, and of a turn the best of so many times in a row.

    The works go in turn, forth and back, so that a noisy moment meets them all; the best of a turn is what a work takes
    while nobody else has the core. After a warm-up of so many rounds: no fewer rounds than `at_least`, and more until
    all have lasted so many seconds.
    """
    for _round in range(warm_up):
        for work in works:
            work()
    taken: list[list[float]] = [[] for _work in works]
    places, until = range(len(works)), perf_counter() + lasting
    while len(taken[0]) < at_least or perf_counter() < until:
        for place in places:
            taken[place].append(min(seconds(works[place]) for _time in range(in_a_row)))
        places = places[::-1]
    return [median(times) for times in taken]
