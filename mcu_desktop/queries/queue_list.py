"""All cases of a queue, as it is listed: their ids in their order, whole or in groups."""

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from mcu_desktop.queries.queue import QueueFilter, QueueRow, queue_condition
from mcu_desktop.rules.terms import GroupBy
from mcu_desktop.store.reading import Reader, Row

AT_ONCE = 20_000  # cases: so many are a quick question
_KEYS = {
    GroupBy.DEADLINE_DAY: "c.control_date",
    GroupBy.RECIPIENT: "c.recipient_id",
    GroupBy.TOPIC: "c.topic_id",
    None: "NULL",
}


@dataclass(frozen=True, slots=True)
class QueueGroup:
    """Cases that stand together: their first row in the queue, and how many they are."""

    title: str
    first_row: int
    count: int


@dataclass(frozen=True, slots=True)
class ListedQueue:
    """All cases of a queue, eight bytes each; in groups, with the rows of their beginning."""

    ids: "array[int]"
    groups: tuple[QueueGroup, ...] = ()
    rows: dict[int, QueueRow] | None = None


def list_short_queue(reader: Reader, wanted: QueueFilter, *, now: datetime, zone: ZoneInfo) -> ListedQueue | None:
    """Return a queue of at most AT_ONCE cases, in one question; None where it is longer."""
    sql, parameters = _question(reader, wanted, now=now, zone=zone)
    rows = reader.rows(f"{sql} LIMIT :at_most", **parameters, at_most=AT_ONCE + 1)
    return None if len(rows) > AT_ONCE else _listed(reader, wanted, [rows], now=now, zone=zone)


def list_queue(
    reader: Reader, wanted: QueueFilter, *, now: datetime, zone: ZoneInfo, step: Callable[[], object]
) -> ListedQueue:
    """Return a queue of any length. It is read portion by portion, `step` is called after each of them."""
    sql, parameters = _question(reader, wanted, now=now, zone=zone)

    def portions() -> Iterator[list[Row]]:
        for rows in reader.portions(sql, AT_ONCE, **parameters):
            yield rows
            step()

    return _listed(reader, wanted, portions(), now=now, zone=zone)


def _question(reader: Reader, wanted: QueueFilter, *, now: datetime, zone: ZoneInfo) -> tuple[str, dict[str, object]]:
    where, order, parameters = queue_condition(reader, wanted, now=now, zone=zone)
    return f"SELECT c.id, {_KEYS[wanted.group_by]} FROM cases c WHERE {where} ORDER BY {order}", parameters


def _listed(
    reader: Reader, wanted: QueueFilter, portions: Iterable[list[Row]], *, now: datetime, zone: ZoneInfo
) -> ListedQueue:
    if wanted.group_by is not None:
        from mcu_desktop.queries.queue_groups import in_groups

        return in_groups(reader, wanted.group_by, portions, now=now, zone=zone)
    ids: array[int] = array("q")
    for rows in portions:
        ids.extend([row[0] for row in rows])
    return ListedQueue(ids)
