"""A row of widgets that goes on in the next line where the width ends."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLayout, QLayoutItem, QWidget

from mcu_desktop.ui.common.plain import PlainLabel

_SPACING = 6
_LETTERS = 17  # of a list that all its titles would make too wide


class FlowLayout(QLayout):
    """Lays its widgets out like words of a text; it is as narrow as its widest widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None beyond the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item back, None beyond the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return that it wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return that a narrower one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height the lines need."""
        return self._lay(QRect(0, 0, width, 0), lambda _item, _place: None)

    def setGeometry(self, rect: QRect) -> None:
        """Lay the items out."""
        super().setGeometry(rect)
        self._lay(rect, lambda item, place: item.setGeometry(place))

    def sizeHint(self) -> QSize:
        """Return the smallest size: the height follows the width."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the size of the largest item."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, rect: QRect, put: Callable[[QLayoutItem, QRect], None]) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(max(rect.width(), 1), item.sizeHint().height()))
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + _SPACING, 0
            put(item, QRect(QPoint(x, y), size))
            x, line = x + size.width() + _SPACING, max(line, size.height())
        return y + line - rect.y()


def labelled(label: str, combo: QComboBox) -> QWidget:
    """Return a list with its name before it, as one word of a flow."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(PlainLabel(f"{label}:"))
    row.addWidget(combo)
    combo.setAccessibleName(label)
    hold_width(combo)
    return pair


def hold_width(combo: QComboBox, letters: int = _LETTERS) -> None:
    """Give a list the width of so many letters, whatever it holds: one that is filled later would cut its words."""
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(letters)


def button_flow(*buttons: QWidget) -> FlowLayout:
    """Return the buttons of a page in a row that goes on in the next line."""
    flow = FlowLayout()
    for button in buttons:
        flow.addWidget(button)
    return flow


def named_field(words: str, edit: QWidget) -> QWidget:
    """Return a field with its words before it, to go to the next line together."""
    pair = QWidget()
    both = QHBoxLayout(pair)
    both.setContentsMargins(0, 0, 0, 0)
    label = PlainLabel(words)
    label.setBuddy(edit)
    both.addWidget(label)
    both.addWidget(edit)
    return pair
