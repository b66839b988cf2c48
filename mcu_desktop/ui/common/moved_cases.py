"""Which open cases get other dates: a sentence with their number and a table, old beside new."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mcu_desktop.rules.russian import format_moment, plural
from mcu_desktop.ui.common.panels import text_label
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table

if TYPE_CHECKING:
    from mcu_desktop.operations.case_terms import MovedCase

_SHOWN = 500
_NAME = "Записи, у которых изменится срок"


class MovedCasesView(QWidget):
    """Shows what a change of the calendar or of the time limits would move."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._columns = _columns(zone)
        self.told = text_label()
        self.table = make_table(_NAME, self._columns)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self.told)
        self._rows.addWidget(self.table, 1)
        self._rows.addStretch(0)  # keeps the sentence on top where there is no table
        self.table.hide()

    def show_moved(self, moved: tuple["MovedCase", ...]) -> None:
        """Show the cases; the table has the first 500."""
        self.told.setText(moved_words(moved))
        fill_table(self.table, self._columns, moved[:_SHOWN])
        self.table.setVisible(bool(moved))


def moved_words(moved: tuple["MovedCase", ...]) -> str:
    """Say how many open cases get other dates."""
    if not moved:
        return "Сроки открытых записей не изменятся."
    count = plural(len(moved), "открытой записи", "открытых записей", "открытых записей")
    shown = f" В таблице первые {_SHOWN}." if len(moved) > _SHOWN else ""
    return f"Срок изменится у {count}.{shown}"


def _columns(zone: ZoneInfo) -> tuple[Column["MovedCase"], ...]:
    def of(moment: Callable[["MovedCase"], datetime | None]) -> Callable[["MovedCase"], str]:
        return lambda case: _moment(moment(case), zone)

    return (
        Column("Номер", lambda case: case.number, 150),
        Column("Срок был", of(lambda case: case.old_deadline), 140),
        Column("Срок станет", of(lambda case: case.new_deadline), 140),
        Column("Контроль был", of(lambda case: case.old_control_date), 140),
        Column("Контроль станет", of(lambda case: case.new_control_date), 0),
    )


def _moment(moment: datetime | None, zone: ZoneInfo) -> str:
    return "не посчитан" if moment is None else format_moment(moment, zone)
