"""What can be done with many cases at once: each deed is one declaration."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Transaction
from mcu_desktop.queries.edit_choices import EditChoices
from mcu_desktop.rules.case_fields import CaseField
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.titles import OUTCOMES
from mcu_desktop.ui.common.form import Field


@dataclass(frozen=True, slots=True)
class BulkDeed:
    """One deed: its words, what it asks, and how it is done on one case in an open transaction."""

    right: Deed
    title: str
    fields: Callable[[EditChoices, date], tuple[Field, ...]]
    perform: Callable[[Transaction, int, dict[str, Any]], Change]


@dataclass(frozen=True, slots=True)
class Signed:
    """A deed with its answers, ready to be done on each case."""

    deed: BulkDeed
    values: dict[str, Any]
    now: datetime
    actor: str

    def run(self, session: Transaction, case_id: int) -> Change:
        """Do it on one case."""
        return self.deed.perform(session, case_id, {**self.values, "now": self.now, "actor": self.actor})


def _words(titles: tuple[str, ...]) -> tuple[tuple[str, object], ...]:
    return tuple((title, title) for title in titles)


def _assigning(choices: EditChoices, _today: date) -> tuple[Field, ...]:
    return (
        Field("block", "Отраслевой блок", "choice", choices.blocks[0][1] if choices.blocks else None, choices.blocks),
        Field("recipient", "Получатель", "words", "", _words(choices.recipients)),
    )


def _assign(session: Transaction, case_id: int, values: dict[str, Any]) -> Change:
    from mcu_desktop.operations.edit_case import assign

    return assign(session, case_id, **values)


def _set_topic(session: Transaction, case_id: int, values: dict[str, Any]) -> Change:
    from mcu_desktop.operations.edit_case import set_field

    return set_field(session, case_id, CaseField.TOPIC, values.pop("topic"), **values)


def _add_tags(session: Transaction, case_id: int, values: dict[str, Any]) -> Change:
    from mcu_desktop.operations.edit_case import set_field

    return set_field(session, case_id, CaseField.TAGS, tuple(values.pop("tags").split(",")), **values)


def _begin(session: Transaction, case_id: int, values: dict[str, Any]) -> Change:
    from mcu_desktop.operations.walk_case import begin_work

    return begin_work(session, case_id, **values)


def _forward(session: Transaction, case_id: int, values: dict[str, Any]) -> Change:
    from mcu_desktop.operations.walk_case import forward

    return forward(session, case_id, **values)


def _close(session: Transaction, case_id: int, values: dict[str, Any]) -> Change:
    from mcu_desktop.operations.close_case import close_case

    return close_case(session, case_id, **values, outcome_title=OUTCOMES[values["outcome"]])


BULK_DEEDS = (
    BulkDeed(Deed.EDIT_CASE, "Назначить", _assigning, _assign),
    BulkDeed(
        Deed.EDIT_CASE,
        "Поставить тему",
        lambda choices, _today: (Field("topic", "Тема (наберите несколько букв)", "search", None, choices.topics),),
        _set_topic,
    ),
    BulkDeed(
        Deed.EDIT_CASE,
        "Добавить метки",
        lambda choices, _today: (Field("tags", "Метки через запятую", "words", "", _words(choices.tags)),),
        _add_tags,
    ),
    BulkDeed(Deed.ANSWER, "Взять в работу", lambda _choices, _today: (), _begin),
    BulkDeed(
        Deed.CLOSE,
        "Передать по компетенции",
        lambda _choices, today: (
            Field("addressee", "Кому передано", "text"),
            Field("letter", "Письмо (номер, дата)", "text"),
            Field("citizen_told_on", "Заявители уведомлены", "optional_day", today),
        ),
        _forward,
    ),
    BulkDeed(
        Deed.CLOSE,
        "Снять с контроля",
        lambda _choices, _today: (
            Field("outcome", "Итог", "choice", choices=tuple((title, code) for code, title in OUTCOMES.items())),
            Field("breach_reason", "Почему нарушен срок (для просроченных)", "text"),
        ),
        _close,
    ),
)
