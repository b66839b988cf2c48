"""Vector charts for paper, readable in black and white: each bar bears its number."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from mcu_desktop.reports.fonts import BODY
from mcu_desktop.reports.page import WIDTH
from mcu_desktop.reports.paragraphs import MM
from mcu_desktop.rules.russian import format_number

_WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_MOST_LABELS = 16
_GRID_LINES = 5


def day_chart(by_day: Sequence[tuple[date, int]]) -> Any:
    """Return a bar for each day, the axis from 0; longer periods label only every few days."""
    from reportlab.graphics.charts.barcharts import VerticalBarChart
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.colors import HexColor

    drawing = Drawing(WIDTH, 58 * MM)
    chart = VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height = 12 * MM, 11 * MM, WIDTH - 14 * MM, 41 * MM
    chart.data = [[count for _, count in by_day]]
    chart.categoryAxis.categoryNames = _day_labels(by_day)
    chart.categoryAxis.labels.dy, chart.categoryAxis.labels.textAnchor = -3, "middle"
    for labels in (chart.categoryAxis.labels, chart.valueAxis.labels, chart.barLabels):
        labels.fontName, labels.fontSize = BODY, 9
    chart.categoryAxis.strokeColor = chart.valueAxis.strokeColor = HexColor("#5b6670")
    highest = max((count for _, count in by_day), default=0)
    step = max(1, -(-highest // _GRID_LINES))
    # Without a minimum the axis would start at the smallest bar.
    chart.valueAxis.valueMin, chart.valueAxis.valueStep = 0, step
    chart.valueAxis.valueMax = step * max(1, -(-highest // step))
    chart.valueAxis.labelTextFormat = lambda value: format_number(int(value))
    chart.valueAxis.visibleGrid, chart.valueAxis.gridStrokeColor = True, HexColor("#d5dbe2")
    chart.bars[0].fillColor, chart.bars[0].strokeColor = HexColor("#3f6fa3"), HexColor("#1f4568")
    chart.barWidth, chart.groupSpacing = 10, 8
    if len(by_day) <= _MOST_LABELS:
        chart.barLabelFormat, chart.barLabels.nudge = "%d", 7
    drawing.add(chart)
    return drawing


def _day_labels(by_day: Sequence[tuple[date, int]]) -> list[str]:
    every = -(-len(by_day) // _MOST_LABELS) or 1
    return [
        f"{_WEEKDAYS[day.weekday()]}\n{day:%d.%m}" if place % every == 0 else ""
        for place, (day, _) in enumerate(by_day)
    ]
