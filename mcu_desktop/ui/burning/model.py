"""The figures by block as a table; every figure knows the cases behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from mcu_desktop.queries.burning import Burning, BurningRow
from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.rules.russian import format_number
from mcu_desktop.rules.terms import Standing
from mcu_desktop.ui.common.theme import standing_colour

_Index = QModelIndex | QPersistentModelIndex
_NOTHING = "—"
_OPENS = "Enter или двойной щелчок покажет эти сообщения"
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Figure:
    """One column: its head, what it counts, which cases it counts, and the standing that colours it."""

    title: str
    count: Callable[[BurningRow], int]
    wanted: Callable[[str, Burning], QueueFilter]
    standing: Standing | None
    hint: str


FIGURES = (
    Figure(
        "Просрочено",
        lambda row: row.overdue,
        lambda block, _found: QueueFilter(block=block, standing=Standing.OVERDUE),
        Standing.OVERDUE,
        "Предельный срок прошёл",
    ),
    Figure(
        "Сегодня",
        lambda row: row.today,
        lambda block, found: QueueFilter(block=block, standing=Standing.DUE_SOON, due_to=found.today),
        Standing.DUE_SOON,
        "Контрольная дата сегодня или прошла, предельный срок ещё не прошёл",
    ),
    Figure(
        "Завтра",
        lambda row: row.tomorrow,
        lambda block, found: QueueFilter(block=block, due_from=found.today + timedelta(days=1), due_to=found.next_day),
        Standing.DUE_SOON,
        "Контрольная дата до конца следующего рабочего дня",
    ),
    Figure(
        "Без получателя",
        lambda row: row.without_recipient,
        lambda block, _found: QueueFilter(block=block, without_recipient=True),
        None,
        "Открытые, у которых никто не назначен отвечать",
    ),
    Figure(
        "Обещания нарушены",
        lambda row: row.broken_promises,
        lambda block, _found: QueueFilter(block=block, broken_promise=True),
        Standing.OVERDUE,
        "День, обещанный заявителю, прошёл",
    ),
)


class BurningModel(QAbstractTableModel):
    """Blocks down, figures across."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: Burning | None = None

    def show(self, found: Burning) -> None:
        """Show other figures."""
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    def wanted(self, index: _Index) -> QueueFilter | None:
        """Return the cases behind a cell; None for a cell without any."""
        if self._found is None or not index.isValid() or index.column() == 0:
            return None
        row, figure = self._rows()[index.row()], FIGURES[index.column() - 1]
        return figure.wanted(row.code, self._found) if figure.count(row) else None

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many blocks there are."""
        return 0 if parent.isValid() else len(self._rows())

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return how many columns there are: the block and the figures."""
        return 0 if parent.isValid() else len(FIGURES) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heads and their hints."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return "Блок" if section == 0 else FIGURES[section - 1].title
        return FIGURES[section - 1].hint if role == Qt.ItemDataRole.ToolTipRole and section else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words, the colour and the place of a cell."""
        if not index.isValid():
            return None
        row = self._rows()[index.row()]
        if role == Qt.ItemDataRole.FontRole:
            return _font(index, row)
        if index.column() == 0:
            return row.title if role == Qt.ItemDataRole.DisplayRole else None
        figure = FIGURES[index.column() - 1]
        say = _SAID.get(role)
        return None if say is None else say(figure, figure.count(row))

    def _rows(self) -> Sequence[BurningRow]:
        return () if self._found is None else self._found.rows


def _colour(figure: Figure, count: int) -> QColor | None:
    palette = QApplication.palette()
    if not count:
        return palette.color(QPalette.ColorRole.PlaceholderText)
    return None if figure.standing is None else standing_colour(figure.standing, palette)


def _font(index: _Index, row: BurningRow) -> QFont | None:
    """Make totals bold, and what is late already."""
    late = index.column() > 0 and FIGURES[index.column() - 1].standing is Standing.OVERDUE
    if index.row() and not (late and FIGURES[index.column() - 1].count(row)):
        return None
    font = QApplication.font()
    font.setBold(True)
    return font


_SAID: dict[int, Callable[[Figure, int], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda _figure, count: format_number(count) if count else _NOTHING,
    Qt.ItemDataRole.TextAlignmentRole: lambda _figure, _count: Qt.AlignmentFlag.AlignCenter,
    Qt.ItemDataRole.ForegroundRole: _colour,
    Qt.ItemDataRole.ToolTipRole: lambda _figure, count: _OPENS if count else None,
}
