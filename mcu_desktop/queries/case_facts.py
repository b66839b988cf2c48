"""What the terms of stored cases are reckoned from, and the terms as they stand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeVar

from mcu_desktop.rules.case_terms import CaseFacts, CaseTerm
from mcu_desktop.rules.pauses import Pause
from mcu_desktop.rules.terms import CaseKind, TermStage
from mcu_desktop.rules.time_limits import CaseTraits
from mcu_desktop.store.reading import Reader, Row, as_day_or_none, as_moment, as_moment_or_none

_CASES = """
    SELECT c.id, ch.code, c.kind, c.fast_track, c.important, coalesce(t.group_title, ''), coalesce(t.title, ''),
           c.received_at, c.registered_at, c.interim_answered_at, c.answered_at, c.closed_at, c.promised_on,
           coalesce(e.days, 0), c.sector_block_id IS NOT NULL OR c.recipient_id IS NOT NULL, c.number,
           c.nearest_stage, c.legal_deadline, c.control_date, c.due_soon_at,
           d.id, d.stage, d.title, d.time_limit_id, d.started_at, d.legal_deadline, d.control_date, d.due_soon_at,
           d.settled_at
    FROM cases c JOIN channels ch ON ch.id = c.channel_id
    LEFT JOIN topics t ON t.id = c.topic_id LEFT JOIN case_extensions e ON e.case_id = c.id
    LEFT JOIN case_deadlines d ON d.case_id = c.id
    WHERE c.id BETWEEN :first AND :last
"""
# Deadlines fall on ends of days: of thousands of cases most have one of a few hundred.
_deadline = lru_cache(maxsize=4_096)(as_moment_or_none)
# A term mostly starts with the receiving or the registration of its own case.
_moment = lru_cache(maxsize=16)(as_moment)
_OF_TERM = 20  # the column with which the term begins
_term_id = itemgetter(_OF_TERM)  # a case's few terms are ordered here, quicker than by the store
_STAGES = {str(stage): stage for stage in TermStage}  # quicker than to call the enumeration
_KINDS = {str(kind): kind for kind in CaseKind}


class StoredTerm(NamedTuple):
    """One term as the store has it; moments are UTC."""

    term_id: int
    stage: TermStage
    title: str
    limit_id: int | None
    started_at: datetime
    legal_deadline: datetime | None
    control_date: datetime | None
    due_soon_at: datetime | None
    settled_at: datetime | None


AnyTerm = TypeVar("AnyTerm", CaseTerm, StoredTerm)


class StoredCase(NamedTuple):
    """A case with its facts, its terms and what its line of the queue shows."""

    case_id: int
    number: str
    facts: CaseFacts
    terms: tuple[StoredTerm, ...]
    nearest_stage: TermStage | None
    legal_deadline: datetime | None
    control_date: datetime | None
    due_soon_at: datetime | None


def read_open_ids(reader: Reader, *, hold: bool = False) -> list[int]:
    """Return the ids of all open cases; on wish held until the end of the deed, so that nobody closes one meanwhile."""
    sql = "SELECT id FROM cases WHERE closed_at IS NULL ORDER BY id"
    if hold and reader.dialect == "postgresql":  # a deed on an embedded store is alone anyway
        sql += " FOR UPDATE"
    return [row[0] for row in reader.rows(sql)]


def read_stored_cases(reader: Reader, ids: Sequence[int], *, only_open: bool) -> list[StoredCase]:
    """Return the wanted cases between the first and the last of the ids (ascending, some thousands at most)."""
    if not ids:
        return []
    bounds = {"first": ids[0], "last": ids[-1]}
    pauses: dict[int, list[Pause]] = defaultdict(list)
    for case_id, started_at, ended_at in reader.rows(
        "SELECT case_id, started_at, ended_at FROM case_pauses WHERE case_id BETWEEN :first AND :last"
        " ORDER BY started_at",
        **bounds,
    ):
        pauses[case_id].append(Pause(as_moment(started_at), as_moment_or_none(ended_at)))
    wanted = set(ids)
    of_open = " AND c.closed_at IS NULL" if only_open else ""
    rows = reader.rows(f"{_CASES}{of_open} ORDER BY c.id", **bounds)
    return [
        _stored_case(sorted(of_case, key=_term_id), tuple(pauses.get(case_id, ())))
        for case_id, of_case in groupby(rows, itemgetter(0))
        if case_id in wanted
    ]


def _stored_term(row: Row) -> StoredTerm:
    moments = map(_deadline, row[_OF_TERM + 5 : _OF_TERM + 9])
    term_id, stage, title, limit_id, started_at = row[_OF_TERM : _OF_TERM + 5]
    return StoredTerm(term_id, _STAGES[stage], title, limit_id, _moment(started_at), *moments)


def _stored_case(rows: list[Row], pauses: tuple[Pause, ...]) -> StoredCase:
    """Return a case from its rows, one for each term; a case without terms has one row without."""
    row = rows[0]
    received_at, registered_at = _moment(row[7]), _moment(row[8])
    terms = tuple([_stored_term(found) for found in rows if found[_OF_TERM] is not None])
    promise = term_of_stage(terms, TermStage.PROMISE)
    forwarding = term_of_stage(terms, TermStage.FORWARDING) if row[14] else None
    promised_at = None if promise is None else promise.started_at
    # Since when it is known who answers: as it was noted, else since the registration.
    placed_at = ((forwarding and forwarding.settled_at) or registered_at) if row[14] else None
    traits = CaseTraits(row[1], _KINDS[row[2]], bool(row[3]), bool(row[4]), row[5], row[6])
    interim, answered, closed = map(as_moment_or_none, row[9:12])
    facts = CaseFacts(
        traits,
        received_at,
        registered_at,
        placed_at,
        interim,
        answered,
        closed,
        as_day_or_none(row[12]),
        promised_at,
        pauses,
        row[13],
    )
    nearest = None if row[16] is None else _STAGES[row[16]]
    return StoredCase(row[0], row[15], facts, terms, nearest, *map(_deadline, row[17:20]))


def term_of_stage(terms: Iterable[AnyTerm], stage: TermStage) -> AnyTerm | None:
    """Return the first term of a stage."""
    for term in terms:
        if term.stage is stage:
            return term
    return None
