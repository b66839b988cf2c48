"""One of many choices: found by a few letters of its words, or looked up in a tree."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QStyledItemDelegate, QStyleOptionViewItem

from mcu_desktop.rules.russian import comparable

BRANCH = " › "  # between the parts of a title: classifier, group, topic
_TREE_ROLE = Qt.ItemDataRole.UserRole
_STEP = "      "
_WIDEST = 720
_LINES = 16
_STEP_WIDTH = 32


class SearchCombo(QComboBox):
    """An editable list of titles; the list shows them as a tree, typing offers those that have all the words."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setModel(_tree(titles, self))
        self.setItemDelegate(_TreeDelegate(self))
        self.setMaxVisibleItems(_LINES)
        self._completer = _WordsCompleter(titles, self)
        self.setCompleter(self._completer)
        line = self.lineEdit()
        if line is not None:
            line.textEdited.connect(self._completer.offer)

    def choose(self, title: str) -> None:
        """Let a title be the chosen one; a text that is none of them stands as it is."""
        self.setCurrentIndex(self.findText(title))
        self.setCurrentText(title)

    def showPopup(self) -> None:
        """Show the tree as wide as its longest line, beginning with what is typed."""
        self.setCurrentIndex(self.findText(self.currentText()))
        view = self.view()
        widest = view.sizeHintForColumn(0) + view.verticalScrollBar().sizeHint().width()
        view.setMinimumWidth(max(self.width(), min(widest, _WIDEST)))
        super().showPopup()


def place_of_title(typed: str, titles: Sequence[str]) -> int | None:
    """Return the place of the title that is typed, or of the first that has all the typed words."""
    wanted = comparable(typed)
    compared = [comparable(title) for title in titles]
    if wanted in compared:
        return compared.index(wanted)
    return next((place for place, title in enumerate(compared) if wanted and has_words(wanted, title)), None)


def has_words(wanted: str, title: str) -> bool:
    """Return whether a title has all the wanted words or beginnings, in any order; both are comparable."""
    return all(word in title for word in wanted.split())


def _tree(titles: Sequence[str], parent: QObject) -> QStandardItemModel:
    """Return the titles with a heading, which nobody can choose, over each branch."""
    model = QStandardItemModel(parent)
    shown: set[tuple[str, ...]] = set()
    for title in titles:
        parts = tuple(title.split(BRANCH))
        for depth in range(1, len(parts)):
            if parts[:depth] not in shown:
                shown.add(parts[:depth])
                heading = _item(BRANCH.join(parts[:depth]), parts[depth - 1], depth - 1)
                heading.setEnabled(False)
                model.appendRow(heading)
        shown.add(parts)
        model.appendRow(_item(title, parts[-1], len(parts) - 1))
    return model


def _item(title: str, last: str, depth: int) -> QStandardItem:
    item = QStandardItem(title)
    item.setData(_STEP * depth + last, _TREE_ROLE)
    return item


class _TreeDelegate(QStyledItemDelegate):
    """Shows the last part of a title, as far to the right as it is deep."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Give the line its words."""
        super().initStyleOption(option, index)
        option.text = str(index.data(_TREE_ROLE))


class _WordsCompleter(QCompleter):
    """Offers the titles that have all the typed words, whatever stands between them."""

    def __init__(self, titles: Sequence[str], parent: QComboBox) -> None:
        super().__init__(parent)
        self._titles = [(title, comparable(title)) for title in titles]
        self._offered = QStringListModel(list(titles), self)
        self.setModel(self._offered)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(_LINES)

    @Slot(str)
    def offer(self, typed: str) -> None:
        """Offer what has the words typed so far."""
        wanted = comparable(typed)
        self._offered.setStringList([title for title, compared in self._titles if has_words(wanted, compared)])
        popup = self.popup()
        if popup is not None:
            popup.setMinimumWidth(min(popup.sizeHintForColumn(0) + _STEP_WIDTH, _WIDEST))
