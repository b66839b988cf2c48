"""The outline of a territory out of a GeoJSON file (RFC 7946), or a Russian reason why there is none."""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from mcu_desktop.intake.child import read_apart
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.outline import Ring, Shape, lightened
from mcu_desktop.rules.places import coordinate_fault
from mcu_desktop.text.cleaning import storable_text

LARGEST_FILE = 30_000_000  # bytes
_MOST_SHAPES = 500
_LONGEST_NAME = 120
_SHORTEST_RING = 4  # a triangle whose last point is the first
_KEPT = "Контур не изменён."


def read_outline(path: Path) -> tuple[Shape, ...]:
    """Return the polygons of a file, lightened to what a screen can show; nothing is stored."""
    return read_apart(path, _read)


def _read(path: Path) -> tuple[Shape, ...]:
    size = path.stat().st_size
    if size > LARGEST_FILE:
        _refuse(f"Файл «{path.name}» слишком велик: {size // 1_000_000} МБ, можно до {LARGEST_FILE // 1_000_000}")
    return outline_of(path.read_bytes(), path.name)


def outline_of(content: bytes, name: str) -> tuple[Shape, ...]:
    """Return the polygons of a GeoJSON text, lightened; `UserFacingError` says what is wrong with it."""
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        _refuse(f"Файл «{name}» не в UTF-8")
    except (ValueError, RecursionError):
        _refuse(f"Файл «{name}» — не GeoJSON: он повреждён, обрезан или это другой файл")
    shapes = tuple(shape for geometry, title in _geometries(whole, name) for shape in _shapes(geometry, title, name))
    if not shapes:
        _refuse(f"В файле «{name}» нет ни одного контура")
    if len(shapes) > _MOST_SHAPES:
        _refuse(f"В файле «{name}» контуров больше {_MOST_SHAPES}: это не карта одного округа")
    return lightened(shapes)


def _geometries(whole: Any, name: str) -> Iterator[tuple[Any, str]]:
    kind = whole.get("type") if isinstance(whole, dict) else None
    if kind == "FeatureCollection" and isinstance(whole.get("features"), list):
        for feature in whole["features"]:
            yield from _geometries(feature, name)
    elif kind == "Feature":
        properties = whole.get("properties")
        named = properties.get("name") if isinstance(properties, dict) else None
        yield whole.get("geometry"), storable_text(named)[:_LONGEST_NAME] if isinstance(named, str) else ""
    elif kind in {"Polygon", "MultiPolygon"}:
        yield whole, ""
    else:
        _refuse(f"Файл «{name}» — не GeoJSON с контурами: в нём стоит «{_short(kind)}»")


def _shapes(geometry: Any, title: str, name: str) -> Iterator[Shape]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        _refuse(f"В файле «{name}» вместо контура (Polygon, MultiPolygon) стоит «{_short(kind)}»")
    coordinates = geometry.get("coordinates")
    for polygon in coordinates if kind == "MultiPolygon" and isinstance(coordinates, list) else [coordinates]:
        if not isinstance(polygon, list) or not polygon:
            _refuse(f"В файле «{name}» у контура «{title}» нет точек")
        yield Shape(title, tuple(_ring(ring, title, name) for ring in polygon))


def _ring(ring: Any, title: str, name: str) -> Ring:
    if not isinstance(ring, list) or len(ring) < _SHORTEST_RING:
        _refuse(f"В файле «{name}» у контура «{title}» меньше {_SHORTEST_RING} точек")
    points = tuple(_point(point, title, name) for point in ring)
    if points[0] != points[-1]:
        _refuse(f"В файле «{name}» контур «{title}» не замкнут")
    return points


def _point(point: Any, title: str, name: str) -> tuple[float, float]:
    numbers = point[:2] if isinstance(point, list) else []
    if len(numbers) < 2 or not all(map(_is_number, numbers)):  # noqa: PLR2004 -- longitude and latitude
        _refuse(f"В файле «{name}» у контура «{title}» точка не из двух чисел: «{_short(point)}»")
    longitude, latitude = (float(value) for value in numbers)
    fault = coordinate_fault(latitude, longitude)
    if fault:
        _refuse(f"В файле «{name}» у контура «{title}» {fault}. Нужны градусы WGS 84: долгота, широта")
    return longitude, latitude


def _is_number(value: object) -> bool:
    """Return whether it is a number a coordinate can be: JSON writes whole ones longer than any float."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _short(value: object) -> str:
    text = "ничего" if value is None else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004 -- enough to recognise it


def _refuse(words: str) -> NoReturn:
    raise UserFacingError(f"{words}. {_KEPT} Выберите файл GeoJSON с полигонами границ округа.")
