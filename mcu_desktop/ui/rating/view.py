"""How the rating lies on its page: choices above, the table, how it was reckoned, the weights to try."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from mcu_desktop.rules.rating import Known, RatedRow
from mcu_desktop.ui.common.figure_table import FigureModel, FigureTable
from mcu_desktop.ui.common.flow import FlowLayout, button_flow, named_field
from mcu_desktop.ui.common.pages import scrolled
from mcu_desktop.ui.common.panels import text_label
from mcu_desktop.ui.common.plain import TitleLabel, bold_label
from mcu_desktop.ui.rating.columns import row_head
from mcu_desktop.ui.rating.weights import WeightsBox

_WEIGHTS_WIDTH = 330
_HEIGHTS = (360, 190)  # pixels at first, of the table and of how it was reckoned
_CHOICES = ("", "Сообщения:", "Кого:")
_NAMES = ("Период", "Чьи сообщения", "Кого оценивать")


class RatingView(QWidget):
    """The parts of the page; what they do is the page's business."""

    def __init__(self, choices: Sequence[QWidget], buttons: Sequence[QPushButton]) -> None:
        super().__init__()
        self.told = text_label()
        model: FigureModel[RatedRow] = FigureModel(
            (), row_head, is_bold=lambda row: row.entry.value == "", is_grey=_is_unplaced
        )
        self.table = FigureTable("Рейтинг", model)
        self.how = QPlainTextEdit()
        self.how.setReadOnly(True)
        self.how.setAccessibleName("Как посчитано")
        self.how.setTabChangesFocus(True)
        self.weights, self.reset_button = WeightsBox(), QPushButton("Вернуть веса методики")
        self.weights_panel = self._make_weights()
        above = FlowLayout()
        for label, choice, name in zip(_CHOICES, choices, _NAMES, strict=True):
            if isinstance(choice, QComboBox):
                choice.setAccessibleName(name)
                choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                choice.setMinimumContentsLength(18)
            above.addWidget(named_field(label, choice) if label else choice)
        figures = QSplitter(Qt.Orientation.Vertical)
        figures.setChildrenCollapsible(False)
        for part, stretch in ((self.table, 3), (self._make_how(), 2)):
            figures.addWidget(part)
            figures.setStretchFactor(figures.count() - 1, stretch)
        figures.setSizes(_HEIGHTS)
        middle = QHBoxLayout()
        middle.addWidget(scrolled(figures), 1)
        middle.addWidget(self.weights_panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(TitleLabel("Рейтинг"))
        layout.addLayout(above)
        layout.addWidget(self.told)
        layout.addLayout(middle, 1)
        layout.addLayout(button_flow(*buttons))

    @Slot()
    def switch_weights(self) -> None:
        """Show the weights to be tried, or put them away."""
        width = (
            self._weights_inside.minimumSizeHint().width() + self.weights_panel.verticalScrollBar().sizeHint().width()
        )
        self.weights_panel.setFixedWidth(max(width, _WEIGHTS_WIDTH))
        self.weights_panel.setVisible(self.weights_panel.isHidden())

    def _make_how(self) -> QWidget:
        panel = QWidget()
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(bold_label("Как посчитано"))
        layout.addWidget(self.how, 1)
        return panel

    def _make_weights(self) -> QScrollArea:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.addWidget(bold_label("Что, если веса другие"))
        layout.addWidget(self.weights)
        layout.addWidget(self.reset_button)
        layout.addStretch(1)
        self._weights_inside = inside
        area = scrolled(inside)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.hide()
        return area


def _is_unplaced(row: RatedRow) -> bool:
    return row.place is None and row.entry.value != "" and row.known is not Known.PLACED
