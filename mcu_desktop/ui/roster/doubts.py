"""The doubts of a table as lines that lead to their rows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from mcu_desktop.rules.roster_checks import RosterFault
from mcu_desktop.ui.common.plain import plain_tooltip

_SHOWN = 4  # at once; the others are scrolled to


class DoubtsList(QListWidget):
    """Is as high as its lines, and not there where all is well.

    Signals:
        row_wanted: the place of the row that a chosen doubt is about.
    """

    row_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Замечания к составу")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it would hide the last line
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.faults: Sequence[RosterFault] = ()
        self.itemActivated.connect(self._go_to)
        self.itemClicked.connect(self._go_to)

    def show_faults(self, faults: Sequence[RosterFault]) -> None:
        """Show other doubts."""
        self.faults = faults
        self.clear()
        for fault in faults:
            item = QListWidgetItem(fault.text, self)
            item.setToolTip(plain_tooltip(fault.text))
        self.setVisible(bool(faults))
        shown = min(len(faults), _SHOWN)
        self.setFixedHeight(max(shown * self.sizeHintForRow(0), 0) + 2 * self.frameWidth() + 2)

    @Slot(QListWidgetItem)
    def _go_to(self, item: QListWidgetItem) -> None:
        row = self.faults[self.row(item)].row
        if row is not None:
            self.row_wanted.emit(row)
