"""The queue in groups: by the day of the deadline, by recipient, by topic."""

from array import array
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from mcu_desktop.queries.queue import read_rows
from mcu_desktop.queries.queue_list import ListedQueue, QueueGroup
from mcu_desktop.rules.russian import comparable
from mcu_desktop.rules.terms import GroupBy
from mcu_desktop.rules.working_calendar import WEEKDAYS
from mcu_desktop.store.reading import Reader, Row, as_moment

_FIRST_PAGE = 100
_HOUR = len("2026-10-12 07")
_TITLES = {
    GroupBy.RECIPIENT: "SELECT id, title FROM responsible_recipients",
    GroupBy.TOPIC: (
        "SELECT id, CASE WHEN title = '' THEN group_title WHEN group_title = '' THEN title"
        " ELSE group_title || ' / ' || title END FROM topics"
    ),
}
_NO_KEY = {GroupBy.DEADLINE_DAY: "Срок не идёт", GroupBy.RECIPIENT: "Без получателя", GroupBy.TOPIC: "Без темы"}
_Name = date | str | None  # a day or a title; None is neither


def in_groups(
    reader: Reader, by: GroupBy, portions: Iterable[list[Row]], *, now: datetime, zone: ZoneInfo
) -> ListedQueue:
    """Return cases (id and key, in the order of the queue) in their groups; within a group the order stays.

    Days stand in their order, titles in that of the alphabet; what has no day or title stands last.
    """
    name_of = _Days(zone).name if by is GroupBy.DEADLINE_DAY else _titles(reader, by).__getitem__
    found: defaultdict[_Name, array[int]] = defaultdict(partial(array, "q"))
    for rows in portions:
        for case_id, key in rows:
            found[name_of(key)].append(case_id)
    ids: array[int] = array("q")
    groups = []
    for name in sorted(found, key=_place):
        of_group = found.pop(name)
        groups.append(QueueGroup(_words(name) or _NO_KEY[by], len(ids), len(of_group)))
        ids.extend(of_group)
    return ListedQueue(ids, tuple(groups), read_rows(reader, ids[:_FIRST_PAGE], now=now))


class _Days:
    """Says the local day of a moment, and reckons it once for all moments of an hour."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._known: dict[object, date] = {}

    def name(self, moment: Any) -> _Name:
        if moment is None:
            return None
        hour = moment[:_HOUR] if isinstance(moment, str) else moment.replace(minute=0, second=0, microsecond=0)
        day = self._known.get(hour)
        if day is None:
            in_utc = as_moment(moment)
            local = in_utc.astimezone(self._zone)
            day = local.date()
            if local.minute == in_utc.minute:  # else a midnight may lie within the hour
                self._known[hour] = day
        return day


def _titles(reader: Reader, by: GroupBy) -> dict[Any, _Name]:
    return {None: None} | {key: title or None for key, title in reader.rows(_TITLES[by])}


def _place(name: _Name) -> tuple[bool, str]:
    return name is None, name.isoformat() if isinstance(name, date) else comparable(str(name))


def _words(name: _Name) -> str:
    if isinstance(name, date):
        return f"{name:%d.%m.%Y}, {WEEKDAYS[name.weekday()]}"
    return name or ""
