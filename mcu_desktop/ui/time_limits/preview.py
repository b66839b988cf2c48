"""What an edit of the time limits would move, shown before it is saved."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.background.long_work import LongWork
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.rules.limit_edits import LimitEdit
from mcu_desktop.rules.time_limits import TimeLimit
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.moved_cases import MovedCasesView
from mcu_desktop.ui.common.panels import KeyedPanel, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.under_way import WorkBar

if TYPE_CHECKING:
    from mcu_desktop.operations.case_terms import MovedCase


class EditPreview(KeyedPanel):
    """Counts beside the window; saving waits until it is known what will move.

    Signals:
        saved: the edit is in the store.
    """

    saved = Signal()

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.save_button, self.back_button = QPushButton("Сохранить"), QPushButton("Назад")
        super().__init__(self.save_button, self.back_button)
        self._clock = clock
        self._work = LongWork(desk, self)
        self.edit: LimitEdit | None = None
        self.title, self.told = TitleLabel("Что изменится"), text_label()
        self.moved = MovedCasesView(zone)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.title, self.told, WorkBar(self._work)):
            layout.addWidget(part)
        layout.addWidget(self.moved, 1)
        layout.addLayout(button_row(self.save_button, self.back_button))
        self.save_button.clicked.connect(self._save)

    def begin(self, edit: LimitEdit, limits: Sequence[TimeLimit]) -> None:
        """Begin to count what the limits, as they will be, would move."""
        self.edit = edit
        self.told.setText(f"{edit.title}. Ещё не сохранено.")
        self.moved.hide()
        self.save_button.setEnabled(False)
        self.back_button.setFocus()

        def count(reader: Reader, task: Task) -> tuple["MovedCase", ...]:
            from mcu_desktop.operations.recount import preview_moved

            return preview_moved(reader, task, limits=limits)

        self._work.work(count, self._show, self.say)

    def stop(self) -> None:
        """Stop counting; what is being saved is saved."""
        self._work.give_up()

    def say(self, text: str) -> None:
        """Say why something was not done."""
        self.told.setText(text)

    def _show(self, moved: tuple["MovedCase", ...]) -> None:
        self.moved.show_moved(moved)
        self.moved.show()
        self.save_button.setEnabled(True)
        self.save_button.setFocus()

    @Slot()
    def _save(self) -> None:
        if self.edit is not None:
            self.save_button.setEnabled(False)
            self._work.write(partial(_edit, self.edit, self._clock()), self._finish, self.say)

    def _finish(self, _change: Change) -> None:
        self.saved.emit()


def _edit(edit: LimitEdit, now: datetime, session: Transaction, task: Task) -> Change:
    from mcu_desktop.operations.edit_time_limits import edit_time_limits

    return edit_time_limits(session, task, edit, now=now, actor=actor_of(session))
