"""Calling a citizen back after the answer: whether the problem is gone, and how the answer is taken."""

from datetime import datetime

from sqlalchemy.orm import Session

from mcu_desktop.operations.change import Change
from mcu_desktop.operations.held_case import finish, held_case
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.terms import CallResult
from mcu_desktop.rules.titles import CALL_RESULTS

_BEST = 5


def call_back(
    session: Session,
    case_id: int,
    *,
    result: CallResult,
    is_solved: bool | None,
    mark: int | None,
    reason: str,
    now: datetime,
    actor: str,
) -> Change:
    """Note a call back, open or closed; what the citizen did not say is None and changes nothing.

    Only who was reached can have said something: else words and mark are refused.
    """
    case = held_case(session, case_id, Deed.EDIT_CASE, now)
    words = " ".join(reason.replace("\0", "").split())
    if result is not CallResult.REACHED and (is_solved is not None or mark is not None):
        raise UserFacingError("Не дозвонились, а ответ отмечен. Ничего не записано: уберите ответ или отметьте звонок.")
    if mark is not None and not 1 <= mark <= _BEST:
        raise UserFacingError("Оценка бывает от 1 до 5. Ничего не изменено.")
    said = [f"Обзвон: {CALL_RESULTS[result]}"]
    if is_solved is not None:
        said.append(f"проблема {'решена' if is_solved else 'не решена'}")
    changes = []
    if mark is not None:
        changes.append(("Оценка", "" if case.satisfaction is None else str(case.satisfaction), str(mark)))
        case.satisfaction, case.satisfaction_reason = mark, words
        case.own_fields = " ".join(sorted({*case.own_fields.split(), "satisfaction"}))
        said.append(f"оценка {mark} из {_BEST}")
    summary = ", ".join(said) + (f" ({words})" if words else "")
    change = finish(session, case, summary, changes, now=now, actor=actor)
    if is_solved is False and case.closed_at is not None:
        return Change(change.touched, f"{change.text} Сообщение закрыто: его можно вернуть на контроль.")
    return change
