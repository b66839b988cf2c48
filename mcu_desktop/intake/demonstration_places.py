"""Where the invented cases lie: invented, too, but the same house is always the same spot of the town."""

from hashlib import sha256
from math import cos, pi, sin, sqrt

_CENTRE = (57_588_800, 34_568_540)  # Вышний Волочёк, millionths of a degree (GeoNames)
_REACH = (14_000, 26_000)  # how far the streets go, to the north and to the east: some 1.5 km
_HOUSE = 900  # how far apart neighbours lie


def invented_spot(street: str, house: str) -> tuple[int, int] | tuple[None, None]:
    """Return coordinates for a house of a street in the town, in millionths of a degree; nothing without a house."""
    if not (street and house):
        return None, None
    digest = sha256(street.encode()).digest()
    angle, away = digest[0] / 256 * 2 * pi, sqrt(digest[1] / 256)
    number = int("".join(sign for sign in house if sign.isdigit()) or 0)
    along = (number - 60) * _HOUSE // 6
    turn = digest[2] / 256 * pi
    north = away * _REACH[0] * sin(angle) + along * sin(turn) * 0.5
    east = away * _REACH[1] * cos(angle) + along * cos(turn)
    return _CENTRE[0] + round(north), _CENTRE[1] + round(east)
