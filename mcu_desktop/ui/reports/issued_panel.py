"""The reports that were issued, each to be looked at and saved again exactly as it was."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mcu_desktop.queries.issued_reports import IssuedLine
from mcu_desktop.rules.russian import format_moment
from mcu_desktop.ui.common.panels import button_row, text_label
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table


class IssuedPanel(QWidget):
    """The list of issued reports.

    Signals:
        wanted: the id of an issued report that is to be shown.
    """

    wanted = Signal(int)

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self.lines: tuple[IssuedLine, ...] = ()
        self._columns: tuple[Column[IssuedLine], ...] = (
            Column("Номер", lambda line: line.number, 160),
            Column("Отчёт", lambda line: line.title, 0, lambda line: line.title),
            Column("Выдан", lambda line: format_moment(line.issued_at, zone), 130),
            Column("Кто", lambda line: line.actor, 150),
            Column("Контрольная сумма", lambda line: line.seal, 150),
        )
        self.table = make_table("Выданные отчёты", self._columns)
        self.show_button = QPushButton("Показать")
        layout = QVBoxLayout(self)
        layout.addWidget(text_label("Отчёт хранится с показателями и текстами: его показывают и печатают прежним."))
        layout.addWidget(self.table, 1)
        layout.addLayout(button_row(self.show_button))
        self.show_button.clicked.connect(self._show_chosen)
        self.table.cellDoubleClicked.connect(self._show_chosen)

    def show_lines(self, lines: tuple[IssuedLine, ...]) -> None:
        """Show other lines."""
        self.lines = lines
        fill_table(self.table, self._columns, lines)
        self.show_button.setEnabled(bool(lines))
        if lines:
            self.table.selectRow(0)

    @Slot()
    def _show_chosen(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self.lines):
            self.wanted.emit(self.lines[row].issued_id)
