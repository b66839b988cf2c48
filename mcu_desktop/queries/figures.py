"""All figures by their names: what each chart draws, for the command line and for whoever wants the bare numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from mcu_desktop.queries.cuts import read_cut
from mcu_desktop.queries.dashboard import CUT_BY, TIMED, Dashboards, Wish
from mcu_desktop.queries.growth import read_growth_page, told_growth
from mcu_desktop.queries.heat_map import HEAT_MEASURES, read_heat_matrix
from mcu_desktop.queries.map_view import read_map_view
from mcu_desktop.queries.queue import ALL_BLOCKS
from mcu_desktop.queries.rating import RATED_OBJECTS, read_rating
from mcu_desktop.queries.rights import read_rights
from mcu_desktop.queries.saved_cuts import read_cut_of_title
from mcu_desktop.queries.worker import read_worker
from mcu_desktop.queries.workload import read_workload
from mcu_desktop.rules.big_figure import BigFigure
from mcu_desktop.rules.chart import Chart
from mcu_desktop.rules.cuts import Cut
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.grains import Grain
from mcu_desktop.rules.heat_matrix import HEAT_KINDS, HeatKind
from mcu_desktop.rules.map_view import MAP_LEVELS, MAP_STEPS, MapLevel, MapStep
from mcu_desktop.rules.measures import DIMENSIONS, MEASURES, Dimension, Measure
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.permissions import OWNER, Deed, Rights
from mcu_desktop.rules.rating_inputs import RATING_SCOPES, RatingScope
from mcu_desktop.rules.workload import LOAD_OF, LoadOf
from mcu_desktop.store.reading import Reader

_FREE_CUT = "cut"


@dataclass(frozen=True, slots=True)
class Asked:
    """For which days and which block figures are wanted; block is a code or ALL_BLOCKS.

    `cut` is the name of a shared cut; without one a free cut is the first of its page.
    """

    period: Period
    block: str
    now: datetime
    zone: ZoneInfo
    cut: str = ""


@dataclass(frozen=True, slots=True)
class FigureKind:
    """A title, and what reads the figures as frozen values.

    `of_block` where they can be those of one block, `of_people` where not everybody may see them.
    """

    title: str
    read: Callable[[Reader, Asked], Any]
    of_block: bool = False
    of_people: bool = False


def _parts(
    reader: Reader, asked: Asked, measure: Measure = Measure.RECEIVED, cuts: tuple[Dimension, ...] = ()
) -> Dashboards:
    return Dashboards(reader, Wish(asked.period, asked.block, measure), now=asked.now, zone=asked.zone, cuts=cuts)


def _numbers(reader: Reader, asked: Asked) -> tuple[BigFigure, ...]:
    return _parts(reader, asked).figures()


def _course(measure: Measure, reader: Reader, asked: Asked) -> Chart:
    return _parts(reader, asked, measure).course()


def _cut(measure: Measure, dimension: Dimension, reader: Reader, asked: Asked) -> Chart:
    return _parts(reader, asked, measure, (dimension,)).cut(dimension)


def _heat(kind: HeatKind, measure: Measure, reader: Reader, asked: Asked) -> object:
    return read_heat_matrix(reader, kind, measure, asked.period, now=asked.now, zone=asked.zone)


def _rating(scope: RatingScope, objects: Dimension, reader: Reader, asked: Asked) -> object:
    return read_rating(reader, scope, objects, asked.period, now=asked.now, zone=asked.zone)


def _load(of: LoadOf, reader: Reader, asked: Asked) -> object:
    return read_workload(reader, of, asked.period, now=asked.now, zone=asked.zone)


def _growth(reader: Reader, asked: Asked) -> object:
    return told_growth(read_growth_page(reader, now=asked.now, zone=asked.zone, last_day=asked.period.last))


def _map(level: MapLevel, step: MapStep, reader: Reader, asked: Asked) -> object:
    return read_map_view(reader, level, step, Measure.RECEIVED, now=asked.now, zone=asked.zone, period=asked.period)


def _free_cut(reader: Reader, asked: Asked) -> Chart:
    cut = Cut(asked.period, columns=(Grain.MONTH,))
    if asked.cut:
        kept = read_cut_of_title(reader, asked.cut)
        if kept is None:
            raise UserFacingError(
                f"Общего разреза «{asked.cut}» нет. Ничего не посчитано. "
                "Сохранённые разрезы видны на странице «Свободный разрез»."
            )
        cut = kept.of_period(asked.period)
    return read_cut(reader, cut, now=asked.now, zone=asked.zone).chart()


def _known() -> Mapping[str, FigureKind]:
    found = {"numbers": FigureKind("Показатели числами", _numbers, of_block=True)}
    for measure in TIMED:
        title = MEASURES[measure]
        found[f"{measure}-course"] = FigureKind(f"{title} по времени", partial(_course, measure), of_block=True)
        for dimension, (words, _nouns) in CUT_BY.items():
            read = partial(_cut, measure, dimension)
            found[f"{measure}-by-{dimension}"] = FigureKind(f"{title} {words.lower()}", read, of_block=True)
    for kind, axes in HEAT_KINDS.items():
        for counted in HEAT_MEASURES:
            title = f"Тепловая карта: {axes.title}. {MEASURES[counted]}"
            found[f"heat-{kind}-{counted}"] = FigureKind(title, partial(_heat, kind, counted))
    for level, level_title in MAP_LEVELS.items():
        for step, step_title in MAP_STEPS.items():
            title = f"Карта {step_title}: {level_title.lower()}. {MEASURES[Measure.RECEIVED]}"
            found[f"map-{level}-{step}"] = FigureKind(title, partial(_map, level, step))
    for scope in RatingScope:
        for objects in RATED_OBJECTS:
            title = f"Рейтинг. {RATING_SCOPES[scope]}: {DIMENSIONS[objects].lower()}"
            of_people = objects is Dimension.EXECUTOR
            read_rated = partial(_rating, scope, objects)
            found[f"rating-{scope}-{objects}"] = FigureKind(title, read_rated, of_people=of_people)
    for of, title in LOAD_OF.items():
        found[f"workload-{of}"] = FigureKind(f"Занятость. {title}", partial(_load, of))
    found[_FREE_CUT] = FigureKind("Свободный разрез", _free_cut)
    found["growth"] = FigureKind("Что выросло к концу периода, и проблемные точки", _growth)
    return {name.replace("_", "-"): kind for name, kind in found.items()}


FIGURES = _known()


def read_figure(reader: Reader, name: str, asked: Asked) -> Any:
    """Return the figures of a name.

    `UserFacingError` for an unknown one, for a block where there can be none, and for people's without the right.
    """
    if name not in FIGURES:
        raise UserFacingError(f"Показателя «{name}» нет. Ничего не посчитано. Все имена: mcu-desktop figures --list.")
    kind = FIGURES[name]
    if asked.cut and name != _FREE_CUT:
        raise UserFacingError(f"«{kind.title}» — не свободный разрез. Ничего не посчитано. Уберите --cut.")
    if asked.block != ALL_BLOCKS and not kind.of_block:
        raise UserFacingError(f"«{kind.title}» считается по всем блокам сразу. Ничего не посчитано. Уберите --block.")
    if kind.of_people:
        refusal = _rights_here(reader, asked).refusal(Deed.RATE_PEOPLE)
        if refusal:
            raise UserFacingError(f"{refusal} Ничего не посчитано.")
    return kind.read(reader, asked)


def _rights_here(reader: Reader, asked: Asked) -> Rights:
    """Return the rights of the login of a shared store; an own store is its owner's."""
    worker = read_worker(reader)
    return OWNER if worker is None else read_rights(reader, worker.person_id, asked.now.astimezone(asked.zone).date())
