"""The heat map: what is laid against what, over which days; every cell opens its cases."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
)

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.heat_map import HEAT_MEASURES, read_heat_matrix
from mcu_desktop.rules.heat_matrix import HEAT_KINDS, HeatKind, HeatMatrix
from mcu_desktop.rules.measures import MEASURES, Dimension, Measure
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.residents import PER_THOUSAND, living_words, rate_words
from mcu_desktop.rules.russian import MESSAGES, ROWS, plural
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.figure_panel import OPENS_CASES, FigurePanel
from mcu_desktop.ui.common.flow import FlowLayout, named_field
from mcu_desktop.ui.common.on_paper import PaperWish
from mcu_desktop.ui.common.panels import button_row, text_label
from mcu_desktop.ui.common.period_box import PeriodBox
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.theme import USUAL_POINTS
from mcu_desktop.ui.heat_map.cells import HeatDelegate, HeatLegend
from mcu_desktop.ui.heat_map.model import HeatModel

_HEAD_WIDTH = 260  # pixels at 100 %, of the titles of rows
_AIR = 8  # pixels about the letters of a row
_MODES = QHeaderView.ResizeMode
_NARROW, _WIDE = 52, 124  # pixels at 100 %, of a column: of an hour or a week, of a name


class HeatMapPage(FigurePanel):
    """Chooses two sides, a measure and a period, and shows their crossings."""

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.open_button = QPushButton("Показать")
        super().__init__(desk, self.open_button)
        self._zone, self._clock = zone, clock
        self.matrix: HeatMatrix | None = None
        self.kind, self.measure = QComboBox(), QComboBox()
        for kind, axes in HEAT_KINDS.items():
            self.kind.addItem(axes.title, kind)
        for measure in HEAT_MEASURES:
            self.measure.addItem(MEASURES[measure], measure)
        self.period = PeriodBox(zone, clock)
        self.per_thousand = QCheckBox(PER_THOUSAND)
        self.told, self.legend = text_label(), HeatLegend()
        self.model = HeatModel(self)
        self.table = QTableView()
        self._set_table()
        self._lay_out()
        self.kind.activated.connect(self.reread)
        self.measure.activated.connect(self.reread)
        self.period.changed.connect(self.reread)
        self.per_thousand.clicked.connect(self._show_numbers)
        self.table.doubleClicked.connect(self._open_cell)
        self.open_button.clicked.connect(self._open)

    def start(self) -> None:
        """Count what is chosen."""
        self.period.renew()
        self.reread()
        self.table.setFocus()

    def on_paper(self) -> PaperWish | None:
        """Return the heat map of the shown period and measure."""
        if self.matrix is None:
            return None
        return PaperWish("heat_map", self.matrix.period, subject=MEASURES[self.matrix.measure])

    @Slot()
    def reread(self) -> None:
        """Count again."""
        kind, measure = HeatKind(self.kind.currentData()), Measure(self.measure.currentData())
        self.count(partial(_count, kind, measure, self.period.period(), self._clock(), self._zone), self._show)

    def _show(self, matrix: HeatMatrix) -> None:
        self.matrix = matrix
        self.per_thousand.setEnabled(HEAT_KINDS[matrix.kind].columns is Dimension.SETTLEMENT)
        self._show_numbers()
        self._fit_columns(matrix)
        self.open_button.setEnabled(matrix.total > 0)

    @Slot()
    def _show_numbers(self) -> None:
        """Show the counts, or how many there are of a thousand residents; the chosen cell stays."""
        if self.matrix is None:
            return
        place = self.table.currentIndex()
        rates = self.per_thousand.isEnabled() and self.per_thousand.isChecked()
        self.model.show(self.matrix, per_thousand=rates)
        row, column = (place.row(), place.column()) if place.isValid() else (1, 1)
        row, column = min(row, self.model.rowCount() - 1), min(column, self.model.columnCount() - 1)
        self.table.setCurrentIndex(self.model.index(row, column))
        if rates:
            self.legend.show_ends("0", rate_words(self.matrix.highest_rate))
            self.told.setText(f"{_words(self.matrix)} {_living_words(self.matrix)}".strip())
        else:
            self.legend.show_ends("1", str(self.matrix.peak) if self.matrix.peak else "")
            self.told.setText(_words(self.matrix))

    def _set_table(self) -> None:
        self.table.setModel(self.model)
        self.table.setItemDelegate(HeatDelegate(self.table))
        self.table.setAccessibleName("Тепловая карта")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.setCornerButtonEnabled(False)
        for header in (self.table.horizontalHeader(), self.table.verticalHeader()):
            header.setTextElideMode(Qt.TextElideMode.ElideRight)
            header.setMinimumSectionSize(_AIR)

    def _lay_out(self) -> None:
        choice, scale = FlowLayout(), QHBoxLayout()
        for label, edit, name in (("Показать:", self.kind, "Что показать"), ("Считать:", self.measure, "Что считать")):
            choice.addWidget(named_field(label, edit))
            edit.setAccessibleName(name)
            edit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            edit.setMinimumContentsLength(20)
        choice.addWidget(self.period)
        scale.addWidget(self.told, 1)
        scale.addWidget(self.per_thousand)
        scale.addWidget(self.legend)
        layout = QVBoxLayout(self)
        layout.addWidget(TitleLabel("Тепловая карта"))
        layout.addLayout(choice)
        layout.addLayout(scale)
        layout.addWidget(self.table, 1)
        layout.addLayout(button_row(self.open_button, self.back_button))

    def _fit_columns(self, matrix: HeatMatrix) -> None:
        """Give names and numbers their room; a table of few fixed lines fills the page."""
        scale = self.table.font().pointSizeF() / USUAL_POINTS
        columns, across, down = (
            HEAT_KINDS[matrix.kind].columns,
            self.table.horizontalHeader(),
            self.table.verticalHeader(),
        )
        fills = columns is Dimension.HOUR
        across.setSectionResizeMode(_MODES.Stretch if fills else _MODES.Interactive)
        down.setFixedWidth(round(_HEAD_WIDTH * scale))
        down.setDefaultSectionSize(self.table.fontMetrics().height() * (2 if fills else 1) + _AIR)
        across.setSectionResizeMode(0, _MODES.Interactive)
        for column in range(1 if fills else self.model.columnCount()):
            wide = columns is Dimension.SETTLEMENT and column
            self.table.setColumnWidth(column, round((_WIDE if wide else _NARROW) * scale))

    @Slot()
    def _open(self) -> None:
        self._open_cell(self.table.currentIndex())

    @Slot(QModelIndex)
    def _open_cell(self, index: QModelIndex) -> None:
        figure = self.model.wanted(index)
        if figure is not None:
            self.open_cases(figure)


def _words(matrix: HeatMatrix) -> str:
    """Return «1 204 сообщения за октябрь 2026 года. Показаны самые частые…»."""
    if not matrix.total:
        return f"{matrix.period.words().capitalize()}: ни одного сообщения."
    said = f"{plural(matrix.total, *MESSAGES)}: {matrix.period.words()}. {OPENS_CASES}"
    rows, columns = matrix.left_out
    if rows or columns:
        hidden = [plural(rows, *ROWS)] if rows else []
        hidden += [plural(columns, "столбец", "столбца", "столбцов")] if columns else []
        said += f" Показаны самые частые, ещё {' и '.join(hidden)} не показаны; «Всего» считает всё."
    return said


def _living_words(matrix: HeatMatrix) -> str:
    """Say by which numbers of residents, and for which settlements there are none."""
    known = matrix.residents or (None,) * len(matrix.columns)
    days = sorted({one.counted_on for one in known if one is not None})
    without = [
        column.title
        for column, one in zip(matrix.columns, known, strict=True)
        if one is None and column.part is not None and column.part.value is not None
    ]
    return living_words(days, without)


def _count(
    kind: HeatKind, measure: Measure, period: Period, now: datetime, zone: ZoneInfo, reader: Reader, task: Task
) -> HeatMatrix:
    task.step(-1, "Считаем тепловую карту")
    return read_heat_matrix(reader, kind, measure, period, now=now, zone=zone)
