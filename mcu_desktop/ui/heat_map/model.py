"""The heat map as a table: totals above and on the left, then a cell for each crossing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from mcu_desktop.rules.heat_matrix import HeatLine, HeatMatrix
from mcu_desktop.rules.measures import CaseSlice
from mcu_desktop.rules.residents import PER_THOUSAND, rate_words
from mcu_desktop.rules.russian import MESSAGES, format_number, plural
from mcu_desktop.ui.common.heat_scale import heat_share
from mcu_desktop.ui.common.plain import plain_tooltip

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_TOTAL = "Всего"
SHARE = Qt.ItemDataRole.UserRole  # place on the scale, 0 to 1; None for a total and for a cell of nothing


class HeatModel(QAbstractTableModel):
    """Row 0 and column 0 are the totals."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._matrix: HeatMatrix | None = None
        self._per_thousand = False
        self._peak = 0.0  # the number the scale ends with

    def show(self, matrix: HeatMatrix, *, per_thousand: bool = False) -> None:
        """Show other counts, or how many there are of a thousand residents of each settlement."""
        self.beginResetModel()
        self._matrix, self._per_thousand = matrix, per_thousand
        self._peak = matrix.highest_rate if per_thousand else matrix.peak
        self.endResetModel()

    def wanted(self, index: _Index) -> CaseSlice | None:
        """Return the cases behind a cell; None for a cell without any."""
        if self._matrix is None or not index.isValid():
            return None
        row, column = _place(index.row()), _place(index.column())
        return self._matrix.slice_of(row, column) if self._matrix.count(row, column) else None

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many rows there are, with the totals."""
        return 0 if parent.isValid() or self._matrix is None else len(self._matrix.rows) + 1

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return how many columns there are, with the totals."""
        return 0 if parent.isValid() or self._matrix is None else len(self._matrix.columns) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the titles of the lines."""
        lines = self._lines(orientation)
        if section > len(lines):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _TOTAL if section == 0 else lines[section - 1].title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip("Все сообщения периода" if section == 0 else lines[section - 1].name)
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Vertical:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the count of a cell, its place on the scale and its words."""
        if self._matrix is None or not index.isValid():
            return None
        row, column = _place(index.row()), _place(index.column())
        if role in _WORDED:
            words = self._words(row, column)
            return plain_tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        if role == SHARE:
            return self._share(row, column)
        say = (_RATED if self._per_thousand else _SAID).get(role)
        return None if say is None else say(self._matrix, row, column)

    def _share(self, row: int | None, column: int | None) -> float | None:
        if self._matrix is None or row is None or column is None:
            return None
        number = self._matrix.rate(row, column) if self._per_thousand else self._matrix.count(row, column)
        return heat_share(number, self._peak) if number else None

    def _words(self, row: int | None, column: int | None) -> str:
        if self._matrix is None:
            return ""
        said = f"{self._matrix.slice_of(row, column).title}: {plural(self._matrix.count(row, column), *MESSAGES)}"
        rate = self._matrix.rate(row, column)
        return said if rate is None else f"{said}, {rate_words(rate)} {PER_THOUSAND}"

    def _lines(self, orientation: Qt.Orientation) -> Sequence[HeatLine]:
        if self._matrix is None:
            return ()
        return self._matrix.columns if orientation is Qt.Orientation.Horizontal else self._matrix.rows


def _place(section: int) -> int | None:
    return None if section == 0 else section - 1


def _bold() -> QFont:
    font = QApplication.font()
    font.setBold(True)
    return font


_WORDED = {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
_SAID: dict[int, Callable[[HeatMatrix, int | None, int | None], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda matrix, row, column: format_number(matrix.count(row, column)),
    Qt.ItemDataRole.TextAlignmentRole: lambda _matrix, _row, _column: Qt.AlignmentFlag.AlignCenter,
    Qt.ItemDataRole.FontRole: lambda _matrix, row, column: _bold() if row is None or column is None else None,
}
_RATED = _SAID | {
    Qt.ItemDataRole.DisplayRole: lambda matrix, row, column: rate_words(matrix.rate(row, column)),
}
