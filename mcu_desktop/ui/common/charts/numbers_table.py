"""The numbers of a chart as a table: labels down, series across."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from mcu_desktop.rules.chart import Chart
from mcu_desktop.ui.common.plain import plain_tooltip

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NumbersTable(QTableWidget):
    """Each number is a cell that opens its cases.

    Signals:
        opened: (series, label) whose cases are wanted.
    """

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.cellDoubleClicked.connect(self._open)

    def show_chart(self, chart: Chart) -> None:
        """Show other numbers."""
        row, column = max(self.currentRow(), 0), max(self.currentColumn(), 1)
        self.clear()
        self.setRowCount(len(chart.labels))
        self.setColumnCount(1 + len(chart.series))
        self.setHorizontalHeaderLabels(["", *(one.title for one in chart.series)])
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place, label in enumerate(chart.labels):
            item = QTableWidgetItem(label)
            item.setToolTip(plain_tooltip(label))
            self.setItem(place, 0, item)
            for series in range(len(chart.series)):
                number = QTableWidgetItem(chart.value_words(series, place))
                number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(place, series + 1, number)
        if chart.labels and chart.series:
            self.setCurrentCell(min(row, len(chart.labels) - 1), min(column, len(chart.series)))

    def event(self, event: QEvent) -> bool:
        """Keep Enter from the page: here it opens a number."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_enter(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the cases of the chosen number."""
        if _is_enter(event) and self.currentRow() >= 0:
            self._open(self.currentRow(), self.currentColumn())
        else:
            super().keyPressEvent(event)

    @Slot(int, int)
    def _open(self, row: int, column: int) -> None:
        if column > 0:
            self.opened.emit((column - 1, row))


def _is_enter(event: QKeyEvent) -> bool:
    return Qt.Key(event.key()) in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
