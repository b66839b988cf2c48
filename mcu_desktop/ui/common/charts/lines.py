"""Lines over time, each series with a line and a mark of its own."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPalette, QPen, QPolygonF

from mcu_desktop.ui.common.charts.marks import Marks, Position
from mcu_desktop.ui.common.charts.style import series_colour, series_line

_MARK = 4.0  # pixels from the middle of a mark to its edge
_MOST_MARKS = 62  # two months of days; beyond them marks would cover the line
_MOST_NUMBERS = 16
_AIR = 3.0
_CORNERS: tuple[tuple[tuple[float, float], ...], ...] = (
    ((-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7), (1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7)),
    ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    ((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),
    ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
)


class Lines(Marks):
    """A point for each figure, joined in order; where nothing is known the line is broken."""

    def box(self, series: int, place: int) -> QRectF:
        """Return the square of a point's mark in pixels."""
        value = self._value(series, place)
        if value is None:
            return QRectF()
        middle = self.sceneTransform().map(QPointF(place, value))
        return QRectF(middle.x() - _MARK, middle.y() - _MARK, 2 * _MARK, 2 * _MARK)

    def at(self, where: QPointF) -> Position | None:
        """Return the point of the nearest label that is the nearest to a spot."""
        spot = self.mapFromScene(where)
        place = round(spot.x())
        if not self.range.contains(spot) or not 0 <= place < len(self.chart.labels):
            return None
        boxes = [(series, self.box(series, place)) for series in range(len(self.chart.series))]
        known = [(abs(box.center().y() - where.y()), series) for series, box in boxes if not box.isNull()]
        return (min(known)[1], place) if known else None

    def paint_marks(self, painter: QPainter) -> None:
        """Paint the first series last, over the others, and its numbers where they find room."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for series in reversed(range(len(self.chart.series))):
            self._paint_line(painter, series)
        if self.chart.series:
            self._write_numbers(painter)

    def _paint_line(self, painter: QPainter, series: int) -> None:
        colour = series_colour(series, self.palette)
        boxes = [self.box(series, place) for place in range(len(self.chart.labels))]
        painter.setPen(QPen(colour, 2, series_line(series)))
        run: list[QPointF] = []
        for box in (*boxes, QRectF()):
            if not box.isNull():
                run.append(box.center())
            elif run:
                painter.drawPolyline(QPolygonF(run))
                run = []
        painter.setPen(QPen(colour, 1))
        painter.setBrush(QBrush(colour))
        corners = _CORNERS[series % len(_CORNERS)]
        for box in boxes if len(boxes) <= _MOST_MARKS else ():
            if not box.isNull():
                middle, edge = box.center(), box.width() / 2
                painter.drawPolygon(
                    QPolygonF([QPointF(middle.x() + edge * x, middle.y() + edge * y) for x, y in corners])
                )

    def _numbered(self) -> Sequence[int]:
        """Return the labels whose numbers are written: of a long line the greatest and the last alone."""
        values = [point.value for point in self.chart.series[0].points]
        if len(values) <= _MOST_NUMBERS:
            return range(len(values))
        greatest = max(range(len(values)), key=lambda place: values[place] or 0)
        return sorted({greatest, len(values) - 1})

    def _write_numbers(self, painter: QPainter) -> None:
        letters = QFontMetricsF(self.font)
        painter.setPen(self.palette.color(QPalette.ColorRole.Text))
        free_from = float("-inf")
        for place in self._numbered():
            box, words = self.box(0, place), self.chart.value_words(0, place)
            width = letters.horizontalAdvance(words)
            left = box.center().x() - width / 2
            if box.isNull() or left < free_from:
                continue
            free_from = left + width + 2 * _AIR
            where = QRectF(left - _AIR, box.top() - letters.height() - _AIR, width + 2 * _AIR, letters.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, words)
