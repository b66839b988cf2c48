"""The queue as a table over any number of cases: ids of all, rows of what is looked at."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal, Slot

from mcu_desktop.queries.queue import QueueRow
from mcu_desktop.rules.russian import MESSAGES, plural
from mcu_desktop.ui.common.plain import plain_tooltip
from mcu_desktop.ui.queue.columns import COLUMNS, Line

if TYPE_CHECKING:
    from mcu_desktop.queries.queue_list import QueueGroup

AnyIndex = QModelIndex | QPersistentModelIndex
GROUP_ROLE = Qt.ItemDataRole.UserRole + 1
OTHERS_ROLE = Qt.ItemDataRole.UserRole + 2
ROW_ROLE = Qt.ItemDataRole.UserRole
DOTS = "…"  # in a cell whose row is not here yet
_PAGE = 100
_KEPT_ROWS = 2_000
_NOWHERE = QModelIndex()
_ROLES = {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.TextAlignmentRole,
    Qt.ItemDataRole.AccessibleTextRole,
    ROW_ROLE,
    GROUP_ROLE,
    OTHERS_ROLE,
}


class QueueModel(QAbstractTableModel):
    """Holds the ids of the queue and a cache of rows; asks for the rows it lacks.

    Signals:
        rows_wanted: a list of case ids whose rows are looked at and not here.
    """

    rows_wanted = Signal(list)

    def __init__(self, zone: ZoneInfo, clock: Callable[[], datetime], parent: Any = None) -> None:
        super().__init__(parent)
        self._zone, self._clock = zone, clock
        self._now = clock()
        self._ids = array("q")
        self._rows: OrderedDict[int, QueueRow] = OrderedDict()
        self._groups: dict[int, str] = {}
        self._others: Mapping[int, str] = {}
        self._asked: set[int] = set()
        self._dotted: set[int] = set()  # cases that are looked at and not here
        self._missing_page: int | None = None
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(0)
        self._asking.timeout.connect(self._ask)

    def set_first_page(self, rows: Sequence[QueueRow]) -> None:
        """Show the beginning of a queue at once; its length follows."""
        self.beginResetModel()
        self._now = self._clock()
        self._ids = array("q", [row.case_id for row in rows])
        self._rows = OrderedDict((row.case_id, row) for row in rows)
        self._asked.clear()
        self._dotted.clear()
        self.endResetModel()

    def set_ids(self, ids: "array[int]") -> None:
        """Give the whole queue its length and order; rows already here stay."""
        if ids[: len(self._ids)] == self._ids:
            if len(ids) > len(self._ids):
                self.beginInsertRows(_NOWHERE, len(self._ids), len(ids) - 1)
                self._ids = ids
                self.endInsertRows()
            return
        self.beginResetModel()
        self._ids = ids
        self.endResetModel()

    def set_groups(self, groups: "Sequence[QueueGroup]") -> None:
        """Say where groups begin; with none the queue is one whole."""
        self._groups = {group.first_row: f"{group.title} — {plural(group.count, *MESSAGES)}" for group in groups}

    def show_others(self, others: Mapping[int, str]) -> None:
        """Take who else has which card open, in words by the case."""
        told, self._others = self._others, others
        for case_id in told.keys() ^ others.keys() | {case for case in others if told.get(case) != others[case]}:
            row = self.row_of(case_id)
            if row is not None:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def begins_group(self, row: int) -> bool:
        """Return whether a row is the first of a group."""
        return row in self._groups

    def group_rows(self) -> list[int]:
        """Return the rows that begin a group, ascending."""
        return list(self._groups)

    def add_rows(self, rows: dict[int, QueueRow]) -> None:
        """Take the rows that were asked for."""
        self._asked -= rows.keys()  # a case that is no more stays asked for, or it would be asked for ever
        self._rows.update(rows)
        while len(self._rows) > _KEPT_ROWS:
            self._rows.popitem(last=False)
        if not self._dotted.isdisjoint(rows):  # what nobody has looked at yet needs no painting
            self._dotted -= rows.keys()
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(COLUMNS) - 1))

    def case_id(self, row: int) -> int | None:
        """Return the case of a row of the table."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, case_id: int) -> int | None:
        """Return where a case stands in the queue, None where it is not in it."""
        try:
            return self._ids.index(case_id)
        except ValueError:
            return None

    def rows_of(self, case_ids: Sequence[int]) -> list[int]:
        """Return where those of the cases stand that are in the queue, ascending; one walk for all of them."""
        wanted = set(case_ids)
        return [row for row, case_id in enumerate(self._ids) if case_id in wanted]

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return the length of the queue."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the head of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, or the whole row for ROW_ROLE; a row not here is asked for."""
        if not index.isValid() or role not in _ROLES:
            return None
        if role in {GROUP_ROLE, OTHERS_ROLE}:
            return self._groups.get(index.row()) if role == GROUP_ROLE else self._others.get(self._ids[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return COLUMNS[index.column()].alignment
        line = self.line_at(index.row())
        if line is None:
            return DOTS if role == Qt.ItemDataRole.DisplayRole else None
        return line.row if role == ROW_ROLE else self._said(index, line, role)

    def line_at(self, row: int) -> Line | None:
        """Return the case of a row with all that its cells say; None, and asked for, where it is not here."""
        case_id = self._ids[row]
        found = self._rows.get(case_id)
        if found is None:
            self._want(row)
            self._dotted.add(case_id)
            return None
        self._rows.move_to_end(case_id)
        self._look_ahead(row)
        return Line(found, self._now, self._zone, self._others.get(case_id, ""))

    def _said(self, index: AnyIndex, line: Line, role: int) -> object:
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return None if column.tooltip is None else plain_tooltip(column.tooltip(line))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return ". ".join(filter(None, (self._groups.get(index.row()), column.text(line), line.others)))
        return column.text(line)

    def _look_ahead(self, row: int) -> None:
        """Ask for what a few presses of PageDown or PageUp would come to, before they do."""
        for ahead in (row + _PAGE, row - _PAGE):
            if 0 <= ahead < len(self._ids):
                case_id = self._ids[ahead]
                if case_id not in self._rows and case_id not in self._asked:
                    self._want(ahead)

    def _want(self, row: int) -> None:
        self._missing_page = row // _PAGE
        self._asking.start()

    @Slot()
    def _ask(self) -> None:
        if self._missing_page is None:
            return
        start = max(self._missing_page - 1, 0) * _PAGE
        around = self._ids[start : start + 3 * _PAGE]
        wanted = [key for key in around if key not in self._rows and key not in self._asked]
        self._missing_page = None
        if wanted:
            self._asked.update(wanted)
            self.rows_wanted.emit(wanted)
