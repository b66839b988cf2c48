"""Keeping the stored terms of cases as the rules reckon them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from sqlalchemy import delete
from sqlalchemy.orm import Session

from mcu_desktop.models.case_terms import CaseDeadline
from mcu_desktop.models.cases import Case
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.case_facts import StoredCase, StoredTerm, read_stored_cases, term_of_stage
from mcu_desktop.queries.catalogues import read_calendar, read_time_limits
from mcu_desktop.rules.case_terms import CaseTerm, TermReckoner, nearest_term
from mcu_desktop.rules.deadlines import Deadline
from mcu_desktop.rules.russian import format_part
from mcu_desktop.rules.terms import TermStage
from mcu_desktop.store.reading import Reader, reader_of
from mcu_desktop.store.statements import insert_rows, update_rows

END_OF_TIME = datetime(9999, 12, 31, tzinfo=UTC)
_AT_ONCE = 1_000


class MovedCase(NamedTuple):
    """A case whose line of the queue gets other dates: what it was, and what it becomes."""

    case_id: int
    number: str
    stage: TermStage | None
    old_deadline: datetime | None
    new_deadline: datetime | None
    old_control_date: datetime | None
    new_control_date: datetime | None


@dataclass(slots=True)
class TermChanges:
    """What is to be written so that stored terms are those that the rules reckon."""

    new_terms: list[dict[str, Any]] = field(default_factory=list)
    changed_terms: list[dict[str, Any]] = field(default_factory=list)
    gone_terms: list[int] = field(default_factory=list)
    fallen_tasks: list[dict[str, Any]] = field(default_factory=list)  # of closed cases
    cases: list[dict[str, Any]] = field(default_factory=list)
    moved: list[MovedCase] = field(default_factory=list)


def make_reckoner(reader: Reader) -> TermReckoner:
    """Return a reckoner with the time limits and the calendar of the store."""
    return TermReckoner(read_time_limits(reader), read_calendar(reader))


def term_row(case_id: int, term: CaseTerm, title: str = "") -> dict[str, Any]:
    """Return the columns of a term."""
    return {"case_id": case_id, "stage": term.stage, "title": title, **_reckoned(term)}


def _as_json(lines: Sequence[str]) -> str:
    """Return a JSON list of texts: three times as quick as an encoder for every kind of value."""
    return "[" + ", ".join(map(encode_basestring, lines)) + "]" if lines else "[]"


def _reckoned(term: CaseTerm) -> dict[str, Any]:
    deadline = term.deadline
    return {
        "time_limit_id": None if term.limit is None else term.limit.limit_id,
        "started_at": term.started_at,
        "legal_deadline": deadline.legal_deadline,
        "control_date": deadline.control_date,
        "due_soon_at": deadline.due_soon_at,
        "settled_at": term.settled_at,
        "trace": _as_json(deadline.trace),
        "warnings": _as_json(deadline.warnings),
    }


def queue_columns(terms: Sequence[CaseTerm], *, closed: bool) -> dict[str, Any]:
    """Return what the queue shows: the nearest running term; of a closed case the term of its answer."""
    shown = term_of_stage(terms, TermStage.FINAL_ANSWER) if closed else nearest_term(terms)
    if shown is None:
        nothing = dict.fromkeys(("nearest_stage", "legal_deadline", "control_date", "due_soon_at"))
        return {**nothing, "queue_moment": END_OF_TIME}
    deadline = shown.deadline
    return {
        "nearest_stage": shown.stage,
        "legal_deadline": deadline.legal_deadline,
        "control_date": deadline.control_date,
        "due_soon_at": deadline.due_soon_at,
        "queue_moment": deadline.control_date or deadline.legal_deadline or END_OF_TIME,
    }


def find_term_changes(
    reader: Reader, reckoner: TermReckoner, ids: Sequence[int], task: Task, *, only_open: bool = True
) -> Iterator[TermChanges]:
    """Reckon the terms of the cases (ids ascending) anew, in portions, and say what differs from the store."""
    for start in range(0, len(ids), _AT_ONCE):
        task.step(90 * start // len(ids), f"Пересчитываем сроки: {format_part(start, len(ids))}")
        changes = TermChanges()
        for case in read_stored_cases(reader, ids[start : start + _AT_ONCE], only_open=only_open):
            _compare(case, reckoner, changes)
        yield changes


def write_term_changes(session: Session, changes: TermChanges) -> None:
    """Write what was found; each changed case gets a new version."""
    if changes.gone_terms:
        session.execute(delete(CaseDeadline).where(CaseDeadline.id.in_(changes.gone_terms)))
    connection = session.connection()
    insert_rows(connection, CaseDeadline, changes.new_terms)
    update_rows(connection, CaseDeadline, changes.changed_terms)
    update_rows(connection, CaseDeadline, changes.fallen_tasks)
    update_rows(connection, Case, changes.cases, "version = version + 1")


def rewrite_terms(session: Session, ids: Sequence[int]) -> None:
    """Bring the terms of some cases, open or closed, to what their facts say now."""
    session.flush()
    reader = reader_of(session)
    for changes in find_term_changes(reader, make_reckoner(reader), sorted(ids), Task(), only_open=False):
        write_term_changes(session, changes)
    session.expire_all()


def _compare(case: StoredCase, reckoner: TermReckoner, changes: TermChanges) -> None:
    terms = reckoner.terms(case.facts)
    for term in terms:
        known = term_of_stage(case.terms, term.stage)
        if known is None:
            changes.new_terms.append(term_row(case.case_id, term))
        elif _differs(known, term):
            changes.changed_terms.append({"id": known.term_id, **_reckoned(term)})
    tasks = []
    for known in case.terms:
        if known.stage is TermStage.TASK:
            tasks.append(_task(known))
            if known.settled_at is None and case.facts.closed_at is not None:
                changes.fallen_tasks.append({"id": known.term_id, "settled_at": case.facts.closed_at})
        elif term_of_stage(terms, known.stage) is None:
            changes.gone_terms.append(known.term_id)
    columns = queue_columns((*terms, *tasks), closed=case.facts.closed_at is not None)
    if not _shows(case, columns):
        changes.cases.append({"id": case.case_id, **columns})
        changes.moved.append(
            MovedCase(
                case.case_id,
                case.number,
                columns["nearest_stage"] or case.nearest_stage,
                case.legal_deadline,
                columns["legal_deadline"],
                case.control_date,
                columns["control_date"],
            )
        )


def _shows(case: StoredCase, columns: dict[str, Any]) -> bool:
    return (
        case.legal_deadline == columns["legal_deadline"]
        and case.control_date == columns["control_date"]
        and case.due_soon_at == columns["due_soon_at"]
        and case.nearest_stage is columns["nearest_stage"]
    )


def _differs(known: StoredTerm, term: CaseTerm) -> bool:
    deadline = term.deadline
    return not (
        known.legal_deadline == deadline.legal_deadline
        and known.control_date == deadline.control_date
        and known.due_soon_at == deadline.due_soon_at
        and known.settled_at == term.settled_at
        and known.limit_id == (None if term.limit is None else term.limit.limit_id)
    )


def _task(stored: StoredTerm) -> CaseTerm:
    """Return a task as it stands: only people move its day."""
    deadline = Deadline(stored.legal_deadline, stored.control_date, stored.due_soon_at, (), ())
    return CaseTerm(stored.stage, None, stored.started_at, deadline, stored.settled_at)
