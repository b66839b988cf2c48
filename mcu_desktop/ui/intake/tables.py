"""Small tables of the preview: what will be taken in, and what is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from mcu_desktop.intake.incoming import IncomingCase, RefusedRow

Row = TypeVar("Row")
_MAX_CELL = 200  # characters; a cell of a million takes Qt a second


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its title, how it says a row, and its width in characters (0: what is left)."""

    title: str
    text: Callable[[Row], str]
    width: int


def _topic(case: IncomingCase) -> str:
    return " / ".join(part for part in (case.topic_group, case.topic) if part)


def _place(case: IncomingCase) -> str:
    parts = (case.municipality, case.settlement, case.street, case.house)
    return ", ".join(part for part in parts if part)


def case_columns(
    moment_text: Callable[[IncomingCase], str], channels: Mapping[str, str]
) -> tuple[Column[IncomingCase], ...]:
    """Return the columns of the cases to take in; `channels` has a title for each code."""
    return (
        Column("Номер", lambda case: case.external_number, 10),
        Column("Поступило", moment_text, 16),
        Column("Канал", lambda case: channels.get(case.channel_code, case.channel_code), 13),
        Column("Тема", _topic, 16),
        Column("Текст", lambda case: case.gist or case.clean_text, 0),
        Column("Место", _place, 16),
        Column("Получатель", lambda case: case.recipient, 16),
    )


REFUSED_COLUMNS: tuple[Column[RefusedRow], ...] = (
    Column("Строка", lambda row: str(row.row_number), 8),
    Column("Почему отказано", lambda row: row.reason, 48),
    Column("Содержимое", lambda row: "; ".join(cell for cell in row.cells.values() if cell), 0),
)


def make_table(name: str, columns: tuple[Column[Row], ...], rows: tuple[Row, ...]) -> QTableWidget:
    """Return a read-only table; long cells are cut to one line."""
    table = QTableWidget(len(rows), len(columns))
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.setHorizontalHeaderLabels([column.title for column in columns])
    table.horizontalHeader().setMinimumSectionSize(60)
    character = table.fontMetrics().averageCharWidth()
    for at, column in enumerate(columns):
        if column.width:
            table.setColumnWidth(at, column.width * character + 16)
        else:
            table.horizontalHeader().setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        for line, row in enumerate(rows):
            table.setItem(line, at, QTableWidgetItem(one_line(column.text(row))))
    return table


def one_line(text: str) -> str:
    """Return a text as one line of at most 200 characters."""
    line = " ".join(text[: _MAX_CELL * 2].split())
    return line if len(line) <= _MAX_CELL else f"{line[: _MAX_CELL - 1]}…"
