"""One large number with its comparisons; each of them opens its cases."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QSizePolicy, QVBoxLayout

from mcu_desktop.rules.big_figure import BigFigure, Counted
from mcu_desktop.rules.russian import format_number, format_share
from mcu_desktop.rules.terms import Standing
from mcu_desktop.ui.common.plain import PlainLabel, plain_tooltip
from mcu_desktop.ui.common.theme import standing_colour

_LARGER = 1.9
_OPENS = "Enter или щелчок покажет эти сообщения"


class FigureTile(QFrame):
    """Shows a number of the dashboard.

    Signals:
        opened: the `CaseSlice` of the number that was pressed.
    """

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._figure: BigFigure | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.title = PlainLabel()
        self.title.setWordWrap(True)
        self.now, self.before, self.year_ago = (_NumberButton() for _ in range(3))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        for button in (self.now, self.before, self.year_ago):
            layout.addWidget(button)
            button.opened.connect(self.opened)
        layout.addStretch(1)

    def show_figure(self, figure: BigFigure) -> None:
        """Show a number."""
        self._figure = figure
        self.title.setText(figure.title)
        self._take_look()
        self.now.show_words(figure.number(), f"{figure.title}: {figure.number()}", figure.now)
        self._colour(self.now, None)
        for button, name, then in (
            (self.before, "период раньше", figure.before),
            (self.year_ago, "год назад", figure.year_ago),
        ):
            said = "" if then is None else _compared(figure, name, then)
            button.show_words(said, f"{figure.title}, {said}", then)
            button.setVisible(then is not None)
            self._colour(button, figure.is_good(then))

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours and the letters of another look."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange} and self._figure is not None:
            self.show_figure(self._figure)

    def _take_look(self) -> None:
        font = QApplication.font()
        font.setPointSizeF(font.pointSizeF() * _LARGER)
        font.setBold(True)
        self.now.setFont(font)
        self.now.setMinimumHeight(self.now.fontMetrics().height() + 2)

    def _colour(self, button: QPushButton, good: bool | None) -> None:  # noqa: FBT001 -- one of three
        palette = QApplication.palette()
        colour: QColor = palette.color(QPalette.ColorRole.WindowText)
        if good is not None:
            colour = standing_colour(Standing.IN_TIME if good else Standing.OVERDUE, palette)
        palette.setColor(QPalette.ColorRole.ButtonText, colour)
        button.setPalette(palette)


class _NumberButton(QPushButton):
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFlat(True)
        self.setAutoDefault(True)  # Enter presses it
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setStyleSheet("text-align: left; padding: 1px 0px;")
        self._counted: Counted | None = None
        self.clicked.connect(self._open)

    def show_words(self, words: str, name: str, counted: Counted | None) -> None:
        self._counted = counted
        self.setText(words)
        self.setToolTip("" if counted is None else plain_tooltip(f"{counted.cases.title}. {_OPENS}"))
        self.setAccessibleName(name)

    def _open(self) -> None:
        if self._counted is not None:
            self.opened.emit(self._counted.cases)


def _compared(figure: BigFigure, name: str, then: Counted) -> str:
    """Return «период раньше: 1 020, +12,0 %»."""
    said = format_number(then.count)
    if then.share is not None:
        said += f" ({format_share(then.share)})"
    change = figure.change(then)
    return f"{name}: {said}, {change}" if change else f"{name}: {said}"
