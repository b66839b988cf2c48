"""By which order the edited table is saved, and from which day it is in force."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from mcu_desktop.rules.edition_words import adding_words
from mcu_desktop.rules.roster import Edition
from mcu_desktop.ui.common.form import Field, FieldsForm
from mcu_desktop.ui.common.panels import KeyedPanel, button_row, text_label

_NEW, _MENDED = "new", "mended"
Order = tuple[str, date | None]  # number and date


class SavingForm(KeyedPanel):
    """Asks for the order: a new edition, or the mending of the one that was opened.

    Signals:
        save_wanted: an `Edition` without rows.
        closed: nothing is to be saved.
    """

    save_wanted = Signal(object)
    closed = Signal()

    def __init__(self, zone: ZoneInfo) -> None:
        self.save_button, self.close_button = QPushButton("Сохранить"), QPushButton("Не сохранять")
        super().__init__(self.save_button, self.close_button)
        self._zone = zone
        self._opened: Edition | None = None
        self._editions: Sequence[Edition] = ()
        self._today = date.min
        self.told = text_label()
        self.fields = FieldsForm(())
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self.fields)
        self._layout.addWidget(self.told)
        self._layout.addLayout(button_row(self.save_button, self.close_button))
        self.save_button.clicked.connect(self._save)
        self.close_button.clicked.connect(self._close)

    def ask(self, opened: Edition, editions: Sequence[Edition], today: date, order: Order = ("", None)) -> None:
        """Show the form for a table that began as one of the editions; `order` is what its file has named."""
        self._opened, self._editions, self._today = opened, editions, today
        number, signed = order
        ways = (
            ("новая редакция по распоряжению", _NEW),
            (f"исправление редакции № {opened.order_number}", _MENDED),
        )
        fields = FieldsForm(
            (
                Field("way", "Что сохраняем", "choice", _NEW, ways),
                Field("number", "Номер распоряжения", "text", number),
                Field("signed", "Дата распоряжения", "day", signed or today),
                Field("begins", "Действует с", "day", signed or today),
            ),
            columns=4,
        )
        fields.take_place_of(self.fields, self._layout)
        self.fields = fields
        fields.changed.connect(self._foretell)
        self._foretell()
        self.show()
        fields.edits["number"].setFocus()

    @Slot()
    def _foretell(self) -> None:
        """Say what the editions will be."""
        values = self.fields.values(self._zone)
        begins = values["begins"]
        if values["way"] == _MENDED:
            self.told.setText("Строки этой редакции станут такими, как сейчас в таблице; номер и дни не изменятся.")
        elif isinstance(begins, date):
            self.told.setText(adding_words(self._editions, begins, self._today))

    @Slot()
    def _save(self) -> None:
        if self._opened is None:
            return
        values = self.fields.values(self._zone)
        if values["way"] == _MENDED:
            self.save_wanted.emit(replace(self._opened, rows=()))
            return
        signed, begins = values["signed"], values["begins"]
        if isinstance(signed, date) and isinstance(begins, date):
            self.save_wanted.emit(Edition(str(values["number"]), signed, begins, ()))

    @Slot()
    def _close(self) -> None:
        self.hide()
        self.closed.emit()
