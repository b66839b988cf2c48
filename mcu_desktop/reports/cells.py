"""Cells of tables as texts, as officials write them."""

from datetime import date, datetime

from mcu_desktop.reports.sections import Cell, Difference, Points, Share
from mcu_desktop.rules.russian import format_number, format_share

NONE = "—"


def cell_text(cell: Cell) -> str:
    """Return a cell as it is printed."""
    if cell is None:
        return NONE
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y %H:%M}" if isinstance(cell, datetime) else f"{cell:%d.%m.%Y}"
    return format_number(cell) if isinstance(cell, int) else _measure_text(cell)


def _measure_text(cell: Share | Points | Difference) -> str:
    if isinstance(cell, Share):
        return format_share(cell.value)
    if isinstance(cell, Points):
        points = round(cell.value * 100, 1)
        return (_signed(f"{points:+,.1f}") if points else "0") + "\N{NO-BREAK SPACE}п.п."
    return _difference(cell)


def _difference(cell: Difference) -> str:
    change = cell.now - cell.before
    said = _signed(f"{change:+,d}") if change else "0"
    if change and cell.before:
        said += f" ({_signed(f'{change / cell.before * 100:+,.1f}')}\N{NO-BREAK SPACE}%)"
    return said


def _signed(number: str) -> str:
    return number.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",").replace("-", "−")
