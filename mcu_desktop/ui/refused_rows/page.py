"""Refused rows: which and why on the left, the cells of the chosen one to mend on the right."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QSplitter, QTableWidget, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.refused_rows import RefusedRowLine, read_refused_rows
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.russian import plural
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table
from mcu_desktop.ui.refused_rows.cells_form import CellsForm

_COLUMNS: tuple[Column[RefusedRowLine], ...] = (
    Column("Файл", lambda line: line.file_name, 190),
    Column("Строка", lambda line: str(line.row_number), 72),
    Column("Почему отказано", lambda line: line.reason, 0),
)
_NOTHING = "Отказанных строк нет: всё, что было в загруженных файлах, принято."


class RefusedRowsPage(Page):
    """Lets a person mend refused rows one by one."""

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._desk, self._zone, self._clock = desk, zone, clock
        self._lines: tuple[RefusedRowLine, ...] = ()
        self._place = 0
        self.mend_button = QPushButton("Проверить и загрузить")
        self.give_up_button = QPushButton("Убрать из списка")
        self.guarded = ((self.mend_button, Deed.MEND_ROW), (self.give_up_button, Deed.MEND_ROW))
        self._title = TitleLabel("Отказанные строки")
        self.told = text_label(_NOTHING)
        self.form = CellsForm()
        self.table = make_table("Отказанные строки", _COLUMNS)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.currentCellChanged.connect(self._show_cells)
        self._both = QSplitter(Qt.Orientation.Vertical)
        self._both.setChildrenCollapsible(False)
        self._both.addWidget(self.table)
        self._both.addWidget(self.form)
        layout = QVBoxLayout(self)
        layout.addWidget(self._title)
        layout.addWidget(self.told)
        layout.addWidget(self._both, 1)
        layout.addStretch(0)
        layout.addLayout(button_row(self.mend_button, self.give_up_button, self.back_button))
        self.mend_button.clicked.connect(self._mend)
        self.give_up_button.clicked.connect(self._give_up)
        desk.changed.connect(self._follow)

    def start(self) -> None:
        """Read the list."""
        self._desk.read(self, read_refused_rows, self._show_lines)
        self.table.setFocus()

    def _show_lines(self, lines: tuple[RefusedRowLine, ...]) -> None:
        self._lines = lines
        fill_table(self.table, _COLUMNS, lines)
        for part in (self._both, self.mend_button, self.give_up_button):
            part.setVisible(bool(lines))
        waiting = plural(len(lines), "строка ждёт", "строки ждут", "строк ждут")
        self.told.setText(f"{waiting} исправления. Исправьте ячейки и загрузите строку." if lines else _NOTHING)
        if lines:
            self.table.selectRow(min(self._place, len(lines) - 1))
        else:
            self.back_button.setFocus()

    def _show_cells(self, row: int, _column: int, _before: int, _before_column: int) -> None:
        if 0 <= row < len(self._lines):
            self._place = row
            self.form.show_cells(self._lines[row])

    def _chosen(self) -> RefusedRowLine:
        return self._lines[self._place]

    @Slot()
    def _mend(self) -> None:
        deed = partial(_mend, self._chosen().row_id, self.form.cells(), self._clock(), self._zone)
        self.mend_button.setEnabled(False)
        self._desk.write(self, deed, self._tell_done, failed=self._tell)

    @Slot()
    def _give_up(self) -> None:
        self._desk.write(
            self, partial(_give_up, self._chosen().row_id, self._clock()), self._tell_done, failed=self._tell
        )

    def _tell_done(self, _change: Change) -> None:
        self.mend_button.setEnabled(True)

    def _tell(self, text: str) -> None:
        self.mend_button.setEnabled(True)
        self.told.setText(text)

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if Touched.REFUSED_ROWS in change.touched and self.isVisible():
            self._desk.read(self, read_refused_rows, self._show_lines)


def _mend(
    row_id: int, cells: Mapping[str, str], now: datetime, zone: ZoneInfo, session: "Transaction", task: Task
) -> Change:
    from mcu_desktop.operations.mend_refused_row import mend_refused_row

    return mend_refused_row(session, task, row_id, cells, now=now, zone=zone, actor=actor_of(session))


def _give_up(row_id: int, now: datetime, session: "Transaction", _task: Task) -> Change:
    from mcu_desktop.operations.mend_refused_row import give_up_refused_row

    return give_up_refused_row(session, row_id, now=now, actor=actor_of(session))
