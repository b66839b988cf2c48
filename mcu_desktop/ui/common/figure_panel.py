"""What every page of figures does: it counts beside the window, follows the store and opens the cases of a number."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton

from mcu_desktop.background.desk import Desk
from mcu_desktop.background.long_work import LongWork
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.rules.measures import CaseSlice
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.panels import Page

Found = TypeVar("Found")
OPENS_CASES = "Enter или двойной щелчок на числе покажет эти сообщения."


class FigurePanel(Page):
    """A page of figures: who makes one lays it out and says how it is read again.

    Signals:
        cases_wanted: a `QueueFilter` of the cases behind a number.
    """

    cases_wanted = Signal(object)
    follows = frozenset({Touched.CASES, Touched.CATALOGUES})  # what changes the figures
    told: QLabel  # where the page says what was counted, or why nothing was

    def __init__(self, desk: Desk, main: QPushButton | None = None) -> None:
        super().__init__(main)
        self._desk = desk
        self._counting = LongWork(desk, self)
        desk.changed.connect(self._follow)

    @Slot()
    def reread(self) -> None:
        """Count again what is chosen."""
        raise NotImplementedError

    @property
    def is_followed(self) -> bool:
        """Whether what is shown is to be counted again when the store has changed."""
        return self.isVisible()

    def count(self, job: Callable[[Reader, Task], Found], show: Callable[[Found], None]) -> None:
        """Begin a count beside the window; the one under way is given up."""
        self.told.setText("Считаем…")
        self._counting.work(job, show, self.told.setText)

    def give_up(self) -> None:
        """Let no count under way be shown any more: another one, or something else, is wanted."""
        self._counting.give_up()

    @Slot(object)
    def open_cases(self, figure: CaseSlice) -> None:
        """Ask for the cases behind a number."""
        self.cases_wanted.emit(QueueFilter(figure=figure))

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if self.is_followed and change.touched & self.follows:
            self.reread()
