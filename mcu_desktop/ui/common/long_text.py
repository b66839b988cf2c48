"""A read-only text of any length, shown as plain text and in pieces."""

import re
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent, Qt, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QPushButton, QTextEdit, QVBoxLayout, QWidget

from mcu_desktop.rules.russian import plural
from mcu_desktop.ui.common.plain import SELECTABLE
from mcu_desktop.ui.common.theme import found_colour

if TYPE_CHECKING:
    from mcu_desktop.text.search_query import Term

PIECE = 20_000  # characters; Qt lays a million out in 1.8 s, this many in a few milliseconds
_MAX_LINES = 16
_BEYOND = re.compile("[\U00010000-\U0010ffff]")


class LongText(QWidget):
    """Shows the first 20,000 characters; a button brings the rest, piece after piece."""

    def __init__(self, title: str, *, framed: bool = False) -> None:
        super().__init__()
        self._rest = ""
        self._terms: tuple[Term, ...] = ()
        self.edit = _Edit()
        self.edit.setReadOnly(True)
        self.edit.setAccessibleName(title)
        self.edit.setTabChangesFocus(True)
        # Words wrap anywhere; a bar that flickers up while the card takes its width would hide the last line.
        self.edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.edit.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.edit.setTextInteractionFlags(SELECTABLE)
        if not framed:
            self.edit.setFrameShape(QFrame.Shape.NoFrame)
            self.edit.viewport().setAutoFillBackground(False)
            self.edit.document().setDocumentMargin(0)
        self.show_all_button = QPushButton()
        self.show_all_button.clicked.connect(self._show_all)
        self.show_all_button.hide()
        # Pieces come between other events, so that the window answers while a huge text is laid out.
        self._next_piece = QTimer(self)
        self._next_piece.timeout.connect(self._add_piece)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.edit)
        layout.addWidget(self.show_all_button, alignment=Qt.AlignmentFlag.AlignLeft)

    def set_text(self, text: str) -> None:
        """Show another text from its beginning."""
        self._next_piece.stop()
        # A lone surrogate would make Qt show nothing at all.
        whole = text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n")
        first, self._rest = _cut(whole)
        self.edit.setPlainText(first)
        self.show_all_button.setText(f"Показать всё: ещё {plural(len(self._rest), 'знак', 'знака', 'знаков')}")
        self.show_all_button.setVisible(bool(self._rest))
        self.show_all_button.setEnabled(True)
        self.edit.fit_height()
        self._mark_found()

    def mark(self, terms: "tuple[Term, ...]") -> None:
        """Mark the words of the text that a search means; an empty tuple takes the marks away."""
        if terms != self._terms:
            self._terms = terms
            self._mark_found()

    def _mark_found(self) -> None:
        marks: list[QTextEdit.ExtraSelection] = []
        if self._terms:
            from mcu_desktop.text.search_query import found_places

            marks = [self._marked(*place) for place in found_places(_as_qt_counts(self.edit), self._terms)]
        self.edit.setExtraSelections(marks)

    def _marked(self, start: int, length: int) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        cursor = self.edit.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        mark.cursor = cursor
        mark.format.setBackground(found_colour(self.palette()))
        mark.format.setFontUnderline(True)
        return mark

    @Slot()
    def _show_all(self) -> None:
        self.show_all_button.setEnabled(False)
        self._next_piece.start(0)

    @Slot()
    def _add_piece(self) -> None:
        piece, self._rest = _cut(self._rest)
        self.edit.appendPlainText(piece)
        if not self._rest:
            self._next_piece.stop()
            self.show_all_button.hide()
            self.edit.moveCursor(QTextCursor.MoveOperation.Start)
            self.edit.fit_height()
            self._mark_found()


class _Edit(QPlainTextEdit):
    """An edit as high as its text, up to 16 lines; then it scrolls."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the height that the text needs at the new width."""
        super().resizeEvent(event)
        self.fit_height()

    def fit_height(self) -> None:
        """Take the height of the text."""
        # document().size() counts blocks not yet laid out as one line; blockBoundingRect lays them out.
        limit = _MAX_LINES * self.fontMetrics().lineSpacing()
        layout, block, height = self.document().documentLayout(), self.document().firstBlock(), 0.0
        while block.isValid() and height <= limit:
            height += layout.blockBoundingRect(block).height()
            block = block.next()
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(needed if height > limit else never)
        margins = 2 * (self.document().documentMargin() + self.frameWidth())
        self.setFixedHeight(ceil(min(height, limit) + margins) + 1)


def _as_qt_counts(edit: QPlainTextEdit) -> str:
    """Return the text with two signs for each that Qt counts as two, so that places in it are Qt's."""
    text = edit.toPlainText()
    return text if text.isascii() or max(text, default="") <= "\uffff" else _BEYOND.sub("  ", text)


def _cut(text: str) -> tuple[str, str]:
    # A piece becomes a paragraph of its own, so it ends where a line or at least a word ends.
    if len(text) <= PIECE:
        return text, ""
    for edge in ("\n", " "):
        at = text.rfind(edge, PIECE // 2, PIECE)
        if at > 0:
            return text[:at], text[at + 1 :]
    return text[:PIECE], text[PIECE:]
