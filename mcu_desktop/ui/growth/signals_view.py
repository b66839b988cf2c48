"""What has grown: the list, who adds to the chosen one, and its cause."""

from typing import NamedTuple

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from mcu_desktop.queries.growth import GrowthLine, GrowthPage
from mcu_desktop.rules.chart import Chart, ChartShape
from mcu_desktop.rules.growth_signal import Contribution
from mcu_desktop.rules.measures import DIMENSIONS, CaseSlice
from mcu_desktop.rules.russian import agreeing, format_decimal, format_number, format_signed, plural
from mcu_desktop.ui.common.charts.chart_view import ChartView
from mcu_desktop.ui.common.figure_table import FigureColumn, FigureModel, FigureTable
from mcu_desktop.ui.common.pages import scrolled
from mcu_desktop.ui.common.panels import text_label
from mcu_desktop.ui.common.plain import PlainLabel, bold_label

_NO_CHART = Chart("Ничего не выросло", ChartShape.LINES, (), ())
_THINGS = ("показатель", "показателя", "показателей")
_WEEKS = ("неделя", "недели", "недель")
_HEIGHTS = (200, 280)  # pixels at first, of what has grown and of who adds to it
_WIDTHS = (620, 380)  # of who adds to it and of its days
_NEVER = 1e-6  # a chance that needs no number
_SEASONAL = 1.05  # times more in the same weeks of last year


class _Part(NamedTuple):
    """One contributor of the chosen growth."""

    line: GrowthLine
    one: Contribution
    page: GrowthPage


class SignalsView(QWidget):
    """Shows the growths of a page; what its buttons do is the page's business."""

    def __init__(self) -> None:
        super().__init__()
        self.told = text_label()
        model: FigureModel[GrowthLine] = FigureModel(
            _SIGNAL_COLUMNS, lambda line: line.title, is_grey=lambda line: line.mark is not None, key=_key
        )
        parts: FigureModel[_Part] = FigureModel(_PART_COLUMNS, lambda part: part.page.title_of(part.one))
        self.table = FigureTable("Что выросло", model, head_width=380)
        self.parts = FigureTable("Из чего сложился рост", parts, head_width=240)
        self.cause = QLineEdit()
        self.cause.setAccessibleName("Причина роста")
        self.cause.setPlaceholderText("Почему выросло: авария, погода, отключение…")
        self.seen_button, self.cause_button = QPushButton("Видел"), QPushButton("Записать причину")
        self.chart = ChartView(ChartShape.LINES)
        self.found = QWidget()  # nothing of it is shown where nothing has grown
        self._page: GrowthPage | None = None
        self._shown: GrowthLine | None = None
        self._lay_out()
        self.table.row_chosen.connect(self._show_parts)

    def _lay_out(self) -> None:
        said = QHBoxLayout()
        said.addWidget(PlainLabel("Причина:"))
        said.addWidget(self.cause, 1)
        said.addWidget(self.cause_button)
        said.addWidget(self.seen_button)
        below = QWidget()
        lines = QVBoxLayout(below)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(bold_label("Из чего сложился рост"))
        lines.addWidget(self.parts, 1)
        beside, halves = QSplitter(Qt.Orientation.Horizontal), QSplitter(Qt.Orientation.Vertical)
        for splitter, parts_of_it in ((beside, (below, self.chart)), (halves, (self.table, beside))):
            splitter.setChildrenCollapsible(False)
            for place, half in enumerate(parts_of_it):
                splitter.addWidget(half)
                splitter.setStretchFactor(place, 1)
        beside.setSizes(_WIDTHS)
        halves.setSizes(_HEIGHTS)
        inside = QVBoxLayout(self.found)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(scrolled(halves), 1)
        inside.addLayout(said)
        layout = QVBoxLayout(self)
        layout.addWidget(self.told)
        layout.addWidget(self.found, 1)
        layout.addStretch(0)

    def show_page(self, page: GrowthPage) -> None:
        """Show what has grown."""
        self._page = page
        self.table.show_rows(page.lines)
        self.told.setText(_words(page))
        for button in (self.seen_button, self.cause_button):
            button.setEnabled(bool(page.lines))
        self.cause.setEnabled(bool(page.lines))
        self.found.setVisible(bool(page.lines))
        self._show_parts(self.table.currentIndex().row())

    @Slot(int)
    def _show_parts(self, row: int) -> None:
        page, lines = self._page, self.table.figures.rows
        if page is None or not 0 <= row < len(lines):
            self.parts.show_rows(())
            self.chart.show_chart(_NO_CHART)
            self.cause.clear()
            self._shown = None
            return
        line, before = lines[row], self._shown
        self._shown = line
        self.parts.show_rows([_Part(line, one, page) for one in line.signal.contributions])
        self.chart.show_chart(line.chart)
        # What is being typed about it stays when the store is read again.
        if before is None or _key(before) != _key(line) or self.cause.text() == _cause(before):
            self.cause.setText(_cause(line))


def _key(line: GrowthLine) -> object:
    return line.signal.grown.key


def _cause(line: GrowthLine) -> str:
    return "" if line.mark is None else line.mark.cause


def _words(page: GrowthPage) -> str:
    if not page.has_history:
        return "Для предупреждений о росте мало истории: нужно девять полных промежутков, пока их меньше."
    window = plural(page.threshold.weeks, *_WEEKS)
    if not page.lines:
        return f"{page.window.words().capitalize()} ({window}): ничего не выросло сверх порога."
    fresh = sum(line.mark is None for line in page.lines)
    said = f"{page.window.words().capitalize()} ({window}): "
    said += f"{agreeing(len(page.lines), 'вырос', 'выросло', 'выросло')} {plural(len(page.lines), *_THINGS)}"
    said += f", не отмечено {fresh}." if fresh else ", всё отмечено."
    return said


def _times(line: GrowthLine) -> str:
    return (
        "новое"
        if line.signal.grown.expected < 1
        else f"×{format_decimal(line.signal.grown.came / line.signal.grown.expected)}"
    )


def _chance(line: GrowthLine) -> str:
    chance = line.signal.grown.chance
    return "почти нет" if chance < _NEVER else f"1 из {format_number(round(1 / chance))}"


def _season(line: GrowthLine) -> str:
    return f"×{format_decimal(line.signal.grown.season)}" if line.signal.grown.season >= _SEASONAL else "—"


def _mark(line: GrowthLine) -> str:
    if line.mark is None:
        return "не отмечено"
    seen = f"{line.mark.actor}, {line.mark.at:%d.%m.%Y}"
    return f"{line.mark.cause} ({seen})" if line.mark.cause else f"видел: {seen}"


def _part_figure(part: _Part) -> CaseSlice | None:
    return part.page.figure_of(part.line, part.one) if part.one.came else None


_SIGNAL_COLUMNS: tuple["FigureColumn[GrowthLine]", ...] = (
    FigureColumn(
        "Пришло",
        lambda line: format_number(line.signal.grown.came),
        "Пришло за последние недели",
        lambda line: line.figure,
    ),
    FigureColumn("Обычно", lambda line: format_decimal(line.signal.grown.expected), "Ожидалось по своей истории"),
    FigureColumn("Рост", lambda line: format_signed(line.signal.grown.growth, 1), "На сколько больше ожидаемого"),
    FigureColumn("Во сколько", _times, "Во сколько раз больше ожидаемого"),
    FigureColumn("С какого дня", lambda line: f"{line.signal.since:%d.%m.%Y}", "С какого дня началось", None, 96),
    FigureColumn("Сезон", _season, "Во сколько раз больше бывает в эти недели по прошлому году", None, 64),
    FigureColumn("Случайно", _chance, "Как часто столько приходит без всякого роста", None, 110),
    FigureColumn("Отмечено", _mark, "Кто видел и какая причина", None, 0, is_words=True),
)
_PART_COLUMNS: tuple["FigureColumn[_Part]", ...] = (
    FigureColumn("Что", lambda part: DIMENSIONS[part.one.dimension], "Тема, место или канал", None, 130, is_words=True),
    FigureColumn("Пришло", lambda part: format_number(part.one.came), "", _part_figure),
    FigureColumn("Обычно", lambda part: format_decimal(part.one.expected), "Ожидалось по своей истории"),
    FigureColumn(
        "Вклад в рост",
        lambda part: format_signed(part.one.growth, 1),
        "В сумме по темам, местам или каналам — весь рост",
    ),
    FigureColumn(
        "Доля роста",
        lambda part: f"{part.one.growth / part.line.signal.grown.growth * 100:.0f}\N{NO-BREAK SPACE}%",
        "Какую часть роста дал",
    ),
)
