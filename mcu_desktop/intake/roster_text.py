"""Приложение 2 out of plain text: the decree's own, a table copied from a document, lines with tabs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.roster import RosterRow
from mcu_desktop.text.cleaning import readable_text

_HEAD = re.compile(r"№\s*п/п", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,4})[.)]?")
_NUMBERED = re.compile(r"(\d{1,4})[.)]\s+(\S.*)")
_ORDER = re.compile(r"от\s+(\d{2})\.(\d{2})\.(\d{4})\s*(?:г\.\s*)?№\s*(\S+)")
_SIGNATURE = re.compile(r"\n\s*\n\s*Глава\s*\n(?:(?!\n\s*\d+[.)]).)*\Z", re.DOTALL)  # after it no row begins
_ROLE = re.compile(
    r"(куратор|администратор|руководитель)\s+(мцу|муниципального центра)|ответственный\s+за|"
    r"руководитель\s+(отраслевого\s+)?блока",
    re.IGNORECASE,
)
_HEADS = frozenset({"фио", "ф.и.о.", "должность", "роль в проектном офисе мцу", "роль"})
_SEVERAL_NAMES = re.compile(r"\s*[;\n]\s*|\s*,\s*(?=[А-ЯЁ])")
_CELLS = 3


@dataclass(frozen=True, slots=True)
class ReadRoster:
    """What was read: rows without grants, the order where it is named, and doubts as Russian sentences."""

    rows: tuple[RosterRow, ...]
    order_number: str = ""
    order_date: date | None = None
    remarks: tuple[str, ...] = ()


def read_roster_text(text: str) -> ReadRoster:
    """Return the rows of a text, from the last «№ п/п» to the signature; `UserFacingError` where there are none."""
    # A tab between cells says no more than a new line does.
    clean = readable_text(re.sub(r"\r\n?|\t", "\n", text))
    heads = [found.end() for found in _HEAD.finditer(clean)]
    table = _SIGNATURE.sub("", clean[heads[-1] :] if heads else clean)
    numbered = list(_numbered_cells(table))
    if not numbered:
        raise UserFacingError(
            "Приложение 2 не найдено: нет строк с номером, именем, должностью и ролью. Ничего не изменено. "
            "Выделите в документе всю таблицу вместе с номерами строк и скопируйте её ещё раз."
        )
    number, signed = read_order(clean[: heads[-1]] if heads else "")
    rows = [_row(cells) for _number, cells in numbered]
    return with_remarks(rows, [number for number, _cells in numbered], number, signed)


def with_remarks(
    rows: Sequence[RosterRow], numbers: Sequence[int], order_number: str = "", order_date: date | None = None
) -> ReadRoster:
    """Return the rows, those of two persons apart, with what is doubtful in them said."""
    found: list[RosterRow] = []
    remarks = [
        f"Нумерация с пропуском: после {before} идёт {after}."
        for before, after in pairwise(numbers)
        if after != before + 1
    ]
    for row in rows:
        names = [name for name in _SEVERAL_NAMES.split(row.full_name) if name] or [""]
        if len(names) > 1:
            remarks.append(f"В одной ячейке несколько человек, строка разделена: {', '.join(names)}.")
        found += [RosterRow(name, row.job_title, row.role_text) for name in names]
        if not row.role_text:
            remarks.append(f"Роль не найдена: «{row.full_name or row.job_title}».")
    return ReadRoster(tuple(found), order_number, order_date, tuple(remarks))


def _numbered_cells(table: str) -> Iterator[tuple[int, list[str]]]:
    """Return each row's number with its pieces of text: cells, or lines of them."""
    number: int | None = None
    pieces: list[str] = []
    for piece in (line.strip() for line in table.split("\n")):
        begun = _begun(piece, number)
        if begun is not None:
            if number is not None:
                yield number, pieces
            number, rest = begun
            pieces = [rest] if rest else []
        elif piece and piece.casefold() not in _HEADS and number is not None:
            pieces.append(piece)
    if number is not None:
        yield number, pieces


def _begun(piece: str, before: int | None) -> tuple[int, str] | None:
    """Return the number with which a row begins and what follows it; a lone number of a page is none."""
    found = _NUMBER.fullmatch(piece) or _NUMBERED.fullmatch(piece)
    if found is None:
        return None
    number = int(found[1])
    if not piece.rstrip().endswith((".", ")")) and found.lastindex == 1 and before is not None and number <= before:
        return None
    return number, found[2] if found.lastindex == 2 else ""  # noqa: PLR2004 -- the text after the number


def _row(pieces: Sequence[str]) -> RosterRow:
    if len(pieces) <= 1:
        return RosterRow(_line(pieces), "", "")
    if len(pieces) == _CELLS:
        name, title, role = (_line([piece]) for piece in pieces)
        return RosterRow(name, title, role)
    begins = next((at for at, piece in enumerate(pieces) if at and _ROLE.match(piece)), len(pieces))
    return RosterRow(_line(pieces[:1]), _line(pieces[1:begins]), _line(pieces[begins:]))


def _line(pieces: Sequence[str]) -> str:
    return " ".join(" ".join(pieces).split())


def read_order(before: str) -> tuple[str, date | None]:
    """Return the number and the date of the last order that a text names, «от 28.09.2021 № 1662-р»."""
    found = list(_ORDER.finditer(before))
    if not found:
        return "", None
    day, month, year, number = found[-1].groups()
    try:
        return number.rstrip(".,;»"), date(int(year), int(month), int(day))
    except ValueError:
        return number.rstrip(".,;»"), None
