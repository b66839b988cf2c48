"""The lists of cases that reports of a period end with: what is overdue, which promises were not kept."""

from mcu_desktop.reports.period_figures import OverdueRow, PeriodFigures
from mcu_desktop.reports.sections import Cell, Grid, GridColumn, Heading, Section, Words
from mcu_desktop.rules.russian import duration_words, format_number

_LONGEST_GIST = 300


def promise_list(figures: PeriodFigures) -> tuple[Section, ...]:
    """Return the promises that were not kept."""
    title = "Обещания, не исполненные в срок"
    if not figures.promises:
        return Heading(title), Words("Обещаний, не исполненных в срок, нет.")
    columns = (
        GridColumn("Номер", 0.19),
        GridColumn("Блок", 0.22),
        GridColumn("Обещано до", 0.15),
        GridColumn("Суть", 0.44),
    )
    rows = tuple(
        (row.number, row.block, row.promised_on, shortened(row.gist, _LONGEST_GIST)) for row in figures.promises
    )
    return (
        Heading(title),
        *_left_out(len(figures.promises), figures.promises_broken),
        Grid("Обещания", columns, rows, keys=tuple(row.number for row in figures.promises)),
    )


def overdue_list(figures: PeriodFigures) -> tuple[Section, ...]:
    """Return the open cases past their legal deadline."""
    if not figures.overdue:
        return Heading("Просроченные сообщения"), Words("Просроченных сообщений нет.")
    widths = (("Номер", 0.19), ("Блок, получатель", 0.27), ("Срок", 0.125), ("Просрочено", 0.15), ("Суть", 0.265))
    return (
        Heading("Просроченные сообщения"),
        *_left_out(len(figures.overdue), figures.overdue_now),
        Grid(
            "Просроченные",
            tuple(GridColumn(*width) for width in widths),
            tuple(_overdue_cells(row) for row in figures.overdue),
            keys=tuple(row.number for row in figures.overdue),
        ),
    )


def _left_out(shown: int, every: int) -> tuple[Section, ...]:
    if shown >= every:
        return ()
    return (
        Words(f"Показаны {format_number(shown)} самых давних из {format_number(every)}. Остальные видны в очереди."),
    )


def _overdue_cells(row: OverdueRow) -> tuple[Cell, ...]:
    return (
        row.number,
        ", ".join(part for part in (row.block, row.recipient) if part),
        row.deadline,
        duration_words(row.overdue_for),
        shortened(row.gist, _LONGEST_GIST),
    )


def shortened(gist: str, at_most: int) -> str:
    """Return the beginning of a text that is longer than a list has room for, its last word whole."""
    if len(gist) <= at_most:
        return gist
    words = gist[: at_most + 1].rpartition(" ")[0]
    kept = words if len(words) > at_most // 2 else gist[:at_most]  # no words at all, or one very long
    return kept.rstrip(" \n,.;:—-") + "…"
