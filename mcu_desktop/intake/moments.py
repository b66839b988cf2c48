"""Moments and durations of foreign files: a short list of forms, never a guess."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z|[+-]\d\d(?::?\d\d)?))?)?")
_RUSSIAN = re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4})(?:,? (\d\d?):(\d\d)(?::(\d\d))?)?")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_DURATION = re.compile(r"(?:(\d{1,5}) days?,? )?(\d{1,6}):(\d\d):(\d\d)(?:[.,]\d+)?")
_EXCEL_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 -- a table's serial number knows no zone
_EXCEL_LAST_DAY = 2_958_465  # 31.12.9999
_FIRST_YEAR = 2000
_IN_FUTURE = timedelta(days=1)


def parse_moment(value: object, zone: ZoneInfo, *, now: datetime) -> datetime:
    """Return an aware moment in the zone; ValueError with Russian words where the cell is none, or cannot be true."""
    found = read_clock(value)
    if found.year < _FIRST_YEAR:
        raise ValueError(f"дата {found:%d.%m}.{found.year:04} раньше {_FIRST_YEAR} года")
    if found.tzinfo is None:
        is_future, found = found > _latest_clock(zone, now), found.replace(tzinfo=zone)
    else:
        is_future = found > now + _IN_FUTURE
    if is_future:
        raise ValueError(f"дата {found:%d.%m.%Y} в будущем")
    return found.astimezone(zone)


@lru_cache(maxsize=2)
def _latest_clock(zone: ZoneInfo, now: datetime) -> datetime:
    """Return what the clocks of the zone will show at the last moment taken, reckoned once for a file."""
    return (now + _IN_FUTURE).astimezone(zone).replace(tzinfo=None)


def parse_duration(value: object) -> timedelta | None:
    """Return a duration: a number counts days, text is «11 days 12:10:25.2» or «[h]:mm:ss»; None for anything else."""
    if isinstance(value, timedelta):
        return value
    if isinstance(value, time):
        return timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    if isinstance(value, datetime):  # what a table program shows as a duration may be kept as a moment
        return value.replace(tzinfo=None) - _EXCEL_DAY_ZERO
    if isinstance(value, float | int):
        return timedelta(days=value) if abs(value) <= _EXCEL_LAST_DAY else None
    found = _DURATION.fullmatch(str(value).strip().removeprefix("'"))
    if found is None:
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def read_clock(value: object) -> datetime:
    """Return a moment as the file writes it, aware only where it names an offset; ValueError in Russian."""
    return _parse_text(value) if isinstance(value, str) else _parse_cell(value)


def is_dated(cell: str) -> bool:
    """Return whether a text is written as a date; a bare number may be anything."""
    return bool(_ISO.fullmatch(cell) or _RUSSIAN.fullmatch(cell))


def _parse_cell(value: object) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    if isinstance(value, float | int) and not isinstance(value, bool):
        return _from_serial(value)
    raise _no_moment(str(value))


@lru_cache(maxsize=65_536)  # the moments of ten thousand incidents: they are read twice
def _parse_text(cell: str) -> datetime:
    text = cell.strip().removeprefix("'").strip()
    try:
        if _ISO.fullmatch(text):
            return datetime.fromisoformat(text.replace(" Z", "Z").replace(" +", "+").replace(" -", "-"))
        if found := _RUSSIAN.fullmatch(text):
            day, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
            return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 -- the caller gives the zone
    except (ValueError, OverflowError) as error:
        raise ValueError(f"«{text}» — такого дня или времени нет") from error
    if _SERIAL.fullmatch(text):
        return _from_serial(float(text.replace(",", ".")))
    raise _no_moment(text)


def _from_serial(number: float) -> datetime:
    """Return the moment of a table's serial number of days, to the whole second: the rest is a rounding error."""
    if not 1 <= number <= _EXCEL_LAST_DAY:
        raise _no_moment(str(number))
    return _EXCEL_DAY_ZERO + timedelta(seconds=round(number * 86_400))


def _no_moment(text: str) -> ValueError:
    return ValueError(f"«{text[:40]}» не похоже на дату (ожидается ДД.ММ.ГГГГ или ГГГГ-ММ-ДД ЧЧ:ММ:СС)")
