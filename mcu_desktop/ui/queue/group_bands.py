"""The titles of groups: a band over the first row of each, so that a line of the table stays one case."""

from bisect import bisect_left

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QTableView

from mcu_desktop.ui.queue.model import GROUP_ROLE, QueueModel

_AIR = 8


def band_height(table: QTableView) -> int:
    """Return how high the title of a group is."""
    return table.fontMetrics().height() + _AIR


def paint_bands(table: QTableView, model: QueueModel) -> None:
    """Paint the titles of the groups that are looked at."""
    starts = model.group_rows()
    if not starts:
        return
    first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
    place = bisect_left(starts, max(first, 0))
    painter = QPainter(table.viewport())
    palette = table.palette()
    font = table.font()
    font.setBold(True)
    painter.setFont(font)
    while place < len(starts) and (last < 0 or starts[place] <= last):
        row = starts[place]
        band = QRect(0, table.rowViewportPosition(row), table.viewport().width(), band_height(table))
        painter.fillRect(band, palette.color(QPalette.ColorRole.Button))
        painter.setPen(palette.color(QPalette.ColorRole.ButtonText))
        words = str(model.index(row, 0).data(GROUP_ROLE))
        fitted = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, band.width() - 2 * _AIR)
        painter.drawText(band.adjusted(_AIR, 0, -_AIR, 0), Qt.AlignmentFlag.AlignVCenter, fitted)
        place += 1
    painter.end()
