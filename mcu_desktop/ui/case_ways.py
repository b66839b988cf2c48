"""Where the deeds of cases lead in the window: to the answer, to a file, to many at once, and back."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from mcu_desktop.ui.workplace_jobs import undo_deed

if TYPE_CHECKING:
    from mcu_desktop.queries.attachments import AttachedFile
    from mcu_desktop.ui.workplace import Workplace


class CaseWays(QObject):
    """Goes to the pages that a case or several lead to, and takes deeds back."""

    def __init__(self, workplace: "Workplace", clock: Callable[[], datetime]) -> None:
        super().__init__(workplace)
        self._workplace, self._clock = workplace, clock

    @Slot(int)
    def show_answer(self, case_id: int) -> None:
        """Go to the answer of a case."""
        self._workplace.show_page(self._workplace.screens.answer)
        self._workplace.screens.answer.show_case(case_id)

    @Slot(object, bytes)
    def show_file(self, file: "AttachedFile", content: bytes) -> None:
        """Look at a file of a case."""
        self._workplace.show_page(self._workplace.screens.preview)
        self._workplace.screens.preview.show_file(file, content)

    @Slot()
    def offer_bulk(self) -> None:
        """Go to the deeds on all chosen cases."""
        chosen = self._workplace.queue.chosen_cases()
        if chosen:
            self._workplace.show_page(self._workplace.screens.bulk)
            self._workplace.screens.bulk.show_cases(chosen)

    @Slot()
    def undo_last(self) -> None:
        """Take the last deed of this person back."""
        self.undo(None)

    def undo(self, deed_id: int | None) -> None:
        """Take a deed back, with None the last one of this person."""
        self._workplace.desk.write(self, partial(undo_deed, deed_id, self._clock()))
