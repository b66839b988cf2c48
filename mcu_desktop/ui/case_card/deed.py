"""What a deed on a case is to the card: one declaration."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction
from mcu_desktop.queries.case_card import CaseCard
from mcu_desktop.queries.edit_choices import EditChoices
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.store.about import About
from mcu_desktop.ui.common.form import Field

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """The case a deed is done on, when, where and by whom; choices only for a deed that wants them."""

    card: CaseCard
    now: datetime
    zone: ZoneInfo
    actor: str
    choices: EditChoices | None = None

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class CaseDeed:
    """One deed: its words, what it will do, what it asks, and how it is done in an open transaction."""

    right: Deed
    title: str
    hint: str
    fields: Callable[[Asked], tuple[Field, ...]]
    perform: Callable[[Transaction, Asked, Values], Change]
    code: str  # menus, the palette and what was typed and not saved find the deed by it
    at_once: bool = False  # without a form: it asks nothing and can be taken back
    wants_choices: bool = False
    other: str = ""  # the field with the number of another case that is changed too

    def about(self, asked: Asked, values: Values) -> About:
        """Return which cases it concerns."""
        named = (str(values[self.other]).strip().upper(),) if self.other else ()
        return About((asked.card.case_id,), named, citizens=self.right is Deed.SEE_CITIZEN)

    def run(self, asked: Asked, values: Values, session: Transaction, _task: Task) -> Change:
        """Do it."""
        return self.perform(session, asked, values)


def nothing_asked(_asked: Asked) -> tuple[Field, ...]:
    """Return no fields: the deed asks nothing."""
    return ()
