"""A free cut on paper (decree 1662-р, п. 2.2: «настраиваемые статистические разрезы»)."""

from collections.abc import Mapping
from dataclasses import dataclass

from mcu_desktop.reports.sections import Amount, Cell, Grid, GridColumn, Section, Share, Words
from mcu_desktop.rules.chart import Chart, ChartShape, counted
from mcu_desktop.rules.cuts import CutFigure, CutTable

_COLUMNS_AT_ONCE = 8
_BARS = 20
_PERCENTS = 100


@dataclass(frozen=True, slots=True)
class CutSheet:
    """A counted cut: titles of its lines and values by row and column, totals last; None where there is nothing."""

    title: str
    told: str
    is_count: bool
    is_share: bool
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]


def cut_sheet(table: CutTable) -> CutSheet:
    """Return a cut as a document keeps it."""
    rows: tuple[int | None, ...] = (*range(len(table.rows)), None)
    columns: tuple[int | None, ...] = (*range(len(table.columns)), None)
    figure = table.cut.figure
    shares = (CutFigure.SHARE_OF_ALL, CutFigure.SHARE_OF_ROW, CutFigure.SHARE_OF_COLUMN)
    return CutSheet(
        title=table.cut.title(),
        told=table.told(),
        is_count=figure is CutFigure.COUNT,
        is_share=figure in shares,
        rows=tuple(line.title for line in table.rows),
        columns=tuple(line.title for line in table.columns),
        values=tuple(tuple(_value(table, row, column) for column in columns) for row in rows),
    )


def cut_sections(sheet: CutSheet, _texts: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the cut as tables of at most some columns each, and as a chart of what can be drawn."""
    starts = range(0, max(len(sheet.columns), 1), _COLUMNS_AT_ONCE)
    return Words(f"{sheet.title}. {sheet.told}"), *_chart(sheet), *(_grid(sheet, start) for start in starts)


def _value(table: CutTable, row: int | None, column: int | None) -> float | None:
    cell = table.cell(row, column)
    return None if cell.value is None else float(cell.value)


def _chart(sheet: CutSheet) -> tuple[Section, ...]:
    if not sheet.is_count or not sheet.rows:
        return ()
    totals = counted("всего", (int(values[-1] or 0) for values in sheet.values[: min(len(sheet.rows), _BARS)]))
    return (Chart(sheet.title, ChartShape.BARS, sheet.rows[:_BARS], (totals,)),)


def _grid(sheet: CutSheet, start: int) -> Grid:
    shown = range(start, min(start + _COLUMNS_AT_ONCE, len(sheet.columns)))
    width = 0.68 / (min(len(sheet.columns), _COLUMNS_AT_ONCE) + 1)
    columns = (
        GridColumn("", 1 - width * (len(shown) + 1)),
        *(GridColumn(sheet.columns[column], width, is_number=True) for column in shown),
        GridColumn("Итого", width, is_number=True),
    )
    rows = tuple(
        (title, *(_cell(sheet, values[column]) for column in shown), _cell(sheet, values[-1]))
        for title, values in zip((*sheet.rows, "Итого"), sheet.values, strict=True)
    )
    return Grid("Разрез", columns, rows, has_total=True)


def _cell(sheet: CutSheet, value: float | None) -> Cell:
    if value is None:
        return None
    if sheet.is_share:
        return Share(value / _PERCENTS)
    return round(value) if sheet.is_count else Amount(value)
