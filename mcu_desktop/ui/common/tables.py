"""Read-only tables of a screen: every cell one line of plain text."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from mcu_desktop.ui.common.plain import plain_tooltip
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.theme import USUAL_POINTS

Row = TypeVar("Row")
_MODES = QHeaderView.ResizeMode
_LEAST_REST = 140  # for letters of the usual size: a column that takes what is left is not squeezed below it
_MAX_CELL = 200  # characters; a cell of a million takes Qt a second


class LinesTable(QTableWidget):
    """A table of lines; its columns without a width share what is left, and scroll where too little is."""

    def __init__(self, columns: int) -> None:
        super().__init__(0, columns)
        self._sharing: list[int] = []

    def share_rest(self, columns: list[int]) -> None:
        """Let these columns share what the others leave, for the letters of now."""
        self._sharing = columns
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share again what is left."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        header = self.horizontalHeader()
        fixed = sum(header.sectionSize(at) for at in range(self.columnCount()) if at not in self._sharing)
        least = round(_LEAST_REST * self.font().pointSizeF() / USUAL_POINTS)
        fits = self.viewport().width() - fixed >= least * len(self._sharing)
        for at in self._sharing:
            header.setSectionResizeMode(at, _MODES.Stretch if fits else _MODES.Interactive)
            if not fits:
                header.resizeSection(at, least)


def make_table(name: str, columns: tuple[Column[Row], ...], rows: tuple[Row, ...] = ()) -> LinesTable:
    """Return a read-only table; long cells are cut to one line, a column of width 0 takes what is left."""
    table = LinesTable(len(columns))
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.setHorizontalHeaderLabels([column.title for column in columns])
    table.horizontalHeader().setMinimumSectionSize(60)
    table.horizontalHeader().setHighlightSections(False)  # a whole row is chosen: every head would be bold, and cut off
    fill_table(table, columns, rows)
    return table


def fill_table(table: LinesTable, columns: tuple[Column[Row], ...], rows: tuple[Row, ...]) -> None:
    """Show other rows, in the size of the letters of now; the first row is chosen, or the one that was."""
    place = max(table.currentRow(), 0)
    table.setRowCount(0)
    table.setRowCount(len(rows))
    scale = table.font().pointSizeF() / USUAL_POINTS
    for at, column in enumerate(columns):
        if column.width:
            table.setColumnWidth(at, round(column.width * scale))
        for line, row in enumerate(rows):
            text = column.text(row)
            item = QTableWidgetItem(one_line(text))
            item.setToolTip(plain_tooltip(column.tooltip(row) if column.tooltip else text))
            table.setItem(line, at, item)
    table.share_rest([at for at, column in enumerate(columns) if not column.width])
    if rows:
        table.setCurrentCell(min(place, len(rows) - 1), 0)


def chosen_rows(table: QTableWidget) -> list[int]:
    """Return the numbers of the chosen rows, from above."""
    return sorted({index.row() for index in table.selectedIndexes()})


def refill_table(
    table: LinesTable,
    columns: tuple[Column[Row], ...],
    before: tuple[Row, ...],
    rows: tuple[Row, ...],
    same: Callable[[Row], object],
    *,
    goes_on: bool,
) -> None:
    """Show other rows; by `same` the chosen ones stay chosen wherever they stand now, and never others for them.

    Only where all of them have gone and the person `goes_on`, having settled them, the next one in their place is.
    """
    chosen = {same(before[row]) for row in chosen_rows(table)}
    fill_table(table, columns, rows)
    kept = [at for at, row in enumerate(rows) if same(row) in chosen]
    if goes_on and not kept:
        return
    table.clearSelection()
    flags = QItemSelectionModel.SelectionFlag
    for at in reversed(kept):
        table.selectionModel().setCurrentIndex(table.model().index(at, 0), flags.Select | flags.Rows)


def one_line(text: str) -> str:
    """Return a text as one line of at most 200 characters."""
    line = " ".join(text[: _MAX_CELL * 2].split())
    return line if len(line) <= _MAX_CELL else f"{line[: _MAX_CELL - 1]}…"
