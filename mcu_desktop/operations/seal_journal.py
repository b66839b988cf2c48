"""Sealing the journal: any open program does it, each minute in which something has changed."""

from contextlib import closing
from datetime import UTC, datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from mcu_desktop.models.journal import Seal
from mcu_desktop.queries.journal_check import LastSeal, has_unsealed, read_last_seal, read_unsealed, seal_hash
from mcu_desktop.store.reading import reader_of
from mcu_desktop.store.store import Store


def seal_journal(store: Store) -> LastSeal | None:
    """Seal what has changed and let rights follow the day; returns the newest seal, None where there is none.

    On a shared store nobody is held up: a writer waits for the lock for the blink in which the last number is read.
    A deed that a frozen program has left lying is ended there: others wait for its cases, and so does the next seal.
    """
    with closing(store.open_reader()) as reader:
        if reader.dialect == "postgresql":
            reader.rows("SELECT mcu.follow_day()")
            [(horizon,)] = reader.rows("SELECT mcu.mark_horizon()")
            if horizon > 0:
                reader.rows("SELECT mcu.make_seals()")
            reader.rows("SELECT mcu.end_frozen()")
            return read_last_seal(reader)
        unsealed = has_unsealed(reader)
    if unsealed:
        store.perform(seal_changes)
    with closing(store.open_reader()) as reader:
        return read_last_seal(reader)


def seal_changes(session: Session) -> int:
    """Seal the changes of an embedded store; returns how many seals were made."""
    reader, made = reader_of(session), 0
    rows = reader.rows("SELECT number, hash, last_id FROM seals ORDER BY number DESC LIMIT 1")
    number, before, last_id = rows[0] if rows else (0, "", 0)
    while changes := read_unsealed(reader, last_id):
        number, before = number + 1, seal_hash(before, changes)
        row = {"number": number, "first_id": changes[0][0], "last_id": changes[-1][0], "count": len(changes),
               "at": datetime.now(UTC), "hash": before}  # fmt: skip
        session.execute(insert(Seal), [row])
        last_id, made = changes[-1][0], made + 1
    return made
