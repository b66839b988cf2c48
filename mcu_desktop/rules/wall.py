"""The wall of the situation room: its pages, how long each is shown, when it is night, when data are old."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final

MOST_MONITORS: Final = 8
SHORTEST, LONGEST, USUAL_SECONDS = 5, 600, 20  # a page is shown
_SOON: Final = 30  # seconds between two readings of figures that people wait for
_SELDOM: Final = 300  # of those that say something over weeks
_LATE_TIMES: Final = 3  # readings that have not come make data old
_CLOCK_SLACK: Final = timedelta(minutes=2)


class WallPage(StrEnum):
    """What the wall can show. No page has texts, names or addresses of people."""

    BURNING = "burning"
    TODAY = "today"
    DASHBOARD = "dashboard"
    DYNAMICS = "dynamics"
    RATING = "rating"
    HEAT_MAP = "heat_map"
    MAP = "map"
    GROWTH = "growth"
    PROMISES = "promises"


class Freshness(StrEnum):
    """What can be said of the figures on the wall."""

    WAITING = "waiting"  # none have come yet
    FRESH = "fresh"
    OLD = "old"  # the readings that should have come have not
    DOWN = "down"  # the last reading has failed


@dataclass(frozen=True, slots=True)
class PageKind:
    """The title of a page, and how often its figures are read, seconds."""

    title: str
    every: int


PAGE_KINDS: Final[Mapping[WallPage, PageKind]] = {
    WallPage.BURNING: PageKind("Горит сегодня", _SOON),
    WallPage.TODAY: PageKind("Сегодня", _SOON),
    WallPage.DASHBOARD: PageKind("Показатели за 30 дней", _SELDOM),
    WallPage.DYNAMICS: PageKind("Поступило и отвечено: 30 дней", _SELDOM),
    WallPage.RATING: PageKind("Рейтинг блоков", _SELDOM),
    WallPage.HEAT_MAP: PageKind("Темы по неделям", _SELDOM),
    WallPage.MAP: PageKind("Карта округа", _SELDOM),
    WallPage.GROWTH: PageKind("Что растёт", _SELDOM),
    WallPage.PROMISES: PageKind("Обещания заявителям", _SOON),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """A page and how long it is shown, 5 to 600 seconds."""

    page: WallPage
    seconds: int = USUAL_SECONDS


USUAL_TURNS: Final = tuple(Turn(page) for page in WallPage)


@dataclass(frozen=True, slots=True)
class WallPlan:
    """What the monitors show in turn. `own` has the turns of monitors (1, 2, …) that do not show the common ones.

    Night is from one local time to another, over midnight too; equal ones mean that there is none.
    """

    turns: tuple[Turn, ...] = USUAL_TURNS
    own: Mapping[int, tuple[Turn, ...]] | None = None
    night_from: time = time(21)
    night_to: time = time(7)

    def turns_of(self, monitor: int) -> tuple[Turn, ...]:
        """Return what a monitor shows in turn; never nothing."""
        return (self.own or {}).get(monitor) or self.turns or USUAL_TURNS

    def is_night(self, local: time) -> bool:
        """Return whether the night style is due at a local time."""
        if self.night_from <= self.night_to:
            return self.night_from <= local < self.night_to
        return local >= self.night_from or local < self.night_to


def freshness(counted_at: datetime | None, now: datetime, *, every: int, failing: bool) -> Freshness:
    """Return what can be said of figures counted at a moment and read each `every` seconds.

    A clock that was set back makes them look as if they came from the future: that is told as old, too.
    """
    if failing:
        return Freshness.DOWN
    if counted_at is None:
        return Freshness.WAITING
    age = now - counted_at
    late = timedelta(seconds=every * _LATE_TIMES) + timedelta(seconds=_SOON)
    return Freshness.OLD if age > late or age < -_CLOCK_SLACK else Freshness.FRESH


def is_due(counted_at: datetime | None, now: datetime, every: int) -> bool:
    """Return whether figures are to be read again; a clock that went back asks at once."""
    return counted_at is None or not timedelta() <= now - counted_at < timedelta(seconds=every)


def pages_of_words(words: Sequence[str]) -> tuple[Turn, ...]:
    """Return the turns of «burning» or «burning:30» words; ValueError names the word that is none."""
    turns = []
    for word in words:
        code, _, seconds = word.partition(":")
        if code not in set(WallPage) or (seconds and not (seconds.isdecimal() and _fits(int(seconds)))):
            raise ValueError(word)
        turns.append(Turn(WallPage(code), int(seconds) if seconds else USUAL_SECONDS))
    return tuple(turns)


def plan_as_text(plan: WallPlan) -> str:
    """Return a plan as the store keeps it."""
    said = {
        "turns": _turns_as_words(plan.turns),
        "own": {str(monitor): _turns_as_words(turns) for monitor, turns in (plan.own or {}).items()},
        "night": [f"{plan.night_from:%H:%M}", f"{plan.night_to:%H:%M}"],
    }
    return json.dumps(said)


def plan_of_text(text: str) -> WallPlan:
    """Return the plan of a kept text; the usual one where there is none or it is of a newer program."""
    try:
        said: Any = json.loads(text)
        own = {int(monitor): pages_of_words(words) for monitor, words in said["own"].items()}
        begin, end = (time.fromisoformat(word) for word in said["night"])
        return WallPlan(pages_of_words(said["turns"]), own or None, begin, end)
    except (ValueError, TypeError, KeyError, AttributeError):
        return WallPlan()


def _turns_as_words(turns: Sequence[Turn]) -> list[str]:
    return [f"{turn.page}:{turn.seconds}" for turn in turns]


def _fits(seconds: int) -> bool:
    return SHORTEST <= seconds <= LONGEST
