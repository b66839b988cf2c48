"""What all drawings of a chart share: figures in their places, painted in pixels over the plot."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPalette, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from mcu_desktop.rules.chart import Chart, ChartShape, axis_ticks, number_words
from mcu_desktop.ui.common.charts.style import series_brushes, series_colour

Position = tuple[int, int]  # series, label
GAP = 4.0  # pixels between a bar and its number
_PALE = 110  # of 255: lines that guide the eye and do not hold it
_GROUP = 0.8  # of the way from one label to the next
NO_CHART = Chart("", ChartShape.COLUMNS, (), ())


class Marks(QGraphicsItem):
    """The bars or points of one chart; an heir says where each lies and how it is painted.

    One item lives as long as its chart and only takes other figures: a plot that got new items at each refresh
    would grow for ever.
    """

    is_lying = False  # labels stand one below the other, values go to the right

    def __init__(self) -> None:
        super().__init__()
        self.chart = NO_CHART
        self.ticks: tuple[float, ...] = (0.0, 1.0)
        self.range = QRectF(0, 0, 1, 1)
        self.palette, self.font = QPalette(), QFont()
        self.chosen: Position | None = None

    def show_chart(self, chart: Chart) -> None:
        """Take other figures; the chosen one stays chosen where it is still there."""
        self.chart = chart
        self.ticks = self.value_ticks()
        if self.chosen is not None and not self._has(self.chosen):
            self.chosen = None
        self.update()

    def set_look(self, palette: QPalette, font: QFont) -> None:
        """Take other colours and letters."""
        self.palette, self.font = palette, font
        self.update()

    def set_range(self, room: QRectF) -> None:
        """Take the range of the plot, in its own units."""
        self.prepareGeometryChange()
        self.range = room

    def choose(self, place: Position | None) -> None:
        """Mark a figure as the one the keyboard is on, or none."""
        self.chosen = place
        self.update()

    def value_ticks(self) -> tuple[float, ...]:
        """Return where the value axis bears a number."""
        return axis_ticks([point.value for one in self.chart.series for point in one.points if point.value is not None])

    def tick_words(self, tick: float) -> str:
        """Return the number of a tick."""
        return number_words(tick)

    def room_for_words(self) -> float:
        """Return how many pixels beyond the greatest value its number takes."""
        letters = QFontMetricsF(self.font)
        if not self.is_lying:
            return letters.height() + GAP
        said = (self.chart.value_words(*place) for place in self._places())
        return max((letters.horizontalAdvance(words) for words in said), default=0) + 2 * GAP

    def box(self, series: int, place: int) -> QRectF:
        """Return where a figure lies, in the pixels of the plot's scene; empty where nothing is known."""
        raise NotImplementedError

    def at(self, where: QPointF) -> Position | None:
        """Return the figure under a point of the scene."""
        raise NotImplementedError

    def boundingRect(self) -> QRectF:
        """Return the range of the plot."""
        return self.range

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint in pixels: letters, hatching and lines of a chart must not be stretched with its range."""
        del option, widget
        to_scene, is_known = self.sceneTransform().inverted()
        if not is_known or self.chart.is_empty:
            return
        painter.save()
        painter.setWorldTransform(to_scene * painter.worldTransform())
        painter.setFont(self.font)
        self._paint_grid(painter)
        self.paint_marks(painter)
        if self.chosen is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.palette.color(QPalette.ColorRole.Text), 2))
            painter.drawRect(self.box(*self.chosen).adjusted(-3, -3, 3, 3))
        painter.restore()

    def _paint_grid(self, painter: QPainter) -> None:
        pale = self.palette.color(QPalette.ColorRole.Mid)
        pale.setAlpha(_PALE)
        painter.setPen(QPen(pale, 1))
        field = self.sceneTransform().mapRect(self.range)
        for tick in self.ticks:
            at = self.sceneTransform().map(QPointF(tick, tick))
            if self.is_lying:
                painter.drawLine(QPointF(at.x(), field.top()), QPointF(at.x(), field.bottom()))
            else:
                painter.drawLine(QPointF(field.left(), at.y()), QPointF(field.right(), at.y()))

    def paint_marks(self, painter: QPainter) -> None:
        """Paint all figures; the painter speaks in pixels of the scene."""
        raise NotImplementedError

    def fill(self, painter: QPainter, box: QRectF, series: int) -> None:
        """Paint a bar in the colour and the pattern of its series."""
        for brush in series_brushes(series, self.palette):
            painter.fillRect(box, brush)
        painter.setPen(QPen(series_colour(series, self.palette), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)

    def _places(self) -> list[Position]:
        return [(series, at) for series in range(len(self.chart.series)) for at in range(len(self.chart.labels))]

    def _has(self, place: Position) -> bool:
        return place[0] < len(self.chart.series) and place[1] < len(self.chart.labels)

    def _value(self, series: int, place: int) -> float | None:
        return self.chart.series[series].points[place].value

    def _slot(self, series: int, place: int) -> tuple[float, float]:
        """Return where on the axis of labels the bar of a series begins, and how broad it is."""
        breadth = _GROUP / max(len(self.chart.series), 1)
        return place - _GROUP / 2 + series * breadth, breadth

    def _series_at(self, along: float, place: int) -> int:
        """Return the series whose bar is the nearest on the axis of labels."""
        start, breadth = self._slot(0, place)
        return min(max(int((along - start) // breadth), 0), len(self.chart.series) - 1)
