"""One case with everything the card shows; personal data are not among it."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from mcu_desktop.queries.attachments import ATTACHMENTS, AttachedFile, attached_files
from mcu_desktop.queries.case_terms import CLOCK_QUESTIONS, CaseClock, case_clock
from mcu_desktop.rules.deadlines import standing
from mcu_desktop.rules.permissions import CasePlace
from mcu_desktop.rules.terms import AnswerState, CaseKind, EventKind, LinkKind, Outcome, Standing, WorkState
from mcu_desktop.rules.titles import CITIZEN_SEEN, KINDS, LINKS, OUTCOMES
from mcu_desktop.store.reading import Reader, Row, as_day_or_none, as_moment, as_moment_or_none


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One line of the history: when, who, what."""

    at: datetime
    actor: str
    summary: str
    changes: tuple[tuple[str, str, str], ...]  # field title, from, to
    kind: EventKind


@dataclass(frozen=True, slots=True)
class LinkedCase:
    """Another case that belongs to this one, and why in Russian."""

    number: str
    why: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A note for colleagues."""

    at: datetime
    actor: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The last version of the answer; `remark` says why it was returned."""

    text: str
    state: AnswerState
    remark: str


@dataclass(frozen=True, slots=True)
class CaseCard:
    """One case, as the card shows it; moments are UTC."""

    case_id: int
    number: str
    source_number: str
    other_numbers: tuple[str, ...]
    channel: str
    case_place: CasePlace
    kind: str  # Russian: «сообщение» or «обращение»
    standing: Standing
    source_status: str
    outcome: str
    received_at: datetime
    registered_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None
    gist: str
    text: str  # clean, for reading
    received_text: str  # as it came
    answer_text: str
    topic_group: str
    topic: str
    block: str
    route_reason: str
    recipient: str
    body: str
    place: str
    important: bool
    fast_track: bool
    satisfaction: int | None
    legal_deadline: datetime | None
    control_date: datetime | None
    promised_on: date | None
    interim_answered_at: datetime | None
    clock: CaseClock
    state: WorkState
    version: int
    topic_id: int | None
    settlement: str
    street: str
    house: str
    conflict: bool
    formal_answer: bool
    reopened: bool
    satisfaction_reason: str
    tags: tuple[str, ...]
    draft: Draft | None
    comments: tuple[Comment, ...]
    links: tuple[LinkedCase, ...]
    files: tuple[AttachedFile, ...]
    source_fields: tuple[tuple[str, str], ...]
    events: tuple[CaseEvent, ...]


_ADDRESS = ("municipality", "settlement", "street", "house")
# What is read of a case, each by the name it has below.
_FACTS = {
    "number": "c.number",
    "source_number": "c.source_number",
    "channel": "ch.title",
    "kind": "c.kind",
    "source_status": "c.source_status",
    "outcome": "c.outcome",
    "received_at": "c.received_at",
    "registered_at": "c.registered_at",
    "answered_at": "c.answered_at",
    "closed_at": "c.closed_at",
    "gist": "c.gist",
    "clean_text": "x.clean_text",
    "received_text": "x.received_text",
    "answer_text": "x.answer_text",
    "topic_group": "coalesce(t.group_title, '')",
    "topic": "coalesce(t.title, '')",
    "block": "coalesce(b.title, '')",
    "route_reason": "c.route_reason",
    "recipient": "coalesce(r.title, '')",
    "body": "coalesce(r.body_title, '')",
    "municipality": "c.municipality",
    "settlement": "c.settlement",
    "street": "c.street",
    "house": "c.house",
    "important": "c.important",
    "fast_track": "c.fast_track",
    "satisfaction": "c.satisfaction",
    "legal_deadline": "c.legal_deadline",
    "control_date": "c.control_date",
    "due_soon_at": "c.due_soon_at",
    "promised_on": "c.promised_on",
    "interim_answered_at": "c.interim_answered_at",
    "source_fields": "x.source_fields",
    "block_code": "b.code",
    "channel_code": "ch.code",
    "state": "c.state",
    "version": "c.version",
    "topic_id": "c.topic_id",
    "conflict": "c.conflict",
    "formal_answer": "c.formal_answer",
    "reopened": "c.reopened",
    "satisfaction_reason": "c.satisfaction_reason",
}
_CASE = f"""
    SELECT {", ".join(_FACTS.values())}
    FROM cases c
    JOIN channels ch ON ch.id = c.channel_id
    JOIN case_texts x ON x.case_id = c.id
    LEFT JOIN topics t ON t.id = c.topic_id
    LEFT JOIN responsible_recipients r ON r.id = c.recipient_id
    LEFT JOIN sector_blocks b ON b.id = c.sector_block_id
    WHERE c.id = :case_id
"""


_LINKS = (
    "SELECT c.number, l.kind FROM case_links l"
    " JOIN cases c ON c.id = CASE WHEN l.case_id = :case_id THEN l.other_id ELSE l.case_id END"
    " WHERE l.case_id = :case_id OR l.other_id = :case_id ORDER BY c.number"
)
_EVENTS = (
    "SELECT at, actor, summary, changes, intake_batch_id FROM case_events WHERE case_id = :case_id"
    " ORDER BY at DESC, id DESC LIMIT 500"
)
QUESTIONS = (
    _CASE,
    _EVENTS,
    "SELECT number FROM other_numbers WHERE case_id = :case_id ORDER BY number",
    "SELECT title FROM case_tags WHERE case_id = :case_id",
    "SELECT text, state, remark FROM case_answers WHERE case_id = :case_id ORDER BY id DESC LIMIT 1",
    "SELECT at, actor, text FROM case_comments WHERE case_id = :case_id ORDER BY id DESC LIMIT 200",
    _LINKS,
    ATTACHMENTS,
    *CLOCK_QUESTIONS,
)


def read_case_card(reader: Reader, case_id: int, *, now: datetime) -> CaseCard | None:
    """Return the case in one round trip to the store, or None where it is no more."""
    found, events, numbers, tags, drafts, comments, links, files, *clock = reader.ask(QUESTIONS, case_id=case_id)
    if not found:
        return None
    fact = dict(zip(_FACTS, found[0], strict=True))
    legal_deadline, control_date = as_moment_or_none(fact["legal_deadline"]), as_moment_or_none(fact["control_date"])
    closed_at = as_moment_or_none(fact["closed_at"])
    return CaseCard(
        case_id=case_id,
        number=fact["number"],
        source_number=fact["source_number"] or "",
        other_numbers=tuple(number for (number,) in numbers),
        channel=fact["channel"],
        case_place=CasePlace(fact["block_code"], fact["channel_code"]),
        kind=KINDS[CaseKind(fact["kind"])],
        standing=standing(
            now, legal_deadline=legal_deadline, due_soon_at=as_moment_or_none(fact["due_soon_at"]), closed_at=closed_at
        ),
        source_status=fact["source_status"],
        outcome="" if fact["outcome"] is None else OUTCOMES[Outcome(fact["outcome"])],
        received_at=as_moment(fact["received_at"]),
        registered_at=as_moment(fact["registered_at"]),
        answered_at=as_moment_or_none(fact["answered_at"]),
        closed_at=closed_at,
        gist=fact["gist"],
        text=fact["clean_text"],
        received_text=fact["received_text"],
        answer_text=fact["answer_text"],
        topic_group=fact["topic_group"],
        topic=fact["topic"],
        block=fact["block"],
        route_reason=fact["route_reason"],
        recipient=fact["recipient"],
        body=fact["body"],
        place=", ".join(filter(None, (fact[name] for name in _ADDRESS))),
        important=bool(fact["important"]),
        fast_track=bool(fact["fast_track"]),
        satisfaction=fact["satisfaction"],
        legal_deadline=legal_deadline,
        control_date=control_date,
        promised_on=as_day_or_none(fact["promised_on"]),
        interim_answered_at=as_moment_or_none(fact["interim_answered_at"]),
        clock=case_clock(clock, now=now),
        state=WorkState(fact["state"]),
        version=fact["version"],
        topic_id=fact["topic_id"],
        settlement=fact["settlement"],
        street=fact["street"],
        house=fact["house"],
        conflict=bool(fact["conflict"]),
        formal_answer=bool(fact["formal_answer"]),
        reopened=bool(fact["reopened"]),
        satisfaction_reason=fact["satisfaction_reason"],
        tags=tuple(sorted(title for (title,) in tags)),
        draft=Draft(drafts[0][0], AnswerState(drafts[0][1]), drafts[0][2]) if drafts else None,
        comments=tuple(Comment(as_moment(at), actor, text) for at, actor, text in comments),
        links=tuple(LinkedCase(number, LINKS[LinkKind(kind)]) for number, kind in links),
        files=attached_files(files),
        source_fields=tuple(json.loads(fact["source_fields"] or "{}").items()),
        events=tuple(map(_event, events)),
    )


def _event(row: Row) -> CaseEvent:
    at, actor, summary, changes, batch = row
    kind = EventKind.PERSONAL if summary == CITIZEN_SEEN else EventKind.WORK if batch is None else EventKind.SOURCE
    changed = tuple((change[0], change[1], change[2]) for change in json.loads(changes or "[]"))
    return CaseEvent(as_moment(at), actor, summary, changed, kind)
