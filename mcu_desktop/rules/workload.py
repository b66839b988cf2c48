"""The workload of п. 2.4 and 3.5: what came and what was closed per working day, and proposals that follow from it."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from mcu_desktop.rules.forecast import Forecast
from mcu_desktop.rules.measures import Part
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.russian import MESSAGES, WORKING_DAYS, format_decimal, format_number, format_share, plural

_GENITIVES = ("сообщения", "сообщений", "сообщений")
# What has to be reached before something is proposed: few messages prove nothing.
_LEAST_RECEIVED: Final = 10
_HEAVIER: Final = 1.5  # times the mean load of one person
_FALLS_BEHIND: Final = 0.9  # of what came was closed
_OVERDUE_SHARE, _LEAST_OVERDUE = 0.2, 3
_RISES: Final = 1.25  # times as many a day as in the period


class LoadOf(StrEnum):
    """Whose workload is shown."""

    BLOCKS = "blocks"
    PEOPLE = "people"  # of the roster: heads and officers of blocks, each with the block's load
    RECIPIENTS = "recipients"


LOAD_OF: Final = {
    LoadOf.BLOCKS: "Отраслевые блоки",
    LoadOf.PEOPLE: "Люди по составу МЦУ",
    LoadOf.RECIPIENTS: "Ответственные получатели",
}


@dataclass(frozen=True, slots=True)
class LoadCounts:
    """Open and overdue are of now; the others of a period and of the equal one before it."""

    open: int = 0
    overdue: int = 0
    received: int = 0
    closed: int = 0
    received_before: int = 0
    closed_before: int = 0

    def __add__(self, other: "LoadCounts") -> "LoadCounts":
        """Return the counts of both together."""
        return LoadCounts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One line: whose load, the cases it counts (None: all), people who share it (0: nobody, None: not known)."""

    title: str
    part: Part | None
    counts: LoadCounts
    people: int | None = None
    forecast: Forecast | None = None


@dataclass(frozen=True, slots=True)
class Workload:
    """The workload of a period; `working_days` are those of it that have begun by now."""

    of: LoadOf
    period: Period
    counted_at: datetime
    working_days: int
    rows: tuple[LoadRow, ...]
    total: LoadRow
    history: tuple[tuple[date, int], ...]  # received by day, of all, up to yesterday

    def per_day(self, row: LoadRow) -> float | None:
        """Return how many messages came per working day; None where none has begun."""
        return row.counts.received / self.working_days if self.working_days else None

    def per_person(self, row: LoadRow) -> float | None:
        """Return how many came per working day for each of the people; None where there is nobody."""
        whole = self.per_day(row)
        return None if whole is None or not row.people else whole / row.people


def proposals(load: Workload) -> str:
    """Return a draft of «предложения по усилению структуры и состава МЦУ» (п. 2.4) from the load of blocks."""
    counted = plural(load.working_days, *WORKING_DAYS)
    lines = [
        (
            f"За период ({load.period.words()}, {counted}) поступило"
            f" {plural(load.total.counts.received, *MESSAGES)}, снято с контроля"
            f" {format_number(load.total.counts.closed)}, на контроле {format_number(load.total.counts.open)}."
        )
    ]
    found = [line for row in load.rows for line in _of_row(load, row)]
    if not found:
        return "\n".join((*lines, "Оснований для усиления структуры и состава МЦУ показатели не дают."))
    lines.append("Предлагается рассмотреть:")
    return "\n".join((*lines, *(f"{place}. {line}" for place, line in enumerate(found, 1))))


def usual_load(load: Workload) -> float | None:
    """Return the mean number of messages a working day for one person of the blocks that have people."""
    with_people = [row for row in load.rows if row.people]
    people = sum(row.people or 0 for row in with_people)
    if not people or not load.working_days:
        return None
    return sum(row.counts.received for row in with_people) / people / load.working_days


def _of_row(load: Workload, row: LoadRow) -> Iterator[str]:
    counts = row.counts
    if row.part is None or row.part.value is None or counts.received < _LEAST_RECEIVED:
        return
    if row.people == 0:
        yield (
            f"Блок «{row.title}»: в составе нет ни руководителя, ни ответственного, поступило"
            f" {plural(counts.received, *MESSAGES)}. Определить ответственного (п. 3.5)."
        )
    own, usual = load.per_person(row), usual_load(load)
    if own is not None and usual and own >= _HEAVIER * usual:
        yield (
            f"Блок «{row.title}»: на одного человека {format_decimal(own)} сообщения в рабочий день, в среднем по"
            f" блокам {format_decimal(usual)}. Назначить ещё одного ответственного или прикрепить сотрудников органа"
            " (п. 4.1)."
        )
    if counts.closed < _FALLS_BEHIND * counts.received:
        yield (
            f"Блок «{row.title}»: снимается меньше, чем поступает ({format_number(counts.closed)} из"
            f" {format_number(counts.received)}), на контроле {plural(counts.open, *MESSAGES)}."
            " Выяснить, чего не хватает."
        )
    if counts.overdue >= max(_LEAST_OVERDUE, _OVERDUE_SHARE * counts.open):
        share = format_share(counts.overdue / counts.open) if counts.open else ""
        yield (
            f"Блок «{row.title}»: просрочено {plural(counts.overdue, *MESSAGES)}, {share} открытых."
            " Усилить на время разбора просроченного."
        )
    yield from _of_forecast(load, row)


def _of_forecast(load: Workload, row: LoadRow) -> Iterator[str]:
    """Warn of a rise that is greater than the forecast's own error."""
    if row.forecast is None or row.forecast.error is None or not load.working_days:
        return
    days = (min(load.period.last, load.counted_at.date()) - load.period.first).days + 1
    usual = row.counts.received / max(days, 1) * len(row.forecast.days)
    if row.forecast.total > max(_RISES * usual, usual + row.forecast.error):
        yield (
            f"Блок «{row.title}»: за две недели ожидается {forecast_words(row.forecast)},"
            f" против {format_decimal(usual)} при нынешнем числе. Предусмотреть подмену."
        )


def forecast_words(found: Forecast) -> str:
    """Return «24 ± 5 сообщений»; without its error where that is not known."""
    total = round(found.total)
    if found.error is None:
        return f"около {plural(total, *_GENITIVES)}"
    return f"{format_number(total)} ± {format_number(round(found.error))} сообщений"
