"""A list of texts to put into an answer."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox


class OfferedTexts(QComboBox):
    """Offers texts by their titles and shows its own title again after each choice.

    Signals:
        chosen: the value of the chosen line.
    """

    chosen = Signal(object)

    def __init__(self, title: str, name: str) -> None:
        super().__init__()
        self._title = title
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self.activated.connect(self._tell)

    def offer(self, lines: Sequence[tuple[str, object]]) -> None:
        """Offer the lines, each as (title, value)."""
        self.clear()
        self.addItem(self._title, None)
        for words, value in lines:
            self.addItem(" ".join(words.split()), value)
        self.setEnabled(bool(lines))

    @Slot(int)
    def _tell(self, place: int) -> None:
        value = self.itemData(place)
        self.setCurrentIndex(0)
        if value is not None:
            self.chosen.emit(value)
