"""The drawing of the map: outline, circles by count, marks of growth, names where there is room."""

from dataclasses import dataclass
from math import sqrt

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPalette, QPen, QPolygonF

from mcu_desktop.rules.map_view import MapView, Spot
from mcu_desktop.rules.outline import Outline
from mcu_desktop.rules.residents import PER_THOUSAND, rate_words
from mcu_desktop.rules.russian import format_number
from mcu_desktop.rules.terms import Standing
from mcu_desktop.ui.common.heat_scale import heat_colours, heat_share
from mcu_desktop.ui.common.theme import is_dark, standing_colour
from mcu_desktop.ui.map.ground import Ground

_SMALLEST, _LARGEST = 0.5, 2.6  # radius in heights of a letter
_LAND = ("#e8ede4", "#27302f")
_BORDER = ("#7d8f80", "#6c8078")
_FRAME = 3.0
_MOST_NAMES = 60


@dataclass(frozen=True, slots=True)
class Circle:
    """Where a spot is painted: its place in the view, middle and radius in pixels, its number and its share of most."""

    spot: int
    middle: QPointF
    radius: float
    number: str
    share: float

    def holds(self, point: QPointF) -> bool:
        """Return whether a point is in the circle."""
        off = point - self.middle
        return QPointF.dotProduct(off, off) <= self.radius**2


def circles_of(view: MapView, step: int, ground: Ground, letter: float) -> list[Circle]:
    """Return the circles of the spots that have cases in a step, the largest first: the small ones lie on top."""
    scale = view.scale
    sizes = {at: view.size(at, step) for at, spot in enumerate(view.spots) if spot.counts[step]}
    known = {at: size for at, size in sizes.items() if size is not None}
    return [
        Circle(
            at,
            ground.screen(view.spots[at].latitude, view.spots[at].longitude),
            letter * _radius(size / scale),
            rate_words(size) if view.per_thousand else format_number(int(size)),
            heat_share(size, scale),
        )
        for at, size in sorted(known.items(), key=lambda item: -item[1])
    ]


def _radius(share: float) -> float:
    """Return the radius for a share of the largest: the area grows with it."""
    return _SMALLEST + (_LARGEST - _SMALLEST) * sqrt(share)


def paint_land(painter: QPainter, outline: Outline, ground: Ground, palette: QPalette) -> None:
    """Paint the shapes of the outline with their holes."""
    dark = is_dark(palette)
    painter.setPen(QPen(QColor(_BORDER[dark]), 1.2))
    painter.setBrush(QColor(_LAND[dark]))
    for shape in outline.shapes:
        path = QPainterPath()
        for ring in shape.rings:
            path.addPolygon(QPolygonF([ground.screen(up, along) for along, up in ring]))
        painter.drawPath(path)


def paint_circles(
    painter: QPainter, view: MapView, step: int, circles: list[Circle], chosen: int | None, palette: QPalette
) -> None:
    """Paint each circle with its number; what grows has a mark, the chosen one a frame."""
    dark, metrics = is_dark(palette), QFontMetricsF(painter.font())
    edge = palette.color(QPalette.ColorRole.Base)
    for circle in circles:
        spot = view.spots[circle.spot]
        ground, ink = heat_colours(circle.share, dark=dark)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(ground)
        painter.drawEllipse(circle.middle, circle.radius, circle.radius)
        if metrics.horizontalAdvance(circle.number) < circle.radius * 2 - 2:
            painter.setPen(ink)
            painter.drawText(_square(circle.middle, circle.radius), Qt.AlignmentFlag.AlignCenter, circle.number)
        if spot.grows(step):
            _paint_growth(painter, circle, metrics.height(), palette)
        if circle.spot == chosen:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), _FRAME))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(circle.middle, circle.radius + _FRAME, circle.radius + _FRAME)


def _paint_growth(painter: QPainter, circle: Circle, letter: float, palette: QPalette) -> None:
    """Paint a triangle over the right shoulder of a circle: its shape tells without colour, too."""
    side = letter * 0.6
    tip = circle.middle + QPointF(circle.radius * 0.75, -circle.radius * 0.75 - side)
    triangle = QPolygonF([tip, tip + QPointF(side * 0.7, side), tip + QPointF(-side * 0.7, side)])
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Base), 1.5))
    painter.setBrush(standing_colour(Standing.OVERDUE, palette))
    painter.drawPolygon(triangle)


def paint_names(
    painter: QPainter, view: MapView, circles: list[Circle], chosen: int | None, palette: QPalette
) -> list[str]:
    """Write the names of the fullest spots where they hit nothing; returns those written."""
    metrics = QFontMetricsF(painter.font())
    taken = [_square(circle.middle, circle.radius) for circle in circles[:_MOST_NAMES]]
    written = []
    first = [circle for circle in circles if circle.spot == chosen]
    for circle in [*first, *(other for other in circles[:_MOST_NAMES] if other.spot != chosen)]:
        name = view.spots[circle.spot].label
        size = metrics.boundingRect(name).size()
        for place in _sides(circle, size.width(), metrics.height()):
            if not any(place.intersects(other) for other in taken if not _is_own(other, circle)):
                taken.append(place)
                written.append(name)
                _write(painter, place, name, palette, bold=circle.spot == chosen)
                break
    return written


def _write(painter: QPainter, place: QRectF, name: str, palette: QPalette, *, bold: bool) -> None:
    """Write a name with an edge of the ground's colour, so that it reads over lines."""
    font = QFont(painter.font())
    font.setBold(bold)
    path = QPainterPath()
    path.addText(place.left(), place.top() + QFontMetricsF(font).ascent(), font, name)
    painter.strokePath(path, QPen(palette.color(QPalette.ColorRole.Base), 3))
    painter.fillPath(path, palette.color(QPalette.ColorRole.Text))


def _sides(circle: Circle, width: float, height: float) -> list[QRectF]:
    """Return where a name may stand: on the right, on the left, below, above."""
    middle, off = circle.middle, circle.radius + 4
    return [
        QRectF(middle.x() + off, middle.y() - height / 2, width, height),
        QRectF(middle.x() - off - width, middle.y() - height / 2, width, height),
        QRectF(middle.x() - width / 2, middle.y() + off, width, height),
        QRectF(middle.x() - width / 2, middle.y() - off - height, width, height),
    ]


def _is_own(square: QRectF, circle: Circle) -> bool:
    return square == _square(circle.middle, circle.radius)


def _square(middle: QPointF, radius: float) -> QRectF:
    return QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)


def spot_words(spot: Spot, step: int, period: str) -> str:
    """Return «Красномайский, с 2 по 8 ноября 2026 года: 12, на 5 больше, чем до этого; 2,7 на 1 000 жителей (…)»."""
    said = f"{spot.name}, {period}: {format_number(spot.counts[step])}"
    growth = spot.growth(step)
    if step and growth:
        said += f", на {format_number(abs(growth))} {'больше' if growth > 0 else 'меньше'}, чем до этого"
    if spot.residents is not None:
        said += f"; {rate_words(spot.rate(step))} {PER_THOUSAND} ({spot.residents.words()})"
    return said
