"""Problem points: a topic that comes back at one place, and what people have decided on it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mcu_desktop.queries.growth import GrowthPage
from mcu_desktop.queries.problem_points import PointLine
from mcu_desktop.rules.growth_terms import POINT_STATES, PointState
from mcu_desktop.rules.measures import CaseSlice
from mcu_desktop.rules.russian import DAYS, format_number, plural
from mcu_desktop.ui.common.figure_table import FigureColumn, FigureModel, FigureTable
from mcu_desktop.ui.common.flow import FlowLayout, named_field
from mcu_desktop.ui.common.panels import text_label
from mcu_desktop.ui.common.plain import PlainLabel

_POINTS = ("точка", "точки", "точек")
_REPEATS = ("повтора", "повторов", "повторов")


class PointsView(QWidget):
    """Shows the points of a page; the chosen one is edited below."""

    def __init__(self) -> None:
        super().__init__()
        self.told = text_label()
        model: FigureModel[PointLine] = FigureModel(
            _COLUMNS,
            lambda line: line.place,
            is_grey=lambda line: line.state is PointState.REMOVED,
            key=_key,
        )
        self._shown: PointLine | None = None
        self.table = FigureTable("Проблемные точки", model, head_width=320)
        self.state, self.for_poll, self.text = QComboBox(), QCheckBox("Вынести на опрос (п. 1.4.3 е)"), QLineEdit()
        for state, title in POINT_STATES.items():
            self.state.addItem(title, state)
        self.state.setAccessibleName("Состояние точки")
        self.text.setAccessibleName("Что решено")
        self.text.setPlaceholderText("Что решено: кто и когда, вопрос для опроса, почему снята")
        self.save_button = QPushButton("Сохранить решение")
        decided = FlowLayout()
        said = QHBoxLayout()
        said.addWidget(PlainLabel("Решение:"))
        said.addWidget(self.text, 1)
        for part in (named_field("Состояние:", self.state), self.for_poll, self.save_button):
            decided.addWidget(part)
        layout = QVBoxLayout(self)
        layout.addWidget(self.told)
        layout.addWidget(self.table, 1)
        layout.addLayout(said)
        layout.addLayout(decided)
        self.table.row_chosen.connect(self._show_point)

    def show_page(self, page: GrowthPage) -> None:
        """Show the points."""
        self.table.show_rows(page.points)
        days, least = page.threshold.point_days, page.threshold.point_repeats
        found = plural(len(page.points), *_POINTS)
        repeats, span = plural(least, *_REPEATS), plural(days, *DAYS)
        self.told.setText(f"{found}: не меньше {repeats} одной темы на одной улице за {span}.")
        self.save_button.setEnabled(bool(page.points))
        self._show_point(self.table.currentIndex().row())

    def decision(self) -> tuple[PointState, bool, str]:
        """Return what stands in the fields."""
        return PointState(self.state.currentData()), self.for_poll.isChecked(), self.text.text()

    @Slot(int)
    def _show_point(self, row: int) -> None:
        """Show what is decided on a point; what is being typed about it stays when the store is read again."""
        lines, before = self.table.figures.rows, self._shown
        if not 0 <= row < len(lines):
            return
        line = self._shown = lines[row]
        if before is not None and _key(before) == _key(line) and self.decision() != _decided(before):
            return
        self.state.setCurrentIndex(self.state.findData(line.state))
        self.for_poll.setChecked(line.for_poll)
        self.text.setText(line.text)


def _key(line: PointLine) -> object:
    return line.topic_id, line.settlement, line.street


def _decided(line: PointLine) -> tuple[PointState, bool, str]:
    return line.state, line.for_poll, line.text


def _said(line: PointLine) -> str:
    if line.decided_on is None:
        return ""
    who = f"{line.actor}, {line.decided_on:%d.%m.%Y}"
    return f"{line.text} ({who})" if line.text else who


def _figure(line: PointLine) -> CaseSlice | None:
    return line.figure if line.count else None


_COLUMNS: tuple["FigureColumn[PointLine]", ...] = (
    FigureColumn("Сообщений", lambda line: format_number(line.count), "Сколько раз за эти дни", _figure, 90),
    FigureColumn("Тема", lambda line: line.topic, "Тема", None, 260, is_words=True),
    FigureColumn("Состояние", lambda line: POINT_STATES[line.state], "Что решено", None, 100, is_words=True),
    FigureColumn("Опрос", lambda line: "да" if line.for_poll else "—", "Вынести на опрос", None, 64, is_words=True),
    FigureColumn(
        "Решение",
        _said,
        "Кто, когда и что решил",
        None,
        0,
        is_words=True,
    ),
)
