"""How series are told apart: by colour and by pattern, on light and on dark ground."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPalette, QTransform

from mcu_desktop.ui.common.theme import is_dark

_Pattern = Qt.BrushStyle
# (light ground, dark ground, pattern over the colour); told apart also by eyes that see no red or no green.
_SERIES = (
    ("#2f6db5", "#6ea8ec", _Pattern.SolidPattern),
    ("#8793a1", "#93a1b0", _Pattern.BDiagPattern),
    ("#c9741a", "#f0a34e", _Pattern.Dense5Pattern),
    ("#2e7d5b", "#69c79a", _Pattern.FDiagPattern),
    ("#8a4f9e", "#c795d8", _Pattern.HorPattern),
    ("#a3483f", "#ee948a", _Pattern.DiagCrossPattern),
    ("#5d6b1f", "#bccb6c", _Pattern.VerPattern),
    ("#4a5a6a", "#b4c2d0", _Pattern.CrossPattern),
)
LINES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
_PALER = 60  # of 255: the ground under a pattern


def series_colour(number: int, palette: QPalette) -> QColor:
    """Return the colour of a series, which reads on the palette's ground."""
    return QColor(_SERIES[number % len(_SERIES)][is_dark(palette)])


def series_brushes(number: int, palette: QPalette, scale: float = 1.0) -> tuple[QBrush, ...]:
    """Return what fills a bar of a series, from below: its colour, or a paler one and the pattern over it."""
    colour, pattern = series_colour(number, palette), _SERIES[number % len(_SERIES)][2]
    if pattern is _Pattern.SolidPattern:
        return (QBrush(colour),)
    paler = QColor(colour)
    paler.setAlpha(_PALER)
    hatched = QBrush(colour, pattern)
    hatched.setTransform(QTransform.fromScale(scale, scale))
    return QBrush(paler), hatched


def series_line(number: int) -> Qt.PenStyle:
    """Return how the line of a series is broken."""
    return LINES[number % len(LINES)]
