"""The doubts of a table as lines that lead to their rows."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from mcu_desktop.rules.roster_checks import RosterFault

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
        self.faults: Sequence[RosterFault] = ()
        self.itemActivated.connect(self._go_to)
        self.itemClicked.connect(self._go_to)

    def show_faults(self, faults: Sequence[RosterFault]) -> None:
        """Show other doubts."""
        self.faults = faults
        self.clear()
        self.addItems([fault.text for fault in faults])
        self.setVisible(bool(faults))
        shown = min(len(faults), _SHOWN)
        self.setFixedHeight(max(shown * self.sizeHintForRow(0), 0) + 2 * self.frameWidth() + 2)

    @Slot(QListWidgetItem)
    def _go_to(self, item: QListWidgetItem) -> None:
        row = self.faults[self.row(item)].row
        if row is not None:
            self.row_wanted.emit(row)
