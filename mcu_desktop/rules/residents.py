"""How many people live where, by dated figures, and how many cases there are of a thousand of them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from mcu_desktop.rules.places import place_key
from mcu_desktop.rules.russian import format_decimal, format_number

WHOLE: Final = ""  # the settlement of a figure of the whole municipality
PER_THOUSAND: Final = "на 1 000 жителей"
MOST_RESIDENTS: Final = 20_000_000  # more live nowhere in Russia
_THOUSAND: Final = 1_000
_NAMED: Final = 5  # settlements
_WHOLE_TITLE: Final = "Весь округ"


@dataclass(frozen=True, slots=True)
class Residents:
    """How many people lived in a settlement on a day, and who says so; `WHOLE` for the municipality."""

    settlement: str
    counted_on: date
    count: int
    source: str

    @property
    def key(self) -> str:
        """How the settlement is compared with those of cases."""
        return place_key(self.settlement)[0]

    @property
    def title(self) -> str:
        """What the settlement is called in a list."""
        return self.settlement or _WHOLE_TITLE

    def rate(self, cases: int) -> float | None:
        """Return how many cases there are of a thousand residents; None where nobody lives."""
        return cases * _THOUSAND / self.count if self.count else None

    def words(self) -> str:
        """Return «45 830 на 01.10.2021»."""
        return f"{format_number(self.count)} на {self.counted_on:%d.%m.%Y}"


@dataclass(frozen=True, slots=True)
class ReadResidents:
    """What a file says: its figures, and a Russian reason for each row that says none, with its number."""

    residents: tuple[Residents, ...]
    refused: tuple[tuple[int, str], ...]


def residents_on(known: Iterable[Residents], day: date) -> dict[str, Residents]:
    """Return by the settlements' keys what was counted last by a day; what was counted only later, where nothing was.

    A figure that came a year after the period is nearer to the truth than none, and the page says its day.
    """
    found: dict[str, Residents] = {}
    for one in sorted(known, key=lambda one: one.counted_on):
        if one.key not in found or one.counted_on <= day:
            found[one.key] = one
    return found


def merged(known: Iterable[Residents], taken: Iterable[Residents]) -> tuple[Residents, ...]:
    """Return all figures in their order, of one settlement on one day the one that was taken."""
    whole = {(one.key, one.counted_on): one for one in (*known, *taken)}
    return tuple(whole[key] for key in sorted(whole))


def rate_words(rate: float | None) -> str:
    """Return «3,4», «0,02» where it is less than one, or a dash for what cannot be said."""
    if rate is None:
        return "—"
    return format_decimal(rate, 1 if rate >= 1 else 2) if rate else "0"


def living_words(days: Sequence[date], without: Sequence[str]) -> str:
    """Say when the residents were counted, and for which settlements their number is not known."""
    said = f"Жители посчитаны {', '.join(f'{day:%d.%m.%Y}' for day in days)}." if days else ""
    if not without:
        return said
    named = ", ".join(without[:_NAMED]) + (f" и ещё {len(without) - _NAMED}" if len(without) > _NAMED else "")
    return f"{said} Число жителей не внесено: {named}. Его вносят на странице «Число жителей».".strip()


def residents_as_text(residents: Sequence[Residents]) -> str:
    """Return figures as the store keeps them."""
    rows = [[one.settlement, one.counted_on.isoformat(), one.count, one.source] for one in residents]
    return json.dumps(rows, ensure_ascii=False)


def residents_of_text(text: str) -> tuple[Residents, ...]:
    """Return the figures of a kept text."""
    rows: list[list[Any]] = json.loads(text)
    return tuple(
        Residents(str(settlement), date.fromisoformat(day), int(count), str(source))
        for settlement, day, count, source in rows
    )
