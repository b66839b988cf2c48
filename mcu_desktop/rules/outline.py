"""The outline of a territory: rings of points, made lighter where they say more than a screen can show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

Ring: TypeAlias = tuple[tuple[float, float], ...]  # (longitude, latitude) in degrees, the last point is the first
MOST_POINTS: Final = 3_000  # of a whole outline: a screen of 3840 pixels shows no more
_SMALLEST_RING: Final = 4
_FIRST_TOLERANCE: Final = 0.000_02  # degrees, some two metres


@dataclass(frozen=True, slots=True)
class Shape:
    """One polygon: its name, its outer ring, and its holes."""

    name: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """All polygons of a territory, with where they come from and on which terms."""

    shapes: tuple[Shape, ...]
    source: str
    licence: str

    @property
    def points(self) -> int:
        """How many points it has."""
        return sum(len(ring) for shape in self.shapes for ring in shape.rings)


def lightened(shapes: Sequence[Shape], most: int = MOST_POINTS) -> tuple[Shape, ...]:
    """Return the shapes with at most so many points, each left out within a tolerance no larger than is needed.

    A hole goes when it is narrower than the tolerance; outer rings keep two points or more, which have to find room.
    """
    found = tuple(shapes)
    tolerance = _FIRST_TOLERANCE
    while sum(len(ring) for shape in found for ring in shape.rings) > most:
        found = tuple(Shape(shape.name, _rings(shape, tolerance)) for shape in shapes)
        tolerance *= 1.5
    return found


def simplified(ring: Ring, tolerance: float) -> Ring:
    """Return a ring without the points that lie nearer than the tolerance to the line of those that stay.

    The way of Ramer, Douglas and Peucker, between the first point and the one farthest from it.
    """
    if len(ring) <= _SMALLEST_RING:
        return ring
    first = ring[0]
    far = max(range(len(ring)), key=lambda at: (ring[at][0] - first[0]) ** 2 + (ring[at][1] - first[1]) ** 2)
    kept = {0, far, len(ring) - 1}
    spans = [(0, far), (far, len(ring) - 1)]
    while spans:
        start, end = spans.pop()
        if end - start < 2:  # noqa: PLR2004 -- nothing lies between
            continue
        worst = max(range(start + 1, end), key=lambda at: _off(ring[at], ring[start], ring[end]))
        if _off(ring[worst], ring[start], ring[end]) > tolerance**2:
            kept.add(worst)
            spans += [(start, worst), (worst, end)]
    return tuple(ring[at] for at in sorted(kept))


def _rings(shape: Shape, tolerance: float) -> tuple[Ring, ...]:
    outer, *holes = shape.rings
    seen = (simplified(hole, tolerance) for hole in holes if _width(hole) > tolerance)
    return (simplified(outer, tolerance), *(hole for hole in seen if len(hole) >= _SMALLEST_RING))


def _width(ring: Ring) -> float:
    """Return how far a ring reaches along or up, in degrees."""
    along, up = [point[0] for point in ring], [point[1] for point in ring]
    return max(max(along) - min(along), max(up) - min(up))


def _off(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return the square of the distance of a point from a stretch."""
    along, up = end[0] - start[0], end[1] - start[1]
    length = along * along + up * up
    share = 0.0 if length == 0 else ((point[0] - start[0]) * along + (point[1] - start[1]) * up) / length
    share = min(max(share, 0.0), 1.0)
    return (point[0] - start[0] - share * along) ** 2 + (point[1] - start[1] - share * up) ** 2
