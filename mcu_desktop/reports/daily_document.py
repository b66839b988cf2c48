"""What the daily summary says, on one page."""

from collections.abc import Mapping

from mcu_desktop.reports.daily_figures import BlockDay, DailyFigures
from mcu_desktop.reports.period_lists import shortened
from mcu_desktop.reports.sections import Cell, Grid, GridColumn, Heading, Section, Words
from mcu_desktop.rules.russian import format_number

_LONGEST_GIST = 40
_COLUMNS = (
    GridColumn("Отраслевой блок", 0.27),
    GridColumn("Поступило", 0.13, is_number=True),
    GridColumn("На контроле", 0.12, is_number=True),
    GridColumn("Просрочено", 0.14, is_number=True),
    GridColumn("Срок сегодня", 0.11, is_number=True),
    GridColumn("Срок завтра", 0.1, is_number=True),
    GridColumn("Важные, фаст-трек", 0.13, is_number=True),
)


def daily_sections(figures: DailyFigures, _texts: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the summary."""
    return (*_came(figures), *_blocks(figures), *_burning(figures))


def _came(figures: DailyFigures) -> tuple[Section, ...]:
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Поступило", figures.received.now, "На контроле", figures.open_now),
        ("Дан ответ", figures.answered.now, "Просрочено", figures.overdue),
        ("Из них в срок", figures.answered_in_time.now, "Срок сегодня", figures.due_today),
        ("Не сопоставлено с блоком", figures.unmapped, "Срок завтра", figures.due_tomorrow),
        ("Без ответственного получателя", figures.without_recipient, "Важные, фаст-трек", figures.important),
    )
    columns = (
        GridColumn("За период", 0.35),
        GridColumn("Число", 0.15, is_number=True),
        GridColumn("На момент подсчёта", 0.35),
        GridColumn("Число", 0.15, is_number=True),
    )
    return (Grid("Сводка", columns, rows),)


def _blocks(figures: DailyFigures) -> tuple[Section, ...]:
    if not figures.by_block:
        return (Words("Сообщений на контроле нет."),)
    rows = [_block_cells(row) for row in figures.by_block]
    if len(rows) > 1:
        numbers = tuple(sum(column) for column in zip(*(_numbers(row) for row in figures.by_block), strict=True))
        rows.append(("Всего", *numbers))
    return Heading("По отраслевым блокам"), Grid("Блоки", _COLUMNS, tuple(rows), has_total=len(rows) > 1)


def _block_cells(row: BlockDay) -> tuple[Cell, ...]:
    return (row.title, *_numbers(row))


def _numbers(row: BlockDay) -> tuple[int, ...]:
    return row.received, row.open_now, row.overdue, row.due_today, row.due_tomorrow, row.important


def _burning(figures: DailyFigures) -> tuple[Section, ...]:
    if not figures.burning:
        return Heading("Горит"), Words("Сообщений с наступившим сроком нет.")
    widths = (("Номер", 0.185), ("Блок", 0.18), ("Контрольная дата", 0.175), ("Суть", 0.46))
    rows = tuple(
        (row.number, row.block, row.control_date, shortened(" ".join(row.gist.split()), _LONGEST_GIST))
        for row in figures.burning
    )
    keys = tuple(row.number for row in figures.burning)
    # The page is full to its last line: what is not shown is said in the heading.
    left = (
        f": {len(rows)} самых давних из {format_number(figures.burning_count)}"
        if figures.burning_count > len(rows)
        else ""
    )
    return Heading(f"Горит{left}"), Grid("Горит", tuple(GridColumn(*width) for width in widths), rows, keys=keys)
