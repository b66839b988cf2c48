"""The page of names by date: the municipality was renamed, and its bodies will be."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QTableWidget, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.names import NameFacts, NameLine, read_all_names
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.ui.common.form import Field, FieldsForm
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table

_COLUMNS: tuple[Column[NameLine], ...] = (
    Column("Что", lambda line: line.title, 250),
    Column("Название", lambda line: line.name, 0, lambda line: line.name),
    Column("С", lambda line: f"{line.valid_from:%d.%m.%Y}", 90),
    Column("По", lambda line: f"{line.valid_to:%d.%m.%Y}" if line.valid_to else "сейчас", 90),
    Column("Чем установлено", lambda line: line.source, 260, lambda line: line.source),
)


class NamesPage(Page):
    """Lists all names; a new one begins on a day, and the former ends on the day before."""

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.add_button = QPushButton("Новое название")
        super().__init__(self.add_button)
        self._desk, self._zone, self._clock = desk, zone, clock
        self.lines: tuple[NameLine, ...] = ()
        self.undo_button = QPushButton("Отменить последнее у выбранного")
        self.guarded = ((self.add_button, Deed.EDIT_ROSTER), (self.undo_button, Deed.EDIT_ROSTER))
        self.told = text_label("Отчёты, Приложение 2 и письма берут название того дня, за который составлены.")
        self.table = make_table("Наименования", _COLUMNS)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.fields = FieldsForm(())
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(TitleLabel("Наименования по датам"))
        self._rows.addWidget(self.table, 1)
        for part in (self.fields, self.told):
            self._rows.addWidget(part)
        self._rows.addLayout(button_row(self.add_button, self.undo_button, self.back_button))
        self.add_button.clicked.connect(self._add)
        self.undo_button.clicked.connect(self._undo)

    def start(self) -> None:
        """Read the names."""
        self._desk.read(self, read_all_names, self._show)

    def _show(self, facts: NameFacts) -> None:
        self.lines = facts.lines
        fill_table(self.table, _COLUMNS, self.lines)
        today = self._clock().astimezone(self._zone).date()
        fields = FieldsForm(
            (
                Field("subject", "Что переименовано", "choice", choices=facts.subjects),
                Field("name", "Новое название", "text"),
                Field("valid_from", "С какого дня", "day", today),
                Field("source", "Чем установлено (решение, дата)", "text"),
            ),
            columns=2,
        )
        self._rows.replaceWidget(self.fields, fields)
        self.fields.deleteLater()
        self.fields = fields
        fields.edits["subject"].setFocus()

    @Slot()
    def _add(self) -> None:
        deed = partial(_rename, self.fields.values(self._zone), self._clock())
        self._desk.write(self, deed, self._finish, failed=self.told.setText)

    @Slot()
    def _undo(self) -> None:
        line = self.lines[self.table.currentRow()]
        deed = partial(_take_back, line.subject, self._clock())
        self._desk.write(self, deed, self._finish, failed=self.told.setText)

    def _finish(self, change: Change) -> None:
        self.told.setText(change.text)
        self.start()


def _rename(values: dict[str, Any], now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.rename import rename

    return rename(session, **values, now=now, actor=actor_of(session))


def _take_back(subject: str, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.rename import take_name_back

    return take_name_back(session, subject, now=now, actor=actor_of(session))
