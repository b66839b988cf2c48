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


_CASE = """
    SELECT c.number, c.source_number, ch.title, c.kind, c.source_status, c.outcome,
           c.received_at, c.registered_at, c.answered_at, c.closed_at, c.gist,
           x.clean_text, x.received_text, x.answer_text, coalesce(t.group_title, ''), coalesce(t.title, ''),
           coalesce(b.title, ''), c.route_reason, coalesce(r.title, ''), coalesce(r.body_title, ''),
           c.municipality, c.settlement, c.street, c.house, c.important, c.fast_track, c.satisfaction,
           c.legal_deadline, c.control_date, c.due_soon_at, c.promised_on,
           c.interim_answered_at, x.source_fields, b.code, ch.code,
           c.state, c.version, c.topic_id, c.conflict, c.formal_answer, c.reopened, c.satisfaction_reason
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
    row = found[0]
    legal_deadline, control_date = as_moment_or_none(row[27]), as_moment_or_none(row[28])
    closed_at = as_moment_or_none(row[9])
    return CaseCard(
        case_id=case_id,
        number=row[0],
        source_number=row[1] or "",
        other_numbers=tuple(number for (number,) in numbers),
        channel=row[2],
        case_place=CasePlace(row[33], row[34]),
        kind=KINDS[CaseKind(row[3])],
        standing=standing(
            now, legal_deadline=legal_deadline, due_soon_at=as_moment_or_none(row[29]), closed_at=closed_at
        ),
        source_status=row[4],
        outcome="" if row[5] is None else OUTCOMES[Outcome(row[5])],
        received_at=as_moment(row[6]),
        registered_at=as_moment(row[7]),
        answered_at=as_moment_or_none(row[8]),
        closed_at=closed_at,
        gist=row[10],
        text=row[11],
        received_text=row[12],
        answer_text=row[13],
        topic_group=row[14],
        topic=row[15],
        block=row[16],
        route_reason=row[17],
        recipient=row[18],
        body=row[19],
        place=", ".join(part for part in row[20:24] if part),
        important=bool(row[24]),
        fast_track=bool(row[25]),
        satisfaction=row[26],
        legal_deadline=legal_deadline,
        control_date=control_date,
        promised_on=as_day_or_none(row[30]),
        interim_answered_at=as_moment_or_none(row[31]),
        clock=case_clock(clock, now=now),
        state=WorkState(row[35]),
        version=row[36],
        topic_id=row[37],
        settlement=row[21],
        street=row[22],
        house=row[23],
        conflict=bool(row[38]),
        formal_answer=bool(row[39]),
        reopened=bool(row[40]),
        satisfaction_reason=row[41],
        tags=tuple(sorted(title for (title,) in tags)),
        draft=Draft(drafts[0][0], AnswerState(drafts[0][1]), drafts[0][2]) if drafts else None,
        comments=tuple(Comment(as_moment(at), actor, text) for at, actor, text in comments),
        links=tuple(LinkedCase(number, LINKS[LinkKind(kind)]) for number, kind in links),
        files=attached_files(files),
        source_fields=tuple(json.loads(row[32] or "{}").items()),
        events=tuple(map(_event, events)),
    )


def _event(row: Row) -> CaseEvent:
    at, actor, summary, changes, batch = row
    kind = EventKind.PERSONAL if summary == CITIZEN_SEEN else EventKind.WORK if batch is None else EventKind.SOURCE
    changed = tuple((change[0], change[1], change[2]) for change in json.loads(changes or "[]"))
    return CaseEvent(as_moment(at), actor, summary, changed, kind)
