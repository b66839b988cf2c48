"""The columns of the workload; what counts cases opens them."""

from collections.abc import Callable
from typing import TypeAlias

from mcu_desktop.rules.measures import MEASURES, CaseSlice, Measure
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.russian import format_decimal, format_number
from mcu_desktop.rules.workload import LoadCounts, LoadOf, LoadRow, Workload
from mcu_desktop.ui.common.figure_table import FigureColumn

_NOTHING = "—"
Column: TypeAlias = "FigureColumn[LoadRow]"


def load_columns(load: Workload) -> tuple[Column, ...]:
    """Return the columns of a workload."""
    before = load.period.before()

    def number(
        title: str, measure: Measure, count: Callable[[LoadCounts], int], period: Period | None, hint: str
    ) -> Column:
        def figure(row: LoadRow) -> CaseSlice:
            named, parts = f"{MEASURES[measure]}: {row.title}", () if row.part is None else (row.part,)
            if period is None:
                return CaseSlice(measure, named, parts=parts)
            return CaseSlice(measure, f"{named}, {period.words()}", period.first, period.last, parts)

        return FigureColumn(title, lambda row: format_number(count(row.counts)), hint, figure, 82)

    people = (
        (
            FigureColumn("Людей", _people, "Руководители, ответственные и прикреплённые сотрудники блока", None, 70),
            FigureColumn(
                "На одного в день",
                lambda row: _decimal(load.per_person(row)),
                "Поступает в рабочий день на одного",
                None,
                82,
            ),
        )
        if load.of is LoadOf.BLOCKS
        else ()
    )
    return (
        number("На контроле", Measure.OPEN, lambda counts: counts.open, None, "Открыто сейчас"),
        number("Просрочено", Measure.OVERDUE, lambda counts: counts.overdue, None, "Просрочено сейчас"),
        number("Поступило", Measure.RECEIVED, lambda counts: counts.received, load.period, load.period.words()),
        number("Поступило раньше", Measure.RECEIVED, lambda counts: counts.received_before, before, before.words()),
        number("Снято", Measure.CLOSED, lambda counts: counts.closed, load.period, load.period.words()),
        number("Снято раньше", Measure.CLOSED, lambda counts: counts.closed_before, before, before.words()),
        FigureColumn("В рабочий день", lambda row: _decimal(load.per_day(row)), "Поступает в рабочий день", None, 84),
        *people,
        FigureColumn("Две недели вперёд", _forecast, "Прогноз поступления и его средняя ошибка", None, 96),
    )


def _people(row: LoadRow) -> str:
    return _NOTHING if row.people is None else format_number(row.people)


def _forecast(row: LoadRow) -> str:
    if row.forecast is None:
        return _NOTHING
    error = "" if row.forecast.error is None else f" ± {round(row.forecast.error)}"
    return f"{round(row.forecast.total)}{error}"


def _decimal(value: float | None) -> str:
    return _NOTHING if value is None else format_decimal(value)
