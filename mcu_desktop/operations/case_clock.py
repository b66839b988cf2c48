"""Deeds on the clock of one case: extension, putting off and resuming, interim answer, tasks."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from mcu_desktop.models.case_terms import CaseDeadline, CaseExtension, CasePause
from mcu_desktop.operations.case_terms import make_reckoner, term_row
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.held_case import finish, open_case
from mcu_desktop.queries.catalogues import read_time_limits
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.extension import check_extension, check_notice
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.russian import DAYS, plural
from mcu_desktop.rules.terms import TermStage
from mcu_desktop.rules.time_limits import TimeLimit
from mcu_desktop.store.reading import reader_of

_LONGEST_PUT_OFF = timedelta(days=3 * 366)


def extend_term(
    session: Session,
    case_id: int,
    *,
    days: int,
    reason: str,
    basis: str,
    told_on: date | None,
    now: datetime,
    zone: ZoneInfo,
    actor: str,
) -> Change:
    """Extend the term of the answer once, with the reason, the basis and the day the citizen was told."""
    case = open_case(session, case_id, Deed.MOVE_TERM, now)
    made = session.get(CaseExtension, case_id)
    term = _term(session, case_id, TermStage.FINAL_ANSWER)
    check_extension(
        _limit_of(session, term),
        days,
        extended_by=made.days if made else 0,
        legal_deadline=term.legal_deadline if term else None,
        now=now,
        reason=reason,
        basis=basis,
    )
    check_notice(told_on, received_on=_day(case.received_at, zone), today=_day(now, zone))
    session.add(
        CaseExtension(
            case_id=case_id,
            days=days,
            reason=reason.strip(),
            basis=basis.strip(),
            citizen_told_on=told_on,
            made_at=now,
            actor=actor,
        )
    )
    told = f"; заявитель уведомлён {told_on:%d.%m.%Y}" if told_on else ""
    summary = f"Срок продлён на {plural(days, *DAYS)}: {reason.strip()}; основание: {basis.strip()}{told}"
    return finish(session, case, summary, now=now, actor=actor)


def note_citizen_told(
    session: Session, case_id: int, *, told_on: date, now: datetime, zone: ZoneInfo, actor: str
) -> Change:
    """Note when the citizen was told of the extension."""
    case = open_case(session, case_id, Deed.MOVE_TERM, now)
    made = session.get(CaseExtension, case_id)
    if made is None:
        raise UserFacingError("Срок не продлевался, уведомлять не о чем. Ничего не изменено.")
    check_notice(told_on, received_on=_day(case.received_at, zone), today=_day(now, zone))
    made.citizen_told_on = told_on
    return finish(session, case, f"Заявитель уведомлён о продлении {told_on:%d.%m.%Y}", now=now, actor=actor)


def put_off(
    session: Session, case_id: int, *, until: date, reason: str, now: datetime, zone: ZoneInfo, actor: str
) -> Change:
    """Put a case off with a promise to the citizen; a term that can stand still does so from now on."""
    case = open_case(session, case_id, Deed.MOVE_TERM, now)
    today = _day(now, zone)
    if not today < until <= today + _LONGEST_PUT_OFF:
        raise UserFacingError(
            f"Отложить до {until:%d.%m.%Y} нельзя: нужен день после сегодняшнего, не дальше трёх лет. Исправьте день."
        )
    if not reason.strip():
        raise UserFacingError("Укажите, почему отложено: это прочтёт руководитель. Ничего не изменено.")
    old = "" if case.promised_on is None else f"{case.promised_on:%d.%m.%Y}"
    case.promised_on = until
    if _lasting_pause(session, case_id) is None:
        session.add(CasePause(case_id=case_id, started_at=now, ended_at=None, reason=reason.strip(), actor=actor))
    changes = [("Обещано до", old, f"{until:%d.%m.%Y}")]
    return finish(session, case, f"Отложено: {reason.strip()}", changes, now=now, actor=actor)


def resume(session: Session, case_id: int, *, now: datetime, actor: str) -> Change:
    """Go on with a case that was put off: its term runs again, the promise stays."""
    case = open_case(session, case_id, Deed.MOVE_TERM, now)
    pause = _lasting_pause(session, case_id)
    if pause is None:
        raise UserFacingError("Работа не была отложена, срок идёт. Ничего не изменено.")
    pause.ended_at = max(now, pause.started_at)
    return finish(session, case, "Работа возобновлена", now=now, actor=actor)


def note_interim_answer(session: Session, case_id: int, *, at: datetime, now: datetime, actor: str) -> Change:
    """Note that an interim answer was given; a limit that runs from it takes over."""
    case = open_case(session, case_id, Deed.MOVE_TERM, now)
    if not case.received_at <= at <= now:
        raise UserFacingError(
            "Промежуточный ответ не бывает раньше поступления и позже этой минуты. Ничего не изменено, исправьте время."
        )
    case.interim_answered_at = at
    return finish(session, case, "Дан промежуточный ответ", now=now, actor=actor)


def set_task(
    session: Session, case_id: int, *, title: str, until: date, now: datetime, zone: ZoneInfo, actor: str
) -> Change:
    """Set a task on a case with a day of its own."""
    case = open_case(session, case_id, Deed.SET_TASK, now)
    words = " ".join(title.split())
    if not words:
        raise UserFacingError("Напишите, что поручено и кому. Поручение не дано.")
    if until < _day(now, zone):
        raise UserFacingError(f"День поручения {until:%d.%m.%Y} уже прошёл. Поручение не дано, исправьте день.")
    known = session.scalar(
        select(CaseDeadline.id).where(
            CaseDeadline.case_id == case_id, CaseDeadline.stage == TermStage.TASK, CaseDeadline.title == words
        )
    )
    if known is not None:
        raise UserFacingError(f"Поручение «{words}» у этого сообщения уже есть. Второе не дано: назовите его иначе.")
    term = make_reckoner(reader_of(session)).task(until, started_at=now, title=words)
    session.execute(insert(CaseDeadline), [term_row(case_id, term, words)])
    return finish(session, case, f"Поручено до {until:%d.%m.%Y}: {words}", now=now, actor=actor)


def settle_task(session: Session, case_id: int, term_id: int, *, now: datetime, actor: str) -> Change:
    """Note that a task is done."""
    case = open_case(session, case_id, Deed.SET_TASK, now)
    term = session.get(CaseDeadline, term_id)
    if term is None or term.case_id != case_id or term.stage is not TermStage.TASK or term.settled_at is not None:
        raise UserFacingError("Этого поручения больше нет, или оно уже выполнено. Ничего не изменено.")
    term.settled_at = now
    return finish(session, case, f"Поручение выполнено: {term.title}", now=now, actor=actor)


def _term(session: Session, case_id: int, stage: TermStage) -> CaseDeadline | None:
    return session.scalar(select(CaseDeadline).where(CaseDeadline.case_id == case_id, CaseDeadline.stage == stage))


def _limit_of(session: Session, term: CaseDeadline | None) -> TimeLimit | None:
    limits = read_time_limits(reader_of(session)) if term is not None and term.settled_at is None else ()
    return next((limit for limit in limits if term is not None and limit.limit_id == term.time_limit_id), None)


def _lasting_pause(session: Session, case_id: int) -> CasePause | None:
    return session.scalar(select(CasePause).where(CasePause.case_id == case_id, CasePause.ended_at.is_(None)))


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
