"""Whose name is locked at this store."""

from mcu_desktop.store.reading import Reader

LOCK_CODE = "lock:"  # of a setting; the person's id follows


def read_lock(reader: Reader, person_id: int) -> str | None:
    """Return the hash of a person's code, None where the name is open."""
    rows = reader.rows("SELECT value FROM settings WHERE code = :code", code=f"{LOCK_CODE}{person_id}")
    return rows[0][0] if rows else None
