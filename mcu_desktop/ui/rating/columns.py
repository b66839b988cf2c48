"""The columns of the rating: results first, then every number they are made of, each opening its cases."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from mcu_desktop.rules.measures import MEASURES, CaseSlice, Measure, Part
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.rating import COMPONENTS, Component, Known, RatedRow, Rating
from mcu_desktop.rules.rating_inputs import RATING_INPUTS, RatingCounts, RatingInput
from mcu_desktop.rules.russian import format_decimal, format_number, format_share
from mcu_desktop.ui.common.figure_table import FigureColumn

_NOTHING = "—"
_SHORT = {
    RatingInput.MESSAGES: "Учтено",
    RatingInput.OVERDUE: "Без ответа",
    RatingInput.TIMED: "Срок известен",
    RatingInput.IN_TIME: "В срок",
    RatingInput.SCORED: "Оценено",
    RatingInput.REOPENED: "Повторно",
    RatingInput.CHECKED: "Проверен ответ",
    RatingInput.RETURNED: "Возвращено",
    RatingInput.SUBSTANTIVE: "По существу",
    RatingInput.SOLVABLE: "Решаемые",
    RatingInput.RESOLVED: "Решено",
    RatingInput.UNSOLVABLE: "Не решаемые",
    RatingInput.PROMISED: "Обещано",
    RatingInput.KEPT: "Выполнено",
}
# Of what each number is a share.
_WHOLES: dict[RatingInput, RatingInput] = {
    RatingInput.OVERDUE: RatingInput.MESSAGES,
    RatingInput.IN_TIME: RatingInput.TIMED,
    RatingInput.REOPENED: RatingInput.MESSAGES,
    RatingInput.RETURNED: RatingInput.CHECKED,
    RatingInput.SUBSTANTIVE: RatingInput.MESSAGES,
    RatingInput.RESOLVED: RatingInput.SOLVABLE,
    RatingInput.UNSOLVABLE: RatingInput.MESSAGES,
    RatingInput.KEPT: RatingInput.PROMISED,
}
Column: TypeAlias = "FigureColumn[RatedRow]"


def rating_columns(rating: Rating, scope: tuple[Part, ...]) -> tuple[Column, ...]:
    """Return the columns of a rating; `scope` tells its channel's cases from others."""
    period, counted = rating.period, _Counted(rating, scope)
    return (
        FigureColumn("Изм.", lambda row: _change(row.change), "На сколько мест поднялся с прошлого раза", None, 52),
        FigureColumn("R", lambda row: _points(row.score), "Итог от 0 до 100", None, 58),
        FigureColumn(
            "R для места", lambda row: _points(row.bound), "По нижним границам долей: по нему места", None, 68
        ),
        *map(_component, COMPONENTS),
        counted.received("Поступило", period, lambda counts: counts.received),
        counted.received("период раньше", period.before(), lambda counts: counts.received_before),
        counted.received("год назад", period.year_ago(), lambda counts: counts.received_year_ago),
        *map(counted.number, RatingInput),
        FigureColumn("Средняя оценка", lambda row: _mean(row.entry.counts), "Средняя оценка заявителей, от 1 до 5"),
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    """The columns of counts: a number opens the cases of its row, or of all rows in the last one."""

    rating: Rating
    scope: tuple[Part, ...]

    def received(self, title: str, period: Period, count: Callable[[RatingCounts], int]) -> Column:
        return FigureColumn(
            title,
            lambda row: format_number(count(row.entry.counts)),
            f"{MEASURES[Measure.RECEIVED]}: {period.words()}. Показано, в оценку не входит",
            self._opens(Measure.RECEIVED, MEASURES[Measure.RECEIVED], period),
            84,
        )

    def number(self, given: RatingInput) -> Column:
        return FigureColumn(
            _SHORT[given],
            lambda row: _with_share(row.entry.counts, given),
            RATING_INPUTS[given],
            self._opens(given, RATING_INPUTS[given], self.rating.period),
            96 if given in _WHOLES else 78,
        )

    def _opens(
        self, measure: RatingInput | Measure, title: str, period: Period
    ) -> Callable[[RatedRow], CaseSlice | None]:
        def figure(row: RatedRow) -> CaseSlice | None:
            named = f"{title}: {row.entry.title}, {period.words()}"
            own = () if row is self.rating.total else (Part(self.rating.objects, row.entry.value),)
            return CaseSlice(measure, named, period.first, period.last, (*self.scope, *own))

        return figure


def _component(component: Component) -> Column:
    return FigureColumn(component.letter, lambda row: _share(row, component.code), component.title, None, 66)


def row_head(row: RatedRow) -> str:
    """Return «3. ЖКХ», and why there is no place where there is none."""
    if row.place is not None:
        return f"{row.place}. {row.entry.title}"
    why = {Known.FEW: "мало данных", Known.NOT_RATED: "не оценивается"}.get(row.known)
    return row.entry.title if why is None or row.entry.value == "" else f"{row.entry.title} ({why})"


def _with_share(counts: RatingCounts, given: RatingInput) -> str:
    count = getattr(counts, given)
    whole = getattr(counts, _WHOLES[given]) if given in _WHOLES else 0
    return f"{format_number(count)} · {format_share(count / whole)}" if whole else format_number(count)


def _change(change: int | None) -> str:
    if change is None:
        return _NOTHING
    return f"▲ {change}" if change > 0 else f"▼ {-change}" if change < 0 else "="


def _points(value: float | None) -> str:
    return _NOTHING if value is None else format_decimal(value)


def _share(row: RatedRow, code: str) -> str:
    share = row.shares[code]
    return _NOTHING if share is None else format_decimal(share.value, 3)


def _mean(counts: RatingCounts) -> str:
    return format_decimal(counts.score_sum / counts.scored, 2) if counts.scored else _NOTHING
