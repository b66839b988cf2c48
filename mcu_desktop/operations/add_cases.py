"""Storing new cases with their numbers, blocks, deadlines, search words and history."""

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import KW_ONLY, dataclass, fields
from datetime import datetime
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from mcu_desktop.intake.incoming import Citizen, IncomingCase
from mcu_desktop.models.base import Base
from mcu_desktop.models.case_terms import CaseDeadline
from mcu_desktop.models.cases import Case, CaseEvent, CaseSearch, CaseText, CitizenDetails, OtherNumber
from mcu_desktop.operations.case_terms import make_reckoner, queue_columns, term_row
from mcu_desktop.operations.references import References, load_references
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.case_terms import CaseFacts, TermReckoner
from mcu_desktop.rules.case_way import state_of
from mcu_desktop.rules.russian import format_part
from mcu_desktop.rules.time_limits import CaseTraits
from mcu_desktop.store.about import LENT_NUMBERS
from mcu_desktop.store.reading import reader_of
from mcu_desktop.store.statements import insert_statements
from mcu_desktop.text.cleaning import excerpt
from mcu_desktop.text.search_words import search_words

_AT_ONCE = 1_000
_TABLES: tuple[type[Base], ...] = (
    Case,
    CaseText,
    CaseSearch,
    CaseDeadline,
    CaseEvent,
    CitizenDetails,
    OtherNumber,
)
_PERSONAL = tuple(field.name for field in fields(Citizen))
_Rows: TypeAlias = dict[type[Base], list[dict[str, Any]]]
_as_json = json.JSONEncoder(ensure_ascii=False).encode


def add_cases(
    session: Session,
    task: Task,
    cases: Sequence[IncomingCase],
    *,
    now: datetime,
    zone: ZoneInfo,
    actor: str,
    batch_id: int | None,
    told: Callable[[IncomingCase], str],
) -> list[int]:
    """Store the cases, telling progress from 5 to 90 per cent; the caller's transaction holds them all.

    `told` gives the first line of each history. Returns the ids.
    """
    if not cases:
        return []
    connection = session.connection()
    maker = _RowMaker(
        connection.dialect.name,
        load_references(session, cases),
        make_reckoner(reader_of(session)),
        now=now,
        actor=actor,
        batch_id=batch_id,
        told=told,
    )
    ids = _new_ids(session, len(cases))
    year = now.astimezone(zone).year
    first = _take_numbers(connection, year, len(cases))
    numbers = (f"МЦУ-{year}-{number:06d}" for number in range(first, first + len(cases)))
    numbered = list(zip(ids, numbers, cases, strict=True))
    with ThreadPoolExecutor(1) as pool:  # while the store takes one portion, the next is made
        coming = pool.submit(maker.statements, numbered[:_AT_ONCE])
        for start in range(0, len(cases), _AT_ONCE):
            task.step(5 + 85 * start // len(cases), f"Записываем: {format_part(start, len(cases))}")
            after = start + _AT_ONCE
            ready, coming = coming.result(), pool.submit(maker.statements, numbered[after : after + _AT_ONCE])
            for statement, values in ready:
                connection.exec_driver_sql(statement, values)
    return ids


@dataclass(frozen=True, slots=True)
class _RowMaker:
    """Makes the rows of cases; it has all it needs, and asks the store nothing."""

    dialect: str
    references: References
    reckoner: TermReckoner
    _: KW_ONLY
    now: datetime
    actor: str
    batch_id: int | None
    told: Callable[[IncomingCase], str]

    def statements(self, numbered: Sequence[tuple[int, str, IncomingCase]]) -> list[tuple[str, tuple[Any, ...]]]:
        """Return the statements that store the cases with these ids and numbers, and their values."""
        rows: _Rows = {table: [] for table in _TABLES}
        for case_id, number, case in numbered:
            self._add(rows, case, case_id, number)
        return [
            statement for table, ready in rows.items() for statement in insert_statements(self.dialect, table, ready)
        ]

    def _add(self, rows: _Rows, case: IncomingCase, case_id: int, number: str) -> None:
        route = self.references.route(case)
        terms = self.reckoner.terms(_facts(case, placed=bool(route.block_code or case.recipient), now=self.now))
        rows[Case].append(
            {
                "id": case_id,
                "number": number,
                "sector_block_id": self.references.blocks.get(route.block_code or ""),
                "route_reason": route.reason,
                "intake_batch_id": self.batch_id,
                **_said_columns(case, self.references),
                **queue_columns(terms, closed=case.closed_at is not None),
            }
        )
        rows[CaseText].append(
            {
                "case_id": case_id,
                "received_text": case.received_text,
                "clean_text": case.clean_text,
                "answer_text": case.answer_text,
                "source_fields": _as_json(dict(case.source_fields)),
            }
        )
        rows[CaseSearch].append({"case_id": case_id, "words": _case_words(case, number)})
        rows[CaseDeadline].extend(term_row(case_id, term) for term in terms)
        rows[CaseEvent].append(
            {
                "case_id": case_id,
                "at": self.now,
                "actor": self.actor,
                "summary": self.told(case),
                "changes": "[]",
                "intake_batch_id": self.batch_id,
            }
        )
        rows[OtherNumber].extend(
            {"case_id": case_id, "system": system, "number": other} for system, other in case.other_numbers
        )
        personal = {name: getattr(case.citizen, name) for name in _PERSONAL}
        if any(personal.values()):
            rows[CitizenDetails].append({"case_id": case_id, **personal})


def _facts(case: IncomingCase, *, placed: bool, now: datetime) -> CaseFacts:
    registered_at = case.registered_at or case.received_at
    return CaseFacts(
        traits=CaseTraits(
            channel_code=case.channel_code,
            kind=case.kind,
            fast_track=case.fast_track,
            important=case.important,
            topic_group=case.topic_group,
            topic=case.topic,
        ),
        received_at=case.received_at,
        registered_at=registered_at,
        placed_at=registered_at if placed else None,
        answered_at=case.answered_at,
        closed_at=case.closed_at,
        promised_on=case.promised_on,
        promised_at=case.answered_at or now,
    )


def _said_columns(case: IncomingCase, references: References) -> dict[str, Any]:
    """Return the columns that are what the source says."""
    return {
        # By hand there is no external number: many such cases live side by side.
        "source_system": case.system if case.external_number else None,
        "source_number": case.external_number or None,
        "channel_id": references.channels[case.channel_code],
        "kind": case.kind,
        "received_at": case.received_at,
        "registered_at": case.registered_at or case.received_at,
        "gist": case.gist,
        "excerpt": case_excerpt(case),
        "topic_id": references.topic_id(case),
        "recipient_id": references.recipients.get((case.recipient, case.body)),
        "municipality": case.municipality,
        "settlement": case.settlement,
        "street": case.street,
        "house": case.house,
        "latitude": case.latitude,
        "longitude": case.longitude,
        "important": case.important,
        "fast_track": case.fast_track,
        "source_status": case.source_status,
        "state": state_of(
            is_closed=case.closed_at is not None,
            is_answered=case.answered_at is not None,
            is_assigned=bool(case.recipient),
        ),
        "answered_at": case.answered_at,
        "promised_on": case.promised_on,
        "closed_at": case.closed_at,
        "outcome": case.outcome,
        "satisfaction": case.satisfaction,
        "reopened": case.reopened,
        "solvable": case.solvable,
        "version": 1,
    }


def case_excerpt(case: IncomingCase) -> str:
    """Return the beginning of the text that the queue shows."""
    return excerpt(case.clean_text, 200)


def _case_words(case: IncomingCase, number: str) -> str:
    """Return the words a case is found by: numbers, text, topic, place, recipient."""
    return search_words(" ".join(_searchable(case, number)))


def _searchable(case: IncomingCase, number: str) -> Iterator[str]:
    yield from (number, case.external_number, *(other for _, other in case.other_numbers))
    yield from (case.gist, case.clean_text, case.topic, case.settlement, case.street, case.house, case.recipient)


def _new_ids(session: Session, count: int) -> list[int]:
    lent: dict[str, int] = session.info.get(LENT_NUMBERS, {})
    if "cases" in lent:  # a shared store has given one for the one case of this deed
        return [lent["cases"]]
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        last = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM cases").scalar_one()
        return list(range(last + 1, last + count + 1))
    rows = connection.exec_driver_sql(
        "SELECT nextval(pg_get_serial_sequence('cases', 'id')) FROM generate_series(1, %s)", (count,)
    )
    return [row[0] for row in rows]


def _take_numbers(connection: Connection, year: int, count: int) -> int:
    """Return the first of `count` own numbers of the year."""
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    sql = (
        "INSERT INTO number_counters (year, last) VALUES (?, ?)"
        " ON CONFLICT (year) DO UPDATE SET last = number_counters.last + excluded.last RETURNING last"
    )
    last: int = connection.exec_driver_sql(sql.replace("?", mark), (year, count)).scalar_one()
    return last - count + 1
