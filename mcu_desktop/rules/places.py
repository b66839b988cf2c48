"""Places as people write them, and where they lie: names compared without «г.» and «ул.», degrees within bounds."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mcu_desktop.rules.russian import comparable

MICRO: Final = 1_000_000  # coordinates are kept as whole millionths of a degree: equal ones are equal in every store
_OF_SETTLEMENTS = (
    "г", "город", "п", "пос", "поселок", "пгт", "рп", "с", "село", "д", "дер", "деревня", "х", "хутор", "ст", "станция",
)  # fmt: skip
_OF_STREETS = (
    "ул", "улица", "пр", "пр-т", "пр-кт", "просп", "проспект", "пер", "переулок", "наб", "набережная", "ш", "шоссе",
    "пл", "площадь", "б-р", "бульвар", "проезд", "туп", "тупик", "мкр", "микрорайон", "дом",
)  # fmt: skip
_KINDS = frozenset({*_OF_SETTLEMENTS, *_OF_STREETS})
_WORDS = re.compile(r"[^\s.,]+")


@dataclass(frozen=True, slots=True)
class PlaceOnMap:
    """A settlement, a street or a house, and where it lies in millionths of a degree; street and house may be empty."""

    settlement: str
    street: str
    house: str
    latitude: int
    longitude: int

    @property
    def key(self) -> tuple[str, str, str]:
        """How the place is compared with those of cases."""
        return place_key(self.settlement, self.street, self.house)


@dataclass(frozen=True, slots=True)
class ReadPlaces:
    """What a file says: its places, and a Russian reason for each row that says none, with its number."""

    places: tuple[PlaceOnMap, ...]
    refused: tuple[tuple[int, str], ...]


def place_key(settlement: str, street: str = "", house: str = "") -> tuple[str, str, str]:
    """Return a place as it is compared: «г. Вышний Волочек» is «Вышний Волочёк», «Казанский пр-т» is the avenue."""
    return _plain(settlement), _plain(street), _plain(house).replace(" ", "")


@lru_cache(maxsize=8_192)
def _plain(name: str) -> str:
    words = _WORDS.findall(comparable(name))
    kept = [word for word in words if word not in _KINDS]
    return " ".join(kept or words)


def as_degrees(text: str) -> int | None:
    """Return degrees written «57,5888» or «57.5888» in millionths; None for what is no number."""
    try:
        degrees = float(text.replace(",", ".").replace("\N{DEGREE SIGN}", "").strip())
    except ValueError:
        return None
    return round(degrees * MICRO) if math.isfinite(degrees) and abs(degrees) <= 360 else None  # noqa: PLR2004


def coordinate_fault(latitude: float, longitude: float) -> str:
    """Say in Russian what is wrong with degrees that cannot be of a place in Russia; empty where nothing is."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 -- the globe
        return f"градусы вне земного шара: {latitude:g}; {longitude:g}"
    if is_in_russia(latitude, longitude):
        return ""
    if is_in_russia(longitude, latitude):
        return f"широта и долгота переставлены: {latitude:g}; {longitude:g}"
    return f"это место не в России: {latitude:g}; {longitude:g}"


def is_in_russia(latitude: float, longitude: float) -> bool:
    """Return whether degrees are within the square that holds the whole country."""
    return 41 <= latitude <= 82 and (19 <= longitude <= 180 or -180 <= longitude <= -168)  # noqa: PLR2004
