"""The table as it is being edited: each change is one step that can be undone."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from mcu_desktop.rules.roster import RosterRow

Rows = tuple[RosterRow, ...]


class RosterDraft(QObject):
    """Rows that people change; nothing is stored until they are saved.

    Signals:
        changed: other rows are to be shown.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Rows = ()
        self.undo_stack = QUndoStack(self)

    @property
    def is_changed(self) -> bool:
        """Whether something has been changed since the rows were opened."""
        return not self.undo_stack.isClean()

    def open(self, rows: Rows) -> None:
        """Begin anew with these rows."""
        self.undo_stack.clear()
        self.show(rows)

    def show(self, rows: Rows) -> None:
        """Take rows without a step: what a step does and undoes."""
        self.rows = rows
        self.changed.emit()

    def change(self, words: str, rows: Rows) -> None:
        """Take other rows as one step, in words for «Отменить»."""
        if rows != self.rows:
            self.undo_stack.push(_Step(words, self.rows, rows, self.show))

    def set_row(self, at: int, words: str, **fields: Any) -> None:
        """Change fields of one row."""
        row = replace(self.rows[at], **fields)
        self.change(words, (*self.rows[:at], row, *self.rows[at + 1 :]))

    def insert(self, at: int) -> None:
        """Put an empty row before a place."""
        self.change("новая строка", (*self.rows[:at], RosterRow("", "", ""), *self.rows[at:]))

    def remove(self, at: int) -> None:
        """Take a row away."""
        self.change("убрать строку", (*self.rows[:at], *self.rows[at + 1 :]))

    def move(self, at: int, to: int) -> None:
        """Let a row stand at another place."""
        others = (*self.rows[:at], *self.rows[at + 1 :])
        self.change("переставить строку", (*others[:to], self.rows[at], *others[to:]))


class _Step(QUndoCommand):
    def __init__(self, words: str, before: Rows, after: Rows, show: Callable[[Rows], None]) -> None:
        super().__init__(words)
        self._before, self._after, self._show = before, after, show

    def redo(self) -> None:
        """Show the rows after the step."""
        self._show(self._after)

    def undo(self) -> None:
        """Show the rows before the step."""
        self._show(self._before)
