"""The time zone of the municipality; the window asks for it before anything else."""

from zoneinfo import ZoneInfo

from mcu_desktop.store.reading import Reader


def read_zone(reader: Reader) -> ZoneInfo:
    """Return the time zone the municipality lives in."""
    return ZoneInfo(str(reader.rows("SELECT value FROM settings WHERE code = 'zone'")[0][0]))
