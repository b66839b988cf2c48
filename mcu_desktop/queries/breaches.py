"""The register of breaches: cases whose answer came after its legal deadline, and why."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mcu_desktop.queries.local_days import within_days
from mcu_desktop.queries.queue import ALL_BLOCKS, block_condition
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.store.reading import Reader, Row, as_moment, as_moment_or_none

MOST_SHOWN = 500
_LATE = (
    " FROM case_deadlines d JOIN cases c ON c.id = d.case_id LEFT JOIN breaches b ON b.case_id = c.id"
    " LEFT JOIN sector_blocks s ON s.id = c.sector_block_id"
    " LEFT JOIN responsible_recipients p ON p.id = c.recipient_id"
    " WHERE d.settled_at > d.legal_deadline AND d.stage = 'final_answer'"
)


@dataclass(frozen=True, slots=True)
class BreachFilter:
    """Which breaches: of answers given on these local days, both inclusive, None for all; block as in the queue."""

    answered_from: date | None = None
    answered_to: date | None = None
    block: str = ALL_BLOCKS


@dataclass(frozen=True, slots=True)
class BreachLine:
    """One late answer; moments are UTC. The reason is empty until a person has said it."""

    case_id: int
    number: str
    block: str
    recipient: str
    deadline: datetime
    answered_at: datetime
    closed_at: datetime | None
    reason: str

    @property
    def late_by(self) -> timedelta:
        """How long after its deadline the answer came."""
        return self.answered_at - self.deadline


@dataclass(frozen=True, slots=True)
class Register:
    """The first 500 breaches, and how many there are of all and without a reason; what is offered to choose."""

    lines: tuple[BreachLine, ...]
    count: int
    without_reason: int
    reasons: tuple[str, ...]
    blocks: tuple[tuple[str, str], ...]  # code, title


def read_register(reader: Reader, wanted: BreachFilter) -> Register:
    """Return the breaches, those without a reason first, then the latest; by the index of late terms alone."""
    condition, parameters = _condition(reader, wanted)
    [(count, without_reason)] = reader.rows(
        "SELECT count(*), sum(CASE WHEN b.case_id IS NULL THEN 1 ELSE 0 END)" + _LATE + condition, **parameters
    )
    rows = reader.rows(
        "SELECT c.id, c.number, coalesce(s.short_title, ''), coalesce(p.title, ''), d.legal_deadline, d.settled_at,"
        " c.closed_at, coalesce(b.reason, '')" + _LATE + condition +
        " ORDER BY b.case_id IS NOT NULL, d.settled_at DESC, c.id LIMIT :most",
        **parameters,
        most=MOST_SHOWN,
    )  # fmt: skip
    lines = [BreachLine(*_typed(row)) for row in rows]
    reasons = tuple(str(row[0]) for row in reader.rows("SELECT title FROM breach_reasons ORDER BY id"))
    blocks = reader.rows("SELECT code, short_title FROM sector_blocks ORDER BY position")
    return Register(tuple(lines), count, without_reason or 0, reasons, tuple((row[0], row[1]) for row in blocks))


def _typed(row: Row) -> Row:
    return (*row[:4], as_moment(row[4]), as_moment(row[5]), as_moment_or_none(row[6]), row[7])


def _condition(reader: Reader, wanted: BreachFilter) -> tuple[str, dict[str, object]]:
    zone = read_zone(reader)
    clauses, parameters = block_condition(wanted.block)
    answered, days = within_days("d.settled_at", wanted.answered_from, wanted.answered_to, zone, name="answered")
    return "".join(f" AND {clause}" for clause in (*clauses, *answered)), parameters | days
