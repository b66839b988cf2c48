"""One deed on many cases: each by itself, so that what one refuses does not stop the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from mcu_desktop.models.cases import Case
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.snapshots import remember
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.russian import MESSAGES, format_part, plural

_MOST = 1_000


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one case."""

    case_id: int
    number: str
    is_done: bool
    text: str  # what was done, or why not


def rehearse(
    session: Session, task: Task, title: str, case_ids: Sequence[int], deed: Callable[[Session, int], Change]
) -> Change:
    """Say what `on_each` would do, by doing it and taking it back before anybody sees it."""
    whole = session.begin_nested()
    try:
        told = on_each(session, task, title, case_ids, deed)
    finally:
        whole.rollback()
    return Change(frozenset(), "", told.details)


def on_each(
    session: Session, task: Task, title: str, case_ids: Sequence[int], deed: Callable[[Session, int], Change]
) -> Change:
    """Do a deed on each of the cases; the change's details are a tuple of `RowResult`, in their order."""
    if len(case_ids) > _MOST:
        raise UserFacingError(f"Выбрано больше {_MOST} сообщений сразу. Ничего не изменено: выберите меньше.")
    wanted = select(Case.id, Case.number).where(Case.id.in_(case_ids))
    numbers = {row[0]: row[1] for row in session.execute(wanted)}
    known = [case_id for case_id in case_ids if case_id in numbers]
    remember(session, known)
    results = []
    for place, case_id in enumerate(known):
        task.step(100 * place // len(known), f"{title}: {format_part(place, len(known))}")
        try:
            with session.begin_nested():
                text = deed(session, case_id).text.removeprefix(f"{numbers[case_id]}. ")
            results.append(RowResult(case_id, numbers[case_id], is_done=True, text=text))
        except UserFacingError as error:
            results.append(RowResult(case_id, numbers[case_id], is_done=False, text=str(error)))
    done = sum(result.is_done for result in results)
    words = f"{title}: {plural(done, *MESSAGES)}"
    refused = len(results) - done
    words += f", отказано {refused}." if refused else "."
    return Change(frozenset({Touched.CASES}), words, tuple(results))
