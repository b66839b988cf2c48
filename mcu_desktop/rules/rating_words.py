"""«Как посчитано»: a rated row told line by line, so that it can be checked with a pocket calculator."""

from collections.abc import Callable, Mapping
from typing import Final

from mcu_desktop.rules.rating import COMPONENTS, Component, Indicator, Known, MethodEdition, RatedRow, RatingMethod
from mcu_desktop.rules.rating_inputs import RatingCounts
from mcu_desktop.rules.russian import MESSAGES, format_decimal, format_number, plural

_FROM_MESSAGES = ("сообщения", "сообщений", "сообщений")
_SCORES = ("оценка", "оценки", "оценок")
_FRACTIONS: Final[Mapping[str, Callable[[RatingCounts, RatingMethod], str]]] = {
    "in_time": lambda counts, _method: _of(counts.in_time, counts.timed),
    "pace": lambda counts, method: (
        f"сумма {_number(counts.pace_in_norm_sum if method.norm_is_best else counts.pace_sum)} / {counts.timed}"
    ),
    "satisfaction": lambda counts, _method: (
        f"(средняя {_number(counts.score_sum / counts.scored)} из 5 − 1) / 4, {plural(counts.scored, *_SCORES)}"
    ),
    "not_reopened": lambda counts, _method: f"1 − {_of(counts.reopened, counts.messages)}",
    "not_returned": lambda counts, _method: f"1 − {_of(counts.returned, counts.checked)}",
    "substantive": lambda counts, _method: _of(counts.substantive, counts.messages),
    "resolved": lambda counts, _method: _of(counts.resolved, counts.solvable),
    "promises": lambda counts, _method: _of(counts.kept, counts.promised),
}
_MISSING: Final = {
    "in_time": "ни у одного сообщения не известен срок",
    "pace": "ни у одного сообщения не известен срок",
    "satisfaction": "заявители не поставили ни одной оценки",
    "not_reopened": "нет сообщений",
    "not_returned": "ни один ответ не передавался в программе на проверку",
    "substantive": "нет сообщений",
    "resolved": "нет решаемых сообщений с известным итогом",
    "promises": "нет обещаний, день которых настал",
}


def explain(row: RatedRow, method: RatingMethod) -> tuple[str, ...]:
    """Return how the result of a row came about: what was counted, each component with its parts, R and the place."""
    counts = row.entry.counts
    counted = f"{row.entry.title}: {plural(counts.messages, *MESSAGES)} — снятые с контроля за период"
    lines = [f"{counted} и оставшиеся без ответа после срока ({counts.overdue})."]
    for component in COMPONENTS:
        lines.extend(_component(component, row, method))
    lines.append(_result(row, method))
    lines.extend(_place(row, method))
    return tuple(lines)


def left_out(row: RatedRow, method: RatingMethod) -> tuple[str, ...]:
    """Return what has a weight and could not be reckoned, in words."""
    return tuple(
        indicator.title
        for component in COMPONENTS
        for indicator in component.indicators
        if row.shares[indicator.code] is None and getattr(method, indicator.code) and getattr(method, component.code)
    )


def edition_words(edition: MethodEdition) -> str:
    """Return «методика по распоряжению № 5-р от 01.02.2026» or that it is the program's proposal."""
    if not edition.order_number:
        return "методика предложена программой и распоряжением не утверждена"
    signed = f" от {edition.order_date:%d.%m.%Y}" if edition.order_date is not None else ""
    return f"методика по распоряжению № {edition.order_number}{signed}, действует с {edition.valid_from:%d.%m.%Y}"


def _component(component: Component, row: RatedRow, method: RatingMethod) -> list[str]:
    share, weight = row.shares[component.code], getattr(method, component.code)
    known = [one for one in component.indicators if row.shares[one.code] is not None and getattr(method, one.code)]
    head = f"{component.title} {component.letter} (вес {weight})"
    if share is None:
        lines = [f"{head}: не посчитать, в итог не входит, остальные веса увеличены соразмерно."]
    else:
        weights = sum(getattr(method, one.code) for one in known)
        lines = [f"{head} = {_terms(known, row, method)} / {weights} = {_number(share.value)}"]
    return lines + [f"    {_indicator(one, row, method)}" for one in component.indicators]


def _indicator(indicator: Indicator, row: RatedRow, method: RatingMethod) -> str:
    share = row.shares[indicator.code]
    if share is None:
        return f"{indicator.title}: {_MISSING[indicator.code]} — не учтено."
    said = f"{indicator.title} (вес {getattr(method, indicator.code)}): "
    said += f"{_FRACTIONS[indicator.code](row.entry.counts, method)} = {_number(share.value)}"
    return said + (f", для места не ниже {_number(share.lower)}" if share.lower < share.value else "")


def _terms(known: list[Indicator], row: RatedRow, method: RatingMethod) -> str:
    parts = []
    for one in known:
        share = row.shares[one.code]
        if share is not None:
            parts.append(f"{getattr(method, one.code)}·{_number(share.value)}")
    return f"({' + '.join(parts)})"


def _result(row: RatedRow, method: RatingMethod) -> str:
    if row.score is None or row.bound is None:
        return "R не посчитан."
    known = [
        (component, share)
        for component in COMPONENTS
        if (share := row.shares[component.code]) is not None and getattr(method, component.code)
    ]
    terms = " + ".join(f"{getattr(method, one.code)}·{_number(share.value)}" for one, share in known)
    weights = sum(getattr(method, one.code) for one, _share in known)
    return f"R = 100 · ({terms}) / {weights} = {_number(row.score)}; для места {_number(row.bound)}"


def _place(row: RatedRow, method: RatingMethod) -> list[str]:
    if row.place is not None:
        return [f"Место {row.place}: по R для места, при равенстве выше тот, у кого сообщений больше."]
    if row.known is Known.FEW:
        return [f"Мало данных: место даётся с {plural(method.least_placed, *_FROM_MESSAGES)}."]
    if row.entry.value is None:
        return ["Сообщения ничьи: никому не засчитаны."]
    if row.known is Known.NOT_RATED:
        return [f"Не оценивается: нужно хотя бы {plural(method.least_rated, *MESSAGES)}."]
    return []


def _of(part: int, whole: int) -> str:
    return f"{format_number(part)} / {format_number(whole)}"


def _number(value: float) -> str:
    return format_decimal(value, 3).rstrip("0").rstrip(",")
