"""The last edition taken away when it was entered by mistake."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.rules.edition_words import removal_words
from mcu_desktop.rules.roster import Edition
from mcu_desktop.ui.common.confirm_bar import ConfirmBar

_WHEN = "Только последнюю, если она не одна и не правится"


class RemovingBar(ConfirmBar):
    """Says what will happen and does it; `button` asks for it.

    Signals:
        refused: a Russian sentence; what was done is told by the desk.
    """

    refused = Signal(str)

    def __init__(self, desk: Desk, clock: Callable[[], datetime]) -> None:
        super().__init__("Убрать редакцию", "Оставить")
        self._desk, self._clock = desk, clock
        self._editions: Sequence[Edition] = ()
        self._edition: Edition | None = None
        self._today = date.min
        self.button = QPushButton("Убрать редакцию…")
        self.button.setToolTip(_WHEN)
        self.button.clicked.connect(self._ask)
        self.confirmed.connect(self._remove)
        self.hide()

    def follow(self, editions: Sequence[Edition], edition: Edition | None, today: date, *, is_edited: bool) -> None:
        """Follow which edition is shown on a day."""
        self.hide()
        self._editions, self._edition, self._today = editions, edition, today
        self.button.setEnabled(len(editions) > 1 and edition is editions[-1] and not is_edited)

    @Slot()
    def _ask(self) -> None:
        if self._edition is not None:
            self.ask(removal_words(self._editions, self._edition, self._today))

    @Slot()
    def _remove(self) -> None:
        if self._edition is not None and self._edition.edition_id is not None:
            deed = partial(_remove, self._edition.edition_id, self._clock())
            self._desk.write(self, deed, failed=self.refused.emit)


def _remove(edition_id: int, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.edit_roster import remove_edition

    return remove_edition(session, edition_id, now=now, actor=actor_of(session))
