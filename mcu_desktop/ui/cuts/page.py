"""Free cuts: fields laid against each other, a number in each cell, and its cases behind it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.cut_values import CUT_DIMENSIONS
from mcu_desktop.queries.cuts import read_cut
from mcu_desktop.queries.dashboard import TIMED
from mcu_desktop.queries.saved_cuts import KeptCut, cut_as_text
from mcu_desktop.rules.cuts import CUT_FIGURES, Cut, CutFigure, CutTable
from mcu_desktop.rules.grains import Grain
from mcu_desktop.rules.measures import MEASURES, Dimension, Measure
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.charts.chart_view import ChartView
from mcu_desktop.ui.common.figure_panel import FigurePanel
from mcu_desktop.ui.common.figure_table import FigureColumn, FigureModel, FigureTable
from mcu_desktop.ui.common.file_dialogs import ask_place
from mcu_desktop.ui.common.flow import FlowLayout, labelled
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.on_paper import PaperWish
from mcu_desktop.ui.common.pages import scrolled
from mcu_desktop.ui.common.panels import button_row, text_label
from mcu_desktop.ui.common.period_box import PeriodBox
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.cuts.fields import Fields
from mcu_desktop.ui.cuts.filter_values import FilterValues
from mcu_desktop.ui.cuts.saved_bar import SavedBar

_TOTAL = "Итого"
_SIDE_LINES = 14  # of letters, the width of the builder
_HEIGHTS = (340, 240)
_USUAL_PERCENTILE = 90


class CutsPage(FigurePanel):
    """The builder at the left, the counted cut as a table and as a chart at the right."""

    def __init__(self, desk: Desk, me: Me, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.open_button, self.file_button = QPushButton("Показать"), QPushButton("В Excel…")
        super().__init__(desk, self.open_button)
        self._zone, self._clock = zone, clock
        self.counted: CutTable | None = None
        self.chart: ChartView | None = None
        self.fields = Fields((*CUT_DIMENSIONS, *Grain))
        self.values = FilterValues(desk)
        self.period, self.told = PeriodBox(zone, clock), text_label()
        self.measure, self.figure, self.percentile = QComboBox(), QComboBox(), QSpinBox()
        self.saved = SavedBar(desk, me, clock, self._kept)
        self.model: FigureModel[int | None] = FigureModel((), self._head, is_bold=lambda row: row is None)
        self.table = FigureTable("Разрез", self.model, head_width=260)
        self._fill()
        self._lay_out()
        self._connect()

    def start(self) -> None:
        """Count what is laid out."""
        self.fields.fit_letters()
        self.side.setFixedWidth(_SIDE_LINES * self.fontMetrics().height())
        self.period.renew()
        self.saved.reread()
        self.reread()
        self.fields.all.setFocus()

    @Slot()
    def reread(self) -> None:
        """Count again."""
        self.count(partial(_count, self._cut(), self._clock(), self._zone), self._show)

    def _show(self, counted: CutTable) -> None:
        self.counted = counted
        columns: list[int | None] = [None, *range(len(counted.columns))]
        self.table.show_rows([None, *range(len(counted.rows))], [self._column(counted, column) for column in columns])
        self.told.setText(f"{counted.cut.title()}. {counted.told()}")
        self.file_button.setEnabled(True)
        self._draw()

    def _column(self, counted: CutTable, column: int | None) -> FigureColumn[int | None]:
        return FigureColumn(
            _TOTAL if column is None else counted.columns[column].title,
            lambda row: counted.words(row, column),
            figure=lambda row: counted.slice_of(row, column),
            width=110,
        )

    def _head(self, row: int | None) -> str:
        return _TOTAL if row is None or self.counted is None else self.counted.rows[row].title

    def _draw(self) -> None:
        """Show the chart; another shape wants another plot."""
        if self.counted is None:
            return
        drawn = self.counted.chart()
        if self.chart is None or self.chart.shape is not drawn.shape:
            self.chart = ChartView(drawn.shape)
            self.chart.chosen.connect(self.open_cases)
            self.area.setWidget(self.chart)  # which lets the one before go
        self.chart.show_chart(drawn)

    def _cut(self) -> Cut:
        filters = tuple(field for field in self.fields.of(self.fields.filters) if isinstance(field, Dimension))
        self.values.keep(filters)
        return Cut(
            period=self.period.period(),
            rows=self.fields.of(self.fields.rows),
            columns=self.fields.of(self.fields.columns),
            measure=Measure(self.measure.currentData()),
            figure=CutFigure(self.figure.currentData()),
            percentile=self.percentile.value(),
            filters=self.values.parts(),
        )

    def on_paper(self) -> PaperWish | None:
        """Return the cut that is laid out."""
        cut = self._cut()
        return PaperWish("cut", cut.period, subject=cut_as_text(KeptCut(cut)), said=cut.title())

    def _kept(self) -> KeptCut:
        place = self.period.names.currentIndex()
        return KeptCut(self._cut(), None if place == self.period.names.count() - 1 else place)

    @Slot(object)
    def _take(self, kept: KeptCut) -> None:
        """Lay a kept cut out."""
        cut = kept.on(self._clock().astimezone(self._zone).date())
        self.period.choose(cut.period)
        self.measure.setCurrentIndex(self.measure.findData(cut.measure))
        self.figure.setCurrentIndex(self.figure.findData(cut.figure))
        self.percentile.setValue(cut.percentile)
        filters = list(dict.fromkeys(part.dimension for part in cut.filters))
        self.fields.lay(cut.rows, cut.columns, filters)
        self.values.choose(cut.filters)
        self.values.look_at(filters[0] if filters else None)
        self._follow_figure()
        self.reread()

    @Slot()
    def _follow_fields(self) -> None:
        field = self.fields.filters.chosen()
        self.values.look_at(field if isinstance(field, Dimension) else None)
        self.reread()

    @Slot()
    def _follow_filter(self) -> None:
        field = self.fields.filters.chosen()
        self.values.look_at(field if isinstance(field, Dimension) else None)

    @Slot()
    def _follow_figure(self) -> None:
        self.percentile.setVisible(self.figure.currentData() == CutFigure.PERCENTILE_HOURS)

    @Slot()
    def _ask_place(self) -> None:
        ask_place(self, "Разрез в Excel", "Разрез.xlsx", "Таблица Excel (*.xlsx)", self.write)

    def write(self, path: Path) -> None:
        """Write the counted cut as a workbook."""
        if self.counted is not None:
            job = partial(_write, self.counted, path, self._zone, self.values.words())
            self._desk.work(self, job, self.told.setText, failed=self.told.setText)

    def _fill(self) -> None:
        for measure in TIMED:
            self.measure.addItem(MEASURES[measure], measure)
        for figure, title in CUT_FIGURES.items():
            self.figure.addItem(title, figure)
        self.percentile.setRange(1, 99)
        self.percentile.setValue(_USUAL_PERCENTILE)
        self.percentile.setAccessibleName("Какой процентиль")
        self.fields.lay((Dimension.BLOCK,), (Grain.MONTH,), ())
        self.file_button.setEnabled(False)
        self._follow_figure()

    def _lay_out(self) -> None:
        inside = QWidget()
        builder = QVBoxLayout(inside)
        builder.setContentsMargins(0, 0, 6, 0)
        builder.addWidget(self.fields, 3)
        builder.addWidget(self.values, 1)
        wishes = FlowLayout()
        for part in (self.period, labelled("Считать", self.measure), labelled("Показать", self.figure)):
            wishes.addWidget(part)
        for part in (self.percentile, self.saved):
            wishes.addWidget(part)
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self.parts.setChildrenCollapsible(False)
        self.side, self.area = scrolled(inside), scrolled()
        for part in (self.table, self.area):
            self.parts.addWidget(part)
        self.parts.setSizes(_HEIGHTS)
        middle = QHBoxLayout()
        middle.addWidget(self.side)
        middle.addWidget(self.parts, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(TitleLabel("Свободный разрез"))
        layout.addLayout(wishes)
        layout.addWidget(self.told)
        layout.addLayout(middle, 1)
        layout.addLayout(button_row(self.open_button, self.file_button, self.back_button))

    def _connect(self) -> None:
        self.period.changed.connect(self.reread)
        for combo in (self.measure, self.figure):
            combo.activated.connect(self.reread)
        self.figure.activated.connect(self._follow_figure)
        self.percentile.valueChanged.connect(self.reread)
        self.fields.changed.connect(self._follow_fields)
        self.fields.refused.connect(self.told.setText)
        self.fields.filters.currentRowChanged.connect(self._follow_filter)
        self.values.changed.connect(self.reread)
        self.saved.chosen.connect(self._take)
        self.saved.told.connect(self.told.setText)
        self.table.opened.connect(self.open_cases)
        self.table.lead(self.open_button)
        self.file_button.clicked.connect(self._ask_place)


def _count(cut: Cut, now: datetime, zone: ZoneInfo, reader: Reader, task: Task) -> CutTable:
    task.step(-1, "Считаем разрез")
    return read_cut(reader, cut, now=now, zone=zone)


def _write(counted: CutTable, path: Path, zone: ZoneInfo, filters: str, _reader: Reader, _task: Task) -> str:
    from mcu_desktop.reports.cut_sheet import write_cut

    return f"Разрез сохранён: {write_cut(counted, path, zone, filters)}"
