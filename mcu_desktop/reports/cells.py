"""Cells of tables as texts, as officials write them."""

from datetime import date, datetime

from mcu_desktop.reports.sections import Amount, Cell, Difference, Points, Share
from mcu_desktop.rules.russian import format_decimal, format_number, format_points, format_share, format_signed

NONE = "—"
# The ground of the hottest cell: black letters are read on it, also where the printer knows grey alone.
_HOTTEST = (0x8F, 0xB8, 0xDE)
_WHITE, _HEAT_STEPS = 255, 10


def cell_text(cell: Cell) -> str:
    """Return a cell as it is printed."""
    if cell is None:
        return NONE
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y %H:%M}" if isinstance(cell, datetime) else f"{cell:%d.%m.%Y}"
    return format_number(cell) if isinstance(cell, int) else _measure_text(cell)


def heat_ground(heat: float) -> str:
    """Return the colour of a cell's ground as six hexadecimal digits; an empty text where it is white."""
    step = round(min(max(heat, 0.0), 1.0) * _HEAT_STEPS) / _HEAT_STEPS
    if not step:
        return ""
    return "".join(f"{round(_WHITE - (_WHITE - part) * step):02x}" for part in _HOTTEST)


def _measure_text(cell: Amount | Share | Points | Difference) -> str:
    if isinstance(cell, Amount):
        return format_decimal(cell.value, cell.digits).replace("-", "\N{MINUS SIGN}")
    if isinstance(cell, Share):
        return format_share(cell.value)
    if isinstance(cell, Points):
        return format_points(cell.value)
    return _difference(cell)


def _difference(cell: Difference) -> str:
    change = cell.now - cell.before
    said = format_signed(change)
    if change and cell.before:
        said += f" ({format_signed(change / cell.before * 100, 1)}\N{NO-BREAK SPACE}%)"
    return said
