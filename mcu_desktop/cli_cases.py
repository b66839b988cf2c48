"""The deeds on one case that a script would want: assign, answer, close, forward, find."""

import argparse
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from mcu_desktop.cli_said import Said
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.close_case import close_case
from mcu_desktop.operations.edit_case import assign
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.operations.perform import performed
from mcu_desktop.operations.walk_case import forward, submit_answer
from mcu_desktop.rules.errors import UserFacingError, system_reason
from mcu_desktop.rules.terms import Outcome
from mcu_desktop.rules.titles import OUTCOMES
from mcu_desktop.store.about import About

_ACTOR = "Командная строка"


def assign_case(wanted: argparse.Namespace) -> Said:
    """Give a case to a block and a recipient."""
    return _on_case(wanted, assign, block=wanted.block, recipient=wanted.recipient)


def answer_case(wanted: argparse.Namespace) -> Said:
    """Give an answer to be checked; its text comes from a file."""
    try:
        text = wanted.file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserFacingError(
            f"Файл «{wanted.file}» не читается ({system_reason(error)}). Ответ не сохранён."
        ) from error
    except UnicodeDecodeError as error:
        raise UserFacingError(
            f"Файл «{wanted.file}» не в UTF-8. Ответ не сохранён, сохраните текст в UTF-8."
        ) from error
    return _on_case(wanted, submit_answer, text=text)


def close_case_by_number(wanted: argparse.Namespace) -> Said:
    """Take a case off control."""
    outcome = Outcome(wanted.outcome)
    return _on_case(wanted, close_case, outcome=outcome, outcome_title=OUTCOMES[outcome], breach_reason=wanted.reason)


def forward_case(wanted: argparse.Namespace) -> Said:
    """Hand a case over to the body that is competent."""
    return _on_case(wanted, forward, addressee=wanted.to, letter=wanted.letter, citizen_told_on=wanted.told)


def _on_case(wanted: argparse.Namespace, deed: Callable[..., Change], **values: object) -> Said:
    store, now = open_store(wanted.store), datetime.now(UTC)
    number = wanted.number.strip().upper()
    with closing(store.open_reader()) as reader:
        found = reader.rows("SELECT id FROM cases WHERE number = :number", number=number)
    if not found:
        raise UserFacingError(f"Сообщения «{number}» в хранилище нет. Ничего не изменено.")
    case_id: int = found[0][0]

    def run(session: Session) -> Change:
        return deed(session, case_id, **values, now=now, actor=_ACTOR)

    change = store.perform(lambda session: performed(session, run, now=now), about=About((case_id,)))
    with closing(store.open_reader()) as reader:
        state = reader.rows("SELECT state FROM cases WHERE id = :id", id=case_id)[0][0]
    return {"number": number, "state": state, "done": change.text}, change.text
