"""The journal's line of an export with personal data."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.permit import require
from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.queries.saved_views import filter_as_text
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.russian import plural


def note_export(session: Session, wanted: QueueFilter, *, count: int, now: datetime, actor: str) -> Change:
    """Write who takes the data of how many citizens away, by which filter; before the file is written."""
    require(session, Deed.SEE_CITIZEN, now=now)
    cases = plural(count, "сообщение", "сообщения", "сообщений")
    words = f"Выгрузка с данными заявителей: {cases}, отбор {filter_as_text(wanted)}"
    session.execute(insert(JournalEntry), [{"at": now, "actor": actor, "summary": words}])
    return Change(frozenset(), "Выгрузка с данными заявителей записана в журнал.")
