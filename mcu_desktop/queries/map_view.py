"""The map: how many cases there are at each spot in each of the last weeks or months."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mcu_desktop.queries.case_slice import Values, count_by
from mcu_desktop.queries.map_ground import read_places
from mcu_desktop.queries.residents import read_residents_on
from mcu_desktop.rules.grains import Grain, buckets, fitting_grain
from mcu_desktop.rules.map_view import MapLevel, MapStep, MapView, Spot
from mcu_desktop.rules.measures import CaseSlice, Dimension, Measure, Part
from mcu_desktop.rules.periods import Period, month_of, week_of
from mcu_desktop.rules.places import MICRO, PlaceOnMap, place_key
from mcu_desktop.rules.residents import Residents
from mcu_desktop.store.reading import Reader

_GRAINS = {MapStep.WEEK: Grain.WEEK, MapStep.MONTH: Grain.MONTH}
_STEPS = {MapStep.WEEK: 26, MapStep.MONTH: 12}
_DIMENSIONS = {
    MapLevel.SETTLEMENTS: (Dimension.SETTLEMENT,),
    MapLevel.ADDRESSES: (
        Dimension.SETTLEMENT, Dimension.STREET, Dimension.HOUSE, Dimension.LATITUDE, Dimension.LONGITUDE,
    ),
}  # fmt: skip
MOST_SPOTS = 1_500  # circles of addresses; more of them are one blot
_Known = Mapping[tuple[str, str, str], PlaceOnMap]


@dataclass
class _Found:
    """A spot while it is put together: its name, the counts of its steps, the values of its cases."""

    name: str
    counts: list[int]
    groups: set[Values] = field(default_factory=set)


def map_steps(step: MapStep, today: date) -> tuple[Period, ...]:
    """Return the last 26 weeks or 12 months, the one under way last."""
    periods = [week_of(today) if step is MapStep.WEEK else month_of(today)]
    while len(periods) < _STEPS[step]:
        periods.append(periods[-1].before())
    return tuple(reversed(periods))


def read_map_view(
    reader: Reader,
    level: MapLevel,
    step: MapStep,
    measure: Measure,
    *,
    now: datetime,
    zone: ZoneInfo,
    period: Period | None = None,
) -> MapView:
    """Count the cases of a measure at each spot; each count is that of `MapView.slice_of` for the same spot.

    The steps are those of a period, cut off where it begins and ends; without one they are the latest.
    """
    if period is None:
        steps = map_steps(step, now.astimezone(zone).date())
    else:
        steps = tuple(piece.days for piece in buckets(period, fitting_grain(period, _GRAINS[step])))
    known = read_places(reader)
    dimensions = _DIMENSIONS[level]
    found: dict[tuple[int, int], _Found] = {}
    totals = []
    for place, days in enumerate(steps):
        counts = count_by(reader, CaseSlice(measure, "", days.first, days.last), dimensions, now=now, zone=zone)
        totals.append(sum(counts.values()))
        for values, count in counts.items():
            at = _where(level, values, known)
            if at is not None:
                spot, name = at
                kept = found.setdefault(spot, _Found(name, [0] * len(steps)))
                kept.counts[place] += count
                kept.groups.add(values)
    living = read_residents_on(reader, steps[-1].last) if level is MapLevel.SETTLEMENTS else {}
    return MapView(level, measure, steps, _spots(found, dimensions, living), tuple(totals))


def _where(level: MapLevel, values: Values, known: _Known) -> tuple[tuple[int, int], str] | None:
    """Return the coordinates and the name of the spot of some cases; None where it is not known."""
    settlement = str(values[0] or "")
    if level is MapLevel.SETTLEMENTS:
        place = known.get(place_key(settlement)) if settlement else None
        return None if place is None else ((place.latitude, place.longitude), place.settlement)
    street, house = str(values[1] or ""), str(values[2] or "")
    name = ", ".join(part for part in (settlement, street, house) if part)
    if isinstance(values[3], int) and isinstance(values[4], int):
        return (values[3], values[4]), name
    if not street:
        return None
    place = known.get(place_key(settlement, street, house)) or known.get(place_key(settlement, street))
    if place is None:
        return None
    return (place.latitude, place.longitude), name if place.house else f"{place.settlement}, {place.street}"


def _spots(
    found: Mapping[tuple[int, int], _Found], dimensions: tuple[Dimension, ...], living: Mapping[str, Residents]
) -> tuple[Spot, ...]:
    ordered = sorted(found.items(), key=lambda item: (-sum(item[1].counts), item[1].name))
    return tuple(
        Spot(
            kept.name,
            latitude / MICRO,
            longitude / MICRO,
            tuple(kept.counts),
            tuple(
                tuple(Part(dimension, value) for dimension, value in zip(dimensions, values, strict=True))
                for values in sorted(kept.groups, key=repr)
            ),
            living.get(place_key(kept.name)[0]),
        )
        for (latitude, longitude), kept in ordered[:MOST_SPOTS]
    )
