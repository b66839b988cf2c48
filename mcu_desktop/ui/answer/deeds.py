"""What is done with an answer, each as a deed to be run in an open transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction
from mcu_desktop.store.about import About


@dataclass(frozen=True, slots=True)
class AnswerDeed:
    """One deed; one of a text is refused where the text is longer than its channel takes."""

    perform: Callable[[Transaction, dict[str, Any]], Change]
    is_of_text: bool = False

    def about(self, signed: dict[str, Any]) -> About:
        """Return which case it concerns."""
        return About((signed["case_id"],))

    def run(self, signed: dict[str, Any], session: Transaction, _task: Task) -> Change:
        """Do it; `signed` are the case, the moment and the actor."""
        return self.perform(session, signed)


def keep(text: str) -> AnswerDeed:
    """Keep a draft, however long."""
    from mcu_desktop.operations.walk_case import save_answer

    return AnswerDeed(lambda session, signed: save_answer(session, **signed, text=text))


def submit(text: str) -> AnswerDeed:
    """Give the text to be checked."""
    from mcu_desktop.operations.walk_case import submit_answer

    return AnswerDeed(lambda session, signed: submit_answer(session, **signed, text=text), is_of_text=True)


def approve(met: Sequence[str]) -> AnswerDeed:
    """Note that the answer was checked."""
    from mcu_desktop.operations.walk_case import approve_answer

    return AnswerDeed(lambda session, signed: approve_answer(session, **signed, met=met))


def give_back(reason: str) -> AnswerDeed:
    """Give the answer back with a reason."""
    from mcu_desktop.operations.walk_case import return_answer

    return AnswerDeed(lambda session, signed: return_answer(session, **signed, reason=reason))


def send() -> AnswerDeed:
    """Note that the answer went out now."""
    from mcu_desktop.operations.walk_case import send_answer

    return AnswerDeed(lambda session, signed: send_answer(session, **signed, at=signed["now"]))
