"""The steps of a case: work, answer, check, sending, forwarding, re-opening, the citizen's mark."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mcu_desktop.models.case_work import CaseAnswer
from mcu_desktop.models.cases import Case, CaseText
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.held_case import finish, held_case, open_case
from mcu_desktop.operations.search_row import write_search_row
from mcu_desktop.rules.case_way import QUALITY, WAY, Step, check_step
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.terms import AnswerState, Outcome, WorkState
from mcu_desktop.text.answer_template import unfilled_fields

_LONGEST_ANSWER = 100_000


def begin_work(session: Session, case_id: int, *, now: datetime, actor: str) -> Change:
    """Take a case in work."""
    case = _stepping(session, case_id, Step.BEGIN, now)
    return finish(session, case, "Взято в работу", now=now, actor=actor)


def save_answer(
    session: Session, case_id: int, *, text: str, now: datetime, actor: str, seen: str | None = None
) -> Change:
    """Keep the draft of an answer; the state of the case stays."""
    case = open_case(session, case_id, Deed.ANSWER, now)
    _refuse_unseen(session, case, seen)
    _keep_version(session, case, text, AnswerState.DRAFT, now=now, actor=actor)
    return finish(session, case, "Сохранён черновик ответа", now=now, actor=actor)


def submit_answer(
    session: Session, case_id: int, *, text: str, now: datetime, actor: str, seen: str | None = None
) -> Change:
    """Give an answer to be checked."""
    case = _stepping(session, case_id, Step.SUBMIT, now)
    _refuse_unseen(session, case, seen)
    if not text.strip():
        raise UserFacingError("Ответ пуст: проверять нечего. Напишите текст ответа.")
    fields = unfilled_fields(text)
    if fields:
        raise UserFacingError(
            f"В ответе остались незаполненные поля шаблона: {', '.join(fields)}. На проверку он не передан, текст "
            "остался: впишите слова вместо них."
        )
    _keep_version(session, case, text, AnswerState.TO_CHECK, now=now, actor=actor)
    return finish(session, case, "Ответ передан на проверку", now=now, actor=actor)


def approve_answer(
    session: Session, case_id: int, *, met: Sequence[str], now: datetime, actor: str, seen: str | None = None
) -> Change:
    """Note that an answer was checked against the list of quality; what is not met is refused by name."""
    case = _stepping(session, case_id, Step.APPROVE, now)
    _refuse_unseen(session, case, seen)
    missing = [mark for mark in QUALITY if mark not in met]
    if missing:
        raise UserFacingError(
            "Ответ не отмечен проверенным, не хватает: " + "; ".join(missing).lower() + ". Отметьте или верните ответ."
        )
    _last_version(session, case).state = AnswerState.CHECKED
    return finish(session, case, "Ответ проверен", now=now, actor=actor)


def return_answer(
    session: Session, case_id: int, *, reason: str, now: datetime, actor: str, seen: str | None = None
) -> Change:
    """Give an answer back to be reworked."""
    case = _stepping(session, case_id, Step.RETURN, now)
    _refuse_unseen(session, case, seen)
    words = " ".join(reason.split())
    if not words:
        raise UserFacingError("Напишите, что исправить: без причины исполнитель не поймёт. Ответ не возвращён.")
    answer = _last_version(session, case)
    answer.state, answer.remark = AnswerState.RETURNED, words
    return finish(session, case, f"Ответ возвращён на доработку: {words}", now=now, actor=actor)


def send_answer(
    session: Session, case_id: int, *, at: datetime, now: datetime, actor: str, seen: str | None = None
) -> Change:
    """Note that the checked answer went out: its text becomes the answer of the case."""
    case = _stepping(session, case_id, Step.SEND, now)
    _refuse_unseen(session, case, seen)
    if not case.received_at <= at <= now:
        raise UserFacingError("Ответ не бывает отправлен раньше поступления и позже этой минуты. Исправьте время.")
    answer = _last_version(session, case)
    answer.state = AnswerState.SENT
    session.get_one(CaseText, case_id).answer_text = answer.text
    case.answered_at = at
    write_search_row(session, case)
    return finish(session, case, "Ответ отправлен заявителю", now=now, actor=actor)


def forward(
    session: Session,
    case_id: int,
    *,
    addressee: str,
    letter: str,
    citizen_told_on: date | None,
    now: datetime,
    actor: str,
) -> Change:
    """Hand a case over to the body that is competent, with the letter and the notice to the citizen."""
    case = _stepping(session, case_id, Step.FORWARD, now)
    words = " ".join(addressee.split())
    if not words:
        raise UserFacingError("Напишите, кому передано. Сообщение осталось на контроле.")
    case.closed_at, case.outcome = now, Outcome.FORWARDED
    case.answered_at = case.answered_at or now
    by_letter = f", письмо {' '.join(letter.split())}" if letter.strip() else ""
    told = f"; заявитель уведомлён {citizen_told_on:%d.%m.%Y}" if citizen_told_on else "; заявитель не уведомлён"
    return finish(session, case, f"Передано по компетенции: {words}{by_letter}{told}", now=now, actor=actor)


def reopen(session: Session, case_id: int, *, reason: str, now: datetime, actor: str) -> Change:
    """Put a closed case under control again: the citizen is not satisfied, or it was closed by mistake."""
    case = _stepping(session, case_id, Step.REOPEN, now)
    words = " ".join(reason.split())
    if not words:
        raise UserFacingError("Напишите, почему возвращаете. Сообщение осталось закрытым.")
    case.closed_at, case.answered_at, case.outcome, case.reopened = None, None, None, True
    return finish(session, case, f"Возвращено на контроль: {words}", now=now, actor=actor)


def _stepping(session: Session, case_id: int, step: Step, now: datetime) -> Case:
    """Return the case with the state the step leads to, where the step is allowed."""
    passage = WAY[step]
    find = held_case if WorkState.CLOSED in passage.origins else open_case
    case = find(session, case_id, passage.deed, now)
    check_step(step, case.state)
    case.state = passage.target
    return case


def _keep_version(session: Session, case: Case, text: str, state: AnswerState, *, now: datetime, actor: str) -> None:
    """Keep the text; a version goes on until it was checked, returned or sent, then a new one begins."""
    words = text.replace("\0", "")
    if len(words) > _LONGEST_ANSWER:
        raise UserFacingError(
            f"Ответ длиннее {_LONGEST_ANSWER} знаков. Он не сохранён: сократите или приложите файлом."
        )
    last = _version(session, case)
    if last is None or last.state not in {AnswerState.DRAFT, AnswerState.TO_CHECK}:
        last = CaseAnswer(case_id=case.id, text="", state=state, remark="", at=now, actor=actor)
        session.add(last)
    last.text, last.state, last.at, last.actor = words, state, now, actor
    write_search_row(session, case)


def _version(session: Session, case: Case) -> CaseAnswer | None:
    return session.scalar(select(CaseAnswer).where(CaseAnswer.case_id == case.id).order_by(CaseAnswer.id.desc()))


def _refuse_unseen(session: Session, case: Case, seen: str | None) -> None:
    """Refuse where the answer has become another one than the person has seen; None where nobody has looked."""
    last = _version(session, case)
    stored = "" if last is None or last.state is AnswerState.SENT else last.text
    if seen is not None and stored != seen:
        who = "другой человек" if last is None else last.actor
        raise UserFacingError(
            f"Ответ на {case.number} тем временем изменил {who}. Ничего не сохранено, ваш текст остался. "
            "Посмотрите новый текст в карточке и повторите: тогда останется ваше."
        )


def _last_version(session: Session, case: Case) -> CaseAnswer:
    found = _version(session, case)
    if found is None:
        raise UserFacingError(f"У {case.number} нет текста ответа. Ничего не изменено: сначала напишите ответ.")
    return found
