"""An outline is made lighter without going astray."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mcu_desktop.rules.outline import Outline, Shape, lightened, simplified

DEGREES = some.floats(-1, 1).map(lambda value: round(value, 5))
RINGS = some.lists(some.tuples(DEGREES, DEGREES), min_size=3, max_size=60, unique=True).map(
    lambda points: (*points, points[0])
)


def circle(points: int) -> tuple[tuple[float, float], ...]:
    angles = [2 * math.pi * at / points for at in range(points)]
    ring = [(34 + math.cos(angle), 57 + math.sin(angle)) for angle in angles]
    return (*ring, ring[0])


@given(RINGS, some.floats(0.0001, 0.5))
def test_a_simplified_ring_is_closed_and_made_of_its_own_points_in_their_order(
    ring: tuple[tuple[float, float], ...], tolerance: float
) -> None:
    light = simplified(ring, tolerance)
    assert light[0] == light[-1] == ring[0]
    places = [ring.index(point) for point in light[:-1]]
    assert places == sorted(places)


@given(RINGS, some.floats(0.0001, 0.5))
def test_no_point_that_was_left_out_is_farther_than_the_tolerance(
    ring: tuple[tuple[float, float], ...], tolerance: float
) -> None:
    light = simplified(ring, tolerance)
    for point in ring:
        nearest = min(apart(point, start, end) for start, end in pairwise(light))
        assert nearest <= tolerance + 1e-9


def apart(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """The distance to a stretch, found by halving it: another way than that of the rule."""
    low, high = 0.0, 1.0
    for _ in range(60):
        one, two = low + (high - low) / 3, high - (high - low) / 3
        here, there = (
            math.dist(point, (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])))
            for share in (one, two)
        )
        low, high = (low, two) if here < there else (one, high)
    return math.dist(point, (start[0] + low * (end[0] - start[0]), start[1] + low * (end[1] - start[1])))


@pytest.mark.parametrize("most", [20, 100, 1_000])
def test_a_heavy_outline_is_lightened_to_what_is_wanted_and_still_looks_alike(most: int) -> None:
    [shape] = lightened([Shape("круг", (circle(20_000),))], most)
    [ring] = shape.rings
    assert most / 3 < len(ring) <= most
    assert all(abs(math.dist(point, (34, 57)) - 1) < 1e-9 for point in ring)


def test_a_light_outline_stays_as_it_is_and_a_hole_of_nothing_goes() -> None:
    light = (Shape("круг", (circle(50),)),)
    assert lightened(light) == light
    speck = tuple((34 + x / 1e6, 57 + y / 1e6) for x, y in ((0, 0), (1, 0), (1, 1), (0.5, 0.5), (0, 1), (0, 0)))
    [shape] = lightened([Shape("круг", (circle(5_000), speck))], 100)
    assert len(shape.rings) == 1
    assert Outline((shape,), "", "").points == len(shape.rings[0])


def test_however_many_holes_are_small_triangles_the_outline_gets_light() -> None:
    lakes = [
        tuple((34 + at / 1e4 + x / 1e4, 57 + y / 1e4) for x, y in ((0, 0), (1, 0), (0, 1), (0, 0))) for at in range(900)
    ]
    wide = ((33.7, 56.7), (34.3, 56.7), (33.7, 57.3), (33.7, 56.7))
    [shape] = lightened([Shape("озёра", (circle(5_000), wide, *lakes))], 1_000)
    assert sum(map(len, shape.rings)) <= 1_000
    assert wide in shape.rings, "What is large is kept"
