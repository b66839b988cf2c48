"""What the terms of stored cases are reckoned from, and the terms as they stand."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mcu_desktop.rules.case_terms import CaseFacts
from mcu_desktop.rules.pauses import Pause
from mcu_desktop.rules.terms import CaseKind, TermStage
from mcu_desktop.rules.time_limits import CaseTraits
from mcu_desktop.store.reading import Reader, Row, as_day_or_none, as_moment, as_moment_or_none

_FACTS = """
    SELECT c.id, ch.code, c.kind, c.fast_track, c.important, coalesce(t.group_title, ''), coalesce(t.title, ''),
           c.received_at, c.registered_at, c.interim_answered_at, c.answered_at, c.closed_at, c.promised_on,
           coalesce(e.days, 0), c.sector_block_id IS NOT NULL OR c.recipient_id IS NOT NULL, c.number,
           c.nearest_stage, c.legal_deadline, c.control_date, c.due_soon_at
    FROM cases c JOIN channels ch ON ch.id = c.channel_id
    LEFT JOIN topics t ON t.id = c.topic_id LEFT JOIN case_extensions e ON e.case_id = c.id
"""
_TERMS = """
    SELECT d.id, d.case_id, d.stage, d.title, d.time_limit_id, d.started_at, d.legal_deadline, d.control_date,
           d.due_soon_at, d.settled_at
    FROM case_deadlines d
"""


@dataclass(frozen=True, slots=True)
class StoredTerm:
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


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case with its facts, its terms and what its line of the queue shows."""

    case_id: int
    number: str
    facts: CaseFacts
    terms: tuple[StoredTerm, ...]
    nearest_stage: TermStage | None
    legal_deadline: datetime | None
    control_date: datetime | None
    due_soon_at: datetime | None


def read_open_ids(reader: Reader) -> list[int]:
    """Return the ids of all open cases."""
    return [row[0] for row in reader.rows("SELECT id FROM cases WHERE closed_at IS NULL ORDER BY id")]


def read_stored_cases(reader: Reader, ids: Sequence[int], *, only_open: bool) -> list[StoredCase]:
    """Return the wanted cases between the first and the last of the ids (ascending, some thousands at most)."""
    if not ids:
        return []
    bounds = {"first": ids[0], "last": ids[-1]}
    of_open = " AND c.closed_at IS NULL" if only_open else ""
    within = f" WHERE c.id BETWEEN :first AND :last{of_open}"
    terms: dict[int, list[StoredTerm]] = defaultdict(list)
    for row in reader.rows(f"{_TERMS} JOIN cases c ON c.id = d.case_id{within} ORDER BY d.id", **bounds):
        terms[row[1]].append(_stored_term(row))
    pauses: dict[int, list[Pause]] = defaultdict(list)
    for case_id, started_at, ended_at in reader.rows(
        "SELECT case_id, started_at, ended_at FROM case_pauses WHERE case_id BETWEEN :first AND :last"
        " ORDER BY started_at",
        **bounds,
    ):
        pauses[case_id].append(Pause(as_moment(started_at), as_moment_or_none(ended_at)))
    wanted = set(ids)
    return [
        _stored_case(row, tuple(terms[row[0]]), tuple(pauses[row[0]]))
        for row in reader.rows(f"{_FACTS}{within} ORDER BY c.id", **bounds)
        if row[0] in wanted
    ]


def _stored_term(row: Row) -> StoredTerm:
    return StoredTerm(row[0], TermStage(row[2]), row[3], row[4], as_moment(row[5]), *map(as_moment_or_none, row[6:10]))


def _stored_case(row: Row, terms: tuple[StoredTerm, ...], pauses: tuple[Pause, ...]) -> StoredCase:
    registered_at = as_moment(row[8])
    promised_on: date | None = as_day_or_none(row[12])
    promise = next((term for term in terms if term.stage is TermStage.PROMISE), None)
    facts = CaseFacts(
        traits=CaseTraits(
            channel_code=row[1],
            kind=CaseKind(row[2]),
            fast_track=bool(row[3]),
            important=bool(row[4]),
            topic_group=row[5],
            topic=row[6],
        ),
        received_at=as_moment(row[7]),
        registered_at=registered_at,
        placed_at=_placed_at(terms, registered_at) if row[14] else None,
        interim_answered_at=as_moment_or_none(row[9]),
        answered_at=as_moment_or_none(row[10]),
        closed_at=as_moment_or_none(row[11]),
        promised_on=promised_on,
        promised_at=None if promise is None else promise.started_at,
        pauses=pauses,
        extension_days=row[13],
    )
    nearest = None if row[16] is None else TermStage(row[16])
    return StoredCase(row[0], row[15], facts, terms, nearest, *map(as_moment_or_none, row[17:20]))


def _placed_at(terms: Sequence[StoredTerm], registered_at: datetime) -> datetime:
    """Return since when it is known who answers: as it was noted, else since the registration."""
    noted = next((term.settled_at for term in terms if term.stage is TermStage.FORWARDING), None)
    return noted or registered_at
