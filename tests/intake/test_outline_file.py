"""A GeoJSON file becomes an outline, or a Russian reason; never a crash."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from mcu_desktop.intake.outline_file import LARGEST_FILE, outline_of, read_outline
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.outline import MOST_POINTS

SQUARE = [[34.0, 57.0], [35.0, 57.0], [35.0, 58.0], [34.0, 58.0], [34.0, 57.0]]
GEOMETRY = b'"geometry":' + json.dumps({"type": "Polygon", "coordinates": [SQUARE]}).encode() + b"}"
REAL = Path(__file__).parents[2].parent / "shared" / "data" / "vyshnevolotsky_2021_osm.geojson"


def polygon(*rings: Any, name: str = "Округ") -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": "Polygon", "coordinates": list(rings)},
    }


def as_bytes(whole: Any) -> bytes:
    return json.dumps(whole, ensure_ascii=False).encode()


def test_collections_features_and_bare_geometries_are_taken() -> None:
    collection = {"type": "FeatureCollection", "features": [polygon(SQUARE), polygon(SQUARE, SQUARE[::-1])]}
    first, second = outline_of(as_bytes(collection), "а.geojson")
    assert (first.name, len(first.rings), len(second.rings)) == ("Округ", 1, 2)
    assert first.rings[0][1] == (35.0, 57.0)
    bare = {"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]}
    assert len(outline_of(b"\xef\xbb\xbf" + as_bytes(bare), "а.geojson")) == 2
    high = [[*point, 150.0] for point in SQUARE]
    assert outline_of(as_bytes(polygon(high)), "а")[0].rings[0] == tuple(map(tuple, SQUARE)), "Heights are left out"


BROKEN: dict[str, tuple[Any, str]] = {
    "cut": (as_bytes(polygon(SQUARE))[:-20], "не GeoJSON: он повреждён"),
    "empty": (b"", "не GeoJSON"),
    "not_text": (b"\xff\xfe\x00\x01", "не в UTF-8"),
    "deep": (b"[" * 100_000, "не GeoJSON"),
    "table": (b"a;b;c", "не GeoJSON"),
    "list": ([1, 2], "вместо|стоит «ничего»"),
    "other_json": ({"cases": []}, "стоит «ничего»"),
    "points": ({"type": "Feature", "geometry": {"type": "Point", "coordinates": [34, 57]}}, "стоит «Point»"),
    "no_geometry": ({"type": "Feature", "geometry": None}, "стоит «ничего»"),
    "no_shapes": ({"type": "FeatureCollection", "features": []}, "ни одного контура"),
    "no_features": ({"type": "FeatureCollection"}, "не GeoJSON с контурами"),
    "odd_features": ({"type": "FeatureCollection", "features": [7, "x"]}, "не GeoJSON с контурами"),
    "no_rings": (polygon(), "нет точек"),
    "rings_of_text": (polygon("нет"), "меньше 4 точек"),
    "short": (polygon(SQUARE[:2]), "меньше 4 точек"),
    "open": (polygon(SQUARE[:-1]), "не замкнут"),
    "swapped": (polygon([[y, x] for x, y in SQUARE]), "переставлены"),
    "abroad": (polygon([[x - 34, y - 10] for x, y in SQUARE]), "не в России"),
    "metres": (polygon([[x * 100_000, y * 100_000] for x, y in SQUARE]), "вне земного шара"),
    "nothing": (polygon([[math.nan, 57.0], *SQUARE[1:]]), "не из двух чисел"),
    "texts": (polygon([["34", "57"], *SQUARE[1:]]), "не из двух чисел"),
    "truths": (polygon([[True, 57.0], *SQUARE[1:]]), "не из двух чисел"),
    "endless": (as_bytes(polygon(SQUARE)).replace(b"34.0", b"1" + b"0" * 400, 1), "не из двух чисел"),
    "too_many": ({"type": "FeatureCollection", "features": [polygon(SQUARE)] * 501}, "контуров больше 500"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_no_outline_is_refused_in_russian(kind: str) -> None:
    content, said = BROKEN[kind]
    with pytest.raises(UserFacingError, match=said) as refused:
        outline_of(content if isinstance(content, bytes) else as_bytes(content), "файл.geojson")
    assert "Контур не изменён." in str(refused.value)


def test_a_name_no_store_can_keep_is_made_one_that_it_can() -> None:
    [shape] = outline_of(b'{"type":"Feature","properties":{"name":"\\ud800\\u0000Place"},' + GEOMETRY, "а.geojson")
    assert shape.name == "Place"


def test_a_heavy_outline_becomes_light(tmp_path: Path) -> None:
    ring = [[34.5 + math.cos(at / 5_000) / 2, 57.5 + math.sin(at / 5_000) / 2] for at in range(31_415)]
    file = tmp_path / "тяжёлый.geojson"
    file.write_bytes(as_bytes(polygon([*ring, ring[0]])))
    [shape] = read_outline(file)
    assert 100 < len(shape.rings[0]) <= MOST_POINTS


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "огромный.geojson"
    with file.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    with pytest.raises(UserFacingError, match="слишком велик: 30 МБ, можно до 30"):
        read_outline(file)


@pytest.mark.skipif(not REAL.exists(), reason="нет папки shared с настоящим контуром")
def test_the_real_outline_is_taken() -> None:
    shapes = outline_of(REAL.read_bytes(), REAL.name)
    assert [len(shape.rings) for shape in shapes] == [2, 1]
