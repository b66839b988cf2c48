"""A view of the queue as a document: the same rows that leave as a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mcu_desktop.reports.sections import Cell, Grid, GridColumn, Section, Words
from mcu_desktop.rules.russian import MESSAGES, plural


@dataclass(frozen=True, slots=True)
class ViewRow:
    """One case of the view; the control date is local, None where no term runs."""

    number: str
    channel: str
    received_at: datetime
    control_date: datetime | None
    standing: str
    block: str
    recipient: str
    topic: str
    gist: str


@dataclass(frozen=True, slots=True)
class ViewList:
    """The view by its words, with its rows in the queue's order."""

    wanted: str
    rows: tuple[ViewRow, ...]


_WIDTHS = (
    ("Номер", 0.124), ("Канал", 0.1), ("Поступило", 0.087), ("Контрольная дата", 0.104), ("Положение", 0.091),
    ("Блок", 0.093), ("Получатель", 0.128), ("Тема", 0.098), ("Суть", 0.175),
)  # fmt: skip


def list_sections(view: ViewList, _texts: Mapping[str, str]) -> tuple[Section, ...]:
    """Return what the view is, and its rows."""
    count = plural(len(view.rows), *MESSAGES)
    return (
        Words(f"Отбор: {view.wanted}. Всего {count}.", "small"),
        Grid(
            "Сообщения",
            tuple(GridColumn(*width) for width in _WIDTHS),
            tuple(_cells(row) for row in view.rows),
            keys=tuple(row.number for row in view.rows),
        ),
    )


def _cells(row: ViewRow) -> tuple[Cell, ...]:
    return (
        row.number,
        row.channel,
        row.received_at,
        row.control_date,
        row.standing,
        row.block,
        row.recipient,
        row.topic,
        row.gist,
    )
