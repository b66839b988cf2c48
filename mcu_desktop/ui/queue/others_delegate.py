"""The cell of a number: a mark where somebody else has the card open."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStyleOptionViewItem

from mcu_desktop.rules.terms import Standing
from mcu_desktop.ui.common.icons import person_icon
from mcu_desktop.ui.common.theme import standing_colour
from mcu_desktop.ui.queue.group_bands import UnderBandDelegate
from mcu_desktop.ui.queue.model import OTHERS_ROLE


class OthersDelegate(UnderBandDelegate):
    """Puts a small person after the number; who it is says the tooltip."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Give the number its mark."""
        super().initStyleOption(option, index)
        if not index.data(OTHERS_ROLE):
            return
        palette = option.palette
        selected = palette.color(QPalette.ColorRole.HighlightedText)
        side = option.fontMetrics.ascent()
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.decorationPosition = QStyleOptionViewItem.Position.Right
        option.decorationSize = QSize(side, side)
        option.icon = person_icon(standing_colour(Standing.DUE_SOON, palette).name(), selected.name())
