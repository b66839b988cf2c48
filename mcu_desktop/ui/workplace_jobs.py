"""What the workplace asks of the store; what a job needs is loaded when it first runs."""

from datetime import date, datetime

from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction
from mcu_desktop.rules.permissions import Rights
from mcu_desktop.store.reading import Reader


def own_rights(person_id: int, full_name: str, today: date, reader: Reader) -> Rights | None:
    """Return what a person may do today; None where the store does not know the person."""
    from mcu_desktop.queries.rights import read_own_rights

    return read_own_rights(reader, person_id, full_name, today)


def undo_deed(deed_id: int | None, now: datetime, session: Transaction, _task: Task) -> Change:
    """Take a deed back."""
    from mcu_desktop.operations.undo import undo

    return undo(session, deed_id, now=now)


def known_calendar(today: date, reader: Reader) -> str:
    """Say how far the production calendar is known."""
    from mcu_desktop.queries.catalogues import read_calendar
    from mcu_desktop.rules.working_calendar import known_in_words

    return known_in_words(read_calendar(reader), today)


def find_case(reader: Reader, number: str) -> int | None:
    """Return the id of a case by its own number."""
    rows = reader.rows("SELECT id FROM cases WHERE number = :number", number=number)
    return rows[0][0] if rows else None


def has_lock(reader: Reader, person_id: int) -> bool:
    """Return whether a person's name is locked."""
    from mcu_desktop.queries.locks import read_lock

    return read_lock(reader, person_id) is not None


def case_number(case_id: int, reader: Reader) -> str:
    """Return the own number of a case; an empty text where it is no more."""
    rows = reader.rows("SELECT number FROM cases WHERE id = :case_id", case_id=case_id)
    return str(rows[0][0]) if rows else ""
