"""Two editions of Приложение 2 side by side."""

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.queries.roster import read_editions
from mcu_desktop.rules.roster import VACANCY, Edition, RosterRow, side_by_side
from mcu_desktop.rules.russian import plural
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table

_Line = tuple[RosterRow | None, RosterRow | None, str]


def _name(line: _Line) -> str:
    names = [row.full_name or VACANCY for row in line[:2] if row is not None]
    return " → ".join(dict.fromkeys(names))


def _title_of(row: RosterRow | None) -> str:
    return "—" if row is None else row.job_title


def _role_of(row: RosterRow | None) -> str:
    return "—" if row is None else row.role_text


_COLUMNS: tuple[Column[_Line], ...] = (
    Column("Что изменилось", lambda line: f"▲ {line[2]}" if line[2] else "без изменений", 170),
    Column("Кто", _name, 150),
    Column("Должность была", lambda line: _title_of(line[0]), 0),
    Column("Должность стала", lambda line: _title_of(line[1]), 0),
    Column("Роль была", lambda line: _role_of(line[0]), 0),
    Column("Роль стала", lambda line: _role_of(line[1]), 0),
)


class ComparingPage(Page):
    """Shows what a later edition has changed in an earlier one; any two can be chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._editions: tuple[Edition, ...] = ()
        self.before, self.after = QComboBox(), QComboBox()
        self.before.setAccessibleName("Прежняя редакция")
        self.after.setAccessibleName("Новая редакция")
        self.told = text_label()
        self.table = make_table("Две редакции рядом", _COLUMNS)
        self.table.setWordWrap(True)
        top = QHBoxLayout()
        for title, combo in (("Было:", self.before), ("стало:", self.after)):
            top.addWidget(PlainLabel(title))
            top.addWidget(combo, 1)
            combo.currentIndexChanged.connect(self._compare)
        layout = QVBoxLayout(self)
        layout.addWidget(TitleLabel("Редакции Приложения 2 рядом"))
        layout.addLayout(top)
        layout.addWidget(self.told)
        layout.addWidget(self.table, 1)
        layout.addLayout(button_row(self.back_button))

    def start(self) -> None:
        """Read the editions and show what the last one has changed."""
        self._desk.read(self, read_editions, self._show)

    def _show(self, editions: tuple[Edition, ...]) -> None:
        self._editions = editions
        for combo, place in ((self.before, max(len(editions) - 2, 0)), (self.after, len(editions) - 1)):
            combo.blockSignals(True)
            combo.clear()
            combo.addItems([_title(edition) for edition in editions])
            combo.setCurrentIndex(place)
            combo.blockSignals(False)
        self._compare()
        self.before.setFocus()

    @Slot()
    def _compare(self) -> None:
        if min(self.before.currentIndex(), self.after.currentIndex()) < 0:
            self.told.setText("Редакций ещё нет.")
            return
        before, after = self._editions[self.before.currentIndex()], self._editions[self.after.currentIndex()]
        lines = side_by_side(before.rows, after.rows)
        fill_table(self.table, _COLUMNS, lines)
        self.table.resizeRowsToContents()
        changes = sum(bool(line[2]) for line in lines)
        words = plural(changes, "изменение", "изменения", "изменений")
        self.told.setText(f"{words}." if changes else "Редакции не отличаются.")


def _title(edition: Edition) -> str:
    signed: date = edition.order_date
    return f"от {signed:%d.%m.%Y} № {edition.order_number}, с {edition.valid_from:%d.%m.%Y}"
