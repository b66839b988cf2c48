"""Completion of the last word of a line: what was typed before it stays."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter


class LastWordCompleter(QCompleter):
    """Offers whole words for the one being typed at the end of a line."""

    def __init__(self, words: tuple[str, ...], parent: QObject) -> None:
        super().__init__(list(words), parent)
        self._before = ""
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchStartsWith)

    def splitPath(self, path: str) -> list[str]:
        """Return the word that is to be completed; fewer than two letters are not, or the list would always be open."""
        self._before, _, last = path.rpartition(" ")
        return [last if len(last) > 1 else "\0"]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Return the whole line with the word completed."""
        word = str(index.data())
        return f"{self._before} {word}" if self._before else word
