"""Coordinates of settlements, streets and houses out of a CSV, XLSX or JSON file."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from mcu_desktop.intake.cells import as_text
from mcu_desktop.intake.child import read_apart, read_table
from mcu_desktop.intake.layout import plain_header
from mcu_desktop.intake.named_columns import KEPT, named_columns, named_rows
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.places import MICRO, PlaceOnMap, ReadPlaces, as_degrees, coordinate_fault

_LARGEST_JSON = 30_000_000  # bytes
_LONGEST = 200
_HEADS = {
    "settlement": ("населенный пункт", "название", "наименование", "settlement", "name"),
    "street": ("улица", "street"),
    "house": ("дом", "house"),
    "latitude": ("широта", "lat", "latitude"),
    "longitude": ("долгота", "lon", "lng", "longitude"),
}
_NEEDED = {"settlement": "Населённый пункт", "latitude": "Широта", "longitude": "Долгота"}


def read_places(path: Path) -> ReadPlaces:
    """Return the places of a file; `UserFacingError` where it has none. Nothing is stored."""
    if path.suffix.casefold() == ".json":
        return read_apart(path, _read_json)
    with closing(read_table(path)) as pieces:
        return places_of(named_rows(pieces, _HEADS, _NEEDED, path.name), path.name)


def _read_json(path: Path) -> ReadPlaces:
    if path.stat().st_size > _LARGEST_JSON:
        raise UserFacingError(f"Файл «{path.name}» слишком велик для списка мест. {KEPT}")
    try:
        whole = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UserFacingError(f"Файл «{path.name}» — не JSON в UTF-8 или обрезан. {KEPT}") from error
    if not isinstance(whole, list) or not all(isinstance(row, dict) for row in whole):
        raise UserFacingError(f"В файле «{path.name}» не список мест: [{{«name», «lat», «lon»}}, …]. {KEPT}")
    return places_of(_json_rows(whole, path.name), path.name)


def _json_rows(whole: Sequence[dict[str, Any]], name: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    for number, row in enumerate(whole, 1):
        said = {plain_header(str(key)): value for key, value in row.items()}
        columns = named_columns(list(said), _HEADS, _NEEDED, name)
        values = list(said.values())
        yield number, {field: as_text(values[at]) for field, at in columns.items()}


def places_of(rows: Iterator[tuple[int, Mapping[str, str]]], name: str) -> ReadPlaces:
    """Return the places of rows given as (number, field → text); a place named twice is the later one."""
    places: dict[tuple[str, str, str], PlaceOnMap] = {}
    refused = []
    for number, row in rows:
        place, fault = _place(row)
        if place is None:
            refused.append((number, fault))
        else:
            places[place.key] = place
    if not places:
        said = f" Строка {refused[0][0]}: {refused[0][1]}." if refused else ""
        raise UserFacingError(f"В файле «{name}» нет ни одного места с координатами.{said} {KEPT}")
    return ReadPlaces(tuple(places.values()), tuple(refused))


def _place(row: Mapping[str, str]) -> tuple[PlaceOnMap | None, str]:
    settlement, street, house = (" ".join(row.get(field, "").split()) for field in ("settlement", "street", "house"))
    if not settlement:
        return None, "не указан населённый пункт"
    if house and not street:
        return None, "дом указан без улицы"
    if max(map(len, (settlement, street, house))) > _LONGEST:
        return None, f"название длиннее {_LONGEST} знаков"
    degrees = [as_degrees(row.get(field, "")) for field in ("latitude", "longitude")]
    latitude, longitude = degrees
    if latitude is None or longitude is None:
        return None, "координаты — не числа"
    fault = coordinate_fault(latitude / MICRO, longitude / MICRO)
    return (None, fault) if fault else (PlaceOnMap(settlement, street, house, latitude, longitude), "")
