"""Asks which column of an unknown file holds which of our facts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from mcu_desktop.intake.incoming import ColumnMapping
from mcu_desktop.intake.table import Table
from mcu_desktop.rules.terms import CaseKind
from mcu_desktop.ui.common.pages import scrolled
from mcu_desktop.ui.common.panels import KeyedPanel, button_row, text_label, titled
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table, one_line

_NOT_IN_FILE = "нет в файле"
_OTHER_CHANNEL = "other"
_SAMPLES = 3
_ROWS_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class _FileColumn:
    """A column of the file: its header, a few of its values, and what of ours it becomes."""

    header: str
    sample: str
    becomes: str


_COLUMNS: tuple[Column[_FileColumn], ...] = (
    Column("Столбец", lambda column: column.header, 150),
    Column("Примеры", lambda column: column.sample, 0),
    Column("Станет", lambda column: column.becomes, 130),
)


@dataclass(frozen=True, slots=True)
class MappingChannel:
    """A channel a table may come by."""

    code: str
    title: str
    kind: CaseKind


class MappingPage(KeyedPanel):
    """The columns of the file on the left, with a few of their values; our fields on the right, each with its column.

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
        self._titles = {code: title for code, title, _required in FIELDS}
        self._samples = [_sample(table, at) for at in range(len(table.headers))]
        self.columns = make_table("Столбцы файла", _COLUMNS)
        self.combos: dict[str, QComboBox] = {}
        sides = self._sides(FIELDS)
        self.reason = text_label()
        layout = QVBoxLayout(self)
        layout.addWidget(TitleLabel("Файл не похож ни на одну из известных выгрузок"))
        layout.addWidget(
            text_label(f"{file_name}. Укажите, в каком столбце что записано; со звёздочкой — обязательно.")
        )
        layout.addLayout(self._named())
        layout.addWidget(sides, 1)
        layout.addWidget(self.reason)
        layout.addLayout(button_row(self.continue_button, self.cancel_button))
        self.continue_button.clicked.connect(self._choose)
        self.cancel_button.clicked.connect(self.cancelled)
        self.name.textChanged.connect(self._check)
        self._show_columns()
        self._check()

    def _sides(self, fields: Sequence[tuple[str, str, bool]]) -> QSplitter:
        """Return the columns of the file beside our fields."""
        lines = QWidget()
        grid = QGridLayout(lines)
        grid.setColumnStretch(1, 1)
        for line, (code, title, required) in enumerate(fields):
            self._add_field(grid, line, code, title, required=required)
        grid.setRowStretch(len(fields), 1)
        ours = scrolled(lines)
        ours.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its width is asked for with the lines'
        sides = QSplitter()
        sides.setChildrenCollapsible(False)
        sides.addWidget(titled("Столбцы файла", self.columns))
        sides.addWidget(titled("Наши поля", ours))
        sides.setStretchFactor(0, 1)
        return sides

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
        combo.setMinimumContentsLength(16)
        combo.addItem(_NOT_IN_FILE, "")
        for header in self._table.headers:
            combo.addItem(one_line(header), header)
        combo.setCurrentIndex(max(0, combo.findData(self._guess.columns.get(code, ""))))
        self.combos[code] = combo
        label = PlainLabel(f"{title} *" if required else title)
        label.setBuddy(combo)
        grid.addWidget(label, line, 0)
        grid.addWidget(combo, line, 1)
        combo.currentIndexChanged.connect(self._column_chosen)

    @Slot(int)
    def _column_chosen(self, index: int) -> None:
        self._show_columns()
        if index > 0:
            self.columns.selectRow(index - 1)  # what was chosen is seen in the file
        self._check()

    def _show_columns(self) -> None:
        """Show which of our fields each column becomes."""
        becomes: dict[str, list[str]] = {}
        for code, combo in self.combos.items():
            becomes.setdefault(combo.currentData(), []).append(self._titles[code])
        fill_table(
            self.columns,
            _COLUMNS,
            tuple(
                _FileColumn(header, sample, ", ".join(becomes.get(header, ("сохранится как есть",))))
                for header, sample in zip(self._table.headers, self._samples, strict=True)
            ),
        )

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


def _sample(table: Table, at: int) -> str:
    """Return a few different values of a column, found near the top."""
    column = (row.texts[at] for row in table.rows[:_ROWS_LOOKED_AT] if at < len(row.texts))
    return " · ".join([one_line(value)[:60] for value in dict.fromkeys(column) if value][:_SAMPLES])


def _name_of(file_name: str) -> str:
    """Return what the name of the file says without its dates and numbers: the next one differs in them."""
    return " ".join(re.sub(r"[\W\d_]+", " ", Path(file_name).stem).split()) or "Таблица"
