"""A case as it was before a deed, whole enough to be put back; personal data are not in it."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from mcu_desktop.models.base import Base
from mcu_desktop.models.case_terms import Breach, CaseDeadline, CaseExtension, CasePause
from mcu_desktop.models.case_work import CaseAnswer, CaseLink, CaseTag
from mcu_desktop.models.cases import Case, CaseText
from mcu_desktop.rules.terms import TermStage
from mcu_desktop.store.asking import rows_together

BEFORE = "before"  # of `Session.info`: snapshots by case
_KEPT_OF_CASE = (
    "version",
    "gist",
    "topic_id",
    "sector_block_id",
    "route_reason",
    "recipient_id",
    "settlement",
    "street",
    "house",
    "latitude",
    "longitude",
    "important",
    "fast_track",
    "state",
    "own_fields",
    "interim_answered_at",
    "answered_at",
    "closed_at",
    "outcome",
    "satisfaction",
    "satisfaction_reason",
    "conflict",
    "formal_answer",
    "reopened",
    "promised_on",
)
_ROWS: tuple[type[Base], ...] = (CaseTag, CaseLink, CaseAnswer, CasePause, CaseExtension, Breach, CaseDeadline)
_TEXTS = CaseText.__table__
Snapshot = dict[str, Any]


def remember(session: Session, case_ids: Sequence[int]) -> None:
    """Keep the cases as they are now, once in a transaction; call it before anything is changed."""
    known: dict[int, Snapshot] = session.info.setdefault(BEFORE, {})
    wanted = [case_id for case_id in case_ids if case_id not in known]
    if wanted:
        session.flush()
        known.update(_read(session, wanted))


def put_back(session: Session, case_id: int, before: Snapshot) -> None:
    """Give a case the facts of a snapshot; its terms are to be reckoned anew afterwards."""
    case = session.get_one(Case, case_id)
    for name in _KEPT_OF_CASE[1:]:
        if name in before["case"]:  # a snapshot of an older program knows fewer
            setattr(case, name, before["case"][name])
    text = session.get_one(CaseText, case_id)
    if text.answer_text != before["answer_text"]:
        text.answer_text = before["answer_text"]
    session.flush()
    for record in _ROWS:
        _put_rows_back(session, record, _of_cases(record, [case_id]), before[record.__tablename__])


def packed(snapshot: Snapshot) -> str:
    """Return a snapshot as JSON; days and moments keep their kind."""
    return json.dumps(snapshot, ensure_ascii=False, default=_packed_value)


def unpacked(text: str) -> Snapshot:
    """Return the snapshot of a JSON text."""
    snapshot: Snapshot = json.loads(text, object_hook=_unpacked_object)
    return snapshot


def _read(session: Session, case_ids: Sequence[int]) -> dict[int, Snapshot]:
    columns = [Case.__table__.c[name] for name in _KEPT_OF_CASE]
    cases, texts, *others = rows_together(
        session,
        [
            select(Case.__table__.c.id, *columns).where(Case.__table__.c.id.in_(case_ids)),
            select(_TEXTS.c.case_id, _TEXTS.c.answer_text).where(_TEXTS.c.case_id.in_(case_ids)),
            *(select(record.__table__).where(_of_cases(record, case_ids)) for record in _ROWS),
        ],
    )
    found: dict[int, Snapshot] = {row.pop("id"): {"case": row} for row in cases}
    for row in texts:
        found[row["case_id"]]["answer_text"] = row["answer_text"]
    for record, rows in zip(_ROWS, others, strict=True):
        of_case: dict[int, list[Snapshot]] = defaultdict(list)
        for row in rows:
            for case_id in {row["case_id"], row.get("other_id", row["case_id"])}:
                of_case[case_id].append(row)
        for case_id, snapshot in found.items():
            snapshot[record.__tablename__] = of_case[case_id]
    return found


def _of_cases(record: type[Base], case_ids: Sequence[int]) -> Any:
    """Return the condition for the rows that a deed on the cases may change."""
    columns = record.__table__.c
    of_case = columns.case_id.in_(case_ids)
    if record is CaseLink:  # it lies with the later of its two cases
        return or_(of_case, columns.other_id.in_(case_ids))
    return and_(of_case, columns.stage == TermStage.TASK) if record is CaseDeadline else of_case


def _put_rows_back(session: Session, record: type[Base], condition: Any, rows: list[Snapshot]) -> None:
    """Change what differs alone: a row that stays is not touched, so that history shows what was taken back."""
    keys = [column.name for column in record.__table__.primary_key]
    stored = {
        tuple(row[key] for key in keys): dict(row)
        for row in session.execute(select(record.__table__).where(condition)).mappings()
    }
    wanted = {tuple(row[key] for key in keys): row for row in rows}
    for known in stored.keys() - wanted.keys():
        session.execute(_of_key(delete(record), record, keys, known))
    for known, row in wanted.items():
        if known not in stored:
            session.execute(insert(record), [row])
        elif differing := {name: value for name, value in row.items() if stored[known][name] != value}:
            session.execute(_of_key(update(record), record, keys, known).values(differing))


def _of_key(statement: Any, record: type[Base], keys: list[str], known: tuple[Any, ...]) -> Any:
    of_row = and_(*(record.__table__.c[key] == value for key, value in zip(keys, known, strict=True)))
    return statement.where(of_row).execution_options(synchronize_session=False)


def _packed_value(value: object) -> object:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    raise TypeError(value)


def _unpacked_object(found: dict[str, Any]) -> Any:
    if found.keys() == {"moment"}:
        return datetime.fromisoformat(found["moment"])
    if found.keys() == {"day"}:
        return date.fromisoformat(found["day"])
    return found
