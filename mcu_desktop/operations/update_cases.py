"""Writing into known cases what a newer export says; what people did here stays."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlalchemy.orm import Session

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.models.cases import Case, CaseEvent, CaseText
from mcu_desktop.operations.add_cases import case_excerpt
from mcu_desktop.operations.case_terms import rewrite_terms
from mcu_desktop.operations.references import References, load_references
from mcu_desktop.operations.search_row import write_search_row
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.known_cases import FIELD_TITLES, SPOT_FIELDS, KnownCase, find_changes
from mcu_desktop.rules.case_way import state_of
from mcu_desktop.rules.places import MICRO
from mcu_desktop.rules.russian import format_decimal, format_moment, format_part
from mcu_desktop.rules.terms import Outcome, WorkState
from mcu_desktop.rules.titles import OUTCOMES

_OF_TEXT = ("received_text", "answer_text")
_OF_TOPIC = ("topic_group", "topic")
_TOLD_EVERY = 50  # cases
_SEARCHED = frozenset({"received_text", "topic", "recipient", "settlement", "street", "house"})


def update_cases(
    session: Session,
    task: Task,
    changed: Sequence[tuple[KnownCase, IncomingCase]],
    *,
    now: datetime,
    zone: ZoneInfo,
    actor: str,
    batch_id: int | None,
    source: str,
) -> None:
    """Write the changed fields and one line of history for each case."""
    if not changed:
        return
    references = load_references(session, [case for _, case in changed])
    # The terms of a case that was closed before stay as they were counted.
    running = [known.case_id for known, _ in changed if known.closed_at is None]
    for at, (known, incoming) in enumerate(changed):
        if at % _TOLD_EVERY == 0:
            task.step(90 + 10 * at // len(changed), f"Записываем изменения: {format_part(at, len(changed))}")
        changes = find_changes(known, incoming)
        _write_case(session, known, incoming, {field: new for field, _, new in changes}, references)
        session.execute(
            insert(CaseEvent),
            [
                {
                    "case_id": known.case_id,
                    "at": now,
                    "actor": actor,
                    "summary": f"Изменилось в источнике: файл «{source}», строка {incoming.row_number}",
                    "changes": json.dumps(changes_in_words(changes, zone), ensure_ascii=False),
                    "intake_batch_id": batch_id,
                }
            ],
        )
    rewrite_terms(session, running)


def changes_in_words(changes: Sequence[tuple[str, object, object]], zone: ZoneInfo) -> list[tuple[str, str, str]]:
    """Return what was found to differ as people read it: title, old, new."""
    return [
        (FIELD_TITLES[field], _in_words(field, old, zone), _in_words(field, new, zone)) for field, old, new in changes
    ]


def _write_case(
    session: Session, known: KnownCase, incoming: IncomingCase, new: dict[str, object], references: References
) -> None:
    case = session.get_one(Case, known.case_id, with_for_update=True)
    words = session.get_one(CaseText, known.case_id)
    for field in _OF_TEXT:
        if field in new:
            setattr(words, field, new[field])
    if "received_text" in new:
        words.clean_text = incoming.clean_text
        case.excerpt = case_excerpt(incoming)
    if any(field in new for field in _OF_TOPIC):
        route = references.route(incoming)
        case.topic_id = references.topic_id(incoming)
        if "block" not in known.own_fields:
            case.sector_block_id = references.blocks.get(route.block_code or "")
            case.route_reason = route.reason
    if "recipient" in new:
        case.recipient_id = references.recipients.get((incoming.recipient, incoming.body))
    for field in new.keys() - {*_OF_TEXT, *_OF_TOPIC, "recipient"}:
        setattr(case, field, new[field])
    _follow_state(case)
    case.version += 1
    session.flush()
    if not _SEARCHED.isdisjoint(new):
        write_search_row(session, case)


def _follow_state(case: Case) -> None:
    """Let the work go on to where the source already is, never back."""
    source = state_of(
        is_closed=case.closed_at is not None,
        is_answered=case.answered_at is not None,
        is_assigned=case.recipient_id is not None,
    )
    order = list(WorkState)
    if order.index(source) > order.index(case.state):
        case.state = source


def _in_words(field: str, value: object, zone: ZoneInfo) -> str:
    if field in SPOT_FIELDS and isinstance(value, int):
        return f"{format_decimal(value / MICRO, 5)}°"
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, Outcome):
        return OUTCOMES[value]
    if isinstance(value, datetime):
        return format_moment(value, zone)
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return "" if value is None else str(value)
