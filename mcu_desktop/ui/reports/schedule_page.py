"""The page of the reports that are made by themselves."""

from collections.abc import Callable
from datetime import datetime, time
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QTableWidget, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.report_habits import ScheduleFacts, read_schedule_facts
from mcu_desktop.queries.report_kinds import REPORTS, find_kind
from mcu_desktop.queries.report_schedules import ScheduleLine
from mcu_desktop.reports.files import FORMATS
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.report_schedule import RHYTHMS
from mcu_desktop.ui.common.file_dialogs import ask_folder
from mcu_desktop.ui.common.form import Field, FieldsForm
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table

_ABOUT = (
    "Отчёты составляются сами, пока программа открыта; пропущенные — при следующем запуске. Без окна их составляет "
    "планировщик системы командой\nmcu-desktop report --scheduled"
)
_HOURS = tuple((f"{hour:02}:{minute:02}", time(hour, minute)) for hour in range(6, 21) for minute in (0, 30))
_COLUMNS: tuple[Column[ScheduleLine], ...] = (
    Column("Отчёт", lambda line: find_kind(line.code).name, 230),
    Column("Когда", lambda line: f"{RHYTHMS[line.schedule.rhythm]} в {line.schedule.at:%H:%M}", 190),
    Column("В выходные", lambda line: "нет" if line.schedule.working_days_only else "да", 90),
    Column("Блок", lambda line: line.block_code or "все", 90),
    Column("Файл", lambda line: line.ending, 60),
    Column("Папка", lambda line: line.folder, 0, lambda line: line.folder),
)


class ReportSchedulePage(Page):
    """Lists the rules; a new one is asked for under the list."""

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.add_button = QPushButton("Добавить")
        super().__init__(self.add_button)
        self._desk, self._zone, self._clock = desk, zone, clock
        self.lines: tuple[ScheduleLine, ...] = ()
        self.folder_button, self.remove_button = QPushButton("Выбрать папку…"), QPushButton("Убрать выбранное")
        self.guarded = tuple((button, Deed.EDIT_REPORTS) for button in (self.add_button, self.remove_button))
        self.told = text_label()
        self.table = make_table("Расписание отчётов", _COLUMNS)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.fields = FieldsForm(())
        self._rows = QVBoxLayout(self)
        for part in (TitleLabel("Расписание отчётов"), text_label(_ABOUT)):
            self._rows.addWidget(part)
        self._rows.addWidget(self.table, 1)
        self._rows.addWidget(self.fields)
        self._rows.addWidget(self.told)
        buttons = (self.add_button, self.folder_button, self.remove_button, self.back_button)
        self._rows.addLayout(button_row(*buttons))
        self.add_button.clicked.connect(self._add)
        self.folder_button.clicked.connect(self._ask_folder)
        self.remove_button.clicked.connect(self._remove)

    def start(self) -> None:
        """Read the rules."""
        self._desk.read(self, read_schedule_facts, self._show)

    def _show(self, facts: ScheduleFacts) -> None:
        self.lines = facts.lines
        fill_table(self.table, _COLUMNS, self.lines)
        self.remove_button.setEnabled(bool(self.lines))
        if self.lines:
            self.table.selectRow(0)
        kinds = tuple((kind.name, kind.code) for kind in REPORTS if not kind.subject)
        fields = FieldsForm(
            (
                Field("code", "Отчёт", "choice", "daily", kinds),
                Field("rhythm", "Как часто", "choice", choices=tuple((title, word) for word, title in RHYTHMS.items())),
                Field("at", "Во сколько", "choice", time(8), _HOURS),
                Field("block_code", "Блок", "choice", choices=facts.blocks),
                Field("ending", "Файл", "choice", ".pdf", tuple((title, ending) for ending, title in FORMATS.items())),
                Field("folder", "Папка", "text"),
                Field("working_days_only", "Только в рабочие дни", "yes", initial=True),
            ),
            columns=3,
        )
        fields.take_place_of(self.fields, self._rows)
        self.fields = fields
        fields.edits["code"].setFocus()

    @Slot()
    def _add(self) -> None:
        deed = partial(_add, self.fields.values(self._zone), self._clock())
        self._desk.write(self, deed, self._finish, failed=self.told.setText)

    @Slot()
    def _remove(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self.lines):
            deed = partial(_remove, self.lines[row].schedule_id, self._clock())
            self._desk.write(self, deed, self._finish, failed=self.told.setText)

    @Slot()
    def _ask_folder(self) -> None:
        ask_folder(self, "Папка для отчётов", self.take_folder, start=str(Path.home()))

    @Slot(str)
    def take_folder(self, folder: str) -> None:
        """Put a chosen folder into its field."""
        edit = self.fields.edits["folder"]
        if isinstance(edit, QLineEdit):
            edit.setText(folder)

    def _finish(self, change: Change) -> None:
        self.told.setText(change.text)
        self.start()


def _add(values: dict[str, Any], now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.schedule_reports import NewSchedule, add_schedule

    return add_schedule(session, NewSchedule(**values), now=now, actor=actor_of(session))


def _remove(schedule_id: int, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.schedule_reports import remove_schedule

    return remove_schedule(session, schedule_id, now=now, actor=actor_of(session))
