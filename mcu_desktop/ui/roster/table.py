"""The table of the roster: wrapped cells, editing in place, rows moved by mouse and keys."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from mcu_desktop.ui.roster.draft import RosterDraft
from mcu_desktop.ui.roster.model import MEANING, NAME, NUMBER, ROLE, TITLE, Index, RosterModel

_NUMBER_WIDTH, _CELL_AIR = 56, 16
_LONGEST_NAME = "Константиновна"  # a patronymic that is not to be broken, whatever size the letters have
_SHARES = {NAME: 3, TITLE: 5, ROLE: 5, MEANING: 4}


class RosterTable(QTableView):
    """Shows the draft as the decree prints it."""

    def __init__(self, draft: RosterDraft) -> None:
        super().__init__()
        self.rows = RosterModel(draft)
        self._draft = draft
        self.setModel(self.rows)
        self.setAccessibleName("Приложение 2")
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.delegate = _TitleDelegate(self)
        self.setItemDelegateForColumn(TITLE, self.delegate)
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self.resizeRowsToContents)
        for signal in (draft.changed, self.horizontalHeader().sectionResized):
            signal.connect(self._fitting.start)
        self.rows.dropped.connect(self.go_to)
        for key, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._up if step < 0 else self._down)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns their shares of the width."""
        super().resizeEvent(event)
        letters = self.fontMetrics()
        number = max(_NUMBER_WIDTH, letters.horizontalAdvance("№ п/п") + _CELL_AIR)
        whole = self.viewport().width() - number
        name = max(whole * _SHARES[NAME] // sum(_SHARES.values()), letters.horizontalAdvance(_LONGEST_NAME) + _CELL_AIR)
        self.setColumnWidth(NUMBER, number)
        self.setColumnWidth(NAME, name)
        others = {column: share for column, share in _SHARES.items() if column != NAME}
        for column, share in others.items():
            self.setColumnWidth(column, (whole - name) * share // sum(others.values()))

    def go_to(self, row: int, column: int = NAME) -> None:
        """Let the keyboard stand in a row."""
        self.setCurrentIndex(self.rows.index(row, column))
        self.setFocus()

    @Slot()
    def _up(self) -> None:
        self._move(-1)

    @Slot()
    def _down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        index = self.currentIndex()
        if self.rows.is_editable and index.isValid() and 0 <= index.row() + step < self.rows.rowCount():
            self._draft.move(index.row(), index.row() + step)
            self.go_to(index.row() + step, index.column())


class _TitleDelegate(QStyledItemDelegate):
    """Completes a post from those in use."""

    titles: Sequence[str] = ()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a line with completion by any part of a post."""
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit):
            completer = QCompleter(list(self.titles), editor)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            editor.setCompleter(completer)
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take the typed or completed post."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())
