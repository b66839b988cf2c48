"""Keeping the stored terms of cases as the rules reckon them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, update
from sqlalchemy.orm import Session

from mcu_desktop.models.base import Base
from mcu_desktop.models.case_terms import CaseDeadline
from mcu_desktop.models.cases import Case
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.case_facts import StoredCase, StoredTerm, read_stored_cases
from mcu_desktop.queries.catalogues import read_calendar, read_time_limits
from mcu_desktop.rules.case_terms import CaseTerm, TermReckoner, nearest_term
from mcu_desktop.rules.deadlines import Deadline
from mcu_desktop.rules.terms import TermStage
from mcu_desktop.store.bulk import insert_rows
from mcu_desktop.store.reading import Reader, reader_of

END_OF_TIME = datetime(9999, 12, 31, tzinfo=UTC)
_AT_ONCE = 2_000
_as_json = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class MovedCase:
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
    return {
        "case_id": case_id,
        "stage": term.stage,
        "title": title,
        "time_limit_id": None if term.limit is None else term.limit.limit_id,
        "started_at": term.started_at,
        "legal_deadline": term.deadline.legal_deadline,
        "control_date": term.deadline.control_date,
        "due_soon_at": term.deadline.due_soon_at,
        "settled_at": term.settled_at,
        "trace": _as_json(term.deadline.trace),
        "warnings": _as_json(term.deadline.warnings),
    }


def queue_columns(terms: Sequence[CaseTerm], *, closed: bool) -> dict[str, Any]:
    """Return what the queue shows: the nearest running term; of a closed case the term of its answer."""
    answer = next((term for term in terms if term.stage is TermStage.FINAL_ANSWER), None)
    shown = answer if closed else nearest_term(terms)
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
        task.step(90 * start // len(ids), f"Пересчитываем сроки: {start} из {len(ids)}")
        changes = TermChanges()
        for case in read_stored_cases(reader, ids[start : start + _AT_ONCE], only_open=only_open):
            _compare(case, reckoner, changes)
        yield changes


def write_term_changes(session: Session, changes: TermChanges) -> None:
    """Write what was found; each changed case gets a new version."""
    if changes.gone_terms:
        session.execute(delete(CaseDeadline).where(CaseDeadline.id.in_(changes.gone_terms)))
    insert_rows(session.connection(), CaseDeadline, changes.new_terms)
    _update_rows(session, CaseDeadline, changes.changed_terms)
    _update_rows(session, CaseDeadline, changes.fallen_tasks)
    _update_rows(session, Case, changes.cases, version=Case.version + 1)


def _update_rows(session: Session, record: type[Base], rows: list[dict[str, Any]], **values: Any) -> None:
    """Write the columns of the rows, each found by its `id_`."""
    if not rows:
        return
    table = cast("Table", record.__table__)
    columns: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "id_"}
    session.connection().execute(
        update(table).where(table.c.id == bindparam("id_")).values({**columns, **values}), rows
    )


def rewrite_terms(session: Session, ids: Sequence[int]) -> None:
    """Bring the terms of some cases, open or closed, to what their facts say now."""
    session.flush()
    reader = reader_of(session)
    for changes in find_term_changes(reader, make_reckoner(reader), sorted(ids), Task(), only_open=False):
        write_term_changes(session, changes)
    session.expire_all()


def _compare(case: StoredCase, reckoner: TermReckoner, changes: TermChanges) -> None:
    terms = list(reckoner.terms(case.facts))
    stored: dict[TermStage, StoredTerm] = {term.stage: term for term in case.terms if term.stage is not TermStage.TASK}
    for term in terms:
        known = stored.pop(term.stage, None)
        if known is None:
            changes.new_terms.append(term_row(case.case_id, term))
        elif _differs(known, term):
            row = term_row(case.case_id, term)
            del row["case_id"], row["stage"], row["title"]
            changes.changed_terms.append({"id_": known.term_id, **row})
    changes.gone_terms.extend(term.term_id for term in stored.values())
    tasks = [_task(term) for term in case.terms if term.stage is TermStage.TASK]
    if case.facts.closed_at is not None:
        changes.fallen_tasks.extend(
            {"id_": term.term_id, "settled_at": case.facts.closed_at}
            for term in case.terms
            if term.stage is TermStage.TASK and term.settled_at is None
        )
    columns = queue_columns([*terms, *tasks], closed=case.facts.closed_at is not None)
    shown = (case.nearest_stage, case.legal_deadline, case.control_date, case.due_soon_at)
    if shown != tuple(columns[name] for name in ("nearest_stage", "legal_deadline", "control_date", "due_soon_at")):
        changes.cases.append({"id_": case.case_id, **columns})
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


def _differs(known: StoredTerm, term: CaseTerm) -> bool:
    deadline = term.deadline
    limit_id = None if term.limit is None else term.limit.limit_id
    return (known.limit_id, known.legal_deadline, known.control_date, known.due_soon_at, known.settled_at) != (
        limit_id,
        deadline.legal_deadline,
        deadline.control_date,
        deadline.due_soon_at,
        term.settled_at,
    )


def _task(stored: StoredTerm) -> CaseTerm:
    """Return a task as it stands: only people move its day."""
    deadline = Deadline(stored.legal_deadline, stored.control_date, stored.due_soon_at, (), ())
    return CaseTerm(stored.stage, None, stored.started_at, deadline, stored.settled_at)
