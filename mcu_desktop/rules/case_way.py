"""The way of a case: which steps are open in which state, and what each does (decree 1662-р, п. 2.2, 3.5)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.terms import WorkState
from mcu_desktop.rules.titles import STATES


class Step(StrEnum):
    """One step on the way of a case."""

    BEGIN = "begin"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    SEND = "send"
    FORWARD = "forward"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Passage:
    """From which states a step leads to which, who may take it, and what it says it will do."""

    deed: Deed
    title: str
    hint: str
    origins: frozenset[WorkState]
    target: WorkState


_BEFORE_ANSWER = frozenset({WorkState.REGISTERED, WorkState.ASSIGNED, WorkState.IN_WORK})
_OPEN = frozenset(WorkState) - {WorkState.CLOSED}
# An answer that was sent can be followed by another one: the citizen asks again.
WAY: Final[dict[Step, Passage]] = {
    Step.BEGIN: Passage(
        Deed.ANSWER,
        "Взять в работу",
        "Состояние станет «в работе».",
        frozenset({WorkState.REGISTERED, WorkState.ASSIGNED}),
        WorkState.IN_WORK,
    ),
    Step.SUBMIT: Passage(
        Deed.ANSWER,
        "На проверку",
        "Ответ уйдёт на проверку тому, кто отвечает за его качество.",
        _BEFORE_ANSWER | {WorkState.DRAFTED, WorkState.SENT},
        WorkState.DRAFTED,
    ),
    Step.APPROVE: Passage(
        Deed.CHECK_ANSWER,
        "Ответ проверен",
        "Ответ можно будет отправить.",
        frozenset({WorkState.DRAFTED}),
        WorkState.CHECKED,
    ),
    Step.RETURN: Passage(
        Deed.CHECK_ANSWER,
        "Вернуть на доработку…",
        "Сообщение вернётся в работу с вашей причиной; срок идёт дальше.",
        frozenset({WorkState.DRAFTED, WorkState.CHECKED}),
        WorkState.IN_WORK,
    ),
    Step.SEND: Passage(
        Deed.ANSWER,
        "Ответ отправлен…",
        "Срок ответа перестанет идти: заявителю ответили.",
        frozenset({WorkState.CHECKED}),
        WorkState.SENT,
    ),
    Step.FORWARD: Passage(
        Deed.CLOSE,
        "Передать по компетенции…",
        "Сообщение снимется с контроля с итогом «передано по компетенции».",
        _OPEN,
        WorkState.CLOSED,
    ),
    Step.REOPEN: Passage(
        Deed.REOPEN,
        "Вернуть на контроль…",
        "Сообщение снова откроется; итог и отметка об ответе снимутся, в рейтинге останется повторное рассмотрение.",
        frozenset({WorkState.CLOSED}),
        WorkState.IN_WORK,
    ),
}
# What a checked answer must be (decree 1662-р, п. 2.2 подп. 3: «контроль сроков и качества»).
QUALITY: Final = (
    "Отвечает на каждый вопрос заявителя",
    "Названы сроки и исполнитель",
    "Тон вежливый, без канцелярита и отписок",
    "Есть контакт для уточнений",
)


def open_steps(state: WorkState) -> tuple[Step, ...]:
    """Return the steps that a case of a state can take."""
    return tuple(step for step, passage in WAY.items() if state in passage.origins)


def check_step(step: Step, state: WorkState) -> None:
    """Refuse a step that the state does not allow."""
    if state not in WAY[step].origins:
        title = WAY[step].title.rstrip("…")
        raise UserFacingError(f"«{title}» сейчас невозможно: состояние «{STATES[state]}». Ничего не изменено.")


def state_of(*, is_closed: bool, is_answered: bool, is_assigned: bool) -> WorkState:
    """Return the state that a case taken from a file begins with."""
    if is_closed:
        return WorkState.CLOSED
    if is_answered:
        return WorkState.SENT
    return WorkState.ASSIGNED if is_assigned else WorkState.REGISTERED
