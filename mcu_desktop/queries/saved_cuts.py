"""Free cuts people have kept: what is laid against what, over days that are named or fixed."""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mcu_desktop.queries.cut_values import CUT_DIMENSIONS
from mcu_desktop.rules.cuts import Axis, Cut, CutFigure
from mcu_desktop.rules.grains import Grain
from mcu_desktop.rules.measures import Dimension, Measure, Part
from mcu_desktop.rules.periods import Period, named_periods
from mcu_desktop.rules.russian import comparable
from mcu_desktop.store.reading import Reader


@dataclass(frozen=True, slots=True)
class KeptCut:
    """A cut, and the place of its period among the named ones; None for fixed days."""

    cut: Cut
    named: int | None = None

    def on(self, today: date) -> Cut:
        """Return the cut with its period as it is called today."""
        periods = named_periods(today)
        if self.named is None or not 0 <= self.named < len(periods):
            return self.cut
        return replace(self.cut, period=periods[self.named][1])

    def of_period(self, period: Period) -> Cut:
        """Return the cut with another period."""
        return replace(self.cut, period=period)


@dataclass(frozen=True, slots=True)
class SavedCut:
    """One kept cut; `kept` is None where it cannot be read any more."""

    view_id: int
    title: str
    is_shared: bool
    kept: KeptCut | None


def cut_as_text(kept: KeptCut) -> str:
    """Return a cut as JSON."""
    cut = kept.cut
    said = {
        "rows": cut.rows,
        "columns": cut.columns,
        "measure": cut.measure,
        "figure": cut.figure,
        "percentile": cut.percentile,
        "filters": [[part.dimension, part.value] for part in cut.filters],
        "first": cut.period.first.isoformat(),
        "last": cut.period.last.isoformat(),
        "named": kept.named,
    }
    return json.dumps(said, ensure_ascii=False)


def cut_of_text(text: str) -> KeptCut | None:
    """Return the cut of a JSON text; None where it is damaged, of a newer program, or no cut that can be built."""
    try:
        said: Any = json.loads(text)
        cut = Cut(
            period=Period(date.fromisoformat(said["first"]), date.fromisoformat(said["last"])),
            rows=tuple(map(_axis, said["rows"])),
            columns=tuple(map(_axis, said["columns"])),
            measure=Measure(said["measure"]),
            figure=CutFigure(said["figure"]),
            percentile=int(said["percentile"]),
            filters=tuple(Part(_dimension(dimension), value) for dimension, value in said["filters"]),
        )
        return KeptCut(cut, said["named"])
    except (ValueError, TypeError, KeyError):
        return None


def read_cuts(reader: Reader, person_id: int) -> tuple[SavedCut, ...]:
    """Return the shared cuts and those of a person, in their order."""
    rows = reader.rows(
        "SELECT id, title, person_id, wanted FROM saved_views WHERE kind = 'cut'"
        " AND (person_id IS NULL OR person_id = :person) ORDER BY position, id LIMIT 40",
        person=person_id,
    )
    return tuple(SavedCut(row[0], row[1], row[2] is None, cut_of_text(row[3])) for row in rows)


def read_cut_of_title(reader: Reader, title: str) -> KeptCut | None:
    """Return a shared cut by its name; None where there is none that can be read."""
    wanted = comparable(title)
    rows = reader.rows(
        "SELECT title, wanted FROM saved_views WHERE kind = 'cut' AND person_id IS NULL ORDER BY position, id"
    )
    return next((cut_of_text(text) for name, text in rows if comparable(name) == wanted), None)


def _axis(word: str) -> Axis:
    return Grain(word) if word in set(Grain) else _dimension(word)


def _dimension(word: str) -> Dimension:
    """Return a dimension of cuts; `ValueError` for figures of people, which want a right of their own."""
    dimension = Dimension(word)
    if dimension not in CUT_DIMENSIONS:
        raise ValueError(word)
    return dimension
