"""Changing what the map is drawn from: its outline, and where places lie."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.models.map_ground import MapOutline, MapPlace
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.queries.map_ground import shapes_as_text
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.outline import Shape
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.places import PlaceOnMap
from mcu_desktop.rules.russian import plural

_CHANGED = frozenset({Touched.CATALOGUES})
_POINTS = ("точка", "точки", "точек")
_PLACES = ("место", "места", "мест")


def replace_outline(
    session: Session, shapes: Sequence[Shape], *, source: str, licence: str, now: datetime, actor: str
) -> Change:
    """Put another outline in the place of the present one; where it comes from must be said."""
    require(session, Deed.EDIT_MAP, now=now)
    source, licence = " ".join(source.split()), " ".join(licence.split())
    if not source:
        raise UserFacingError("Укажите, откуда взят контур: так велят лицензии карт. Контур не изменён.")
    session.execute(delete(MapOutline))
    session.add(MapOutline(shapes=shapes_as_text(shapes), source=source, licence=licence, added_at=now, actor=actor))
    count = sum(len(ring) for shape in shapes for ring in shape.rings)
    return _noted(session, f"Контур карты заменён: {plural(count, *_POINTS)}, источник «{source}».", now, actor)


def restore_outline(session: Session, *, now: datetime, actor: str) -> Change:
    """Go back to the outline that comes with the program."""
    require(session, Deed.EDIT_MAP, now=now)
    session.execute(delete(MapOutline))
    return _noted(session, "Возвращён контур карты из программы.", now, actor)


def take_places(session: Session, places: Sequence[PlaceOnMap], *, source: str, now: datetime, actor: str) -> Change:
    """Keep where places lie; a place that is known already moves to where it is said to be now."""
    require(session, Deed.EDIT_MAP, now=now)
    known = {
        PlaceOnMap(found.settlement, found.street, found.house, 0, 0).key: found
        for found in session.scalars(select(MapPlace))
    }
    added = 0
    for place in places:
        found = known.get(place.key)
        if found is None:
            added += 1
            session.add(
                MapPlace(
                    settlement=place.settlement,
                    street=place.street,
                    house=place.house,
                    latitude=place.latitude,
                    longitude=place.longitude,
                    source=source,
                )
            )
        else:
            found.latitude, found.longitude, found.source = place.latitude, place.longitude, source
    words = f"Координаты взяты из «{source}»: {plural(len(places), *_PLACES)}, из них новых {added}."
    return _noted(session, words, now, actor)


def _noted(session: Session, words: str, now: datetime, actor: str) -> Change:
    session.add(JournalEntry(at=now, actor=actor, summary=words))
    return Change(_CHANGED, words)
