"""Asks which column of an unknown file holds which of our facts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mcu_desktop.intake.incoming import ColumnMapping
from mcu_desktop.intake.table import Table
from mcu_desktop.rules.terms import CaseKind
from mcu_desktop.ui.common.pages import scrolled
from mcu_desktop.ui.common.panels import KeyedPanel, button_row, text_label
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel
from mcu_desktop.ui.common.tables import one_line

_NOT_IN_FILE = "нет в файле"
_OTHER_CHANNEL = "other"
_SAMPLES = 3
_ROWS_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class MappingChannel:
    """A channel a table may come by."""

    code: str
    title: str
    kind: CaseKind


class MappingPage(KeyedPanel):
    """One line for each of our fields: its column in the file and a few values of it.

    Signals:
        mapping_chosen: the `ColumnMapping` the operator has made.
        cancelled: leave without reading the file.
    """

    mapping_chosen = Signal(object)
    cancelled = Signal()

    def __init__(self, file_name: str, table: Table, channels: Sequence[MappingChannel]) -> None:
        from mcu_desktop.intake.mapping import FIELDS, guess_mapping

        self.continue_button = QPushButton("Продолжить")
        self.cancel_button = QPushButton("Отмена")
        super().__init__(self.continue_button, self.cancel_button)
        self._table = table
        self._guess = guess_mapping(table)
        self._required = tuple((code, title) for code, title, required in FIELDS if required)
        self._channels = tuple(channels)
        self.name = QLineEdit(_name_of(file_name))
        self.name.setAccessibleName("Название таблицы")
        self.channel = QComboBox()
        self.channel.setAccessibleName("Канал")
        for channel in channels:
            self.channel.addItem(channel.title, channel.code)
        self.channel.setCurrentIndex(max(0, self.channel.findData(_OTHER_CHANNEL)))
        self.combos: dict[str, QComboBox] = {}
        self.samples: dict[str, PlainLabel] = {}
        lines = QWidget()
        grid = QGridLayout(lines)
        grid.setColumnStretch(2, 1)
        for line, (code, title, required) in enumerate(FIELDS):
            self._add_field(grid, line, code, title, required=required)
        grid.setRowStretch(len(FIELDS), 1)
        self.reason = text_label()
        layout = QVBoxLayout(self)
        layout.addWidget(TitleLabel("Файл не похож ни на одну из известных выгрузок"))
        layout.addWidget(
            text_label(f"{file_name}. Укажите, в каком столбце что записано; со звёздочкой — обязательно.")
        )
        layout.addLayout(self._named())
        layout.addWidget(scrolled(lines), 1)
        layout.addWidget(self.reason)
        layout.addLayout(button_row(self.continue_button, self.cancel_button))
        self.continue_button.clicked.connect(self._choose)
        self.cancel_button.clicked.connect(self.cancelled)
        self.name.textChanged.connect(self._check)
        self._check()

    def take_focus(self) -> None:
        """Put the keyboard on the first field that still wants a column."""
        wanting = [combo for combo in self.combos.values() if not combo.currentData()]
        (self.continue_button if self.continue_button.isEnabled() else wanting[0]).setFocus()

    def _named(self) -> QGridLayout:
        """Return the lines that say what the table is: by its name the next one is understood."""
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        rows = (("Название таблицы *", self.name), ("Откуда сообщения", self.channel))
        for line, (title, field) in enumerate(rows):
            label = PlainLabel(title)
            label.setBuddy(field)
            grid.addWidget(label, line, 0)
            grid.addWidget(field, line, 1)
        return grid

    def _add_field(self, grid: QGridLayout, line: int, code: str, title: str, *, required: bool) -> None:
        combo = QComboBox()
        combo.setAccessibleName(title)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(24)
        combo.addItem(_NOT_IN_FILE, "")
        for header in self._table.headers:
            combo.addItem(one_line(header), header)
        combo.setCurrentIndex(max(0, combo.findData(self._guess.columns.get(code, ""))))
        self.combos[code] = combo
        self.samples[code] = PlainLabel()
        self.samples[code].setMinimumWidth(1)
        label = PlainLabel(f"{title} *" if required else title)
        label.setBuddy(combo)
        for at, part in enumerate((label, combo, self.samples[code])):
            grid.addWidget(part, line, at)
        self._show_sample(code)
        combo.currentIndexChanged.connect(partial(self._column_chosen, code))

    def _column_chosen(self, code: str, _index: int) -> None:
        self._show_sample(code)
        self._check()

    def _show_sample(self, code: str) -> None:
        header = self.combos[code].currentData()
        values: list[str] = []
        if header:
            at = self._table.headers.index(header)
            rows = self._table.rows[:_ROWS_LOOKED_AT]
            column = (row.texts[at] for row in rows if at < len(row.texts))
            values = [one_line(value)[:60] for value in dict.fromkeys(column) if value][:_SAMPLES]
        self.samples[code].setText(" · ".join(values))

    @Slot()
    def _check(self) -> None:
        missing = [title for code, title in self._required if not self.combos[code].currentData()]
        if not self.name.text().strip():
            missing.insert(0, "Название таблицы")
        self.continue_button.setEnabled(not missing)
        self.reason.setText(f"Чтобы продолжить, укажите: {', '.join(missing)}." if missing else "")

    @Slot()
    def _choose(self) -> None:
        channel = self._channels[self.channel.currentIndex()]
        columns = {code: combo.currentData() for code, combo in self.combos.items() if combo.currentData()}
        self.mapping_chosen.emit(ColumnMapping(self.name.text().strip(), columns, channel.code, channel.kind))


def _name_of(file_name: str) -> str:
    """Return what the name of the file says without its dates and numbers: the next one differs in them."""
    return " ".join(re.sub(r"[\W\d_]+", " ", Path(file_name).stem).split()) or "Таблица"
