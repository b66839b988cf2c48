"""The cell that says how a case stands: in words, by a mark and in colour."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem

from mcu_desktop.ui.common.icons import standing_icon
from mcu_desktop.ui.common.theme import standing_colour
from mcu_desktop.ui.queue.group_bands import UnderBandDelegate
from mcu_desktop.ui.queue.model import ROW_ROLE

_BAR = 4


class StandingDelegate(UnderBandDelegate):
    """Paints the words and the mark in the colour of the standing, with a bar before them."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Give the words their colour and their mark."""
        super().initStyleOption(option, index)
        row = index.data(ROW_ROLE)
        if row is None:
            return
        palette = option.palette
        colour = standing_colour(row.standing, palette)
        palette.setColor(QPalette.ColorRole.Text, colour)
        selected = palette.color(QPalette.ColorRole.HighlightedText)
        side = option.fontMetrics.ascent()
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.decorationSize = QSize(side, side)
        option.icon = standing_icon(row.standing, colour.name(), selected.name())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the cell and its bar."""
        super().paint(painter, option, index)
        row = index.data(ROW_ROLE)
        if row is not None:
            area: QRect = option.rect
            colour = standing_colour(row.standing, option.palette)
            painter.fillRect(QRect(area.left(), area.top(), _BAR, area.height()), colour)
