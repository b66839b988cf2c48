"""All terms of one case at once: registration, forwarding, answers, the promise; and which of them is nearest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import lru_cache

from mcu_desktop.rules.deadlines import Deadline, reckon_deadline
from mcu_desktop.rules.pauses import Pause
from mcu_desktop.rules.terms import StartEvent, TermStage
from mcu_desktop.rules.time_limits import CaseTraits, TimeLimit, choose_time_limit
from mcu_desktop.rules.working_calendar import END_OF_DAY, WorkingCalendar

_OF_LIMITS = (TermStage.REGISTRATION, TermStage.FORWARDING, TermStage.INTERIM_ANSWER, TermStage.FINAL_ANSWER)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What the terms of a case are reckoned from; moments are aware.

    `placed_at` is when it became known who answers: there is nothing to forward any more.
    """

    traits: CaseTraits
    received_at: datetime
    registered_at: datetime
    placed_at: datetime | None = None
    interim_answered_at: datetime | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    promised_on: date | None = None
    promised_at: datetime | None = None  # when the promise was given; None: not known
    pauses: tuple[Pause, ...] = ()
    extension_days: int = 0


@dataclass(frozen=True, slots=True)
class CaseTerm:
    """One term; the limit is None where people have named the day. `settled_at` is None while it runs."""

    stage: TermStage
    limit: TimeLimit | None
    started_at: datetime
    deadline: Deadline
    settled_at: datetime | None


class TermReckoner:
    """Reckons the terms of many cases: the choice of a limit is made once for each kind of case and day."""

    def __init__(self, limits: Sequence[TimeLimit], calendar: WorkingCalendar) -> None:
        self._limits = limits
        self._by_code = {limit.code: limit for limit in limits}  # a key that is quickly hashed
        self._calendar = calendar
        self._choose = lru_cache(maxsize=None)(self._choose_once)
        self._reckon = lru_cache(maxsize=65_536)(self._reckon_once)

    def terms(self, facts: CaseFacts) -> tuple[CaseTerm, ...]:
        """Return the terms the case has by the limits in force when it was received, and its promise."""
        day = facts.received_at.astimezone(self._calendar.zone).date()
        found = []
        for limit in self._choose(facts.traits, day, facts.interim_answered_at is not None):
            started_at = _started_at(limit, facts)
            pauses = facts.pauses if limit.stops_on_pause else ()
            extension = min(facts.extension_days, limit.max_extension)
            deadline = self._reckon(limit.code, started_at, pauses, extension)
            found.append(CaseTerm(limit.stage, limit, started_at, deadline, _settled_at(limit.stage, facts)))
        if facts.promised_on is not None:
            found.append(self._promise(facts, facts.promised_on))
        return tuple(found)

    def task(self, until: date, *, started_at: datetime, title: str) -> CaseTerm:
        """Return the term of a task a person has set."""
        deadline = replace(self._named_day(until), trace=(f"{title}: поручено до {until:%d.%m.%Y}.",))
        return CaseTerm(TermStage.TASK, None, started_at, deadline, None)

    def _promise(self, facts: CaseFacts, until: date) -> CaseTerm:
        deadline = replace(self._named_day(until), trace=(f"Заявителю обещано до {until:%d.%m.%Y}.",))
        started_at = facts.promised_at or facts.answered_at or facts.registered_at
        return CaseTerm(TermStage.PROMISE, None, started_at, deadline, facts.closed_at)

    def _named_day(self, until: date) -> Deadline:
        zone = self._calendar.zone
        end = datetime.combine(until, END_OF_DAY, zone).astimezone(UTC)
        begins = datetime.combine(until, time.min, zone)
        warned = self._calendar.add_working_days(until, -1)
        return Deadline(end, end, min(begins, datetime.combine(warned, time.min, zone)).astimezone(UTC), (), ())

    def _choose_once(self, traits: CaseTraits, day: date, interim_answered: bool) -> tuple[TimeLimit, ...]:  # noqa: FBT001
        chosen = (
            choose_time_limit(self._limits, traits, stage=stage, on=day, interim_answered=interim_answered)
            for stage in _OF_LIMITS
        )
        return tuple(limit for limit in chosen if limit is not None)

    def _reckon_once(self, code: str, started_at: datetime, pauses: tuple[Pause, ...], extension: int) -> Deadline:
        return reckon_deadline(self._by_code[code], started_at, self._calendar, pauses=pauses, extension_days=extension)


def nearest_term(terms: Iterable[CaseTerm]) -> CaseTerm | None:
    """Return the running term that ends first; a term that stands still or is not known is none."""
    running = [
        (term.deadline.control_date, order, term)
        for order, term in enumerate(terms)
        if term.settled_at is None and term.deadline.control_date is not None
    ]
    return min(running)[2] if running else None


def _started_at(limit: TimeLimit, facts: CaseFacts) -> datetime:
    if limit.start_event is StartEvent.INTERIM_ANSWERED and facts.interim_answered_at is not None:
        return facts.interim_answered_at
    return facts.registered_at if limit.start_event is StartEvent.REGISTERED else facts.received_at


def _settled_at(stage: TermStage, facts: CaseFacts) -> datetime | None:
    """Return when the duty was done, or fell away because a later one was."""
    answered = facts.answered_at or facts.closed_at
    if stage is TermStage.REGISTRATION:
        return facts.registered_at
    if stage is TermStage.FORWARDING:
        return facts.placed_at or answered
    return facts.interim_answered_at or answered if stage is TermStage.INTERIM_ANSWER else answered
