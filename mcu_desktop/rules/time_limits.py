"""Time limits as dated data, and which of them governs a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.russian import comparable
from mcu_desktop.rules.terms import CaseKind, Counting, DayOffRule, LimitUnit, StartEvent, TermStage


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """One time limit. None in channel, topic, kind, fast track and importance means any; `valid_to` is inclusive.

    `max_extension` is in calendar days, 0 where the term cannot be extended; `stops_on_pause` says whether
    the term stands still while the case is put off.
    """

    code: str
    title: str
    stage: TermStage
    channel_code: str | None
    kind: CaseKind | None
    fast_track: bool | None
    important: bool | None
    amount: int
    unit: LimitUnit
    start_event: StartEvent
    counting: Counting
    day_off_rule: DayOffRule
    control_counting: Counting
    control_day_off_rule: DayOffRule
    warn_amount: int
    warn_unit: LimitUnit
    source: str
    valid_from: date
    valid_to: date | None
    is_default: bool
    topic_group: str | None = None
    topic: str | None = None
    stops_on_pause: bool = False
    max_extension: int = 0
    limit_id: int | None = None

    def __post_init__(self) -> None:
        wrong = _what_is_wrong(self)
        if wrong:
            raise UserFacingError(f"Норматив «{self.title}»: {wrong} Норматив не принят.")


class CaseTraits(NamedTuple):
    """What of a case a time limit may ask for; of topics, their titles."""

    channel_code: str
    kind: CaseKind
    fast_track: bool = False
    important: bool = False
    topic_group: str = ""
    topic: str = ""


def choose_time_limit(
    limits: Iterable[TimeLimit],
    traits: CaseTraits,
    *,
    stage: TermStage,
    on: date,
    interim_answered: bool = False,
) -> TimeLimit | None:
    """Return the limit in use on the day that says most about the case; of equals, the newer one.

    After an interim answer the limits that run from it come before all others.
    """
    fitting = [
        limit
        for limit in limits
        if limit.is_default
        and limit.stage is stage
        and (interim_answered or limit.start_event is not StartEvent.INTERIM_ANSWERED)
        and limit.valid_from <= on
        and (limit.valid_to is None or on <= limit.valid_to)
        and _fits(limit, traits)
    ]
    return max(fitting, key=_weight, default=None)


def find_overlaps(limit: TimeLimit, limits: Iterable[TimeLimit]) -> tuple[tuple[TimeLimit, bool, str], ...]:
    """Return (other limit, whether it wins, why) for each one in use that some case and day share with the limit."""
    found = []
    for other in limits:
        if other is limit or other.code == limit.code or not other.is_default or other.stage is not limit.stage:
            continue
        if not _share_a_day(limit, other) or not _share_a_case(limit, other):
            continue
        wins = _weight(other) > _weight(limit)
        found.append((other, wins, _why(other, limit) if wins else _why(limit, other)))
    return tuple(found)


def _weight(limit: TimeLimit) -> tuple[bool, int, date, str]:
    named = sum(wish is not None for wish in _wishes(limit))
    return limit.start_event is StartEvent.INTERIM_ANSWERED, named, limit.valid_from, limit.code


def _why(winner: TimeLimit, other: TimeLimit) -> str:
    first, second = _weight(winner), _weight(other)
    if first[0] != second[0]:
        return "идёт от промежуточного ответа"
    if first[1] != second[1]:
        return "точнее называет сообщение"
    return "действует с более позднего дня" if first[2] != second[2] else "стоит позже по коду"


def _wishes(limit: TimeLimit) -> tuple[object, ...]:
    return limit.channel_code, limit.kind, limit.fast_track, limit.important, limit.topic_group, limit.topic


def _fits(limit: TimeLimit, traits: CaseTraits) -> bool:
    return (
        limit.channel_code in {None, traits.channel_code}
        and limit.kind in {None, traits.kind}
        and limit.fast_track in {None, traits.fast_track}
        and limit.important in {None, traits.important}
        and (limit.topic_group is None or comparable(limit.topic_group) == comparable(traits.topic_group))
        and (limit.topic is None or comparable(limit.topic) == comparable(traits.topic))
    )


def _share_a_day(first: TimeLimit, second: TimeLimit) -> bool:
    return first.valid_from <= (second.valid_to or date.max) and second.valid_from <= (first.valid_to or date.max)


def _share_a_case(first: TimeLimit, second: TimeLimit) -> bool:
    def same(one: object, other: object) -> bool:
        return comparable(one) == comparable(other) if isinstance(one, str) and isinstance(other, str) else one == other

    return all(
        one is None or other is None or same(one, other)
        for one, other in zip(_wishes(first), _wishes(second), strict=True)
    )


def _what_is_wrong(limit: TimeLimit) -> str:
    wrongs = (
        (not limit.title.strip(), "назовите норматив."),
        (limit.amount <= 0, "срок должен быть больше нуля. Исправьте число."),
        (limit.warn_amount < 0, "предупреждение не бывает меньше нуля. Исправьте число."),
        (limit.max_extension < 0, "продление не бывает меньше нуля. Исправьте число."),
        (not limit.source.strip(), "укажите основание: акт, статью или местный порядок."),
        (
            limit.valid_to is not None and limit.valid_to < limit.valid_from,
            "последний день действия раньше первого. Исправьте дни.",
        ),
        (
            limit.stage in {TermStage.PROMISE, TermStage.TASK},
            "день обещания и поручения называют люди, норматива для них нет. Выберите другой этап.",
        ),
    )
    return next((words for is_wrong, words in wrongs if is_wrong), "")
