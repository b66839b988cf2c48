"""What the map is drawn on: the outline of the municipality and the places that are known."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from mcu_desktop.resources import resource
from mcu_desktop.rules.outline import Outline, Shape
from mcu_desktop.rules.places import PlaceOnMap
from mcu_desktop.store.reading import Reader


def read_outline(reader: Reader) -> Outline:
    """Return the outline an administrator has put in, else the one that comes with the program."""
    rows = reader.rows("SELECT shapes, source, licence FROM map_outlines ORDER BY id DESC LIMIT 1")
    return Outline(shapes_of_text(rows[0][0]), rows[0][1], rows[0][2]) if rows else own_outline()


def read_places(reader: Reader) -> dict[tuple[str, str, str], PlaceOnMap]:
    """Return the known places by how they are compared."""
    rows = reader.rows("SELECT settlement, street, house, latitude, longitude FROM map_places ORDER BY id")
    return {place.key: place for place in (PlaceOnMap(*row) for row in rows)}


@lru_cache(maxsize=1)
def own_outline() -> Outline:
    """Return the outline that comes with the program."""
    whole: dict[str, Any] = json.loads(resource("map", "outline.geojson").read_text(encoding="utf-8"))
    shapes = [
        {"name": feature["properties"]["name"], "rings": feature["geometry"]["coordinates"]}
        for feature in whole["features"]
    ]
    return Outline(_shapes(shapes), whole["source"], whole["licence"])


def shapes_as_text(shapes: Sequence[Shape]) -> str:
    """Return shapes as the store keeps them; five digits of a degree are a metre."""
    said = [
        {
            "name": shape.name,
            "rings": [[(round(along, 5), round(up, 5)) for along, up in ring] for ring in shape.rings],
        }
        for shape in shapes
    ]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def shapes_of_text(text: str) -> tuple[Shape, ...]:
    """Return the shapes of a kept text."""
    return _shapes(json.loads(text))


def _shapes(said: Sequence[dict[str, Any]]) -> tuple[Shape, ...]:
    return tuple(
        Shape(shape["name"], tuple(tuple((float(along), float(up)) for along, up in ring) for ring in shape["rings"]))
        for shape in said
    )
