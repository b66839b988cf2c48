"""The queue of cases: which ids in which order, and the rows of a page."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from mcu_desktop.queries.local_days import within_days
from mcu_desktop.queries.sight import SEES_ONE_BLOCK, OwnBlock, own_block, sees_still
from mcu_desktop.rules.deadlines import standing
from mcu_desktop.rules.russian import other_layout
from mcu_desktop.rules.terms import GroupBy, Standing, TermStage
from mcu_desktop.store.reading import Reader, Row, as_moment, as_moment_or_none, in_list

if TYPE_CHECKING:
    from mcu_desktop.rules.measures import CaseSlice

ALL_BLOCKS = "all"
UNMAPPED = "unmapped"


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What the queue shows. Block is a code, ALL_BLOCKS or UNMAPPED; standing None means all open.

    With an intake batch it is what that intake brought, and with a figure what it counts, open or closed already.
    """

    block: str = ALL_BLOCKS
    standing: Standing | None = None
    channel_code: str | None = None
    received_from: date | None = None
    received_to: date | None = None
    search: str = ""
    intake_batch: int | None = None
    due_from: date | None = None  # local days of the control date, both inclusive
    due_to: date | None = None
    without_recipient: bool = False
    broken_promise: bool = False
    figure: "CaseSlice | None" = None
    group_by: GroupBy | None = None  # how the same cases stand; which they are does not hang on it


class QueueRow(NamedTuple):  # made by hundreds for a page: five times sooner than a frozen dataclass
    """One case, as the queue shows it; moments are UTC."""

    case_id: int
    number: str
    source_number: str
    channel: str
    text: str  # gist, or the beginning of the citizen's words
    topic: str
    place: str
    recipient: str
    block: str  # short title, empty where not mapped
    received_at: datetime
    legal_deadline: datetime | None
    control_date: datetime | None
    standing: Standing
    important: bool
    fast_track: bool
    stage: TermStage | None  # which term is the nearest


_COLUMNS = """
    SELECT c.id, c.number, c.source_number, ch.title,
           CASE WHEN c.gist <> '' THEN c.gist ELSE c.excerpt END,
           CASE WHEN t.title <> '' THEN t.title ELSE coalesce(t.group_title, '') END,
           c.settlement, c.street, c.house, coalesce(r.title, ''), coalesce(b.short_title, ''),
           c.received_at, c.legal_deadline, c.control_date, c.due_soon_at, c.closed_at, c.important, c.fast_track,
           c.nearest_stage
    FROM cases c
    JOIN channels ch ON ch.id = c.channel_id
    LEFT JOIN topics t ON t.id = c.topic_id
    LEFT JOIN responsible_recipients r ON r.id = c.recipient_id
    LEFT JOIN sector_blocks b ON b.id = c.sector_block_id
"""
_STAGES = {str(stage): stage for stage in TermStage}  # twice as quick as to call the enumeration
_OF_STANDING: dict[Standing | None, str] = {
    None: "c.closed_at IS NULL",
    Standing.OVERDUE: "c.closed_at IS NULL AND c.legal_deadline < :now",
    Standing.DUE_SOON: "c.closed_at IS NULL AND c.due_soon_at <= :now AND c.legal_deadline >= :now",
    Standing.IN_TIME: "c.closed_at IS NULL AND (c.due_soon_at IS NULL OR c.due_soon_at > :now)",
    Standing.CLOSED: "c.closed_at IS NOT NULL",
}


def read_first_page(
    reader: Reader, wanted: QueueFilter, *, now: datetime, zone: ZoneInfo, limit: int = 100
) -> tuple[QueueRow, ...]:
    """Return the first rows of the queue, without counting the rest."""

    def page(wanted: QueueFilter, own: OwnBlock | None) -> tuple[QueueRow, ...]:
        where, order, parameters = queue_condition(reader, wanted, now=now, zone=zone, first=limit, own=own)
        rows = reader.rows(_page_sql(where, order), **parameters, page_size=limit)
        return tuple([_queue_row(row, now) for row in rows])

    own = own_block(reader)
    if own is not None and wanted.block in {ALL_BLOCKS, own.code}:
        # The same cases; but along the queue of all blocks the server would pass by every case of the others.
        rows = page(replace(wanted, block=own.code), own)
        if rows or sees_still(reader, own):
            return rows
    return page(wanted, None)


@lru_cache(maxsize=64)
def _page_sql(where: str, order: str) -> str:
    """Return one and the same text each time: the store knows it at a glance."""
    return f"{_COLUMNS} WHERE {where} ORDER BY {order} LIMIT :page_size"


def read_case_ids(reader: Reader, wanted: QueueFilter, *, now: datetime, zone: ZoneInfo) -> "array[int]":
    """Return the ids of all cases of the queue, in its order."""
    where, order, parameters = queue_condition(reader, wanted, now=now, zone=zone)
    sql = f"SELECT c.id FROM cases c WHERE {where} ORDER BY {order}"
    return array("q", [row[0] for row in reader.rows(sql, **parameters)])


def count_cases(reader: Reader, wanted: QueueFilter, *, now: datetime, zone: ZoneInfo, at_most: int) -> int:
    """Return how many cases the queue has, counted no further than wanted."""
    where, _order, parameters = queue_condition(reader, wanted, now=now, zone=zone)
    sql = f"SELECT count(*) FROM (SELECT 1 FROM cases c WHERE {where} LIMIT :at_most) found"
    return int(reader.rows(sql, **parameters, at_most=at_most)[0][0])


def find_other_search(reader: Reader, wanted: QueueFilter, *, now: datetime, zone: ZoneInfo) -> str:
    """Return what was meant where the search finds nothing: the other keyboard layout, a typo of one letter, or both.

    Empty where that finds nothing either.
    """
    from mcu_desktop.queries.search import find_instead

    typed = wanted.search
    layout = other_layout(typed) if typed.isascii() else ""

    def finds(text: str) -> bool:
        return bool(text.strip() and read_first_page(reader, replace(wanted, search=text), now=now, zone=zone, limit=1))

    if finds(layout):
        return layout
    for text in (typed, layout):
        instead = find_instead(reader, text) if text else ""
        if finds(instead):
            return instead
    return ""


def read_rows(reader: Reader, case_ids: Sequence[int], *, now: datetime) -> dict[int, QueueRow]:
    """Return the rows of the given cases (a page of at most some hundred), by id."""
    if not case_ids:
        return {}
    ids, parameters = in_list("id", case_ids)
    rows = reader.rows(f"{_COLUMNS} WHERE c.id IN {ids}", **parameters)
    return {row[0]: _queue_row(row, now) for row in rows}


def block_condition(block: str) -> tuple[list[str], dict[str, object]]:
    """Return the condition on `cases c` for a block's code, ALL_BLOCKS or UNMAPPED."""
    if block == ALL_BLOCKS:
        return [], {}
    if block == UNMAPPED:
        return ["c.sector_block_id IS NULL"], {}
    return ["c.sector_block_id = (SELECT id FROM sector_blocks WHERE code = :block)"], {"block": block}


def queue_condition(
    reader: Reader,
    wanted: QueueFilter,
    *,
    now: datetime,
    zone: ZoneInfo,
    first: int | None = None,
    own: OwnBlock | None = None,
) -> tuple[str, str, dict[str, object]]:
    """Return the condition on `cases c`, the order and the parameters of a queue.

    `first` is how many of its first cases alone are wanted, and `own` the one block that the reader sees: a queue of
    it may be asked for, it gives nothing where the reader has come to see others.
    """
    found: list[str] = []
    more: dict[str, object] = {}
    if wanted.search.strip():
        wanted, found, more = _searching()(reader, wanted, first=first, whole=ALL_BLOCKS if own is None else own.code)
    if own is not None:
        found, more = [*found, SEES_ONE_BLOCK], more | {"own_block": own.block_id}
    clauses, parameters = _of_bar(wanted, now=now, zone=zone)
    order = "c.closed_at DESC, c.id DESC" if wanted.standing is Standing.CLOSED else "c.queue_moment, c.id"
    return " AND ".join((*clauses, *found)) or "1 = 1", order, parameters | more


@cache
def _searching() -> Callable[..., tuple[QueueFilter, list[str], dict[str, object]]]:
    """Return what understands a search: loaded with the first one, the window starts without it."""
    from mcu_desktop.queries.queue_search import searched

    return searched


def is_of_closed(wanted: QueueFilter) -> bool | None:
    """Return whether a queue is of closed cases; None where it may be of both."""
    of_both = wanted.intake_batch is not None or wanted.figure is not None
    return None if wanted.standing is None and of_both else wanted.standing is Standing.CLOSED


def _of_bar(wanted: QueueFilter, *, now: datetime, zone: ZoneInfo) -> tuple[list[str], dict[str, object]]:
    clauses = [] if is_of_closed(wanted) is None else [_OF_STANDING[wanted.standing]]
    parameters: dict[str, object] = {"now": now} if clauses and ":now" in clauses[0] else {}
    if wanted.intake_batch is not None:
        clauses.append("c.intake_batch_id = :batch")
        parameters["batch"] = wanted.intake_batch
    of_block, more = block_condition(wanted.block)
    clauses += of_block
    parameters |= more
    if wanted.channel_code is not None:
        clauses.append("c.channel_id = (SELECT id FROM channels WHERE code = :channel)")
        parameters["channel"] = wanted.channel_code
    received = within_days("c.received_at", wanted.received_from, wanted.received_to, zone, name="received")
    for narrowed, more in (received, _narrowing(wanted, now=now, zone=zone)):
        clauses += narrowed
        parameters |= more
    return clauses, parameters


def _narrowing(wanted: QueueFilter, *, now: datetime, zone: ZoneInfo) -> tuple[list[str], dict[str, object]]:
    """Return the conditions of what other screens have led to."""
    clauses, parameters = within_days("c.queue_moment", wanted.due_from, wanted.due_to, zone, name="due")
    if wanted.without_recipient:
        clauses.append("c.recipient_id IS NULL")
    if wanted.broken_promise:
        clauses.append(
            "c.id IN (SELECT d.case_id FROM case_deadlines d"
            " WHERE d.settled_at IS NULL AND d.stage = 'promise' AND d.control_date < :moment)"
        )
        parameters["moment"] = now
    if wanted.figure is not None:
        from mcu_desktop.queries.case_slice import slice_condition

        of_figure, more = slice_condition(wanted.figure, now=now, zone=zone)
        clauses += of_figure
        parameters |= more
    return clauses, parameters


def _queue_row(row: Row, now: datetime) -> QueueRow:
    legal, control, due_soon, closed = map(as_moment_or_none, row[12:16])
    return QueueRow(
        row[0],
        row[1],
        row[2] or "",
        row[3],
        row[4],
        row[5],
        ", ".join(filter(None, row[6:9])),
        row[9],
        row[10],
        as_moment(row[11]),
        legal,
        control,
        standing(now, legal_deadline=legal, due_soon_at=due_soon, closed_at=closed),
        bool(row[16]),
        bool(row[17]),
        _STAGES.get(row[18]),
    )
