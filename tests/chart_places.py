"""Where the figures of a chart lie on the screen, for clicks."""

from PySide6.QtCore import QPoint, QPointF, QRectF

from mcu_desktop.ui.common.charts.chart_view import ChartView


def pixels_of(view: ChartView, series: int, place: int) -> QRectF:
    """Return where a figure lies, in the pixels of the canvas."""
    canvas = view.canvas
    box = canvas.marks.box(series, place)
    return QRectF(QPointF(canvas.plot.mapTo(canvas, canvas.plot.mapFromScene(box.topLeft()))), box.size())


def middle_of(view: ChartView, figure: tuple[int, int]) -> QPoint:
    """Return the middle of a figure."""
    return pixels_of(view, *figure).center().toPoint()
