"""What a person was told of alerts, has seen, or has put off."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.queries.alerts import MARKS, UNTOLD, AlertCount, count_alerts, reached_sql, read_scope
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.russian import format_moment, plural
from mcu_desktop.store.reading import in_list, reader_of
from mcu_desktop.store.statements import run_sql

_ALERTS = ("уведомление", "уведомления", "уведомлений")


def tell_alerts(session: Session, person_id: int, *, now: datetime) -> Change:
    """Keep that the person is told of all new alerts now; the details say how many. Each is told once."""
    reader = reader_of(session)
    scope = read_scope(reader, person_id, now=now)
    if not scope.lines:
        return Change(frozenset(), "", AlertCount(0, 0, 0))
    count = count_alerts(reader, scope)
    reached, parameters = reached_sql(scope)
    # SQLite wants a WHERE between a SELECT and ON CONFLICT; there is one.
    sql = (
        "INSERT INTO alert_marks (term_id, person_id, control_date, severity, told_at)"
        f" {reached} SELECT r.term_id, :person, d.control_date, r.severity, :now{MARKS} WHERE {UNTOLD}"
        " ON CONFLICT (term_id, person_id) DO UPDATE SET control_date = excluded.control_date,"
        " severity = excluded.severity, told_at = excluded.told_at, seen_at = NULL, put_off_until = NULL"
    )
    run_sql(session.connection(), sql, {**parameters, "person": person_id, "now": now})
    return Change(frozenset(), "", count)


def see_alerts(session: Session, person_id: int, term_ids: Sequence[int], *, now: datetime) -> Change:
    """Note «вижу»: the alerts go away until their term comes to a higher step."""
    tell_alerts(session, person_id, now=now)
    terms, parameters = in_list("term", term_ids)
    sql = "UPDATE alert_marks SET seen_at = :now, put_off_until = NULL WHERE person_id = :person AND term_id IN "
    run_sql(session.connection(), sql + terms, {**parameters, "person": person_id, "now": now})
    return Change(frozenset({Touched.ALERTS}), f"Отмечено «вижу»: {plural(len(term_ids), *_ALERTS)}.")


def put_off_alerts(
    session: Session, person_id: int, term_ids: Sequence[int], *, until: datetime, now: datetime
) -> Change:
    """Put alerts off until a moment; then they are told again."""
    if until <= now:
        raise UserFacingError("Напомнить можно только позже этой минуты. Ничего не изменено, исправьте время.")
    reader = reader_of(session)
    tell_alerts(session, person_id, now=now)
    terms, parameters = in_list("term", term_ids)
    sql = "UPDATE alert_marks SET put_off_until = :until, seen_at = NULL WHERE person_id = :person AND term_id IN "
    run_sql(session.connection(), sql + terms, {**parameters, "person": person_id, "until": until})
    words = f"{plural(len(term_ids), *_ALERTS)} — напомним {format_moment(until, read_zone(reader))}."
    return Change(frozenset({Touched.ALERTS}), words)
