"""The form of how copies are kept."""

from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from mcu_desktop.rules.copies import CopyHabits
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.ui.common.file_dialogs import ask_folder
from mcu_desktop.ui.common.flow import button_flow
from mcu_desktop.ui.common.form import Field, FieldsForm
from mcu_desktop.ui.common.panels import KeyedPanel

_NO_MOMENTS = ZoneInfo("UTC")  # the form asks for none


class HabitsPanel(KeyedPanel):
    """Asks where copies go, how often, and how many stay.

    Signals:
        saved: the `CopyHabits` that were described.
        given_up: nothing is to be changed.
    """

    saved = Signal(object)
    given_up = Signal()

    def __init__(self) -> None:
        self.save_button, self.cancel_button = QPushButton("Сохранить настройки"), QPushButton("Отмена")
        super().__init__(self.save_button, self.cancel_button)
        self.guarded = ((self.save_button, Deed.KEEP_STORE),)
        self.choose_button = QPushButton("Выбрать папку…")
        self.fields = FieldsForm(_fields(CopyHabits()), columns=3)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self.fields)
        self._rows.addLayout(button_flow(self.save_button, self.choose_button, self.cancel_button))
        self.save_button.clicked.connect(self._save)
        self.choose_button.clicked.connect(self._choose_folder)
        self.cancel_button.clicked.connect(self.given_up)

    def ask(self, habits: CopyHabits) -> None:
        """Show the habits of now."""
        fields = FieldsForm(_fields(habits), columns=3)
        fields.take_place_of(self.fields, self._rows)
        self.fields = fields
        self.show()
        fields.edits["folder"].setFocus()

    @Slot(str)
    def take_folder(self, name: str) -> None:
        """Put a chosen folder into the form."""
        self.fields.retype({"folder": name})

    @Slot()
    def _choose_folder(self) -> None:
        ask_folder(self, "Папка для копий", self.take_folder)

    @Slot()
    def _save(self) -> None:
        values: dict[str, Any] = self.fields.values(_NO_MOMENTS)
        self.saved.emit(CopyHabits(**values | {"folder": values["folder"].strip()}))


def _fields(habits: CopyHabits) -> tuple[Field, ...]:
    return (
        Field("folder", "Папка (пусто — рядом с хранилищем)", "text", habits.folder),
        Field("every_hours", "Не чаще раза в столько часов", "number", habits.every_hours),
        Field("days", "Сколько дневных хранить", "number", habits.days),
        Field("weeks", "Сколько недельных", "number", habits.weeks),
        Field("months", "Сколько месячных", "number", habits.months),
    )
