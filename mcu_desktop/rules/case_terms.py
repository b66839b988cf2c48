"""All terms of one case at once: registration, forwarding, answers, the promise; and which of them is nearest."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from mcu_desktop.rules.deadlines import DAY_UNITS, Deadline, begun_at, reckon_deadline
from mcu_desktop.rules.pauses import Pause
from mcu_desktop.rules.terms import CaseKind, LimitUnit, StartEvent, TermStage
from mcu_desktop.rules.time_limits import CaseTraits, TimeLimit, choose_time_limit
from mcu_desktop.rules.working_calendar import END_OF_DAY, WorkingCalendar

_OF_LIMITS = (TermStage.REGISTRATION, TermStage.FORWARDING, TermStage.INTERIM_ANSWER, TermStage.FINAL_ANSWER)


class CaseFacts(NamedTuple):
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


class CaseTerm(NamedTuple):
    """One term; the limit is None where people have named the day. `settled_at` is None while it runs."""

    stage: TermStage
    limit: TimeLimit | None
    started_at: datetime
    deadline: Deadline
    settled_at: datetime | None


class TermReckoner:
    """Reckons the terms of many cases: what many of them share is reckoned once."""

    def __init__(self, limits: Sequence[TimeLimit], calendar: WorkingCalendar) -> None:
        self._limits = limits
        self._calendar = calendar
        self._names_topics = any(limit.topic or limit.topic_group for limit in limits)
        self._chosen: dict[tuple[object, ...], tuple[TimeLimit, ...]] = {}
        self._shared: dict[tuple[str, datetime, int], Deadline] = {}

    def terms(self, facts: CaseFacts) -> tuple[CaseTerm, ...]:
        """Return the terms the case has by the limits in force when it was received, and its promise."""
        found = []
        for limit in self._limits_for(facts):
            started_at = _started_at(limit, facts)
            deadline = self._reckon(limit, started_at, facts)
            found.append(CaseTerm(limit.stage, limit, started_at, deadline, _settled_at(limit.stage, facts)))
        if facts.promised_on is not None:
            found.append(self._promise(facts, facts.promised_on))
        return tuple(found)

    def task(self, until: date, *, started_at: datetime, title: str) -> CaseTerm:
        """Return the term of a task a person has set."""
        deadline = self._named_day(until, f"{title}: поручено до {until:%d.%m.%Y}.")
        return CaseTerm(TermStage.TASK, None, started_at, deadline, None)

    def _promise(self, facts: CaseFacts, until: date) -> CaseTerm:
        deadline = self._named_day(until, f"Заявителю обещано до {until:%d.%m.%Y}.")
        started_at = facts.promised_at or facts.answered_at or facts.registered_at
        return CaseTerm(TermStage.PROMISE, None, started_at, deadline, facts.closed_at)

    def _named_day(self, until: date, why: str) -> Deadline:
        zone = self._calendar.zone
        end = datetime.combine(until, END_OF_DAY, zone).astimezone(UTC)
        begins = datetime.combine(until, time.min, zone)
        warned = self._calendar.add_working_days(until, -1)
        return Deadline(end, end, min(begins, datetime.combine(warned, time.min, zone)).astimezone(UTC), (why,), ())

    def _limits_for(self, facts: CaseFacts) -> tuple[TimeLimit, ...]:
        """Return the limits that govern a case; the choice is made once for each kind of case and day."""
        traits, interim_answered = facts.traits, facts.interim_answered_at is not None
        day = facts.received_at.astimezone(self._calendar.zone).date()
        is_appeal = traits.kind is CaseKind.APPEAL  # an enumeration is slow to hash
        key: tuple[object, ...] = (
            day,
            traits.channel_code,
            is_appeal,
            traits.fast_track,
            traits.important,
            interim_answered,
        )
        if self._names_topics:
            key += (traits.topic_group, traits.topic)
        if key not in self._chosen:
            chosen = (
                choose_time_limit(self._limits, traits, stage=stage, on=day, interim_answered=interim_answered)
                for stage in _OF_LIMITS
            )
            self._chosen[key] = tuple(limit for limit in chosen if limit is not None)
        return self._chosen[key]

    def _reckon(self, limit: TimeLimit, started_at: datetime, facts: CaseFacts) -> Deadline:
        pauses = facts.pauses if limit.stops_on_pause else ()
        extension = min(facts.extension_days, limit.max_extension)
        local = started_at.astimezone(self._calendar.zone)
        begun = None if pauses else self._alike_since(limit, local)
        if begun is None:
            return reckon_deadline(limit, started_at, self._calendar, pauses=pauses, extension_days=extension)
        key = limit.code, begun, extension
        if key not in self._shared:
            moment = begun.replace(tzinfo=self._calendar.zone)
            self._shared[key] = reckon_deadline(limit, moment, self._calendar, extension_days=extension)
        return begun_at(self._shared[key], started_at.astimezone(UTC), local)

    def _alike_since(self, limit: TimeLimit, local: datetime) -> datetime | None:
        """Return since when all that began until now ends at one moment, by the clock on the wall; None: it differs.

        A term in days is the same for a whole day, one in working hours for all that came between two spans of work.
        """
        day = local.date()
        if limit.unit in DAY_UNITS:
            return datetime.combine(day, time.min)
        if limit.unit is not LimitUnit.WORKING_HOUR:
            return None
        since = datetime.combine(day, time.min, local.tzinfo)
        for opens, closes in self._calendar.spans(day):
            if local < opens:
                break
            if local < closes:
                return None
            since = closes
        return since.replace(tzinfo=None)


def nearest_term(terms: Iterable[CaseTerm]) -> CaseTerm | None:
    """Return the running term that ends first; a term that stands still or is not known is none."""
    nearest, ends = None, None
    for term in terms:
        control = term.deadline.control_date
        if term.settled_at is None and control is not None and (ends is None or control < ends):
            nearest, ends = term, control
    return nearest


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
