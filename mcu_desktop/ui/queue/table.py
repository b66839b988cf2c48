"""The table of the queue: one case a line, and keys that go by lines."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSettings,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from mcu_desktop.ui.queue.cell_delegate import CellDelegate
from mcu_desktop.ui.queue.columns import COLUMNS
from mcu_desktop.ui.queue.group_bands import band_height, paint_bands
from mcu_desktop.ui.queue.model import QueueModel

_ROW_AIR = 12
_HEADER_STATE, _HEADER_SCALE = "queue/header", "queue/header_scale"
_USUAL_SCALE = 100
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
        self._queue = model
        self._grouped: list[int] = []
        self.setViewport(QWidget())  # Qt's own would be looked for among all its kinds of widgets when it is first used
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self, model))
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
        header.customContextMenuRequested.connect(self._offer_columns)
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
        self.show_groups()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the rows when letters of another size have come: that is after the program was given them."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit_rows()

    def show_groups(self) -> None:
        """Make room for the titles of the model's groups."""
        header = self.verticalHeader()
        usual = header.defaultSectionSize()
        header.setUpdatesEnabled(False)  # else Qt looks for the place of each changed row among all
        for row in self._grouped:
            self.setRowHeight(row, usual)
        self._grouped = self._queue.group_rows()
        for row in self._grouped:
            self.setRowHeight(row, usual + band_height(self))
        header.setUpdatesEnabled(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines, and the titles of groups over them."""
        super().paintEvent(event)
        if self._grouped:
            paint_bands(self, self._queue)

    def columns_menu(self) -> QMenu:
        """Return the menu of columns to show or hide; the standing is always shown."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for number, column in enumerate(COLUMNS[1:], start=1):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(number))
            action.toggled.connect(partial(self._show_column, number))
        return menu

    @Slot(QPoint)
    def _offer_columns(self, place: QPoint) -> None:
        self.columns_menu().popup(self.horizontalHeader().mapToGlobal(place))

    def _show_column(self, number: int, shown: bool) -> None:  # noqa: FBT001 -- Qt's signal
        self.setColumnHidden(number, not shown)

    def stretch_columns(self, factor: float) -> None:
        """Make every shown column wider or narrower, as the letters have become."""
        for number in range(len(COLUMNS)):
            if not self.isColumnHidden(number):
                self.setColumnWidth(number, round(self.columnWidth(number) * factor))

    def keep_columns(self, settings: QSettings, scale: int) -> None:
        """Remember the columns, and for letters of which size (per cent) they are."""
        settings.setValue(_HEADER_STATE, self.horizontalHeader().saveState())
        settings.setValue(_HEADER_SCALE, scale)

    def restore_columns(self, settings: QSettings) -> int:
        """Show the columns as they were left; returns the size of the letters they are for."""
        state = settings.value(_HEADER_STATE)
        if isinstance(state, QByteArray) and self.horizontalHeader().restoreState(state):
            return int(str(settings.value(_HEADER_SCALE, _USUAL_SCALE)))
        return _USUAL_SCALE

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
