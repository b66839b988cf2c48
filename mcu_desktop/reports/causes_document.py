"""Causes and repeats on paper (decree 1662-р, п. 2.4 and 3.6 в): what grew, what comes back, why terms were broken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mcu_desktop.reports.sections import Amount, Cell, Grid, GridColumn, Heading, Section, Words
from mcu_desktop.rules.comparisons import Compared
from mcu_desktop.rules.russian import DAYS, format_number, plural

_MOST_POINTS = 50


@dataclass(frozen=True, slots=True)
class GrownLine:
    """What has grown: how many came, how many are usual, since when, who adds most, the cause a person has named."""

    title: str
    came: int
    usual: float
    since: date
    mostly: str
    cause: str


@dataclass(frozen=True, slots=True)
class PointLine:
    """A topic that comes back at one place, and what people have decided."""

    topic: str
    place: str
    count: int
    state: str
    for_poll: bool
    text: str


@dataclass(frozen=True, slots=True)
class CausesFigures:
    """All that the report says; days in words."""

    window: str
    has_history: bool
    growths: tuple[GrownLine, ...]
    point_days: int
    points: tuple[PointLine, ...]
    breach_reasons: tuple[Compared, ...]


def causes_sections(figures: CausesFigures, _texts: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the report."""
    return (*_growths(figures), *_points(figures), *_reasons(figures))


def _growths(figures: CausesFigures) -> tuple[Section, ...]:
    title = Heading("Что выросло и почему")
    if not figures.has_history:
        return title, Words("Сведений за прежние недели мало: сравнивать не с чем.")
    if not figures.growths:
        return title, Words(f"{figures.window.capitalize()}: роста сверх порога нет.")
    widths = (("Пришло", 0.09), ("Обычно", 0.09))
    columns = (
        GridColumn("Тема, место", 0.28),
        *(GridColumn(*width, is_number=True) for width in widths),
        GridColumn("С какого дня", 0.13),
        GridColumn("В основном за счёт", 0.2),
        GridColumn("Причина", 0.21),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.title, one.came, Amount(one.usual), one.since, one.mostly, one.cause or "не названа")
        for one in figures.growths
    )
    return title, Words(f"{figures.window.capitalize()} против обычного."), Grid("Рост", columns, rows)


def _points(figures: CausesFigures) -> tuple[Section, ...]:
    title = Heading("Повторы: тема возвращается на то же место")
    days = plural(figures.point_days, *DAYS)
    if not figures.points:
        return title, Words(f"За {days} повторов сверх порога нет.")
    columns = (
        GridColumn("Тема", 0.25),
        GridColumn("Место", 0.24),
        GridColumn("Число", 0.1, is_number=True),
        GridColumn("Состояние", 0.13),
        GridColumn("Первопричина, меры", 0.28),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.topic, one.place, one.count, one.state + (", для опроса" if one.for_poll else ""), one.text or None)
        for one in figures.points[:_MOST_POINTS]
    )
    told = f"За {days} до конца периода."
    if len(rows) < len(figures.points):
        told += f" Показаны первые {len(rows)} из {format_number(len(figures.points))}, остальные — в программе."
    return title, Words(told), Grid("Повторы", columns, rows)


def _reasons(figures: CausesFigures) -> tuple[Section, ...]:
    title = Heading("Причины нарушения сроков")
    rows = tuple((row.title, row.now, row.before) for row in figures.breach_reasons if row.now or row.before)
    if not rows:
        return title, Words("Ответов с нарушением срока нет.")
    columns = (
        GridColumn("Причина", 0.6),
        GridColumn("За период", 0.2, is_number=True),
        GridColumn("За предыдущий", 0.2, is_number=True),
    )
    return title, Grid("Причины", columns, rows)
