"""The figures of the wall's pages: counts and titles of catalogues, never words or names of people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mcu_desktop.rules.big_figure import BigFigure
from mcu_desktop.rules.wall import WallPage, WallPlan


@dataclass(frozen=True, slots=True)
class BurningLine:
    """A block with what of it is overdue, due today and due tomorrow."""

    title: str
    overdue: int
    today: int
    tomorrow: int


@dataclass(frozen=True, slots=True)
class BurningFigures:
    """All blocks together, and those in the decree's order."""

    total: BurningLine
    lines: tuple[BurningLine, ...]


@dataclass(frozen=True, slots=True)
class TodayFigures:
    """Counts of today and of the same weekday a week ago up to the same hour, and what is open now."""

    received: tuple[int, int]
    answered: tuple[int, int]
    in_time: tuple[int, int]
    open: int
    overdue: int
    by_hour: tuple[int, ...]  # received, by the local hour


@dataclass(frozen=True, slots=True)
class DashboardFigures:
    """The large numbers of thirty whole days, beside the thirty before them, and those of now."""

    numbers: tuple[BigFigure, ...]


@dataclass(frozen=True, slots=True)
class DynamicsFigures:
    """By local day, oldest first: received, answered; of the answered ones how many in time."""

    days: tuple[date, ...]
    received: tuple[int, ...]
    answered: tuple[int, ...]
    in_time: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RatedLine:
    """A block in the rating: its place, None where too few messages, and how many it has won (+) or lost.

    The score is of 100, with a correction for the number of messages.
    """

    title: str
    place: int | None
    score: float | None
    change: int | None


@dataclass(frozen=True, slots=True)
class RatingFigures:
    """A rating in words of its period, whether it is issued, and its lines by place."""

    period: str
    issued: str  # «№ 12 от 03.11.2026», or empty
    lines: tuple[RatedLine, ...]


@dataclass(frozen=True, slots=True)
class GrownLine:
    """A topic, a settlement or both: how many came in the last whole weeks, and how many are usual."""

    title: str
    came: int
    usual: float


@dataclass(frozen=True, slots=True)
class GrowthFigures:
    """What has grown against its own history, the largest growth first."""

    lines: tuple[GrownLine, ...]


@dataclass(frozen=True, slots=True)
class PromiseFigures:
    """Open promises to citizens: those broken, with their blocks, those of the next two weeks, and later ones."""

    broken: int
    by_day: tuple[tuple[date, int], ...]
    later: int
    by_block: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class WallNews:
    """What one reading has brought: the plan, the time zone, and the figures of the pages that were asked for.

    `closed` are pages whose figures the login of the wall may not read.
    """

    plan: WallPlan
    zone: ZoneInfo
    counted_at: datetime
    figures: Mapping[WallPage, object]
    closed: frozenset[WallPage] = frozenset()
