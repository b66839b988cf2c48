"""Storing new cases with their numbers, blocks, deadlines, search words and history."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.models.base import Base
from mcu_desktop.models.cases import (
    Case,
    CaseDeadline,
    CaseEvent,
    CaseSearch,
    CaseText,
    CitizenDetails,
    OtherNumber,
)
from mcu_desktop.operations.references import References, load_references
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.catalogues import read_calendar, read_time_limits
from mcu_desktop.rules.deadlines import Deadline, reckon_deadline
from mcu_desktop.rules.terms import StartEvent, TermStage
from mcu_desktop.rules.time_limits import TimeLimit, choose_time_limit
from mcu_desktop.store.bulk import insert_rows
from mcu_desktop.store.reading import reader_of
from mcu_desktop.text.cleaning import excerpt
from mcu_desktop.text.search_words import search_words

_AT_ONCE = 1_000
END_OF_TIME = datetime(9999, 12, 31, tzinfo=UTC)
_TABLES: tuple[type[Base], ...] = (
    Case,
    CaseText,
    CaseSearch,
    CaseDeadline,
    CaseEvent,
    CitizenDetails,
    OtherNumber,
)
Rows = dict[type[Base], list[dict[str, Any]]]
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
    source: str,
) -> None:
    """Store the cases, telling progress from 5 to 90 per cent; the caller's transaction holds them all."""
    if not cases:
        return
    connection = session.connection()
    reader = reader_of(session)
    references = load_references(session, cases)
    reckon = _Reckoner(read_time_limits(reader), read_calendar(reader), zone)
    ids = _new_ids(connection, len(cases))
    year = now.astimezone(zone).year
    first = _take_numbers(connection, year, len(cases))
    for start in range(0, len(cases), _AT_ONCE):
        task.step(5 + 85 * start // len(cases), f"Записываем: {start} из {len(cases)}")
        rows: Rows = {table: [] for table in _TABLES}
        for offset, case in enumerate(cases[start : start + _AT_ONCE], start):
            limit, deadline = reckon.final_answer(case)
            number = f"МЦУ-{year}-{first + offset:06d}"
            _add_case(rows, case, ids[offset], number, references, limit, deadline, batch_id)
            rows[CaseEvent].append(
                {
                    "case_id": ids[offset],
                    "at": now,
                    "actor": actor,
                    "summary": f"Загружено из файла «{source}», строка {case.row_number}",
                    "changes": "[]",
                    "intake_batch_id": batch_id,
                }
            )
        for table, ready in rows.items():
            insert_rows(connection, table, ready)


class _Reckoner:
    """Deadlines of many cases: the choice of a limit is made once for each kind of case and day."""

    def __init__(self, limits: Sequence[TimeLimit], calendar: Any, zone: ZoneInfo) -> None:
        self._limits = limits
        self._calendar = calendar
        self._zone = zone
        self._choose = lru_cache(maxsize=None)(self._choose_once)

    def final_answer(self, case: IncomingCase) -> tuple[TimeLimit | None, Deadline | None]:
        """Return the limit for the final answer and what it gives."""
        day = case.received_at.astimezone(self._zone).date()
        limit = self._choose(case.channel_code, case.kind, case.fast_track, case.important, day)
        if limit is None:
            return None, None
        return limit, reckon_deadline(limit, _started_at(limit, case), self._calendar)

    def _choose_once(self, channel: Any, kind: Any, fast_track: Any, important: Any, day: Any) -> TimeLimit | None:
        return choose_time_limit(
            self._limits,
            stage=TermStage.FINAL_ANSWER,
            channel_code=channel,
            kind=kind,
            fast_track=fast_track,
            important=important,
            on=day,
        )


def _started_at(limit: TimeLimit, case: IncomingCase) -> datetime:
    if limit.start_event is StartEvent.REGISTERED:
        return case.registered_at or case.received_at
    return case.received_at


def running_term(
    *, legal_deadline: datetime | None, control_date: datetime | None, due_soon_at: datetime | None, answered: bool
) -> dict[str, datetime | None]:
    """Return the queue's columns of a case: an open case that has its answer has no term running."""
    if answered:
        legal_deadline = control_date = due_soon_at = None
    return {
        "legal_deadline": legal_deadline,
        "control_date": control_date,
        "due_soon_at": due_soon_at,
        "queue_moment": control_date or legal_deadline or END_OF_TIME,
    }


def _add_case(
    rows: Rows,
    case: IncomingCase,
    case_id: int,
    number: str,
    references: References,
    limit: TimeLimit | None,
    deadline: Deadline | None,
    batch_id: int | None,
) -> None:
    route = references.route(case)
    registered_at = case.registered_at or case.received_at
    rows[Case].append(
        {
            "id": case_id,
            "number": number,
            "source_system": case.system,
            "source_number": case.external_number,
            "channel_id": references.channels[case.channel_code],
            "kind": case.kind,
            "received_at": case.received_at,
            "registered_at": registered_at,
            "gist": case.gist,
            "excerpt": excerpt(case.clean_text, 200),
            "topic_id": references.topic_id(case),
            "sector_block_id": references.blocks.get(route.block_code or ""),
            "route_reason": route.reason,
            "recipient_id": references.recipients.get((case.recipient, case.body)),
            "municipality": case.municipality,
            "settlement": case.settlement,
            "street": case.street,
            "house": case.house,
            "important": case.important,
            "fast_track": case.fast_track,
            "source_status": case.source_status,
            "answered_at": case.answered_at,
            "closed_at": case.closed_at,
            "outcome": case.outcome,
            "satisfaction": case.satisfaction,
            "reopened": case.reopened,
            "intake_batch_id": batch_id,
            "version": 1,
            **running_term(
                legal_deadline=deadline.legal_deadline if deadline else None,
                control_date=deadline.control_date if deadline else None,
                due_soon_at=deadline.due_soon_at if deadline else None,
                answered=case.answered_at is not None and case.closed_at is None,
            ),
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
    rows[CaseSearch].append({"case_id": case_id, "words": case_words(case, number)})
    if limit is not None and deadline is not None:
        rows[CaseDeadline].append(
            {
                "case_id": case_id,
                "stage": limit.stage,
                "time_limit_id": limit.limit_id,
                "started_at": _started_at(limit, case),
                "legal_deadline": deadline.legal_deadline,
                "control_date": deadline.control_date,
                "trace": _as_json(deadline.trace),
                "warnings": _as_json(deadline.warnings),
            }
        )
    rows[OtherNumber].extend(
        {"case_id": case_id, "system": system, "number": other} for system, other in case.other_numbers
    )
    citizen = case.citizen
    personal = (citizen.name, citizen.phone, citizen.email, citizen.address, citizen.author_link)
    if any(personal):
        names = ("name", "phone", "email", "address", "author_link")
        rows[CitizenDetails].append({"case_id": case_id, **dict(zip(names, personal, strict=True))})


def case_words(case: IncomingCase, number: str) -> str:
    """Return the words a case is found by: numbers, text, topic, place, recipient."""
    return search_words(" ".join(_searchable(case, number)))


def _searchable(case: IncomingCase, number: str) -> Iterator[str]:
    yield from (number, case.external_number, *(other for _, other in case.other_numbers))
    yield from (case.gist, case.clean_text, case.topic, case.settlement, case.street, case.house, case.recipient)


def _new_ids(connection: Connection, count: int) -> list[int]:
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
