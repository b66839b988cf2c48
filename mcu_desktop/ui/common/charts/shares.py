"""Shares: for each label one bar of the same length, cut among the series."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette

from mcu_desktop.rules.chart import number_words
from mcu_desktop.ui.common.charts.marks import GAP, Marks, Position

_HALF = 0.36  # of the way from one label to the next
_WHOLE = 100.0


class Shares(Marks):
    """Lying bars from 0 to 100 %, each part with its share where that finds room."""

    is_lying = True

    def value_ticks(self) -> tuple[float, ...]:
        """Return the shares that the axis names."""
        return (0.0, 20.0, 40.0, 60.0, 80.0, _WHOLE)

    def tick_words(self, tick: float) -> str:
        """Return a share."""
        return number_words(tick, "%")

    def room_for_words(self) -> float:
        """Return the air beyond the bars: half of the last word of the axis."""
        return QFontMetricsF(self.font).horizontalAdvance(self.tick_words(_WHOLE)) / 2 + GAP

    def box(self, series: int, place: int) -> QRectF:
        """Return the part's place in pixels."""
        start = sum(self.chart.share(before, place) for before in range(series))
        part = QRectF(start * _WHOLE, place - _HALF, self.chart.share(series, place) * _WHOLE, 2 * _HALF)
        return self.sceneTransform().mapRect(part).normalized()

    def at(self, where: QPointF) -> Position | None:
        """Return the part under a point."""
        place = round(self.mapFromScene(where).y())
        if not 0 <= place < len(self.chart.labels):
            return None
        found = (series for series in range(len(self.chart.series)) if self.box(series, place).contains(where))
        return next(((series, place) for series in found), None)

    def paint_marks(self, painter: QPainter) -> None:
        """Paint the parts; a share stands on a ground of its own, for it lies over a pattern."""
        letters = QFontMetricsF(self.font)
        for series, place in self._places():
            box = self.box(series, place)
            if box.width() <= 0:
                continue
            self.fill(painter, box, series)
            words = number_words(round(self.chart.share(series, place) * _WHOLE), "%")
            width = letters.horizontalAdvance(words) + GAP
            if width <= box.width() - GAP and letters.height() <= box.height():
                ground = QRectF(0, 0, width, letters.height())
                ground.moveCenter(box.center())
                painter.fillRect(ground, self.palette.color(QPalette.ColorRole.Base))
                painter.setPen(self.palette.color(QPalette.ColorRole.Text))
                painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, words)
