"""Vector charts for paper, readable in black and white: each bar bears its number, series differ in brightness."""

from collections.abc import Sequence
from typing import Any

from mcu_desktop.reports.fonts import BODY
from mcu_desktop.reports.paragraphs import MM, printable
from mcu_desktop.reports.sections import Bars
from mcu_desktop.rules.russian import format_number

_MOST_LABELS = 16  # of standing bars; more of them would run into each other
_LONGEST_LABEL = 46
_GRID_LINES = 5
_FILLS = ("#3f6fa3", "#b9cbe0", "#e4e9ef")
_LINE = "#1f4568"
_LEGEND_HEIGHT = 7 * MM


def bar_chart(bars: Bars, width: float) -> Any:
    """Return a drawing of the bars, the axis from 0; many standing bars are labelled only every few."""
    from reportlab.graphics.shapes import Drawing

    room = _LEGEND_HEIGHT if len(bars.series) > 1 else 0
    height = len(bars.labels) * (4.5 * len(bars.series) + 4) * MM + 10 * MM if bars.lies else 52 * MM
    drawing = Drawing(width, height + room)
    drawing.add(_lying(bars, width, height) if bars.lies else _standing(bars, width, height))
    if room:
        _add_legend(drawing, [name for name, _ in bars.series], height)
    return drawing


def _standing(bars: Bars, width: float, height: float) -> Any:
    from reportlab.graphics.charts.barcharts import VerticalBarChart

    chart = VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height = 12 * MM, 11 * MM, width - 14 * MM, height - 17 * MM
    every = -(-len(bars.labels) // _MOST_LABELS) or 1
    labels = [label if place % every == 0 else "" for place, label in enumerate(bars.labels)]
    _dress(chart, bars, labels)
    chart.categoryAxis.labels.dy, chart.categoryAxis.labels.textAnchor = -3, "middle"
    if len(bars.labels) * len(bars.series) <= _MOST_LABELS:
        chart.barLabelFormat, chart.barLabels.nudge = _whole, 7
    return chart


def _lying(bars: Bars, width: float, height: float) -> Any:
    from reportlab.graphics.charts.barcharts import HorizontalBarChart

    chart = HorizontalBarChart()
    left = 0.45 * width
    chart.x, chart.y, chart.width, chart.height = left, 8 * MM, width - left - 12 * MM, height - 10 * MM
    labels = [label if len(label) <= _LONGEST_LABEL else label[:_LONGEST_LABEL].rstrip() + "…" for label in bars.labels]
    _dress(chart, bars, labels)
    chart.categoryAxis.reverseDirection = 1  # the first label on top
    chart.categoryAxis.labels.dx, chart.categoryAxis.labels.textAnchor = -4, "end"
    chart.barLabelFormat, chart.barLabels.nudge = _whole, 4
    chart.barLabels.boxAnchor = "w"
    return chart


def _dress(chart: Any, bars: Bars, labels: Sequence[str]) -> None:
    from reportlab.lib.colors import HexColor

    # The axis of lying bars is turned about, their groups are not: the first series would be the lowest.
    order = range(len(bars.series))[:: -1 if bars.lies else 1]
    chart.data = [list(bars.series[place][1]) for place in order]
    chart.categoryAxis.categoryNames = [printable(label) for label in labels]
    for letters in (chart.categoryAxis.labels, chart.valueAxis.labels, chart.barLabels):
        letters.fontName, letters.fontSize = BODY, 9
    chart.categoryAxis.strokeColor = chart.valueAxis.strokeColor = HexColor("#5b6670")
    highest = max((value for _, values in bars.series for value in values), default=0)
    step = _round_step(highest)
    # Without a minimum the axis would start at the smallest bar.
    chart.valueAxis.valueMin, chart.valueAxis.valueStep = 0, step
    chart.valueAxis.valueMax = step * max(1, -(-highest // step))
    chart.valueAxis.labelTextFormat = _whole
    chart.valueAxis.visibleGrid, chart.valueAxis.gridStrokeColor = True, HexColor("#d5dbe2")
    for drawn, place in enumerate(order):
        look = chart.bars[drawn]
        look.fillColor, look.strokeColor = HexColor(_FILLS[place % len(_FILLS)]), HexColor(_LINE)
        look.strokeWidth = 0.5
    chart.barWidth, chart.groupSpacing = 10, 8


def _whole(value: float) -> str:
    return format_number(int(value))


def _round_step(highest: int) -> int:
    """Return 1, 2 or 5 with zeros: the smallest step that needs no more than five lines."""
    step = 1
    while step * _GRID_LINES < highest:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return step


def _add_legend(drawing: Any, names: Sequence[str], bottom: float) -> None:
    from reportlab.graphics.shapes import Rect, String
    from reportlab.lib.colors import HexColor
    from reportlab.pdfbase.pdfmetrics import stringWidth

    left = 12 * MM
    for place, name in enumerate(names):
        fill = HexColor(_FILLS[place % len(_FILLS)])
        drawing.add(Rect(left, bottom, 9, 9, fillColor=fill, strokeColor=HexColor(_LINE), strokeWidth=0.5))
        drawing.add(String(left + 13, bottom + 1, printable(name), fontName=BODY, fontSize=9))
        left += 13 + stringWidth(printable(name), BODY, 9) + 14
