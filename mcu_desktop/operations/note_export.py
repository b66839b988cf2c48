"""The journal's line of an export with personal data."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.permit import require
from mcu_desktop.queries.queue import QueueFilter, read_case_ids
from mcu_desktop.queries.saved_views import filter_as_text
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.russian import MESSAGES, plural
from mcu_desktop.store.guarding.journal import note_seen_rows
from mcu_desktop.store.reading import reader_of


def note_export(session: Session, wanted: QueueFilter, *, count: int, now: datetime, actor: str) -> Change:
    """Write who takes the data of how many citizens away, by which filter; before the file is written."""
    require(session, Deed.SEE_CITIZEN, now=now)
    reader = reader_of(session)
    if reader.dialect == "sqlite":
        note_seen_rows(session.connection(), read_case_ids(reader, wanted, now=now, zone=read_zone(reader)))
    cases = plural(count, *MESSAGES)
    words = f"Выгрузка с данными заявителей: {cases}, отбор {filter_as_text(wanted)}"
    session.execute(insert(JournalEntry), [{"at": now, "actor": actor, "summary": words}])
    return Change(frozenset(), "Выгрузка с данными заявителей записана в журнал.")
