"""The dashboard: how many came, how they were answered, and what they are about; every number opens its cases."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.queries.dashboard import CUT_BY, TIMED, Dashboard, Wish, read_dashboard
from mcu_desktop.queries.figure_names import read_blocks
from mcu_desktop.queries.queue import ALL_BLOCKS, UNMAPPED
from mcu_desktop.rules.chart import ChartShape
from mcu_desktop.rules.grains import GRAINS, Grain
from mcu_desktop.rules.measures import MEASURES, Measure
from mcu_desktop.rules.russian import format_moment
from mcu_desktop.ui.common.charts.chart_view import ChartView
from mcu_desktop.ui.common.figure_panel import FigurePanel
from mcu_desktop.ui.common.flow import FlowLayout, labelled
from mcu_desktop.ui.common.on_paper import PaperWish
from mcu_desktop.ui.common.pages import scrolled
from mcu_desktop.ui.common.panels import button_row, text_label
from mcu_desktop.ui.common.period_box import PeriodBox
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.steps import in_turns
from mcu_desktop.ui.dashboard.figure_tile import FigureTile

_FIGURES = 8
_COLUMNS = (8, 4, 2, 1)  # of tiles: no row is left half empty
_TILE_LINES = 11  # of letters, the width of a tile
_COURSE_LINES = 17  # of letters: the course over time is wide, not high
_USUAL_GRAIN = "подходящими частями"
_WEEK = 7  # days
_HINT = "Число, столбик и точка открывают свои сообщения. F9 покажет график таблицей."


class DashboardPage(FigurePanel):
    """Chooses a period, a block and a measure, and shows the numbers and the charts."""

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        super().__init__(desk)
        self._zone, self._clock = zone, clock
        self._wish: Wish | None = None
        self.dashboard: Dashboard | None = None
        self.charts: tuple[ChartView, ...] = ()
        self.period = PeriodBox(zone, clock)
        self.block, self.measure, self.grain = QComboBox(), QComboBox(), QComboBox()
        self.block.addItem("Все блоки", ALL_BLOCKS)
        for measure in TIMED:
            self.measure.addItem(MEASURES[measure], measure)
        self.grain.addItem(_USUAL_GRAIN, None)
        for grain, title in GRAINS.items():
            self.grain.addItem(title, grain)
        self.told = text_label()
        self.tiles = tuple(FigureTile() for _ in range(_FIGURES))
        self._lay_out()
        self.period.changed.connect(self.reread)
        for combo in (self.block, self.measure, self.grain):
            combo.activated.connect(self.reread)
        for tile in self.tiles:
            tile.opened.connect(self.open_cases)

    def start(self) -> None:
        """Read what is chosen; the first time a chart is made in each turn."""
        self.period.renew()
        self._desk.read(self, read_blocks, self._offer_blocks)
        self.reread()
        if self._grid.count() == 0:
            in_turns(self, self._make_charts())
        self.period.names.setFocus()

    def on_paper(self) -> PaperWish | None:
        """Return the report of the period: a week's, a month's, or a block's sheet."""
        if self._wish is None:
            return None
        block = self._wish.block if self._wish.block not in {ALL_BLOCKS, UNMAPPED} else None
        if self._wish.period.days <= _WEEK:
            return PaperWish("weekly", self._wish.period, block)
        return PaperWish("monthly" if block is None else "block", self._wish.period, block)

    @Slot()
    def reread(self) -> None:
        """Count again."""
        grain = self.grain.currentData()
        self._wish = wish = Wish(
            period=self.period.period(),
            block=self.block.currentData(),
            measure=Measure(self.measure.currentData()),
            grain=None if grain is None else Grain(grain),
        )
        if self.dashboard is None:
            self.told.setText("Считаем…")
        read = partial(read_dashboard, wish=wish, now=self._clock(), zone=self._zone)
        self._desk.read(self, read, partial(self._show, wish))

    def _show(self, wish: Wish, dashboard: Dashboard) -> None:
        if wish is not self._wish:
            return  # another wish has come meanwhile
        self.dashboard = dashboard
        for tile, figure in zip(self.tiles, dashboard.figures, strict=True):
            tile.show_figure(figure)
        self._show_charts()
        counted = format_moment(dashboard.counted_at, self._zone)
        self.told.setText(f"{wish.period.words().capitalize()}. Данные на {counted}. {_HINT}")
        self._place_tiles()

    def _make_charts(self) -> Iterator[None]:
        charts = []
        for place, shape in enumerate((ChartShape.LINES, *(ChartShape.BARS for _ in CUT_BY))):
            view = ChartView(shape)
            view.chosen.connect(self.open_cases)
            row, column = divmod(place + 1, 2)
            if place == 0:
                view.setMaximumHeight(_COURSE_LINES * view.fontMetrics().lineSpacing())
            self._grid.addWidget(view, row, 0 if place == 0 else column, 1, 2 if place == 0 else 1)
            charts.append(view)
            yield
        self.charts = tuple(charts)
        self._show_charts()

    def _show_charts(self) -> None:
        if self.charts and self.dashboard is not None:
            figures = self.dashboard.course, *self.dashboard.cuts.values()
            for view, chart in zip(self.charts, figures, strict=True):
                view.show_chart(chart)

    def _lay_out(self) -> None:
        filters = FlowLayout()
        filters.addWidget(self.period)
        for label, combo in (("Блок", self.block), ("На графиках", self.measure), ("Время", self.grain)):
            filters.addWidget(labelled(label, combo))
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 6, 0)
        self._of_tiles, self._grid = QGridLayout(), QGridLayout()
        for grid, stretch in ((self._of_tiles, 0), (self._grid, 1)):
            grid.setSpacing(10)
            inside.addLayout(grid, stretch)
        for column in range(2):
            self._grid.setColumnStretch(column, 1)
        self.area = scrolled(body)
        layout = QVBoxLayout(self)
        layout.addWidget(TitleLabel("Показатели"))
        layout.addLayout(filters)
        layout.addWidget(self.told)
        layout.addWidget(self.area, 1)
        layout.addLayout(button_row(self.back_button))
        self._place_tiles()

    def _place_tiles(self) -> None:
        fitting = self.width() // (_TILE_LINES * self.fontMetrics().lineSpacing())
        columns = next(many for many in _COLUMNS if many <= max(fitting, 1))
        for place, tile in enumerate(self.tiles):
            self._of_tiles.addWidget(tile, *divmod(place, columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many numbers into a row as find room."""
        super().resizeEvent(event)
        self._place_tiles()

    def _offer_blocks(self, blocks: tuple[tuple[str, str], ...]) -> None:
        chosen = self.block.currentData()
        self.block.clear()
        for code, title in ((ALL_BLOCKS, "Все блоки"), *blocks, (UNMAPPED, "Не сопоставлено")):
            self.block.addItem(title, code)
        self.block.setCurrentIndex(max(self.block.findData(chosen), 0))
