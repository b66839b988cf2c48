"""Cells of a row by their headers, as text and as moments."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
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


@dataclass(frozen=True, slots=True)
class RowCells:
    """One row: its number in the file and its cells by header."""

    row_number: int
    cells: Mapping[str, object]
    zone: ZoneInfo
    now: datetime

    def text(self, header: str) -> str:
        """Return a cell as text; an apostrophe or a dash alone means nothing."""
        return _said(self.cells.get(header, ""))

    def received(self, header: str) -> str:
        """Return a text as it came, with its leading apostrophe and marks; what no store can hold is gone."""
        value = self.cells.get(header, "")
        if not isinstance(value, str):
            return as_text(value)
        return storable_text(value) if _said(value) else ""

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
        value = self.cells.get(header, "")
        if value is None or (isinstance(value, str) and value.strip() in _NOTHING):
            return None
        try:
            return parse_moment(value, self.zone, now=self.now)
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
        return {
            header: text
            for header, value in self.cells.items()
            if header not in used and value != "" and (text := _said(value))
        }


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
