"""The figures of papers that show what pages of figures show: heat map, causes, free cut."""

from datetime import datetime
from zoneinfo import ZoneInfo

from mcu_desktop.queries.cuts import read_cut
from mcu_desktop.queries.growth import GrowthFigures, read_growth_page, told_growth
from mcu_desktop.queries.heat_map import HEAT_MEASURES, read_heat_matrix
from mcu_desktop.queries.period_counter import PeriodCounter, Scope
from mcu_desktop.queries.saved_cuts import cut_of_text, read_cut_of_title
from mcu_desktop.reports.causes_document import CausesFigures, GrownLine, PointLine
from mcu_desktop.reports.cut_document import CutSheet, cut_sheet
from mcu_desktop.reports.heat_document import HeatFigures, heat_sheet
from mcu_desktop.reports.report import ReportWish
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.growth_terms import POINT_STATES
from mcu_desktop.rules.heat_matrix import HeatKind
from mcu_desktop.rules.measures import MEASURES, Measure
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.russian import comparable
from mcu_desktop.store.reading import Reader

_HEAT_KINDS = (HeatKind.GROUP_SETTLEMENT, HeatKind.TOPIC_WEEK, HeatKind.BLOCK_HOUR)


def read_heat_figures(reader: Reader, wish: ReportWish, now: datetime, zone: ZoneInfo) -> HeatFigures:
    """Return the matrices of a period; the subject names what is counted, what was received where it says nothing."""
    titles = {comparable(MEASURES[measure]): measure for measure in HEAT_MEASURES}
    measure = titles.get(comparable(wish.subject)) if wish.subject else Measure.RECEIVED
    if measure is None:
        raise UserFacingError(
            f"Показатель «{wish.subject}» неизвестен. Отчёт не составлен. Напишите одно из: "
            f"{', '.join(MEASURES[one] for one in HEAT_MEASURES)}."
        )
    period = Period(wish.first, wish.last)
    matrices = (read_heat_matrix(reader, kind, measure, period, now=now, zone=zone) for kind in _HEAT_KINDS)
    return HeatFigures(tuple(map(heat_sheet, matrices)))


def read_causes_figures(reader: Reader, wish: ReportWish, now: datetime, zone: ZoneInfo) -> CausesFigures:
    """Return what has grown by the end of a period, what comes back, and why terms were broken in it."""
    page = read_growth_page(reader, now=now, zone=zone, last_day=wish.last)
    counter = PeriodCounter(reader, wish.first, wish.last, Scope(), zone)
    told = told_growth(page)
    return CausesFigures(
        window=told.window.words(),
        has_history=told.has_history,
        growths=_grown_lines(told),
        point_days=page.threshold.point_days,
        points=tuple(
            PointLine(one.topic, one.place, one.count, POINT_STATES[one.state], one.for_poll, one.text)
            for one in told.points
        ),
        breach_reasons=counter.breach_reasons(),
    )


def read_cut_sheet(reader: Reader, wish: ReportWish, now: datetime, zone: ZoneInfo) -> CutSheet:
    """Return a shared cut by its name, or one that is said as JSON; its period is that of the wish."""
    kept = cut_of_text(wish.subject) or read_cut_of_title(reader, wish.subject)
    if kept is None:
        raise UserFacingError(
            f"Общего разреза «{wish.subject}» нет. Отчёт не составлен. "
            "Сохранённые разрезы видны на странице «Свободный разрез»."
        )
    cut = kept.of_period(Period(wish.first, wish.last))
    return cut_sheet(read_cut(reader, cut, now=now, zone=zone))


def _grown_lines(told: GrowthFigures) -> tuple[GrownLine, ...]:
    lines = []
    for one in told.growths:
        adding = max(one.contributions, key=lambda part: part[2] - part[3], default=None)
        mostly = "" if adding is None else f"{adding[0].lower()}: {adding[1]}"
        lines.append(GrownLine(one.title, one.grown.came, one.grown.expected, one.since, mostly, one.cause))
    return tuple(lines)
