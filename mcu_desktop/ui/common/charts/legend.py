"""What the colours and patterns of a chart mean."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mcu_desktop.ui.common.charts.style import series_brushes, series_colour
from mcu_desktop.ui.common.flow import FlowLayout
from mcu_desktop.ui.common.plain import PlainLabel


class Swatch(QWidget):
    """A piece of the colour and pattern of a series."""

    def __init__(self, series: int) -> None:
        super().__init__()
        self._series = series
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a size that goes with the letters."""
        height = self.fontMetrics().height()
        return QSize(height * 2, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as the bars are painted."""
        del event
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(1, 2, -1, -2)
        for brush in series_brushes(self._series, self.palette(), self.height() / 18):
            painter.fillRect(box, brush)
        painter.setPen(series_colour(self._series, self.palette()))
        painter.drawRect(box)


class Legend(QWidget):
    """Swatches with their words; the widgets of titles that have come once stay and are used again."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self)
        self._pairs: list[tuple[Swatch, PlainLabel]] = []

    def show_titles(self, titles: tuple[str, ...]) -> None:
        """Name the series; one alone needs no legend."""
        while len(self._pairs) < len(titles):
            pair = Swatch(len(self._pairs)), PlainLabel()
            for part in pair:
                self._flow.addWidget(part)
            self._pairs.append(pair)
        for place, (swatch, label) in enumerate(self._pairs):
            is_shown = place < len(titles)
            swatch.setVisible(is_shown)
            label.setVisible(is_shown)
            label.setText(titles[place] if is_shown else "")
        self.setVisible(len(titles) > 1)
