"""The pages of one rotation: which are shown, in which order, how long each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSpinBox, QTableWidget, QTableWidgetItem

from mcu_desktop.rules.wall import LONGEST, PAGE_KINDS, SHORTEST, USUAL_SECONDS, Turn, WallPage

_HEADS = ("Страница", "Секунд на экране")


class TurnsTable(QTableWidget):
    """A line for each page; the space bar marks it, the numbers are changed in place.

    Signals:
        changed: a person has marked, moved or timed a page.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(0, len(_HEADS))
        self.setAccessibleName("Страницы экрана")
        self.setHorizontalHeaderLabels(_HEADS)
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setHighlightSections(False)  # a line is always chosen: both heads would be bold
        self.itemChanged.connect(self._tell)

    def show_turns(self, turns: Sequence[Turn]) -> None:
        """Show the marked pages in their order, then the others."""
        seconds = {turn.page: turn.seconds for turn in turns}
        pages = [*seconds, *(page for page in WallPage if page not in seconds)]
        self._fill([(page, page in seconds, seconds.get(page, USUAL_SECONDS)) for page in pages])
        self.setCurrentCell(0, 0)

    def turns(self) -> tuple[Turn, ...]:
        """Return the marked pages with their times."""
        return tuple(Turn(page, seconds) for page, is_shown, seconds in self._lines() if is_shown)

    def move_chosen(self, by: int) -> None:
        """Move the chosen page up (-1) or down (1)."""
        place, lines = self.currentRow(), self._lines()
        target = place + by
        if place < 0 or not 0 <= target < len(lines):
            return
        lines.insert(target, lines.pop(place))
        self._fill(lines)
        self.setCurrentCell(target, 0)
        self.changed.emit()

    def _fill(self, lines: Sequence[tuple[WallPage, bool, int]]) -> None:
        self.blockSignals(True)
        self.setRowCount(len(lines))
        for row, (page, is_shown, seconds) in enumerate(lines):
            item = QTableWidgetItem(PAGE_KINDS[page].title)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if is_shown else Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, str(page))
            self.setItem(row, 0, item)
            edit = QSpinBox()
            edit.setRange(SHORTEST, LONGEST)
            edit.setSingleStep(SHORTEST)
            edit.setValue(seconds)
            edit.setAccessibleName(f"Секунд: {PAGE_KINDS[page].title}")
            edit.valueChanged.connect(self._tell)
            self.setCellWidget(row, 1, edit)
        self.blockSignals(False)

    def _lines(self) -> list[tuple[WallPage, bool, int]]:
        lines = []
        for row in range(self.rowCount()):
            item, edit = self.item(row, 0), self.cellWidget(row, 1)
            if item is not None and isinstance(edit, QSpinBox):
                page = WallPage(item.data(Qt.ItemDataRole.UserRole))
                lines.append((page, item.checkState() == Qt.CheckState.Checked, edit.value()))
        return lines

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()
