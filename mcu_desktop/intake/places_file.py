"""Coordinates of settlements, streets and houses out of a CSV, XLSX or JSON file."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from mcu_desktop.intake.cells import as_text
from mcu_desktop.intake.child import read_apart, read_table
from mcu_desktop.intake.layout import plain_header
from mcu_desktop.intake.table import Table
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.places import MICRO, Place, ReadPlaces, as_degrees, coordinate_fault

_LARGEST_JSON = 30_000_000  # bytes
_LONGEST = 200
_KEPT = "Ничего не изменено."
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
        return places_of(_table_rows(pieces, path.name), path.name)


def _table_rows(pieces: Iterable[Table], name: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    for piece in pieces:
        columns = _columns([plain_header(header) for header in piece.headers], name)
        for row in piece.rows:
            texts = row.texts
            yield row.number, {field: texts[at] if at < len(texts) else "" for field, at in columns.items()}


def _read_json(path: Path) -> ReadPlaces:
    if path.stat().st_size > _LARGEST_JSON:
        raise UserFacingError(f"Файл «{path.name}» слишком велик для списка мест. {_KEPT}")
    try:
        whole = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UserFacingError(f"Файл «{path.name}» — не JSON в UTF-8 или обрезан. {_KEPT}") from error
    if not isinstance(whole, list) or not all(isinstance(row, dict) for row in whole):
        raise UserFacingError(f"В файле «{path.name}» не список мест: [{{«name», «lat», «lon»}}, …]. {_KEPT}")
    return places_of(_json_rows(whole, path.name), path.name)


def _json_rows(whole: Sequence[dict[str, Any]], name: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    for number, row in enumerate(whole, 1):
        said = {plain_header(str(key)): value for key, value in row.items()}
        columns = _columns(list(said), name)
        values = list(said.values())
        yield number, {field: as_text(values[at]) for field, at in columns.items()}


def _columns(heads: Sequence[str], name: str) -> dict[str, int]:
    found = {
        field: next(heads.index(word) for word in words if word in heads)
        for field, words in _HEADS.items()
        if any(word in heads for word in words)
    }
    missing = [title for field, title in _NEEDED.items() if field not in found]
    if missing:
        raise UserFacingError(f"В файле «{name}» нет столбцов: {', '.join(missing)}. {_KEPT} Назовите их так в шапке.")
    return found


def places_of(rows: Iterator[tuple[int, Mapping[str, str]]], name: str) -> ReadPlaces:
    """Return the places of rows given as (number, field → text); a place named twice is the later one."""
    places: dict[tuple[str, str, str], Place] = {}
    refused = []
    for number, row in rows:
        place, fault = _place(row)
        if place is None:
            refused.append((number, fault))
        else:
            places[place.key] = place
    if not places:
        said = f" Строка {refused[0][0]}: {refused[0][1]}." if refused else ""
        raise UserFacingError(f"В файле «{name}» нет ни одного места с координатами.{said} {_KEPT}")
    return ReadPlaces(tuple(places.values()), tuple(refused))


def _place(row: Mapping[str, str]) -> tuple[Place | None, str]:
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
    return (None, fault) if fault else (Place(settlement, street, house, latitude, longitude), "")
