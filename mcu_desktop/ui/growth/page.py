"""Growth and early warning: what has grown, where, since when and why; problem points; the threshold."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QSpinBox, QTabWidget, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.growth import GrowthPage, read_growth_page
from mcu_desktop.queries.problem_points import PointLine
from mcu_desktop.rules.growth import GrowthKey, GrowthThreshold
from mcu_desktop.rules.growth_terms import PointState
from mcu_desktop.rules.permissions import Deed, Rights
from mcu_desktop.rules.russian import format_moment
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.figure_panel import FigurePanel
from mcu_desktop.ui.common.figure_table import FigureTable
from mcu_desktop.ui.common.flow import button_flow
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.narrow import narrow_words
from mcu_desktop.ui.common.on_paper import PaperWish
from mcu_desktop.ui.common.pages import scrolled
from mcu_desktop.ui.common.panels import text_label
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel
from mcu_desktop.ui.growth.points_view import PointsView
from mcu_desktop.ui.growth.signals_view import SignalsView

# Name of the threshold's field, what it means, least, most.
_FIELDS = (
    ("weeks", "Сколько последних недель сравнивать с прежними", 1, 8),
    ("least_cases", "Не говорить, пока сообщений меньше", 2, 1_000),
    ("least_percent", "Рост — от скольких процентов обычного числа", 101, 10_000),
    ("looks", "Одна ложная тревога — не чаще чем за столько просмотров", 5, 100_000),
    ("point_repeats", "Проблемная точка — от скольких повторов темы на улице", 2, 1_000),
    ("point_days", "За сколько последних дней считать повторы", 7, 366),
)
_EXPLAINED = (
    "Последние недели сравниваются с восемью такими же промежутками до них: своя история темы, места и всего сразу."
    " Где известен прошлый год, учтено, что в эти же недели бывает больше. О росте говорится, когда столько сообщений"
    " трудно объяснить случаем."
)


class GrowthPageView(FigurePanel):
    """Two tabs over one look at the store, and the threshold of what is told."""

    follows = FigurePanel.follows | {Touched.FIGURES}

    def __init__(self, desk: Desk, me: Me, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.open_button = QPushButton("Показать сообщения")
        super().__init__(desk, self.open_button)
        self._me, self._zone, self._clock = me, zone, clock
        self.page: GrowthPage | None = None
        self.signals, self.points = SignalsView(), PointsView()
        self._used: FigureTable[Any] = self.signals.table  # where the keyboard was last on «Что выросло»
        self.tabs = QTabWidget()
        self.tabs.addTab(self.signals, "Что выросло")
        self.tabs.addTab(self.points, "Проблемные точки")
        self.threshold_button = QPushButton("Сохранить порог")
        self.edits: dict[str, QSpinBox] = {}
        self.tabs.addTab(self._make_threshold(), "Порог")
        self.tabs.tabBar().setAccessibleName("Рост и проблемные точки")
        self.told = text_label()
        self.guarded = tuple(
            (button, Deed.NOTE_FIGURES)
            for button in (
                self.signals.seen_button,
                self.signals.cause_button,
                self.points.save_button,
                self.threshold_button,
            )
        )
        layout = QVBoxLayout(self)
        layout.addWidget(TitleLabel("Рост и проблемные точки"))
        layout.addWidget(self.told)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(button_flow(self.open_button, self.back_button))
        self._connect()

    def start(self) -> None:
        """Look at the store."""
        self.reread()
        (self._table() or self.tabs.tabBar()).setFocus()
        self._offer()

    @Slot()
    def reread(self) -> None:
        """Look again."""
        now = self._clock()
        self.count(partial(_look, self._me.rights, now, self._zone), partial(self._show, now))

    def _make_threshold(self) -> QWidget:
        inside = QWidget()
        lines = QGridLayout(inside)
        for row, (name, words, least, most) in enumerate(_FIELDS):
            edit, label = QSpinBox(), PlainLabel(words)
            edit.setRange(least, most)
            edit.setAccessibleName(words)
            label.setBuddy(edit)
            label.setWordWrap(True)
            lines.addWidget(label, row, 0)
            lines.addWidget(edit, row, 1)
            self.edits[name] = edit
        lines.addWidget(text_label(_EXPLAINED), len(_FIELDS), 0, 1, 3)
        lines.addWidget(self.threshold_button, len(_FIELDS) + 1, 0, Qt.AlignmentFlag.AlignLeft)
        lines.setRowStretch(len(_FIELDS) + 2, 1)
        lines.setColumnStretch(0, 1)  # the words stand in one line where there is room
        lines.setColumnStretch(2, 1)
        return scrolled(inside)

    def _connect(self) -> None:
        for table in (self.signals.table, self.signals.parts, self.points.table):
            table.opened.connect(self.open_cases)
            table.cell_chosen.connect(partial(self._use, table))
        self.tabs.currentChanged.connect(self._offer)
        self.signals.chart.chosen.connect(self.open_cases)
        self.open_button.clicked.connect(self._open)
        self.signals.seen_button.clicked.connect(self._see)
        self.signals.cause_button.clicked.connect(self._note_cause)
        self.points.save_button.clicked.connect(self._decide)
        self.threshold_button.clicked.connect(self._set_threshold)

    def on_paper(self) -> PaperWish | None:
        """Return causes and repeats at the end of the shown days."""
        return None if self.page is None else PaperWish("causes", self.page.window)

    def _show(self, now: datetime, found: tuple[GrowthPage, str]) -> None:
        page, narrow = found
        # A threshold that is being typed stays when the store is read again.
        if self.page is None or self._threshold() == self.page.threshold:
            for name, edit in self.edits.items():
                edit.setValue(getattr(page.threshold, name))
        self.page = page
        self.told.setText(f"{narrow}Посчитано {format_moment(now, self._zone)}.")
        used = self._used
        self.signals.show_page(page)
        self.points.show_page(page)
        self._use(used)  # where the person is, not what was filled last

    def _table(self) -> FigureTable[Any] | None:
        """Return the table whose cell is meant, None where the threshold is shown."""
        return {self.signals: self._used, self.points: self.points.table}.get(self.tabs.currentWidget())

    def _use(self, table: FigureTable[Any]) -> None:
        if table is not self.points.table:
            self._used = table
        self._offer()

    @Slot()
    def _offer(self) -> None:
        """Let the button be pressed only where the chosen cell has cases behind it."""
        table = self._table()
        self.open_button.setEnabled(table is not None and table.chosen_figure() is not None)

    @Slot()
    def _open(self) -> None:
        table = self._table()
        if table is not None:
            table.open_cell()

    @Slot()
    def _see(self) -> None:
        line = self.signals.table.chosen_row()
        if line is not None and line.mark is not None:  # a cause that is known is not lost by being seen again
            self.told.setText(f"Уже отмечено: {line.mark.actor}. Ничего не изменено.")
        else:
            self._mark("")

    @Slot()
    def _note_cause(self) -> None:
        if self.signals.cause.text().strip():
            self._mark(self.signals.cause.text())
        else:
            self.told.setText("Напишите причину. Ничего не сохранено.")

    def _mark(self, cause: str) -> None:
        line = self.signals.table.chosen_row()
        if line is not None:
            deed = partial(_mark, line.signal.grown.key, line.signal.window.last, cause, self._clock())
            self._desk.write(self, deed, failed=self.told.setText)

    @Slot()
    def _decide(self) -> None:
        line = self.points.table.chosen_row()
        if line is not None:
            deed = partial(_decide, line, self.points.decision(), self._clock())
            self._desk.write(self, deed, failed=self.told.setText)

    @Slot()
    def _set_threshold(self) -> None:
        deed = partial(_set_threshold, self._threshold(), self._clock())
        self._desk.write(self, deed, failed=self.told.setText)

    def _threshold(self) -> GrowthThreshold:
        return GrowthThreshold(**{name: edit.value() for name, edit in self.edits.items()})


def _look(rights: Rights, now: datetime, zone: ZoneInfo, reader: Reader, task: Task) -> tuple[GrowthPage, str]:
    task.step(-1, "Ищем рост")
    return read_growth_page(reader, now=now, zone=zone), narrow_words(rights, reader)


def _mark(key: GrowthKey, last_day: date, cause: str, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.note_growth import mark_growth

    return mark_growth(session, [key], last_day, cause=cause, now=now, actor=actor_of(session))


def _decide(
    line: PointLine, decision: tuple[PointState, bool, str], now: datetime, session: Transaction, _task: Task
) -> Change:
    from mcu_desktop.operations.keep_problem_point import keep_problem_point

    state, for_poll, text = decision
    return keep_problem_point(
        session, line.topic_id, line.settlement, line.street,
        state=state, for_poll=for_poll, text=text, now=now, actor=actor_of(session),
    )  # fmt: skip


def _set_threshold(threshold: GrowthThreshold, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.note_growth import set_growth_threshold

    return set_growth_threshold(session, threshold, now=now, actor=actor_of(session))
