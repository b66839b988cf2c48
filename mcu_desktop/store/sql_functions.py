"""Functions PostgreSQL has and SQLite has not, so that one SQL asks both stores."""

import sqlite3
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

_TEN_MINUTES: Final = 15  # characters of a stored moment: no zone changes its offset in between


def add_functions(connection: sqlite3.Connection) -> None:
    """Give a connection `timezone(zone, moment)` and `date_part('hour' | 'isodow', local)`, as PostgreSQL has them."""
    connection.create_function("timezone", 2, _timezone, deterministic=True)
    connection.create_function("date_part", 2, _date_part, deterministic=True)


def _timezone(zone: str, moment: str | None) -> str | None:
    """Return a stored UTC moment in local time, without its zone."""
    if moment is None:
        return None
    local = datetime.fromisoformat(moment) + _offset(zone, moment[:_TEN_MINUTES])
    return local.isoformat(" ", "microseconds")


@lru_cache(maxsize=65_536)
def _offset(zone: str, ten_minutes: str) -> timedelta:
    moment = datetime.fromisoformat(f"{ten_minutes}0").replace(tzinfo=UTC)
    return moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()


def _date_part(part: str, local: str | None) -> int | None:
    if local is None:
        return None
    if part == "hour":
        return int(local[11:13])
    if part == "isodow":  # 1 is Monday
        return datetime.fromisoformat(local).isoweekday()
    raise ValueError(part)
