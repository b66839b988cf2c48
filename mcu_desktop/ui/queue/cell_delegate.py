"""A cell of the queue: its words, the mark of its standing, and who else has the card open."""

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from mcu_desktop.rules.terms import Standing
from mcu_desktop.ui.common.icons import person_icon, standing_icon
from mcu_desktop.ui.common.theme import standing_colour
from mcu_desktop.ui.queue.columns import COLUMNS, NUMBER, STANDING, Line
from mcu_desktop.ui.queue.group_bands import band_height
from mcu_desktop.ui.queue.model import DOTS, QueueModel

_BAR = 4
_LONGEST = 500  # letters: no column is wider
_KEPT_WORDS = 2_000  # cells: some pages of them
_State, _Role = QStyle.StateFlag, QPalette.ColorRole
_Feature, _Position = QStyleOptionViewItem.ViewItemFeature, QStyleOptionViewItem.Position
# Under the keyboard or the mouse a cell is more than words, and a style knows what.
_STYLED = _State.State_Selected | _State.State_HasFocus | _State.State_MouseOver


class CellDelegate(QStyledItemDelegate):
    """Paints the cells as Qt's style would, and those that are but words in half of its time.

    Qt asks the model for seven things of each cell and shapes its words twice at every painting. Nearly every cell
    of a page is but words on the ground of its line: it is asked for once, and what fits its column is remembered.
    """

    def __init__(self, table: QTableView, model: QueueModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        # The height of letters is a part of what is remembered for them: metrics lent for a painting do not outlive it.
        self._measure = lru_cache(maxsize=8)(self._measure_letters)
        self._fit = lru_cache(maxsize=_KEPT_WORDS)(self._fit_words)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Give the standing its mark and colour, and the number its small person."""
        super().initStyleOption(option, index)
        line = self._model.line_at(index.row())
        if line is None:
            return
        selected = option.palette.color(_Role.HighlightedText).name()
        if index.column() == STANDING:
            colour = standing_colour(line.row.standing, option.palette)
            option.palette.setColor(_Role.Text, colour)
            option.icon = standing_icon(line.row.standing, colour.name(), selected)
        elif index.column() == NUMBER and line.others:
            colour = standing_colour(Standing.DUE_SOON, option.palette)
            option.icon = person_icon(colour.name(), selected)
            option.decorationPosition = _Position.Right
        else:
            return
        option.features |= _Feature.HasDecoration
        option.decorationSize = _mark_size(option.fontMetrics)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the cell in what the band of its group leaves of it."""
        row, column = index.row(), index.column()
        if self._model.begins_group(row):
            option.rect = option.rect.adjusted(0, band_height(self._table), 0, 0)
        line = self._model.line_at(row)
        if option.state & _STYLED or (line is not None and line.others and column == NUMBER):
            super().paint(painter, option, index)
        else:
            self._paint_words(painter, option, line, column)
        if line is not None and column == STANDING:
            area: QRect = option.rect
            colour = standing_colour(line.row.standing, option.palette)
            # For `fillRect` PySide would first make the class of the named gradients, to ask whether it is one of them.
            painter.setBackground(QBrush(colour, Qt.BrushStyle.SolidPattern))
            painter.eraseRect(area.left(), area.top(), _BAR, area.height())

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, line: Line | None, column: int) -> None:
        area: QRect = option.rect
        letters = option.fontMetrics.height()
        margin, half, ascent = self._measure(letters)
        left, middle = area.left() + margin, area.top() + area.height() // 2
        colour = option.palette.color(_Role.Text)
        if line is not None and column == STANDING:
            colour = standing_colour(line.row.standing, option.palette)
            size = _mark_size(option.fontMetrics)
            place = QRect(QPoint(left, middle - size.height() // 2), size)
            standing_icon(line.row.standing, colour.name(), colour.name()).paint(painter, place)
            left += size.width() + 2 * margin
        words = DOTS if line is None else COLUMNS[column].text(line)
        fitting = self._fit(words, area.right() + 1 - margin - left, letters)
        painter.setPen(colour)
        painter.setClipRect(area)  # heaped accents stay in their own line
        painter.drawText(QPointF(left, middle - half + ascent), fitting)
        painter.setClipping(False)

    def _measure_letters(self, _letters: int) -> tuple[int, int, float]:
        """Return the margin of the words, half the height of a line, and its letters' height over the base."""
        margin = self._table.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, self._table) + 1
        metrics = QFontMetricsF(self._table.font())
        return margin, ceil(metrics.ascent() + metrics.descent()) // 2, metrics.ascent()

    def _fit_words(self, words: str, width: int, _letters: int) -> str:
        return self._table.fontMetrics().elidedText(words[:_LONGEST], Qt.TextElideMode.ElideRight, width)


def _mark_size(metrics: QFontMetrics) -> QSize:
    return QSize(metrics.ascent(), metrics.ascent())
