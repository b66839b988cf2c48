"""Tables of the reports: heads repeat on each page, rows may break across pages."""

from collections.abc import Sequence
from typing import Any

from mcu_desktop.reports.fonts import BODY
from mcu_desktop.reports.page import WIDTH
from mcu_desktop.reports.paragraphs import para, style
from mcu_desktop.reports.weekly_figures import CountRow, OverdueRow
from mcu_desktop.rules.russian import duration_words, format_number

# One long table costs reportlab the square of its rows.
ROWS_AT_ONCE = 50
_LONGEST_GIST = 300
_COUNT_WIDTHS = (0.46, 0.16, 0.18, 0.2)
_OVERDUE_HEAD = ("Номер", "Блок, получатель", "Срок", "Просрочено", "Суть")
_OVERDUE_WIDTHS = (0.19, 0.225, 0.125, 0.15, 0.31)


def count_table(title: str, rows: Sequence[Sequence[str]]) -> Any:
    """Return a table of texts: title, the period, the period before, the change."""
    text, number = style("cell"), style("number")
    content = [[para(row[0], text), *(para(cell, number) for cell in row[1:])] for row in rows]
    return grid_table((title, "За период", "За предыдущий", "Изменение"), content, _COUNT_WIDTHS)


def count_cells(row: CountRow) -> tuple[str, str, str, str]:
    """Return the four cells of a count: «Поступило», «45», «30», «+15 (+50,0 %)»."""
    change = row.now - row.before
    said = _signed(f"{change:+,d}") if change else "0"
    if change and row.before:
        said += f" ({_signed(f'{change / row.before * 100:+,.1f}')}\N{NO-BREAK SPACE}%)"
    return row.title, format_number(row.now), format_number(row.before), said


def points_between(now: float, before: float) -> str:
    """Return the change of a share in percentage points: «+3,2 п.п.»."""
    return _signed(f"{(now - before) * 100:+,.1f}") + "\N{NO-BREAK SPACE}п.п."


def _signed(number: str) -> str:
    return number.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",").replace("-", "−")


def overdue_tables(rows: Sequence[OverdueRow]) -> tuple[list[Any], list[str]]:
    """Return the tables of overdue cases and the numbers of those that could not be drawn."""
    tables, failed = [], []
    for start in range(0, len(rows), ROWS_AT_ONCE):
        content = []
        for row in rows[start : start + ROWS_AT_ONCE]:
            try:
                content.append(_overdue_cells(row))
            except Exception:  # noqa: BLE001 -- one citizen's text never stops the report
                failed.append(row.number)
                content.append(_not_printed(row.number))
        tables.append(grid_table(_OVERDUE_HEAD, content, _OVERDUE_WIDTHS))
    return tables, failed


def _overdue_cells(row: OverdueRow) -> list[Any]:
    look = style("cell")
    texts = (
        row.number,
        ", ".join(part for part in (row.block, row.recipient) if part),
        f"{row.deadline:%d.%m.%Y %H:%M}",
        duration_words(row.overdue_for),
        row.gist if len(row.gist) <= _LONGEST_GIST else row.gist[:_LONGEST_GIST] + "…",
    )
    return [para(text, look) for text in texts]


def _not_printed(number: str) -> list[Any]:
    said = para(f"[сообщение № {number} не удалось напечатать]", style("cell"))
    return [said, *([] for _ in _OVERDUE_HEAD[1:])]


def grid_table(head: Sequence[str], content: Sequence[Sequence[Any]], widths: Sequence[float]) -> Any:
    """Return a table with a grid; `content` are cells of flowables, `widths` shares of the line."""
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Table, TableStyle

    bold = style("head")
    return Table(
        [[para(text, bold) for text in head], *content],
        colWidths=[share * WIDTH for share in widths],
        repeatRows=1,
        splitInRow=1,
        style=TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), BODY, 10),
                ("GRID", (0, 0), (-1, -1), 0.5, HexColor("#8a949e")),
                ("BACKGROUND", (0, 0), (-1, 0), HexColor("#e8edf3")),
                ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
                ("VALIGN", (0, 1), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
                ("LEFTPADDING", (0, 0), (-1, -1), 4),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ]
        ),
    )
