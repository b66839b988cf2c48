"""A deed of the window, in the name of who works there and under the key of its click."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from mcu_desktop.operations.deed_answers import DeedKey
    from mcu_desktop.store.about import About
    from mcu_desktop.store.store import Store


def _new_key() -> str:
    from uuid import uuid4

    return str(uuid4())


@dataclass(frozen=True, slots=True)
class SignedDeed:
    """A deed from its click on; `signed` names the person to the transaction, `about` the cases it is about."""

    deed: Callable[["Session", Task], Change]
    task: Task
    signed: dict[str, object]
    about: "About | None"
    key: str = field(default_factory=_new_key)
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def perform(self, store: "Store", tries: int) -> Change:
        """Do the deed once, however often it is tried; whether it is done already is asked of the store directly."""
        from mcu_desktop.operations.deed_answers import DeedKey

        is_repeat = tries > 0
        whole = partial(self._run, DeedKey(self.key, is_repeat=is_repeat))
        return store.perform(whole, about=None if is_repeat else self.about)

    def _run(self, key: "DeedKey", session: "Session") -> Change:
        from mcu_desktop.operations.perform import performed

        session.info.update(self.signed)
        return performed(session, lambda of_deed: self.deed(of_deed, self.task), now=self.now, key=key)
