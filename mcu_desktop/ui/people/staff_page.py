"""The page of who of which body is attached to which block (п. 4 подп. 1 of the order)."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QTableWidget, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.staff import StaffFacts, StaffLine, read_staff
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.ui.common.form import Field, FieldsForm
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table

_COLUMNS: tuple[Column[StaffLine], ...] = (
    Column("Блок", lambda line: line.block, 150),
    Column("Сотрудник", lambda line: line.full_name, 240),
    Column("Орган", lambda line: line.body or "не указан", 240),
    Column("Направление", lambda line: line.direction, 0, lambda line: line.direction),
    Column("С", lambda line: f"{line.first_day:%d.%m.%Y}", 90),
    Column("По", lambda line: f"{line.last_day:%d.%m.%Y}" if line.last_day else "сейчас", 90),
)


class StaffPage(Page):
    """Lists the attachments; a new one is added under the list, the chosen one can be ended."""

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.add_button = QPushButton("Прикрепить")
        super().__init__(self.add_button)
        self._desk, self._zone, self._clock = desk, zone, clock
        self.lines: tuple[StaffLine, ...] = ()
        self.end_button = QPushButton("Закончить сегодня")
        self.guarded = ((self.add_button, Deed.EDIT_ROSTER), (self.end_button, Deed.EDIT_ROSTER))
        self.told = text_label()
        self.table = make_table("Прикреплённые сотрудники", _COLUMNS)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.fields = FieldsForm(())
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(TitleLabel("Прикреплённые сотрудники органов (п. 4 распоряжения)"))
        self._rows.addWidget(self.table, 1)
        for part in (self.fields, self.told):
            self._rows.addWidget(part)
        self._rows.addLayout(button_row(self.add_button, self.end_button, self.back_button))
        self.add_button.clicked.connect(self._add)
        self.end_button.clicked.connect(self._end)

    def start(self) -> None:
        """Read who is attached."""
        self._desk.read(self, partial(read_staff, today=self._today()), self._show)

    def _show(self, facts: StaffFacts) -> None:
        self.lines = facts.lines
        fill_table(self.table, _COLUMNS, self.lines)
        self.end_button.setEnabled(bool(self.lines))
        missing = ", ".join(facts.empty_blocks)
        self.told.setText(f"Никто не прикреплён к блокам: {missing}." if missing else "В каждом блоке кто-то есть.")
        fields = FieldsForm(_fields(facts, self._today()), columns=3)
        self._rows.replaceWidget(self.fields, fields)
        self.fields.deleteLater()
        self.fields = fields
        fields.edits["full_name"].setFocus()

    @Slot()
    def _add(self) -> None:
        deed = partial(_attach, self.fields.values(self._zone), self._clock())
        self._desk.write(self, deed, self._finish, failed=self.told.setText)

    @Slot()
    def _end(self) -> None:
        line = self.lines[self.table.currentRow()]
        deed = partial(_finish, line.attachment_id, self._today(), self._clock())
        self._desk.write(self, deed, self._finish, failed=self.told.setText)

    def _finish(self, _change: Change) -> None:
        self.start()

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()


def _fields(facts: StaffFacts, today: date) -> tuple[Field, ...]:
    names = tuple((name, name) for name in facts.names)
    return (
        Field("full_name", "Фамилия, имя, отчество", "words", "", names),
        Field("sector_body_id", "Орган", "choice", choices=(("как указано у человека", None), *facts.bodies)),
        Field("block_code", "Блок", "choice", choices=facts.blocks),
        Field("direction", "Направление", "text"),
        Field("first_day", "С какого дня", "day", today),
    )


def _attach(values: dict[str, Any], now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.attach_staff import attach_staff

    return attach_staff(session, **values, now=now, actor=actor_of(session))


def _finish(attachment_id: int, today: date, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.attach_staff import end_attachment

    return end_attachment(session, attachment_id, last_day=today, now=now, actor=actor_of(session))
