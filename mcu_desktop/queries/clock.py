"""The workstation's clock beside the store's: deadlines are as right as the clock they are looked at by."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mcu_desktop.rules.russian import duration_words, format_moment
from mcu_desktop.store.reading import Reader, as_moment

_ALLOWED = timedelta(minutes=5)


def clock_warning(reader: Reader, *, now: datetime, zone: ZoneInfo) -> str:
    """Say in Russian that the clock is wrong, or nothing.

    A shared store has a clock of its own. An embedded one knows when it was last written: now cannot be before it.
    """
    if reader.dialect == "postgresql":
        theirs = as_moment(reader.rows("SELECT now()")[0][0])
        off = abs(now - theirs)
        whose = "часы сервера хранилища"
    else:
        found = reader.rows("SELECT at FROM case_events ORDER BY id DESC LIMIT 1")
        theirs = as_moment(found[0][0]) if found else now
        off = theirs - now
        whose = "последняя запись в хранилище"
    if off <= _ALLOWED:
        return ""
    return (
        f"Часы этого компьютера расходятся на {duration_words(off)}: {whose} — {format_moment(theirs, zone)}. "
        "Сроки и уведомления показаны по неверному времени. Исправьте часы компьютера."
    )
