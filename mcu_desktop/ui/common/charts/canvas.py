"""The plot of a chart: axes and marks, a mouse that only points, and keys that walk from figure to figure."""

from typing import Any, cast

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionFocusRect, QToolTip, QVBoxLayout, QWidget

from mcu_desktop.rules.chart import Chart, ChartShape
from mcu_desktop.ui.common.charts.bars import Bars, Columns
from mcu_desktop.ui.common.charts.lines import Lines
from mcu_desktop.ui.common.charts.marks import Marks, Position
from mcu_desktop.ui.common.charts.shares import Shares
from mcu_desktop.ui.common.plain import plain_tooltip

_MARKS: dict[ChartShape, type[Marks]] = {
    ChartShape.COLUMNS: Columns,
    ChartShape.BARS: Bars,
    ChartShape.LINES: Lines,
    ChartShape.SHARES: Shares,
}
_LABEL_AIR = 10.0  # pixels between labels, and between a label and its axis
_VALUE_AIR = 18.0  # pyqtgraph leaves a number out that does not stand wholly beside its axis
_WIDEST_LABELS = 0.4  # of the width of the chart
_ROW_AIR = 8
_USUAL_WIDTH = 320
_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Canvas(QWidget):
    """One plot whose items live as long as it does: other figures change what they paint.

    pyqtgraph draws the axes and has no say in the mouse: a wheel must scroll the page and never the figures away.

    Signals:
        place_chosen: (series, label) the keyboard has come to, or None.
        opened: (series, label) whose cases are wanted.
    """

    place_chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, shape: ChartShape) -> None:
        import pyqtgraph

        super().__init__()
        self.marks = _MARKS[shape]()
        self.plot: Any = pyqtgraph.PlotWidget()
        self.plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.setFrameShape(self.plot.Shape.NoFrame)
        item = self.plot.getPlotItem()
        item.setContentsMargins(0, 0, 0, 0)
        self._view = item.getViewBox()
        self._view.setDefaultPadding(0)
        if self.marks.is_lying:
            self._view.invertY()
        item.addItem(self.marks, ignoreBounds=True)
        of_values, of_labels = ("bottom", "left") if self.marks.is_lying else ("left", "bottom")
        self._values, self._labels = item.getAxis(of_values), item.getAxis(of_labels)
        self._labels.setStyle(tickLength=0)
        for axis in (self._values, self._labels):
            axis.enableAutoSIPrefix(False)
            axis.setStyle(hideOverlappingLabels=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.addWidget(self.plot)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._take_look()

    def show_chart(self, chart: Chart) -> None:
        """Show other figures."""
        self.marks.show_chart(chart)
        self._lay_out()

    def sizeHint(self) -> QSize:
        """Return the least room in which its labels can be read: a page gives it what it has."""
        return QSize(_USUAL_WIDTH, self.minimumHeight())

    def place_at(self, where: QPointF) -> Position | None:
        """Return the figure under a point of the widget."""
        return self.marks.at(self.plot.mapToScene(self.plot.mapFrom(self, where.toPoint())))

    def choose(self, place: Position | None) -> None:
        """Put the keyboard on a figure."""
        self.marks.choose(place)
        self.place_chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the labels and across the series; Enter opens."""
        key, chosen = Qt.Key(event.key()), self.marks.chosen
        chart = self.marks.chart
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not chart.labels or not chart.series:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._walk(*_STEPS[key])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.choose((0 if chosen is None else chosen[0], 0 if key == Qt.Key.Key_Home else len(chart.labels) - 1))
        elif key in _ENTER and chosen is not None:
            self.opened.emit(chosen)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the keyboard where the mouse points."""
        self.choose(self.place_at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the cases of a figure."""
        place = self.place_at(event.position())
        if place is not None:
            self.opened.emit(place)

    def event(self, event: QEvent) -> bool:
        """Say the figure under the mouse, and keep Enter from the page while a figure is chosen."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.place_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if place is None else plain_tooltip(self.words(place)), self)
            return True
        is_key = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_key and Qt.Key(cast("QKeyEvent", event).key()) in _ENTER and self.marks.chosen is not None:
            event.accept()
            return True
        return super().event(event)

    def words(self, place: Position) -> str:
        """Return a figure in words."""
        return self.marks.chart.words(*place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Thin the labels out and cut them to the new room."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours and the letters of another look."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._take_look()
            self._lay_out()

    def paintEvent(self, event: Any) -> None:
        """Show that the keyboard is here."""
        super().paintEvent(event)
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, QPainter(self), self)

    def focusInEvent(self, event: Any) -> None:
        """Begin at the first figure."""
        super().focusInEvent(event)
        if self.marks.chosen is None and self.marks.chart.labels and self.marks.chart.series:
            self.choose((0, 0))

    def _walk(self, right: int, down: int) -> None:
        chart, chosen = self.marks.chart, self.marks.chosen
        if chosen is None:
            self.choose((0, 0))
            return
        along, across = (down, right) if self.marks.is_lying else (right, down)
        series = min(max(chosen[0] + across, 0), len(chart.series) - 1)
        self.choose((series, min(max(chosen[1] + along, 0), len(chart.labels) - 1)))

    def _take_look(self) -> None:
        palette, font = self.palette(), self.font()
        self.marks.set_look(palette, font)
        self.plot.setBackground(palette.color(QPalette.ColorRole.Base))
        for axis in (self._values, self._labels):
            axis.setTickFont(font)
            axis.setPen(palette.color(QPalette.ColorRole.Mid))
            axis.setTextPen(palette.color(QPalette.ColorRole.Text))

    def _lay_out(self) -> None:
        """Give the axes their labels and the plot its range, with room for the numbers beyond the bars."""
        chart, letters = self.marks.chart, QFontMetricsF(self.font())
        count = max(len(chart.labels), 1)
        words = [self.marks.tick_words(tick) for tick in self.marks.ticks]
        widest = max(letters.horizontalAdvance(said) for said in words) + _VALUE_AIR
        low, high = self.marks.ticks[0], self.marks.ticks[-1]
        self._values.setTicks([list(zip(self.marks.ticks, words, strict=True))])
        line = letters.height() + _LABEL_AIR
        if self.marks.is_lying:
            left, shown = self._side_labels(letters)
            beyond = _beyond(high - low, self.width() - left, self.marks.room_for_words())
            room = QRectF(low, -0.5, high - low + beyond, count)
            rows = count * (1.0 if chart.shape is ChartShape.SHARES else max(len(chart.series), 1))
            self.setMinimumHeight(round(rows * (letters.height() + 2) + count * _ROW_AIR + line))
        else:
            left, shown = widest, self._thinned(letters, (self.width() - widest) / count)
            beyond = _beyond(high - low, self.height() - line, self.marks.room_for_words())
            room = QRectF(-0.5, low, count + self._last_label(letters, left), high - low + beyond)
            self.setMinimumHeight(round(6 * line))
        self._labels.setTicks([shown])
        axes = (self._labels, self._values) if self.marks.is_lying else (self._values, self._labels)
        axes[0].setWidth(left)
        axes[1].setHeight(line)
        self.marks.set_range(room)
        self._view.setRange(room, padding=0)

    def _side_labels(self, letters: QFontMetricsF) -> tuple[float, list[tuple[float, str]]]:
        """Return the width of the labels at the side, and each cut to it."""
        labels = self.marks.chart.labels
        widest = max((letters.horizontalAdvance(label) for label in labels), default=0.0)
        width = min(widest, self.width() * _WIDEST_LABELS)
        cut = [letters.elidedText(label, Qt.TextElideMode.ElideRight, width + 1) for label in labels]
        return width + _VALUE_AIR, [(float(place), label) for place, label in enumerate(cut)]

    def _last_label(self, letters: QFontMetricsF, left: float) -> float:
        """Return how much longer the axis of labels must be for the half of the last one that goes beyond it."""
        labels = self.marks.chart.labels
        pixels = self.width() - left
        beyond = letters.horizontalAdvance(labels[-1]) / 2 - pixels / len(labels) / 2 if labels else 0.0
        return len(labels) * beyond / (pixels - beyond) if 0 < beyond < pixels / 2 else 0.0

    def _thinned(self, letters: QFontMetricsF, room: float) -> list[tuple[float, str]]:
        """Return every so-manieth label, that none touches the next."""
        labels = self.marks.chart.labels
        widest = max((letters.horizontalAdvance(label) for label in labels), default=0.0) + _LABEL_AIR
        every = max(int(-(-widest // max(room, 1.0))), 1)
        return [(float(place), label) for place, label in enumerate(labels) if place % every == 0]


def _beyond(span: float, pixels: float, wanted: float) -> float:
    """Return how much longer an axis of a span must be, that so many pixels stay free beyond it."""
    return span * wanted / (pixels - wanted) if pixels > 2 * wanted else span / 4
