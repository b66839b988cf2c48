"""What a page of the wall is painted on: lengths are hundredths of the screen's height, letters are never too small."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen, QPolygonF

from mcu_desktop.rules.terms import Standing
from mcu_desktop.ui.common.fonts import FAMILY
from mcu_desktop.ui.common.theme import palette_of, standing_colour

SMALLEST = 2.6  # hundredths of the height: a fortieth is read from six metres
_PATH_WIDTH = 0.6
_NEAR_BLACK = QColor("#0c0f13")
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MIDDLE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Said:
    """Words that were painted: where, and how large their letters are, pixels."""

    words: str
    where: QRectF
    pixels: float


class WallLook:
    """The colours of the wall by day or by night."""

    def __init__(self, *, night: bool) -> None:
        self.night = night
        self.palette = palette_of(dark=night)
        self.ground = _NEAR_BLACK if night else self.palette.color(QPalette.ColorRole.Window)
        self.panel = self.palette.color(QPalette.ColorRole.Window if night else QPalette.ColorRole.Base)
        self.ink = self.palette.color(QPalette.ColorRole.Text)
        self.dim = self.palette.color(QPalette.ColorRole.PlaceholderText)
        self.line = self.palette.color(QPalette.ColorRole.Mid)
        self.accent = self.palette.color(QPalette.ColorRole.Link)
        self.alarm = QColor("#b3261e")

    def of(self, standing: Standing) -> QColor:
        """Return the colour of a standing."""
        return standing_colour(standing, self.palette)


class Sheet:
    """A part of the screen with a painter. `unit` is a hundredth of the whole screen's height, pixels."""

    def __init__(self, painter: QPainter, area: QRectF, unit: float, look: WallLook) -> None:
        self.painter, self.area, self.unit, self.look = painter, area, unit, look
        self.said: list[Said] = []

    def part(self, left: float, top: float, right: float, bottom: float) -> QRectF:
        """Return a part of the area by shares of its sides, 0 to 1."""
        width, height = self.area.width(), self.area.height()
        corner = QPointF(self.area.left() + width * left, self.area.top() + height * top)
        return QRectF(corner, QPointF(self.area.left() + width * right, self.area.top() + height * bottom))

    def text(
        self,
        where: QRectF,
        words: str,
        size: float,
        *,
        align: Qt.AlignmentFlag = LEFT,
        colour: QColor | None = None,
        bold: bool = False,
    ) -> None:
        """Write one line in letters of a size in units, made smaller where it finds no room, and cut at last."""
        font, shown = self._fitting(where, words, size, bold=bold)
        self.painter.setFont(font)
        self.painter.setPen(colour or self.look.ink)
        self.painter.drawText(where, int(align), shown)
        self.said.append(Said(shown, where, font.pixelSize()))

    def note(self, words: str, where: QRectF, size: float) -> None:
        """Keep in mind words that were painted past `text`."""
        self.said.append(Said(words, where, round(size * self.unit)))

    def fill(self, where: QRectF, colour: QColor, *, round_by: float = 0.0) -> None:
        """Fill a rectangle; its corners are rounded by so many units."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(colour)
        self.painter.drawRoundedRect(where, round_by * self.unit, round_by * self.unit)

    def line(self, start: QPointF, end: QPointF, colour: QColor, width: float = 0.15) -> None:
        """Draw a line so many units thick."""
        self.painter.setPen(QPen(colour, max(width * self.unit, 1.0)))
        self.painter.drawLine(start, end)

    def path(self, points: list[QPointF], colour: QColor, *, dashed: bool = False) -> None:
        """Draw a line through points."""
        pen = QPen(colour, _PATH_WIDTH * self.unit)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setStyle(Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawPolyline(QPolygonF(points))

    def arrow(self, middle: QPointF, size: float, colour: QColor, *, up: bool) -> None:
        """Draw a triangle that points up or down: the faces have no such signs."""
        half = size * self.unit / 2
        tip = -half if up else half
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(colour)
        corners = (QPointF(0, tip), QPointF(half, -tip), QPointF(-half, -tip))
        self.painter.drawPolygon(QPolygonF([middle + corner for corner in corners]))

    def rows(self, where: QRectF, count: int, most: float) -> list[QRectF]:
        """Return so many rows below one another, none higher than `most` units."""
        height = min(where.height() / max(count, 1), most * self.unit)
        return [QRectF(where.left(), where.top() + at * height, where.width(), height) for at in range(count)]

    def _fitting(self, where: QRectF, words: str, size: float, *, bold: bool) -> tuple[QFont, str]:
        font = QFont(FAMILY)
        font.setBold(bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        smallest = round(SMALLEST * self.unit + 0.5)
        pixels = max(round(size * self.unit), smallest)
        font.setPixelSize(pixels)
        width = QFontMetricsF(font).horizontalAdvance(words)
        if width > where.width() and pixels > smallest:
            pixels = max(int(pixels * where.width() / width), smallest)
            font.setPixelSize(pixels)
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, where.width())
        return font, shown


Painter = Callable[[Sheet, object], None]
