"""Cells of a row by their headers, as text and as moments."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

from mcu_desktop.intake.moments import parse_moment
from mcu_desktop.text.cleaning import clean_text, storable_text

# What stands for "nothing": an apostrophe is how tables mark text, a dash is how ПОС fills empty cells.
_NOTHING = frozenset({"", "-", "'", "'-"})
_SHORT = 60  # characters
_LONGEST_NOTHING = 2
_TWO_DIGITS = tuple(f"{number:02}" for number in range(60))  # formatting takes four times as long
_YES = frozenset({"да", "истина", "true", "1"})


class RowError(Exception):
    """Why a row is refused, in Russian."""


class Row(NamedTuple):
    """A row as it stands in its file: its number as a table program shows it (from 1), its cells, what each says."""

    number: int
    cells: Sequence[object]
    texts: Sequence[str]

    @classmethod
    def of(cls, number: int, cells: Sequence[object]) -> Self:
        """Return the row with what its cells say."""
        return cls(number, cells, tuple(map(_said, cells)))


@dataclass(frozen=True, slots=True)
class RowCells:
    """One row by its headers: its number in the file, its cells, and what each says."""

    row_number: int
    cells: Mapping[str, object]
    texts: Mapping[str, str]
    zone: ZoneInfo
    now: datetime

    @classmethod
    def of(cls, headers: Sequence[str], row: Row, *, zone: ZoneInfo, now: datetime) -> Self:
        """Return a row of a table by the table's headers."""
        cells = dict(zip(headers, row.cells, strict=False))
        return cls(row.number, cells, dict(zip(headers, row.texts, strict=False)), zone, now)

    def text(self, header: str) -> str:
        """Return a cell as text; an apostrophe or a dash alone means nothing."""
        return self.texts.get(header, "")

    def received(self, header: str) -> str:
        """Return a text as it came, with its leading apostrophe and marks; what no store can hold is gone."""
        value, text = self.cells.get(header, ""), self.text(header)
        return storable_text(value) if text and isinstance(value, str) else text

    def yes(self, header: str) -> bool:
        """Return whether a cell says «Да»."""
        return self.text(header).casefold() in _YES

    def required(self, header: str) -> str:
        """Return a cell that must say something."""
        text = self.text(header)
        if not text:
            raise RowError(f"пуст столбец «{header}»: впишите значение")
        return text

    def moment(self, header: str) -> datetime | None:
        """Return a cell as a moment, None where it is empty."""
        if not self.text(header):
            return None
        try:
            return parse_moment(self.cells[header], self.zone, now=self.now)
        except ValueError as error:
            raise RowError(f"столбец «{header}»: {error}") from error

    def required_moment(self, header: str) -> datetime:
        """Return a moment that must be there."""
        moment = self.moment(header)
        if moment is None:
            raise RowError(f"пуст столбец «{header}»: впишите дату")
        return moment

    def rest(self, used: Collection[str]) -> dict[str, str]:
        """Return the other filled cells, so that nothing of the row is lost."""
        return {header: text for header, text in self.texts.items() if text and header not in used}


def as_text(value: object) -> str:
    """Return a cell as a person would see it: whole numbers without a point, durations as [h]:mm:ss."""
    if isinstance(value, str):
        return clean_text(value)
    if value is None or isinstance(value, bool):
        return {None: "", True: "ИСТИНА", False: "ЛОЖЬ"}[value]
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, timedelta):
        return _duration_text(value)
    if isinstance(value, date):
        return f"{value:%d.%m.%Y %H:%M:%S}" if isinstance(value, datetime) else f"{value:%d.%m.%Y}"
    return str(value)


def _duration_text(duration: timedelta) -> str:
    if duration.days < 0:
        return f"-{_duration_text(-duration)}"
    minutes, seconds = divmod(duration.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{duration.days * 24 + hours}:{_TWO_DIGITS[minutes]}:{_TWO_DIGITS[seconds]}"


def _said(value: object) -> str:
    return _said_shortly(value) if isinstance(value, str) and len(value) <= _SHORT else _said_once(value)


@lru_cache(maxsize=8_192)
def _said_shortly(text: str) -> str:
    """Return what a short cell says: topics, names and «Да» stand in thousands of rows."""
    return _said_once(text)


def _said_once(value: object) -> str:
    text = (clean_text(value) if isinstance(value, str) else as_text(value)).strip()
    return "" if len(text) <= _LONGEST_NOTHING and text in _NOTHING else text.removeprefix("'")
