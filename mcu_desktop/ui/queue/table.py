"""The table of the queue: one case a line, and keys that go by lines."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from mcu_desktop.ui.queue.columns import COLUMNS
from mcu_desktop.ui.queue.model import QueueModel
from mcu_desktop.ui.queue.standing_delegate import StandingDelegate

_ROW_AIR = 12
_Move = QAbstractItemView.CursorAction


class QueueTable(QTableView):
    """A QTableView whose Home and End go to the first and the last case.

    Signals:
        copy_wanted: the chosen rows are to go to the clipboard.
    """

    copy_wanted = Signal()

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Очередь сообщений")
        self.setModel(model)
        self.setItemDelegateForColumn(0, StandingDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        for number, column in enumerate(COLUMNS):
            self.setColumnWidth(number, column.width)

    def chosen_rows(self) -> list[int]:
        """Return the chosen rows in their order; of very many nothing is fetched for it."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(place) for place in range(selection.count())]
        return sorted({row for part in ranges for row in range(part.top(), part.bottom() + 1)})

    def count_chosen(self) -> int:
        """Return how many rows are chosen, without listing them."""
        selection = self.selectionModel().selection()
        return sum(selection.at(place).height() for place in range(selection.count()))

    def choose_rows(self, rows: Sequence[int]) -> None:
        """Choose rows (ascending) again, the current one stays current."""
        selection, model = QItemSelection(), self.model()
        last = model.columnCount() - 1
        for _shift, part in groupby(enumerate(rows), lambda place: place[1] - place[0]):
            block = [row for _place, row in part]
            selection.select(model.index(block[0], 0), model.index(block[-1], last))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def fit_rows(self) -> None:
        """Make the rows as high as the letters of now want."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _ROW_AIR)

    def stretch_columns(self, factor: float) -> None:
        """Make every shown column wider or narrower, as the letters have become."""
        for number in range(len(COLUMNS)):
            if not self.isColumnHidden(number):
                self.setColumnWidth(number, round(self.columnWidth(number) * factor))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Ctrl+C mean the chosen rows; Qt would copy the text of one cell."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
            return
        super().keyPressEvent(event)

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return where a key leads; a line is one case, so Home and End go by cases, not by cells."""
        if action in {_Move.MoveHome, _Move.MoveEnd}:
            row = 0 if action is _Move.MoveHome else self.model().rowCount() - 1
            return self.model().index(row, max(self.currentIndex().column(), 0))
        return super().moveCursor(action, modifiers)
