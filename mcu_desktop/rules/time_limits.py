"""Time limits as dated data, and which of them governs a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.terms import CaseKind, Counting, DayOffRule, LimitUnit, StartEvent, TermStage


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """One time limit. None in channel, kind, fast track and importance means any; `valid_to` is inclusive."""

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
    limit_id: int | None = None

    def __post_init__(self) -> None:
        if self.amount <= 0 or self.warn_amount < 0:
            raise UserFacingError(
                f"Норматив «{self.title}»: срок должен быть больше нуля. Норматив не принят, исправьте число."
            )


def choose_time_limit(
    limits: Iterable[TimeLimit],
    *,
    stage: TermStage,
    channel_code: str,
    kind: CaseKind,
    fast_track: bool,
    important: bool,
    on: date,
) -> TimeLimit | None:
    """Return the default limit in force that says most about the case; of equals, the newer one."""
    facts = (channel_code, kind, fast_track, important)
    fitting = [
        limit
        for limit in limits
        if limit.is_default
        and limit.stage is stage
        and limit.valid_from <= on
        and (limit.valid_to is None or on <= limit.valid_to)
        and all(wish is None or wish == fact for wish, fact in zip(_wishes(limit), facts, strict=True))
    ]
    return max(
        fitting,
        key=lambda limit: (sum(wish is not None for wish in _wishes(limit)), limit.valid_from, limit.code),
        default=None,
    )


def _wishes(limit: TimeLimit) -> tuple[object, ...]:
    return limit.channel_code, limit.kind, limit.fast_track, limit.important
