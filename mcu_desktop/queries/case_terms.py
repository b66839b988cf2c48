"""The terms of one case as its card shows them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mcu_desktop.rules.deadlines import standing
from mcu_desktop.rules.pauses import Pause
from mcu_desktop.rules.terms import Standing, TermStage
from mcu_desktop.store.reading import Row, as_day_or_none, as_moment, as_moment_or_none


@dataclass(frozen=True, slots=True)
class TermLine:
    """One term; moments are UTC. A settled one stands as CLOSED; one that stands still has no deadline."""

    term_id: int
    stage: TermStage
    title: str  # of a task or of the time limit
    started_at: datetime
    legal_deadline: datetime | None
    control_date: datetime | None
    settled_at: datetime | None
    standing: Standing
    trace: tuple[str, ...]
    warnings: tuple[str, ...]
    max_extension: int  # days, 0 where it cannot be extended

    @property
    def was_broken(self) -> bool:
        """Whether the duty was done after its deadline."""
        return self.settled_at is not None and self.legal_deadline is not None and self.legal_deadline < self.settled_at


@dataclass(frozen=True, slots=True)
class Extension:
    """The one extension of a term, and when the citizen was told."""

    days: int
    citizen_told_on: date | None


@dataclass(frozen=True, slots=True)
class CaseClock:
    """All that moves the terms of one case."""

    terms: tuple[TermLine, ...]
    pauses: tuple[Pause, ...]
    extension: Extension | None
    breach_reason: str
    breach_reasons: tuple[str, ...] = ()  # those that are offered

    @property
    def is_put_off(self) -> bool:
        """Whether the case stands still now."""
        return any(pause.ended_at is None for pause in self.pauses)

    def term(self, stage: TermStage) -> TermLine | None:
        """Return the term of a stage; of tasks the first."""
        return next((term for term in self.terms if term.stage is stage), None)


_TERMS = (
    "SELECT d.id, d.stage, coalesce(l.title, d.title), d.started_at, d.legal_deadline, d.control_date,"
    " d.due_soon_at, d.settled_at, d.trace, d.warnings, coalesce(l.max_extension, 0)"
    " FROM case_deadlines d LEFT JOIN time_limits l ON l.id = d.time_limit_id WHERE d.case_id = :case_id"
    " ORDER BY d.settled_at IS NOT NULL, d.control_date IS NULL, d.control_date, d.id"
)
_PAUSES = "SELECT started_at, ended_at FROM case_pauses WHERE case_id = :case_id ORDER BY started_at"
_MOVED = (
    "SELECT e.days, e.citizen_told_on, coalesce(b.reason, '') FROM cases c"
    " LEFT JOIN case_extensions e ON e.case_id = c.id LEFT JOIN breaches b ON b.case_id = c.id WHERE c.id = :case_id"
)
CLOCK_QUESTIONS = (_TERMS, _PAUSES, _MOVED, "SELECT title FROM breach_reasons ORDER BY id")


def case_clock(answers: Sequence[Sequence[Row]], *, now: datetime) -> CaseClock:
    """Return the clock of a case from the answers to `CLOCK_QUESTIONS`: the running terms first by their ends."""
    terms, pauses, [(days, told_on, reason)], reasons = answers
    return CaseClock(
        tuple(_line(row, now) for row in terms),
        tuple(Pause(as_moment(started), as_moment_or_none(ended)) for started, ended in pauses),
        None if days is None else Extension(days, as_day_or_none(told_on)),
        reason,
        tuple(row[0] for row in reasons),
    )


def _line(row: tuple[object, ...], now: datetime) -> TermLine:
    legal, control, due_soon, settled = map(as_moment_or_none, row[4:8])
    return TermLine(
        term_id=int(str(row[0])),
        stage=TermStage(str(row[1])),
        title=str(row[2]),
        started_at=as_moment(row[3]),
        legal_deadline=legal,
        control_date=control,
        settled_at=settled,
        standing=standing(now, legal_deadline=legal, due_soon_at=due_soon, closed_at=settled),
        trace=tuple(json.loads(str(row[8]))),
        warnings=tuple(json.loads(str(row[9]))),
        max_extension=int(str(row[10])),
    )
