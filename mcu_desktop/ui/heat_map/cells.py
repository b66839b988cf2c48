"""How a cell of the heat map is painted: a ground from the scale, the number on it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mcu_desktop.ui.common.heat_scale import heat_colours
from mcu_desktop.ui.common.theme import is_dark
from mcu_desktop.ui.heat_map.model import SHARE

_FRAME = 3  # pixels of the frame of the chosen cell
_LEGEND_STEPS = 9
_NOTHING = ("0", "—")
_AIR = 8


class HeatDelegate(QStyledItemDelegate):
    """Paints a cell; the chosen one is framed, so that its colour can still be read."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint ground, number and frame."""
        palette, rect = option.palette, option.rect
        share = index.data(SHARE)
        ground, ink = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
        if isinstance(share, float):
            ground, ink = heat_colours(share, dark=is_dark(palette))
        elif str(index.data()) in _NOTHING:
            ink = palette.color(QPalette.ColorRole.PlaceholderText)
        painter.save()
        painter.fillRect(rect, ground)
        font = index.data(Qt.ItemDataRole.FontRole)
        if isinstance(font, QFont):
            painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        if option.state & QStyle.StateFlag.State_Selected:
            pen = QPen(palette.color(QPalette.ColorRole.Highlight), _FRAME)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()


class HeatLegend(QWidget):
    """The scale from few to many, with its end in numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._ends = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_ends(self, fewest: str, most: str) -> None:
        """Show another scale by the words of its ends; without any there is none."""
        self._ends = (fewest, most)
        self.setVisible(bool(most))
        self.setAccessibleName(f"Шкала: от {fewest} до {most}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the steps and two numbers."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance("0" * 30), metrics.height() + _AIR)

    def paintEvent(self, _event: object) -> None:
        """Paint the steps between the fewest and the most."""
        painter = QPainter(self)
        metrics = self.fontMetrics()
        first, last = self._ends
        left, right = metrics.horizontalAdvance(first) + _AIR, metrics.horizontalAdvance(last) + _AIR
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), middle | Qt.AlignmentFlag.AlignLeft, first)
        painter.drawText(self.rect(), middle | Qt.AlignmentFlag.AlignRight, last)
        width = max(self.width() - left - right, 0)
        for step in range(_LEGEND_STEPS):
            start, end = (left + width * place // _LEGEND_STEPS for place in (step, step + 1))
            ground, _ink = heat_colours(step / (_LEGEND_STEPS - 1), dark=is_dark(self.palette()))
            painter.fillRect(QRect(start, _AIR // 2, end - start, self.height() - _AIR), ground)
        painter.end()
