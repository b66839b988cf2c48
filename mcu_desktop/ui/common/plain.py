"""Labels and tooltips that never read people's words as markup."""

from html import escape
from typing import ClassVar
from weakref import WeakSet

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy
from shiboken6 import isValid

SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
_LONGEST_TOOLTIP = 1_500
_LARGER = 1.3


class PlainLabel(QLabel):
    """A QLabel whose text is plain: Qt would open the files and addresses a citizen's markup names."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


class TitleLabel(PlainLabel):
    """The heading of a page or a card: larger and bold, whatever size of letters a person has chosen."""

    _known: ClassVar["WeakSet[TitleLabel]"] = WeakSet()

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self._known.add(self)
        self.follow_letters()

    @classmethod
    def follow_all(cls) -> None:
        """Give all headings the size that goes with the program's letters: Qt tells a child with its own size nothing.

        They are known here, for `QApplication.allWidgets` meets widgets that are just being taken down, and crashes.
        """
        for label in tuple(cls._known):
            if isValid(label):
                label.follow_letters()

    def follow_letters(self) -> None:
        """Take the size that goes with the program's letters."""
        font = QApplication.font()
        font.setPointSizeF(font.pointSizeF() * _LARGER)
        font.setBold(True)
        self.setFont(font)


class OneLineLabel(PlainLabel):
    """A bold heading in as much room as there is: what has no place ends in dots, and is whole in the tooltip."""

    def __init__(self) -> None:
        super().__init__()
        _make_bold(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._words = ""

    def show_words(self, words: str) -> None:
        """Say other words."""
        self._words = words
        self.setAccessibleName(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as the new width has room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(plain_tooltip(self._words) if shown != self._words else "")


def bold_label(text: str) -> PlainLabel:
    """Return the heading of a section."""
    label = PlainLabel(text)
    _make_bold(label)
    return label


def _make_bold(label: QLabel) -> None:
    font = label.font()
    font.setBold(True)
    label.setFont(font)


def without_key(text: str) -> str:
    """Return words for a button or a tab: Qt would take an «&» for the mark of a key and not show it."""
    return text.replace("&", "&&")


def plain_tooltip(text: str) -> str:
    """Return a tooltip that shows the text as it is, wrapped, its end cut where it is endless.

    A tooltip guesses markup, so the words are escaped and the markup is ours.
    """
    if len(text) > _LONGEST_TOOLTIP:
        text = text[:_LONGEST_TOOLTIP] + "…"
    return f"<p>{escape(text).replace(chr(10), '<br>')}</p>" if text else ""
