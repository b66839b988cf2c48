"""From degrees to points of a screen, and back: one latitude stands for the whole municipality."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

from PySide6.QtCore import QPointF, QRectF

from mcu_desktop.rules.outline import Outline
from mcu_desktop.rules.places import MICRO

_AIR = 0.06  # of the larger side, about what is shown
_SMALLEST = 0.02  # degrees: one spot alone is not shown larger
_ANYWHERE = QRectF(34, 57, 1, 1)


@dataclass(frozen=True, slots=True)
class Ground:
    """What part of the world a widget shows: the middle in map units, and pixels for a unit.

    A map unit is a degree of latitude; longitudes are drawn together by the cosine of `latitude`.
    """

    latitude: float
    middle: QPointF
    scale: float
    size: QPointF  # of the widget, pixels

    def screen(self, latitude: float, longitude: float) -> QPointF:
        """Return where a place is on the screen."""
        unit = QPointF(longitude * cos(radians(self.latitude)), -latitude)
        return (unit - self.middle) * self.scale + self.size / 2

    def zoomed(self, times: float, about: QPointF) -> "Ground":
        """Return the ground so many times larger; what lies under the point stays there."""
        fixed = self.middle + (about - self.size / 2) / self.scale
        scale = self.scale * times
        return Ground(self.latitude, fixed - (about - self.size / 2) / scale, scale, self.size)

    def moved(self, by: QPointF) -> "Ground":
        """Return the ground pulled by so many pixels."""
        return Ground(self.latitude, self.middle - by / self.scale, self.scale, self.size)


def fitted(outline: Outline, spots: Iterable[tuple[float, float]], size: QPointF) -> Ground:
    """Return the ground that shows the whole outline, or all spots (latitude, longitude) where there is none."""
    box = _box(_points(outline) or list(spots))
    latitude = box.center().y()
    narrow = cos(radians(latitude))
    width, height = box.width() * narrow, box.height()
    scale = min(size.x() / (width * (1 + _AIR)), size.y() / (height * (1 + _AIR)))
    return Ground(latitude, QPointF(box.center().x() * narrow, -latitude), scale, size)


def near(outline: Outline, spots: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the spots (latitude, longitude) in the box about the outline; all where there is none."""
    points = _points(outline)
    if not points:
        return list(spots)
    box = _box(points)
    return [(up, along) for up, along in spots if box.contains(along, up)]


def _points(outline: Outline) -> list[tuple[float, float]]:
    return [(up, along) for shape in outline.shapes for along, up in shape.rings[0]]


def _box(points: list[tuple[float, float]]) -> QRectF:
    if not points:
        return _ANYWHERE
    ups, alongs = [point[0] for point in points], [point[1] for point in points]
    box = QRectF(min(alongs), min(ups), max(alongs) - min(alongs), max(ups) - min(ups))
    air = max(_SMALLEST - min(box.width(), box.height()), 0) / 2
    return box.adjusted(-air, -air, air, air) if air > 1 / MICRO else box
