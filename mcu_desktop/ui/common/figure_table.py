"""A table of figures: titles at the left stay in sight, and whatever counts cases opens them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QPushButton, QTableView, QWidget

from mcu_desktop.reports.sheet_cells import inert
from mcu_desktop.rules.measures import CaseSlice
from mcu_desktop.ui.common.plain import plain_tooltip
from mcu_desktop.ui.common.theme import USUAL_POINTS

Row = TypeVar("Row")
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_AIR = 10  # pixels about the letters of a row
_HEAD_AIR, _LEAST_HEAD = 14, 120  # pixels beside a title; of the narrowest titles at 100 %
_NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WORDS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class FigureColumn(Generic[Row]):
    """One column: head, words of a cell, what the head means, the cases behind a cell, width in pixels at 100 %.

    A column of words, not of numbers, is aligned to the left.
    """

    title: str
    text: Callable[[Row], str]
    hint: str = ""
    figure: Callable[[Row], CaseSlice | None] | None = None
    width: int = 76
    is_words: bool = False


class FigureModel(QAbstractTableModel, Generic[Row]):
    """Rows under the heads of their columns; `head` names a row, a bold one is a total, a grey one does not count.

    A row is told from the others by its `key`, where it has not a head of its own.
    """

    def __init__(
        self,
        columns: Sequence[FigureColumn[Row]],
        head: Callable[[Row], str],
        *,
        is_bold: Callable[[Row], bool] = lambda _row: False,
        is_grey: Callable[[Row], bool] = lambda _row: False,
        key: Callable[[Row], object] | None = None,
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: tuple[Row, ...] = ()
        self._head, self._is_bold, self._is_grey = head, is_bold, is_grey
        self._key: Callable[[Row], object] = key or head

    def show(self, rows: Sequence[Row], columns: Sequence[FigureColumn[Row]] | None = None) -> None:
        """Show other rows, and other columns where they are named."""
        self.beginResetModel()
        self.rows = tuple(rows)
        if columns is not None:
            self.columns = tuple(columns)
        self.endResetModel()

    def row_like(self, row: Row, near: int) -> int:
        """Return where the same row stands now; where it is gone, the nearest to where it stood."""
        wanted, last = self._key(row), len(self.rows) - 1
        found = [at for at, one in enumerate(self.rows) if self._key(one) == wanted]
        return min(found, key=lambda at: abs(at - near), default=min(near, last))

    def wanted(self, index: _Index) -> CaseSlice | None:
        """Return the cases behind a cell, None where it counts none."""
        if not index.isValid():
            return None
        figure = self.columns[index.column()].figure
        return None if figure is None else figure(self.rows[index.row()])

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return heads, their hints, and the names of rows."""
        if orientation is Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._head(self.rows[section])
            if role == Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(self._head(self.rows[section]))
            return _WORDS if role == Qt.ItemDataRole.TextAlignmentRole else None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        return plain_tooltip(column.hint or column.title) if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell, how they look, and what they mean."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            words = f"{self._head(row).strip()}: {(column.hint or column.title).lower()} — {column.text(row)}"
            return plain_tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        return self._look(row, column, role)

    def _look(self, row: Row, column: FigureColumn[Row], role: int) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _WORDS if column.is_words else _NUMBERS
        if role == Qt.ItemDataRole.FontRole and self._is_bold(row):
            return _bold()
        if role == Qt.ItemDataRole.ForegroundRole and self._is_grey(row):
            return QApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        return None


class _Titles(QHeaderView):
    """The titles of rows; below the last one it is paper like the table beside it, not a grey stripe."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the titles, then the room below them."""
        super().paintEvent(event)
        below = self.length() - self.offset()
        painter = QPainter(self.viewport())
        painter.fillRect(0, below, self.width(), max(0, self.height() - below), self.palette().base())
        painter.end()


class FigureTable(QTableView, Generic[Row]):
    """Shows a `FigureModel`; the chosen cell stays chosen when the figures change, wherever its row goes.

    Signals:
        opened: the `CaseSlice` of a cell whose cases are wanted.
        row_chosen: the number of the row the keyboard is on.
        cell_chosen: another cell is chosen, one is pressed, or the keyboard has come to the table.
    """

    opened = Signal(object)
    row_chosen = Signal(int)
    cell_chosen = Signal()

    def __init__(self, name: str, model: FigureModel[Row], *, head_width: int = 340) -> None:
        super().__init__()
        self.figures, self._head_width = model, head_width
        self.setVerticalHeader(_Titles(self))
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setAlternatingRowColors(True)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().setDefaultAlignment(_WORDS)
        self.verticalHeader().hide()
        self.doubleClicked.connect(self.open_cell)
        self.pressed.connect(lambda _index: self.cell_chosen.emit())
        self.selectionModel().currentChanged.connect(self._tell_row)

    def show_rows(self, rows: Sequence[Row], columns: Sequence[FigureColumn[Row]] | None = None) -> None:
        """Show other figures, in the size of the letters of now."""
        place, chosen = self.currentIndex(), self.chosen_row()
        self.figures.show(rows, columns)
        opening = (at for at, one in enumerate(self.figures.columns) if one.figure is not None)
        row, column = (place.row(), place.column()) if place.isValid() else (0, next(opening, 0))
        scale = self.font().pointSizeF() / USUAL_POINTS
        self.verticalHeader().setVisible(bool(rows))  # an empty one is a grey stripe
        self.verticalHeader().setFixedWidth(self._fitting_head(scale))
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _AIR)
        self.horizontalHeader().setMinimumHeight(2 * self.fontMetrics().height() + _AIR)
        for at, one in enumerate(self.figures.columns):
            if one.width:
                self.setColumnWidth(at, round(one.width * scale))
            else:
                self.horizontalHeader().setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        if rows:
            at = min(row, len(rows) - 1) if chosen is None else self.figures.row_like(chosen, row)
            self.setCurrentIndex(self.figures.index(at, column))
        self.cell_chosen.emit()

    def _fitting_head(self, scale: float) -> int:
        """Return the width of the longest title, within bounds."""
        titles = (self.figures.headerData(row, Qt.Orientation.Vertical) for row in range(self.figures.rowCount()))
        letters = QFontMetrics(_bold())
        widest = max((letters.horizontalAdvance(str(title)) for title in titles), default=0)
        return min(max(widest + _HEAD_AIR, round(_LEAST_HEAD * scale)), round(self._head_width * scale))

    def chosen_row(self) -> Row | None:
        """Return the row the keyboard is on."""
        index = self.currentIndex()
        return self.figures.rows[index.row()] if index.isValid() else None

    def minimumSizeHint(self) -> QSize:
        """Return the room for the heads and two rows."""
        row = self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar().sizeHint().height()
        return QSize(200, self.horizontalHeader().sizeHint().height() + 2 * row + bar + 2 * self.frameWidth())

    def sizeHint(self) -> QSize:
        """Return that it takes what room there is and asks for none."""
        return QSize(200, 120)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard has come here."""
        super().focusInEvent(event)
        self.cell_chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Ctrl+C mean the whole table, for a table program; Qt would copy the text of one cell."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.as_text())
            return
        super().keyPressEvent(event)

    def as_text(self) -> str:
        """Return the table with its heads, cells parted by tabs; people's words are never taken for a formula."""
        model = self.figures
        lines = [["", *(column.title for column in model.columns)]]
        for at, row in enumerate(model.rows):
            cells = [_cell(column.text(row), is_words=column.is_words) for column in model.columns]
            lines.append([_cell(str(model.headerData(at, Qt.Orientation.Vertical)), is_words=True), *cells])
        return "\n".join("\t".join(line) for line in lines)

    def chosen_figure(self) -> CaseSlice | None:
        """Return the cases behind the chosen cell, None where it counts none."""
        return self.figures.wanted(self.currentIndex())

    def lead(self, button: QPushButton) -> None:
        """Let a button open the chosen cell; it waits while there are no cases behind that."""
        button.clicked.connect(self.open_cell)
        self.cell_chosen.connect(lambda: button.setEnabled(self.chosen_figure() is not None))

    @Slot()
    def open_cell(self) -> None:
        """Want the cases of the chosen cell, where it counts any."""
        figure = self.chosen_figure()
        if figure is not None:
            self.opened.emit(figure)

    @Slot(QModelIndex, QModelIndex)
    def _tell_row(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.row_chosen.emit(current.row())
        self.cell_chosen.emit()


def _cell(text: str, *, is_words: bool) -> str:
    line = " ".join(text.split())
    return inert(line) if is_words else line


def _bold() -> QFont:
    font = QApplication.font()
    font.setBold(True)
    return font
