"""Bars, standing or lying, those of several series side by side."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette

from mcu_desktop.ui.common.charts.marks import GAP, Marks, Position

_BROADEST = 46.0  # pixels: three bars alone on a wide page are no wall
_AIR = 2.0


class Columns(Marks):
    """Bars that stand, their numbers above them."""

    def box(self, series: int, place: int) -> QRectF:
        """Return the bar's place in pixels."""
        value = self._value(series, place)
        if value is None:
            return QRectF()
        start, breadth = self._slot(series, place)
        bar = QRectF(start, value, breadth, -value) if not self.is_lying else QRectF(0, start, value, breadth)
        box = self.sceneTransform().mapRect(bar).normalized()
        return self._narrowed(box, place)

    def _narrowed(self, box: QRectF, place: int) -> QRectF:
        """Return a bar no broader than is good, drawn to the middle of its label."""
        middle = self.sceneTransform().map(QPointF(place, place))
        if not self.is_lying and box.width() > _BROADEST:
            step = (box.center().x() - middle.x()) / box.width() * _BROADEST
            return QRectF(middle.x() + step - _BROADEST / 2, box.y(), _BROADEST, box.height())
        if self.is_lying and box.height() > _BROADEST:
            step = (box.center().y() - middle.y()) / box.height() * _BROADEST
            return QRectF(box.x(), middle.y() + step - _BROADEST / 2, box.width(), _BROADEST)
        return box

    def at(self, where: QPointF) -> Position | None:
        """Return the bar in whose strip a point lies: a low bar is met above it, too."""
        spot = self.mapFromScene(where)
        along = spot.y() if self.is_lying else spot.x()
        place = round(along)
        if not self.range.contains(spot) or not 0 <= place < len(self.chart.labels):
            return None
        return self._series_at(along, place), place

    def paint_marks(self, painter: QPainter) -> None:
        """Paint bars and those of their numbers that find room."""
        letters = QFontMetricsF(self.font)
        for series, place in self._places():
            box = self.box(series, place)
            if box.width() or box.height():
                self.fill(painter, box, series)
            self._write(painter, letters, box, self.chart.value_words(series, place))

    def _write(self, painter: QPainter, letters: QFontMetricsF, box: QRectF, words: str) -> None:
        width, height = letters.horizontalAdvance(words), letters.height()
        painter.setPen(self.palette.color(QPalette.ColorRole.Text))
        if self.is_lying:
            if height <= box.height() + 2 * _AIR:
                where = QRectF(box.right() + GAP, box.center().y() - height / 2, width + GAP, height)
                painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, words)
        elif width <= box.width() + GAP:
            where = QRectF(box.center().x() - width, box.top() - height - _AIR, 2 * width, height)
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, words)


class Bars(Columns):
    """Bars that lie, their numbers at their right."""

    is_lying = True
