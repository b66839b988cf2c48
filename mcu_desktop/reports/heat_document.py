"""The heat map on paper: counts at the crossings, the fuller the darker; wide ones go on in further tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from mcu_desktop.reports.sections import Cell, Grid, GridColumn, Heading, Section, Words
from mcu_desktop.rules.heat_matrix import HEAT_KINDS, HeatMatrix
from mcu_desktop.rules.measures import MEASURES
from mcu_desktop.rules.russian import MESSAGES, ROWS, plural

# How many columns a table has room for, by the longest of their titles.
_ROOM = ((2, 24), (5, 14))
_LEAST_ROOM = 8
_HEAD, _TOTAL = 0.2, 0.06


@dataclass(frozen=True, slots=True)
class HeatSheet:
    """One matrix: titles, counts by row and column, totals over all cases, and how much is not shown."""

    title: str
    measure: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    row_totals: tuple[int, ...]
    column_totals: tuple[int, ...]
    total: int
    rows_left: int
    columns_left: int


@dataclass(frozen=True, slots=True)
class HeatFigures:
    """The matrices of one report."""

    sheets: tuple[HeatSheet, ...]


def heat_sheet(matrix: HeatMatrix) -> HeatSheet:
    """Return a matrix as a document keeps it."""
    return HeatSheet(
        HEAT_KINDS[matrix.kind].title,
        MEASURES[matrix.measure],
        tuple(line.title for line in matrix.rows),
        tuple(line.title for line in matrix.columns),
        matrix.counts,
        matrix.row_totals,
        matrix.column_totals,
        matrix.total,
        *matrix.left_out,
    )


def heat_sections(figures: HeatFigures, _texts: Mapping[str, str]) -> tuple[Section, ...]:
    """Return all matrices, each under its heading."""
    return tuple(section for sheet in figures.sheets for section in _sheet_sections(sheet))


def _sheet_sections(sheet: HeatSheet) -> tuple[Section, ...]:
    counted = f"{sheet.measure}: {plural(sheet.total, *MESSAGES)}."
    if not sheet.total:
        return Heading(sheet.title), Words(f"{sheet.measure}: за период сообщений нет.")
    left = [
        plural(count, *words)
        for count, words in (
            (sheet.rows_left, ROWS),
            (sheet.columns_left, ("столбец", "столбца", "столбцов")),
        )
        if count
    ]
    more = f" Не показано: {' и '.join(left)} с меньшим числом; в итогах учтено всё." if left else ""
    size = _columns_at_once(sheet.columns)
    starts = range(0, len(sheet.columns), size)
    return Heading(sheet.title), Words(counted + more), *(_grid(sheet, start, size) for start in starts)


def _columns_at_once(titles: Sequence[str]) -> int:
    """Return how many columns each table has, so that no last one is left with a few."""
    longest = max(map(len, titles))
    room = next((room for letters, room in _ROOM if longest <= letters), _LEAST_ROOM)
    return ceil(len(titles) / ceil(len(titles) / room))


def _grid(sheet: HeatSheet, start: int, size: int) -> Grid:
    shown = slice(start, start + size)
    titles = sheet.columns[shown]
    peak = max((count for row in sheet.counts for count in row), default=0) or 1
    width = (1 - _HEAD - _TOTAL) / max(size, _LEAST_ROOM)
    head = 1 - _TOTAL - width * len(titles)
    columns = (
        GridColumn(sheet.title, head),
        *(GridColumn(title, width, is_number=True) for title in titles),
        GridColumn("Всего", _TOTAL, is_number=True),
    )
    rows: list[tuple[Cell, ...]] = [
        (title, *counts[shown], total)
        for title, counts, total in zip(sheet.rows, sheet.counts, sheet.row_totals, strict=True)
    ]
    rows.append(("Всего", *sheet.column_totals[shown], sheet.total))
    heat = [(0.0, *(count / peak for count in counts[shown]), 0.0) for counts in sheet.counts]
    heat.append((0.0,) * len(columns))
    return Grid(sheet.title, columns, tuple(rows), has_total=True, heat=tuple(heat))
