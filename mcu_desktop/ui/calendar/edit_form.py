"""What the forms of a change of the calendar have in common."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton

from mcu_desktop.ui.common.panels import KeyedPanel


class EditForm(KeyedPanel):
    """Asks for one change; saving shows first what it would move, hence the dots of the button.

    Signals:
        edited: the `CalendarEdit` that a person wants to save.
        left: the change is given up.
    """

    edited = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        self.save_button, self.cancel_button = QPushButton("Сохранить…"), QPushButton("Отмена")
        super().__init__(self.save_button, self.cancel_button)
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self._cancel)

    @Slot()
    def _save(self) -> None:
        raise NotImplementedError

    @Slot()
    def _cancel(self) -> None:
        self.left.emit()
