"""Functions PostgreSQL has and SQLite has not, so that one SQL asks both stores."""

import sqlite3
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

_STEP: Final = timedelta(minutes=10)
_TEN_MINUTES: Final = 15  # characters of a stored moment: no zone changes its offset in between


def add_functions(connection: sqlite3.Connection) -> None:
    """Give a connection `timezone(zone, moment)` and `date_part('hour' | 'isodow', local)`, as PostgreSQL has them."""
    connection.create_function("timezone", 2, _timezone, deterministic=True)
    connection.create_function("date_part", 2, _date_part, deterministic=True)


def _timezone(zone: str, moment: str | None) -> str | None:
    """Return a stored UTC moment in local time, without its zone."""
    if moment is None:
        return None
    begins = _local_beginning(zone, moment[:_TEN_MINUTES])
    if begins is not None:
        return begins + moment[_TEN_MINUTES:]
    return (datetime.fromisoformat(moment) + _offset(zone, moment[:_TEN_MINUTES])).isoformat(" ", "microseconds")


@lru_cache(maxsize=65_536)
def _local_beginning(zone: str, ten_minutes: str) -> str | None:
    """Return the beginning of a local moment: thousands of cases share it. None where the offset is an odd one."""
    offset = _offset(zone, ten_minutes)
    if offset % _STEP:
        return None
    return (datetime.fromisoformat(f"{ten_minutes}0") + offset).isoformat(" ", "minutes")[:_TEN_MINUTES]


def _offset(zone: str, ten_minutes: str) -> timedelta:
    moment = datetime.fromisoformat(f"{ten_minutes}0").replace(tzinfo=UTC)
    return moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()


def _date_part(part: str, local: str | None) -> int | None:
    if local is None:
        return None
    if part == "hour":
        return int(local[11:13])
    if part == "isodow":  # 1 is Monday
        return _weekday(local[:10])
    raise ValueError(part)


@lru_cache(maxsize=4_096)
def _weekday(day: str) -> int:
    return date.fromisoformat(day).isoweekday()
