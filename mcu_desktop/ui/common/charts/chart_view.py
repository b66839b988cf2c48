"""A chart on the screen: its title, its legend, the plot, and the same numbers as a table."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mcu_desktop.rules.chart import Chart, ChartShape
from mcu_desktop.ui.common.charts.canvas import Canvas
from mcu_desktop.ui.common.charts.legend import Legend
from mcu_desktop.ui.common.charts.loading import when_plotting_is_loaded
from mcu_desktop.ui.common.charts.marks import NO_CHART, Position
from mcu_desktop.ui.common.charts.numbers_table import NumbersTable
from mcu_desktop.ui.common.pages import Pages
from mcu_desktop.ui.common.plain import OneLineLabel, PlainLabel

_AS_TABLE, _AS_CHART = "Таблицей", "Графиком"
_NOTHING, _PREPARING = "За это время показать нечего.", "Готовим график…"
_HINT = "Enter или двойной щелчок — показать эти сообщения"


class ChartView(QWidget):
    """Shows charts of one shape, one after the other; until the plot is made its figures can be read as a table.

    Signals:
        chosen: the payload of the figure whose cases are wanted.
    """

    chosen = Signal(object)
    canvas: Canvas

    def __init__(self, shape: ChartShape) -> None:
        super().__init__()
        self.shape, self.chart = shape, NO_CHART
        self.table = NumbersTable()
        self.title, self.legend = OneLineLabel(), Legend()
        self.nothing = PlainLabel()  # until there are figures: empty axes would look like a result
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.switch_button = QPushButton(_AS_TABLE)
        self.switch_button.setFlat(True)
        self.switch_button.setEnabled(False)
        self.pages = Pages()
        for page in (self.nothing, self.table):
            self.pages.addWidget(page)
        self._lay_out()
        self.table.opened.connect(self._open)
        self.switch_button.clicked.connect(self.switch)
        keys = QShortcut(QKeySequence(Qt.Key.Key_F9), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.switch)
        self._is_plotted = False
        when_plotting_is_loaded(self, self._plot)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.switch_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self.legend)
        layout.addWidget(self.pages, 1)

    def _plot(self) -> None:
        self.canvas = Canvas(self.shape)
        self.pages.insertWidget(self.pages.indexOf(self.table), self.canvas)
        self.canvas.opened.connect(self._open)
        self.canvas.place_chosen.connect(self._tell)
        self._is_plotted = True
        if self.chart is not NO_CHART:
            self._draw()

    def show_chart(self, chart: Chart) -> None:
        """Show other figures; who looks at the table goes on to look at it."""
        self.chart = chart
        self.title.show_words(chart.title)
        self.legend.show_titles(tuple(one.title for one in chart.series))
        self.table.show_chart(chart)
        self.table.setAccessibleName(f"{chart.title}: таблица")
        self.switch_button.setAccessibleName(f"{chart.title}: {self.switch_button.text().lower()}")
        self.switch_button.setEnabled(not chart.is_empty)
        if self._is_plotted:
            self._draw()
        else:
            self._show_page()

    def _draw(self) -> None:
        self.canvas.show_chart(self.chart)
        self.canvas.setAccessibleName(self.chart.title)
        self._tell(self.canvas.marks.chosen)
        self._show_page()

    @Slot()
    def switch(self) -> None:
        """Show the chart as a table, or the table as a chart (F9)."""
        as_table = self.switch_button.text() == _AS_TABLE
        had_focus = self._wanted_page().hasFocus()
        self.switch_button.setText(_AS_CHART if as_table else _AS_TABLE)
        self.switch_button.setAccessibleName(f"{self.chart.title}: {self.switch_button.text().lower()}")
        self._show_page()
        if had_focus:
            self._wanted_page().setFocus()

    def _show_page(self) -> None:
        self.nothing.setText(_NOTHING if self.chart.is_empty else _PREPARING)
        self.pages.setCurrentWidget(self._wanted_page())

    def _wanted_page(self) -> QWidget:
        if not self.chart.is_empty and self.switch_button.text() == _AS_CHART:
            return self.table
        return self.nothing if self.chart.is_empty or not self._is_plotted else self.canvas

    @Slot(object)
    def _tell(self, place: Position | None) -> None:
        """Say the chosen figure to those who do not see the chart, and all of them shortly."""
        chart = self.chart
        said = _HINT if place is None else f"{chart.words(*place)}. {_HINT}"
        self.canvas.setAccessibleDescription(said)

    @Slot(object)
    def _open(self, place: Position) -> None:
        payload = self.chart.series[place[0]].points[place[1]].payload
        if payload is not None:
            self.chosen.emit(payload)
