"""The facts of a case: a name and what is said, side by side, or one under the other where letters are large."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from mcu_desktop.queries.case_card import CaseCard
from mcu_desktop.ui.case_card.facts import FACTS
from mcu_desktop.ui.common.panels import text_label
from mcu_desktop.ui.common.plain import PlainLabel

_TITLES, _SAID = 2, 3  # shares of the width


class FactsSection(QWidget):
    """The facts as a grid: unlike a form layout it gives wrapped words the height they need."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._lines = tuple((fact, PlainLabel(f"{fact.title}:"), text_label()) for fact in FACTS)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for fact, title, said in self._lines:
            title.setWordWrap(True)
            title.setMinimumWidth(1)  # one endless word must not widen the card
            said.setAccessibleName(fact.title)
            for label in (title, said):
                label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._is_narrow = False
        self._place()

    def show_card(self, card: CaseCard) -> None:
        """Show the facts of a case; one of which nothing is known has no line."""
        for fact, title, label in self._lines:
            said = fact.text(card, self._zone)
            label.setText(said)
            title.setVisible(bool(said))
            label.setVisible(bool(said))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what is said under its name where the longest word of a name has no room beside it."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        longest = max(
            metrics.horizontalAdvance(word) for _fact, title, _said in self._lines for word in title.text().split()
        )
        is_narrow = longest * (_TITLES + _SAID) > event.size().width() * _TITLES
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._place()

    def _place(self) -> None:
        for row, (_fact, title, said) in enumerate(self._lines):
            self._grid.addWidget(title, 2 * row, 0)
            if self._is_narrow:
                self._grid.addWidget(said, 2 * row + 1, 0)
            else:
                self._grid.addWidget(said, 2 * row, 1)
        self._grid.setColumnStretch(0, _TITLES)
        self._grid.setColumnStretch(1, 0 if self._is_narrow else _SAID)
