"""Comments, links between cases, and the look at the citizen's data."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mcu_desktop.models.case_work import CaseComment, CaseLink
from mcu_desktop.models.cases import Case
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.held_case import finish, held_case, note_event
from mcu_desktop.operations.search_row import write_search_row
from mcu_desktop.queries.citizens import read_citizens
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.terms import LinkKind
from mcu_desktop.rules.titles import CITIZEN_SEEN, LINKS
from mcu_desktop.store.guarding.journal import note_seen_rows
from mcu_desktop.store.reading import reader_of

_LONGEST_COMMENT = 20_000


def add_comment(session: Session, case_id: int, *, text: str, now: datetime, actor: str) -> Change:
    """Add a note for colleagues, to an open or a closed case."""
    case = held_case(session, case_id, Deed.COMMENT, now)
    words = text.replace("\0", "").strip()
    if not words:
        raise UserFacingError("Заметка пуста. Ничего не добавлено.")
    if len(words) > _LONGEST_COMMENT:
        raise UserFacingError(f"Заметка длиннее {_LONGEST_COMMENT} знаков. Она не сохранена: приложите текст файлом.")
    session.add(CaseComment(case_id=case_id, at=now, actor=actor, text=words))
    write_search_row(session, case)
    return Change(frozenset({Touched.CASES}), f"{case.number}. Добавлена заметка.")


def link_cases(session: Session, case_id: int, *, number: str, kind: LinkKind, now: datetime, actor: str) -> Change:
    """Link a case with another one by the other's number."""
    case = held_case(session, case_id, Deed.EDIT_CASE, now)
    other = session.scalar(select(Case).where(Case.number == number.strip().upper()))
    if other is None or other.id == case.id:
        raise UserFacingError(f"Нет другого сообщения с номером «{number.strip()}». Ничего не связано.")
    later, earlier = max(case.id, other.id), min(case.id, other.id)
    known = session.get(CaseLink, (later, earlier))
    if known is not None and known.kind is kind:
        raise UserFacingError(f"С {other.number} уже связано: {LINKS[kind]}. Ничего не изменено.")
    if known is not None:
        known.kind = kind
    else:
        session.add(CaseLink(case_id=later, other_id=earlier, kind=kind))
    note_event(session, other, f"Связано с {case.number}: {LINKS[kind]}", now=now, actor=actor)
    return finish(session, case, f"Связано с {other.number}: {LINKS[kind]}", now=now, actor=actor)


def see_citizen(session: Session, case_id: int, *, now: datetime, actor: str) -> Change:
    """Return the citizen's data as the change's details; the look itself stands in the history."""
    case = held_case(session, case_id, Deed.SEE_CITIZEN, now)
    note_seen_rows(session.connection(), [case_id])
    citizen = read_citizens(reader_of(session), [case_id]).get(case_id)
    note_event(session, case, CITIZEN_SEEN, now=now, actor=actor)
    return Change(frozenset(), f"{case.number}. Данные заявителя показаны, это записано в историю.", citizen)
