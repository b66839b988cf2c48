"""A report of some forty pages beside reportlab drawing the same content bare."""

import io
from typing import Any
from xml.sax.saxutils import escape

from benchmarks.measuring import Measured, in_pairs, seconds
from mcu_desktop.reports.fonts import BODY, BOLD, load_faces
from mcu_desktop.reports.sections import Document, Grid, GridColumn, Heading, Letterhead, Words
from mcu_desktop.rules.chart import Chart, ChartShape, counted

_ROWS, _CHARTS, _DAYS = 1_000, 10, 14
_SHARES = (0.15, 0.2, 0.15, 0.5)
_HEADS = ("Номер", "Блок", "Срок", "Суть")
_GIST = "Во дворе третий день не вывозят мусор, контейнеры переполнены."
_PAIRS = 5


def measure_report(_cases: int, _store: str | None) -> list[Measured]:
    """Measure drawing 1,000 wrapped rows and ten charts, and say how many pages they are."""
    from mcu_desktop.reports.pdf_writer import draw_pdf

    document = _document()
    ours, floor = in_pairs(
        lambda: seconds(lambda: draw_pdf(document, io.BytesIO())), lambda: seconds(_draw_bare), pairs=_PAIRS
    )
    return [Measured("report", _ROWS, ours, floor, "s")]


def _rows() -> list[tuple[str, str, str, str]]:
    return [(f"МЦУ-2026-{place:06}", "ЖКХ и дороги", "12.11.2026 18:00", _GIST) for place in range(_ROWS)]


def _values(place: int) -> tuple[int, ...]:
    return tuple((place * 7 + day * 5) % 40 for day in range(_DAYS))


def _labels() -> tuple[str, ...]:
    return tuple(f"{day + 1:02}.11" for day in range(_DAYS))


def _chart(place: int) -> Chart:
    return Chart("Дни", ChartShape.COLUMNS, _labels(), (counted("число", _values(place)),))


def _document() -> Document:
    columns = tuple(GridColumn(head, share) for head, share in zip(_HEADS, _SHARES, strict=True))
    charts = [section for place in range(_CHARTS) for section in (Heading(f"Показатель {place}"), _chart(place))]
    grid = Grid("Сообщения", columns, tuple(_rows()))
    return Document("Отчёт", (), Letterhead(), (Words(_GIST * 10), *charts, grid), "Подсчитано.")


def _draw_bare() -> None:
    """Draw the same with reportlab alone: tables of 50 rows, for one long table costs the square of its rows."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    load_faces()
    cell = ParagraphStyle("cell", fontName=BODY, fontSize=10, leading=12.5)
    head = ParagraphStyle("head", fontName=BOLD, fontSize=10, leading=12.5)
    document = SimpleDocTemplate(
        io.BytesIO(), pagesize=A4, leftMargin=51, rightMargin=22, topMargin=51, bottomMargin=51
    )
    story: list[Any] = [Paragraph("Отчёт", head), Paragraph(escape(_GIST * 10), cell)]
    for place in range(_CHARTS):
        story += [Paragraph(f"Показатель {place}", head), _bare_chart(_values(place))]
    rows = _rows()
    for start in range(0, len(rows), 50):
        content = [[Paragraph(escape(text), cell) for text in row] for row in rows[start : start + 50]]
        heads = [[Paragraph(text, head) for text in _HEADS]]
        widths = [share * document.width for share in _SHARES]
        table = Table(heads + content, colWidths=widths, repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, "grey")])
        story.append(table)
    document.build(story)


def _bare_chart(values: tuple[int, ...]) -> Any:
    from reportlab.graphics.charts.barcharts import VerticalBarChart
    from reportlab.graphics.shapes import Drawing

    drawing = Drawing(500, 147)
    chart = VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height = 34, 31, 460, 99
    chart.data = [list(values)]
    chart.categoryAxis.categoryNames = list(_labels())
    chart.valueAxis.valueMin = 0
    for letters in (chart.categoryAxis.labels, chart.valueAxis.labels, chart.barLabels):
        letters.fontName = BODY
    chart.barLabelFormat = "%d"
    drawing.add(chart)
    return drawing
