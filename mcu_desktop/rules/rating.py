"""The rating of п. 2.4, 3.6 б and 3.7 б: speed, quality, completeness, by a method that an order adopts.

R = 100·(V·wV + K·wK + F·wF) / (weights of what is known). A component whose numbers are missing is left out, never
taken as bad or good. Places go by the lower bounds of the shares, so that one lucky message does not win.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from math import sqrt
from typing import Final

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.measures import Dimension
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.rating_inputs import RatingCounts, RatingScope

_SURE = 1.96  # standard deviations: 95 %
_WORST_SCORE, _SCORE_SPAN = 1, 4  # scores are 1 to 5
LARGEST_WEIGHT = 100


@dataclass(frozen=True, slots=True)
class RatingMethod:
    """Weights in parts of their group (need not sum to 100), and the fewest messages to be rated and to have a place.

    `norm_is_best`: whatever is answered within the norm has the most points for its pace.
    """

    speed: int = 35
    quality: int = 35
    completeness: int = 30
    in_time: int = 60
    pace: int = 40
    satisfaction: int = 40
    not_reopened: int = 30
    not_returned: int = 30
    substantive: int = 50
    resolved: int = 30
    promises: int = 20
    least_rated: int = 2
    least_placed: int = 10
    norm_is_best: bool = False


@dataclass(frozen=True, slots=True)
class MethodEdition:
    """A method with the order that adopts it; without a number it is the program's own proposal."""

    order_number: str
    order_date: date | None
    valid_from: date
    method: RatingMethod
    edition_id: int | None = None


class Known(StrEnum):
    """Whether one is rated."""

    PLACED = "placed"
    FEW = "few"  # «мало данных», below the line
    NOT_RATED = "not_rated"


@dataclass(frozen=True, slots=True)
class Share:
    """A value of 0 to 1, and its lower bound."""

    value: float
    lower: float


@dataclass(frozen=True, slots=True)
class Indicator:
    """One measured thing of a component: its field in the method, and how it is reckoned from the numbers."""

    code: str
    title: str
    reckon: Callable[[RatingCounts, RatingMethod], Share | None]


@dataclass(frozen=True, slots=True)
class Component:
    """One of the three: its field in the method, its letter, and what it is made of."""

    code: str
    letter: str
    title: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One to be rated: a value of a dimension, None for messages of nobody, and the numbers."""

    value: int | str | None
    title: str
    counts: RatingCounts


@dataclass(frozen=True, slots=True)
class RatedRow:
    """One rated: shares by the codes of indicators and components, R and the lower R of 0 to 100, and the place.

    `change` is by how many places it rose since it was last rated, None where it was not.
    """

    entry: Entry
    known: Known
    shares: Mapping[str, Share | None]
    score: float | None
    bound: float | None
    place: int | None
    change: int | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """A whole rating: the placed ones by their places, then those with few messages, then those not rated."""

    scope: RatingScope
    objects: Dimension
    period: Period
    counted_at: datetime
    edition: MethodEdition
    rows: tuple[RatedRow, ...]
    total: RatedRow
    compared_with: str  # in Russian; empty where there is nothing


def wilson(part: int, whole: int) -> Share | None:
    """Return a share with the lower bound of Wilson's interval at 95 %; None where there is nothing to share."""
    if whole <= 0:
        return None
    value, square = part / whole, _SURE**2
    middle = value + square / (2 * whole)
    spread = _SURE * sqrt(value * (1 - value) / whole + square / (4 * whole**2))
    return Share(value, min(max((middle - spread) / (1 + square / whole), 0.0), value))


def _plain(total: float, whole: int) -> Share | None:
    """Return a mean, which has no bound of its own."""
    return Share(total / whole, total / whole) if whole else None


def _pace(counts: RatingCounts, method: RatingMethod) -> Share | None:
    return _plain(counts.pace_in_norm_sum if method.norm_is_best else counts.pace_sum, counts.timed)


COMPONENTS: Final = (
    Component(
        "speed",
        "V",
        "Скорость",
        (
            Indicator("in_time", "исполнено в срок", lambda counts, _method: wilson(counts.in_time, counts.timed)),
            Indicator("pace", "быстрота относительно норматива", _pace),
        ),
    ),
    Component(
        "quality",
        "K",
        "Качество",
        (
            Indicator(
                "satisfaction",
                "оценка заявителей",
                lambda counts, _method: _plain(
                    (counts.score_sum - _WORST_SCORE * counts.scored) / _SCORE_SPAN, counts.scored
                ),
            ),
            Indicator(
                "not_reopened",
                "без повторного рассмотрения",
                lambda counts, _method: wilson(counts.messages - counts.reopened, counts.messages),
            ),
            Indicator(
                "not_returned",
                "ответ принят без доработки",
                lambda counts, _method: wilson(counts.checked - counts.returned, counts.checked),
            ),
        ),
    ),
    Component(
        "completeness",
        "F",
        "Полнота",
        (
            Indicator(
                "substantive",
                "ответ по существу",
                lambda counts, _method: wilson(counts.substantive, counts.messages),
            ),
            Indicator(
                "resolved", "решено из решаемых", lambda counts, _method: wilson(counts.resolved, counts.solvable)
            ),
            Indicator(
                "promises", "обещания выполнены", lambda counts, _method: wilson(counts.kept, counts.promised)
            ),
        ),
    ),
)  # fmt: skip


def check_method(method: RatingMethod) -> None:
    """Refuse a method that cannot rate anybody."""
    groups = {"Итог": tuple(component.code for component in COMPONENTS)}
    groups |= {component.title: tuple(one.code for one in component.indicators) for component in COMPONENTS}
    for title, codes in groups.items():
        weights = [getattr(method, code) for code in codes]
        if not all(0 <= weight <= LARGEST_WEIGHT for weight in weights):
            raise UserFacingError(f"«{title}»: вес бывает от 0 до {LARGEST_WEIGHT}. Методика не сохранена.")
        if not any(weights):
            raise UserFacingError(
                f"«{title}»: все веса равны нулю, считать не из чего. Методика не сохранена: задайте хотя бы один вес."
            )
    if not 1 <= method.least_rated <= method.least_placed:
        raise UserFacingError(
            "Оценивать можно хотя бы с одного сообщения, а место давать — не раньше, чем оценку. Методика не сохранена."
        )


def rate(
    entries: Iterable[Entry], method: RatingMethod, before: Mapping[int | str | None, int]
) -> tuple[RatedRow, ...]:
    """Rate all; `before` has the places of the last time by value. Equal results: more messages stand first."""
    rated = sorted((rate_one(entry, method) for entry in entries), key=_order)
    rows, place = [], 0
    for row in rated:
        if row.known is not Known.PLACED:
            rows.append(row)
            continue
        place += 1
        was = before.get(row.entry.value)
        rows.append(replace(row, place=place, change=None if was is None else was - place))
    return tuple(rows)


def rate_one(entry: Entry, method: RatingMethod) -> RatedRow:
    """Return the shares and R of one, without a place."""
    shares: dict[str, Share | None] = {}
    for component in COMPONENTS:
        for indicator in component.indicators:
            shares[indicator.code] = indicator.reckon(entry.counts, method)
        shares[component.code] = _weighed((one.code for one in component.indicators), shares, method)
    whole = _weighed((component.code for component in COMPONENTS), shares, method)
    messages = entry.counts.messages
    known = Known.PLACED if messages >= method.least_placed else Known.FEW
    if entry.value is None or whole is None or messages < method.least_rated:
        return RatedRow(entry, Known.NOT_RATED, shares, None, None, None)
    return RatedRow(entry, known, shares, 100 * whole.value, 100 * whole.lower, None)


def places_of(rows: Iterable[RatedRow]) -> dict[int | str | None, int]:
    """Return the places of a rating by the values of the rated."""
    return {row.entry.value: row.place for row in rows if row.place is not None}


def total_of(entries: Iterable[Entry], method: RatingMethod) -> RatedRow:
    """Return all of them together, as one."""
    whole = sum((entry.counts for entry in entries), RatingCounts())
    return rate_one(Entry("", "Всего", whole), method)


def _weighed(codes: Iterable[str], shares: Mapping[str, Share | None], method: RatingMethod) -> Share | None:
    """Return the mean by the weights of what is known; None where nothing with a weight is."""
    known = [(getattr(method, code), share) for code in codes if (share := shares[code]) is not None]
    weights = sum(weight for weight, _share in known)
    if not weights:
        return None
    return Share(
        sum(weight * share.value for weight, share in known) / weights,
        sum(weight * share.lower for weight, share in known) / weights,
    )


def _order(row: RatedRow) -> tuple[object, ...]:
    groups = list(Known)
    bound = 0.0 if row.bound is None or row.known is not Known.PLACED else round(row.bound, 9)
    return groups.index(row.known), row.entry.value is None, -bound, -row.entry.counts.messages, row.entry.title
