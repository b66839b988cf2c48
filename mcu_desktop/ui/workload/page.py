"""The workload: blocks, people and recipients, the next two weeks, and proposals to be edited."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.figure_texts import read_figure_text
from mcu_desktop.queries.workload import read_workload
from mcu_desktop.rules.chart import ChartShape
from mcu_desktop.rules.figure_texts import FigureTextKind
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.permissions import Deed, Rights
from mcu_desktop.rules.russian import WORKING_DAYS, format_moment, plural
from mcu_desktop.rules.workload import LOAD_OF, LoadOf, LoadRow, Workload, forecast_words, proposals
from mcu_desktop.rules.workload_chart import workload_chart
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.charts.chart_view import ChartView
from mcu_desktop.ui.common.figure_panel import OPENS_CASES, FigurePanel
from mcu_desktop.ui.common.figure_table import FigureModel, FigureTable
from mcu_desktop.ui.common.flow import FlowLayout, button_flow, named_field
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.narrow import narrow_words
from mcu_desktop.ui.common.on_paper import PaperWish
from mcu_desktop.ui.common.pages import scrolled
from mcu_desktop.ui.common.panels import text_label
from mcu_desktop.ui.common.period_box import PeriodBox
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel, bold_label
from mcu_desktop.ui.workload.columns import load_columns

_LEAST_TEXT = 100  # pixels
_HEIGHTS = (300, 260)  # pixels at first, of the table and of what stands below it
_WIDTHS = (400, 500)
_Read = tuple[Workload, str, bool, str]  # the figures, the proposals, whether these were kept, what is said before


class WorkloadPage(FigurePanel):
    """Shows the workload of a period; the draft of proposals is edited and kept."""

    def __init__(self, desk: Desk, me: Me, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.open_button = QPushButton("Показать сообщения")
        super().__init__(desk, self.open_button)
        self._me, self._zone, self._clock = me, zone, clock
        self.load: Workload | None = None
        self.period, self.whose = PeriodBox(zone, clock), QComboBox()
        for one, title in LOAD_OF.items():
            self.whose.addItem(title, one)
        self.whose.setAccessibleName("Чья занятость")
        model: FigureModel[LoadRow] = FigureModel((), lambda row: row.title, is_bold=lambda row: row.part is None)
        self.table = FigureTable("Занятость", model, head_width=420)
        self.chart = ChartView(ChartShape.LINES)
        self.told, self.text = text_label(), QPlainTextEdit()
        self.text.setMinimumHeight(_LEAST_TEXT)
        self.text.setAccessibleName("Предложения по усилению структуры и состава МЦУ")
        self.text.setTabChangesFocus(True)
        self.text_state = PlainLabel()
        self.save_button, self.draft_button = QPushButton("Сохранить предложения"), QPushButton("Составить заново")
        self.guarded = ((self.save_button, Deed.NOTE_FIGURES),)
        self._lay_out()
        self.period.changed.connect(self.reread)
        self.whose.activated.connect(self.reread)
        self.table.opened.connect(self.open_cases)
        self.chart.chosen.connect(self.open_cases)
        self.text.textChanged.connect(self._tell_text)
        self.table.lead(self.open_button)
        self.save_button.clicked.connect(self._save)
        self.draft_button.clicked.connect(self._put_draft)

    def start(self) -> None:
        """Count what is chosen."""
        self.period.renew()
        self.reread()
        self.table.setFocus()

    def on_paper(self) -> PaperWish | None:
        """Return the workload of the shown period."""
        return None if self.load is None else PaperWish("workload", self.load.period)

    @Slot()
    def reread(self) -> None:
        """Count again."""
        whose, period = LoadOf(self.whose.currentData()), self.period.period()
        self.count(partial(_count, whose, period, self._me.rights, self._clock(), self._zone), self._take)

    def _lay_out(self) -> None:
        above = FlowLayout()
        above.addWidget(self.period)
        above.addWidget(named_field("Чья:", self.whose))
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(bold_label("Предложения по усилению структуры (п. 2.4)"))
        lines.addWidget(self.text_state)
        lines.addWidget(self.text, 1)
        lines.addLayout(button_flow(self.save_button, self.draft_button))
        below = QSplitter(Qt.Orientation.Horizontal)
        parts = QSplitter(Qt.Orientation.Vertical)
        for splitter, halves in ((below, (self.chart, words)), (parts, (self.table, below))):
            splitter.setChildrenCollapsible(False)
            for place, half in enumerate(halves):
                splitter.addWidget(half)
                splitter.setStretchFactor(place, 1)
        below.setSizes(_WIDTHS)
        parts.setSizes(_HEIGHTS)
        layout = QVBoxLayout(self)
        layout.addWidget(TitleLabel("Занятость"))
        layout.addLayout(above)
        layout.addWidget(self.told)
        layout.addWidget(scrolled(parts), 1)
        layout.addLayout(button_flow(self.open_button, self.back_button))

    def _take(self, found: _Read) -> None:
        load, text, is_kept, narrow = found
        is_typed = self.text.document().isModified() and self.load is not None and self.load.period == load.period
        self.load = load
        self.table.show_rows((*self.load.rows, self.load.total), load_columns(self.load))
        self.chart.show_chart(workload_chart(self.load))
        self.told.setText(narrow + self._words(self.load))
        if not is_typed:
            self._put_text(text, kept=is_kept)

    def _words(self, load: Workload) -> str:
        ahead = load.total.forecast
        expected = "для прогноза мало истории" if ahead is None else f"за две недели ожидается {forecast_words(ahead)}"
        counted = format_moment(load.counted_at, self._zone)
        days = plural(load.working_days, *WORKING_DAYS)
        return f"{load.period.words().capitalize()}, {days}; {expected}. На {counted}. {OPENS_CASES}"

    def _put_text(self, text: str, *, kept: bool) -> None:
        self.text.setPlainText(text)
        self.text.document().setModified(False)
        self.text_state.setText("Сохранено." if kept else "Черновик по показателям блоков: проверьте и поправьте.")

    @Slot()
    def _tell_text(self) -> None:
        if self.text.document().isModified():
            self.text_state.setText("Изменено, не сохранено.")

    @Slot()
    def _put_draft(self) -> None:
        if self.load is not None:
            self._desk.work(self, partial(_compose, self.load.period, self._clock(), self._zone), self._take_draft)

    def _take_draft(self, draft: str) -> None:
        self.text.setPlainText(draft)
        self.text.document().setModified(True)
        self._tell_text()

    @Slot()
    def _save(self) -> None:
        if self.load is not None:
            deed = partial(_save, self.load.period, self.text.toPlainText(), self._clock())
            self._desk.write(self, deed, self._finish, failed=self.text_state.setText)

    def _finish(self, _change: Change) -> None:
        self.text.document().setModified(False)
        self.text_state.setText("Сохранено.")


def _count(
    whose: LoadOf, period: Period, rights: Rights, now: datetime, zone: ZoneInfo, reader: Reader, task: Task
) -> _Read:
    task.step(-1, "Считаем занятость")
    load = read_workload(reader, whose, period, now=now, zone=zone)
    kept = read_figure_text(reader, FigureTextKind.STRUCTURE, load.period)
    if kept is not None:
        return load, kept, True, narrow_words(rights, reader)
    return load, _compose(load.period, now, zone, reader, task), False, narrow_words(rights, reader)


def _compose(period: Period, now: datetime, zone: ZoneInfo, reader: Reader, task: Task) -> str:
    task.step(-1, "Составляем предложения")
    return proposals(read_workload(reader, LoadOf.BLOCKS, period, now=now, zone=zone))


def _save(period: Period, text: str, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.keep_figure_text import keep_figure_text

    return keep_figure_text(session, FigureTextKind.STRUCTURE, period, text, now=now, actor=actor_of(session))
