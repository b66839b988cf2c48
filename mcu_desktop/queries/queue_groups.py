"""The queue in groups: by the day of the deadline, by recipient, by topic."""

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mcu_desktop.queries.queue import QueueFilter, QueueRow, queue_condition, read_rows
from mcu_desktop.rules.russian import comparable
from mcu_desktop.rules.terms import GroupBy
from mcu_desktop.rules.working_calendar import WEEKDAYS
from mcu_desktop.store.reading import Reader, as_moment_or_none

_FIRST_PAGE = 100
# The key of a group beside each id, and its words where the key is none.
_KEYS = {
    GroupBy.DEADLINE_DAY: "c.control_date",
    GroupBy.RECIPIENT: "(SELECT r.title FROM responsible_recipients r WHERE r.id = c.recipient_id)",
    GroupBy.TOPIC: (
        "(SELECT CASE WHEN t.title = '' THEN t.group_title WHEN t.group_title = '' THEN t.title"
        " ELSE t.group_title || ' / ' || t.title END FROM topics t WHERE t.id = c.topic_id)"
    ),
}
_NO_KEY = {GroupBy.DEADLINE_DAY: "Срок не идёт", GroupBy.RECIPIENT: "Без получателя", GroupBy.TOPIC: "Без темы"}


@dataclass(frozen=True, slots=True)
class QueueGroup:
    """Cases that stand together: their first row in the queue, and how many they are."""

    title: str
    first_row: int
    count: int


@dataclass(frozen=True, slots=True)
class GroupedQueue:
    """All cases of a queue in their groups, and the rows of its beginning."""

    ids: "array[int]"
    groups: tuple[QueueGroup, ...]
    rows: dict[int, QueueRow]


def read_grouped_queue(reader: Reader, wanted: QueueFilter, *, now: datetime, zone: ZoneInfo) -> GroupedQueue:
    """Return the queue in the groups it is wanted in; within a group the order of the queue stays.

    Days stand in their order, titles in that of the alphabet; what has no day or title stands last.
    """
    if wanted.group_by is None:
        raise ValueError(wanted)
    where, order, parameters = queue_condition(reader, wanted, now=now, zone=zone)
    sql = f"SELECT c.id, {_KEYS[wanted.group_by]} FROM cases c WHERE {where} ORDER BY {order}"
    key_of = _day_of(zone) if wanted.group_by is GroupBy.DEADLINE_DAY else _title_of
    found: dict[object, list[int]] = {}
    for case_id, key in reader.rows(sql, **parameters):
        found.setdefault(key_of(key), []).append(case_id)
    ids: array[int] = array("q")
    groups = []
    for key in sorted(found, key=_place):
        groups.append(QueueGroup(_words(key) or _NO_KEY[wanted.group_by], len(ids), len(found[key])))
        ids.extend(found[key])
    return GroupedQueue(ids, tuple(groups), read_rows(reader, ids[:_FIRST_PAGE], now=now))


def _day_of(zone: ZoneInfo) -> Callable[[object], object]:
    def day(control_date: object) -> object:
        moment = as_moment_or_none(control_date)
        return None if moment is None else moment.astimezone(zone).date()

    return day


def _title_of(title: object) -> object:
    return title or None


def _place(key: object) -> tuple[bool, str]:
    return key is None, key.isoformat() if isinstance(key, date) else comparable(str(key))


def _words(key: object) -> str:
    if isinstance(key, date):
        return f"{key:%d.%m.%Y}, {WEEKDAYS[key.weekday()]}"
    return "" if key is None else str(key)
