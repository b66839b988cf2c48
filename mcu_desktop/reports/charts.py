"""Vector charts for paper, readable in black and white: bars bear their numbers, series differ in brightness."""

from collections.abc import Sequence
from typing import Any

from mcu_desktop.reports.fonts import BODY, load_faces
from mcu_desktop.reports.paragraphs import MM, printable
from mcu_desktop.reports.pdf_pages import page_picture
from mcu_desktop.reports.png import as_png
from mcu_desktop.rules.chart import Chart, ChartShape, axis_ticks, number_words

FILLS = ("#3f6fa3", "#b9cbe0", "#e4e9ef")
LINE = "#1f4568"
_MOST_LABELS = 16  # of standing bars; more of them would run into each other
_LONGEST_LABEL = 46
_LETTERS, _SMALL_LETTERS = 9, 7  # points
_LEGEND_HEIGHT = 7 * MM
_DOTS = 200  # of a picture, to the inch


def bar_chart(chart: Chart, width: float) -> Any:
    """Return a drawing of standing or lying bars, `width` points wide; many standing ones are labelled every few."""
    from reportlab.graphics.shapes import Drawing

    if chart.shape not in {ChartShape.COLUMNS, ChartShape.BARS}:
        raise ValueError(f"«{chart.title}»: paper draws bars only, not {chart.shape}")
    load_faces()
    lies, count = chart.shape is ChartShape.BARS, len(chart.series)
    room = _LEGEND_HEIGHT if count > 1 else 0
    height = len(chart.labels) * (4.5 * count + 4) * MM + 10 * MM if lies else 52 * MM
    drawing = Drawing(width, height + room)
    drawing.add(_lying(chart, width, height) if lies else _standing(chart, width, height))
    if room:
        _add_legend(drawing, [one.title for one in chart.series], height)
    return drawing


def chart_png(chart: Chart, width: float) -> bytes:
    """Return the same drawing as a picture, for files that hold no vectors."""
    from reportlab.graphics import renderPDF

    drawn = renderPDF.drawToString(bar_chart(chart, width))
    return as_png(page_picture(drawn, 0, scale=_DOTS / 72).lines(), colours=3)


def _standing(chart: Chart, width: float, height: float) -> Any:
    from reportlab.graphics.charts.barcharts import VerticalBarChart

    drawn = VerticalBarChart()
    drawn.x, drawn.y, drawn.width, drawn.height = 12 * MM, 11 * MM, width - 14 * MM, height - 17 * MM
    every = -(-len(chart.labels) // _MOST_LABELS) or 1
    labels = [label if place % every == 0 else "" for place, label in enumerate(chart.labels)]
    _dress(drawn, chart, labels)
    drawn.categoryAxis.labels.dy, drawn.categoryAxis.labels.textAnchor = -3, "middle"
    letters = _fitting(chart, drawn.width / max(len(chart.labels) * len(chart.series), 1))
    if letters:
        said = _said(chart)
        # Among many bars a nought is seen without its number.
        drawn.barLabelFormat = said if letters == _LETTERS else lambda value: said(value) if value else ""
        drawn.barLabels.nudge, drawn.barLabels.fontSize = 7, letters
    return drawn


def _fitting(chart: Chart, room: float) -> int:
    """Return the size of letters in which the numbers stand above the bars, 0 where they would touch each other."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    said = _said(chart)
    words = [said(point.value) for one in chart.series for point in one.points if point.value is not None]
    for letters in (_LETTERS, _SMALL_LETTERS):
        if all(stringWidth(word, BODY, letters) < room for word in words):
            return letters
    return 0


def _lying(chart: Chart, width: float, height: float) -> Any:
    from reportlab.graphics.charts.barcharts import HorizontalBarChart

    drawn = HorizontalBarChart()
    left = 0.45 * width
    drawn.x, drawn.y, drawn.width, drawn.height = left, 8 * MM, width - left - 12 * MM, height - 10 * MM
    labels = [
        label if len(label) <= _LONGEST_LABEL else label[:_LONGEST_LABEL].rstrip() + "…" for label in chart.labels
    ]
    _dress(drawn, chart, labels)
    drawn.categoryAxis.reverseDirection = 1  # the first label on top
    drawn.categoryAxis.labels.dx, drawn.categoryAxis.labels.textAnchor = -4, "end"
    drawn.barLabelFormat, drawn.barLabels.nudge = _said(chart), 4
    drawn.barLabels.boxAnchor = "w"
    return drawn


def _dress(drawn: Any, chart: Chart, labels: Sequence[str]) -> None:
    from reportlab.lib.colors import HexColor

    # The axis of lying bars is turned about, their groups are not: the first series would be the lowest.
    order = range(len(chart.series))[:: -1 if chart.shape is ChartShape.BARS else 1]
    drawn.data = [[point.value for point in chart.series[place].points] for place in order]
    drawn.categoryAxis.categoryNames = [printable(label) for label in labels]
    for letters in (drawn.categoryAxis.labels, drawn.valueAxis.labels, drawn.barLabels):
        letters.fontName, letters.fontSize = BODY, _LETTERS
    drawn.categoryAxis.strokeColor = drawn.valueAxis.strokeColor = HexColor("#5b6670")
    ticks = axis_ticks([point.value or 0 for one in chart.series for point in one.points])
    drawn.valueAxis.valueMin, drawn.valueAxis.valueMax, drawn.valueAxis.valueSteps = ticks[0], ticks[-1], list(ticks)
    drawn.valueAxis.labelTextFormat = _said(chart)
    drawn.valueAxis.visibleGrid, drawn.valueAxis.gridStrokeColor = True, HexColor("#d5dbe2")
    for bar, place in enumerate(order):
        look = drawn.bars[bar]
        look.fillColor, look.strokeColor = HexColor(FILLS[place % len(FILLS)]), HexColor(LINE)
        look.strokeWidth = 0.5
    drawn.barWidth, drawn.groupSpacing = 10, 8


def _said(chart: Chart) -> Any:
    return lambda value: number_words(value, chart.unit)


def _add_legend(drawing: Any, names: Sequence[str], bottom: float) -> None:
    from reportlab.graphics.shapes import Rect, String
    from reportlab.lib.colors import HexColor
    from reportlab.pdfbase.pdfmetrics import stringWidth

    left = 12 * MM
    for place, name in enumerate(names):
        fill = HexColor(FILLS[place % len(FILLS)])
        drawing.add(Rect(left, bottom, 9, 9, fillColor=fill, strokeColor=HexColor(LINE), strokeWidth=0.5))
        drawing.add(String(left + 13, bottom + 1, printable(name), fontName=BODY, fontSize=_LETTERS))
        left += 13 + stringWidth(printable(name), BODY, _LETTERS) + 14
