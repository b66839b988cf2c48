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
_ROLE_WORDS = (
    r"(?:куратор|администратор|руководитель)\s+(?:мцу|муниципального центра)|ответственный\s+за|"
    r"руководитель\s+(?:отраслевого\s+)?блока"
)
_ROLE = re.compile(_ROLE_WORDS, re.IGNORECASE)
# After it no row begins and no role is named: a post of the last row may be «Глава …», too.
_SIGNATURE = re.compile(rf"\n\s*\n\s*Глава\b(?:(?!\n\s*\d+[.)]|{_ROLE_WORDS}).)*\Z", re.DOTALL | re.IGNORECASE)
_QUOTED = re.compile(r'(?<![^\t\n])"((?:[^"]|"")+)"(?![^\t\n])')  # how Excel copies a cell of several lines
_NAME = re.compile(r"[А-ЯЁ][а-яё]*(?:[- ](?:[А-ЯЁ][а-яё]*|оглы|кызы))*")
_PATRONYMIC = re.compile(r".*(?:ич|вна|чна|оглы|кызы)")  # the end of a whole name
_FEWEST, _MOST = 3, 4  # words of a whole name: «Мамедов Али Гасан оглы»
_BROKEN = re.compile(r"(?<=[а-яё])- (?=[а-яё])")  # «информационно-» at the end of a line
_VACANCY = re.compile(r"ваканси[яи]|вакантно|вакант", re.IGNORECASE)
_HEADS = frozenset({"фио", "ф.и.о.", "должность", "роль в проектном офисе мцу", "роль"})
_SEVERAL_NAMES = re.compile(r"\s*[;\n]\s*|\s*,\s*(?=[А-ЯЁ])|\s+и\s+(?=[А-ЯЁ])")
_CELLS = 3


@dataclass(frozen=True, slots=True)
class ReadRoster:
    """What was read: rows without grants, the order where it is named, and doubts as Russian sentences."""

    rows: tuple[RosterRow, ...]
    order_number: str = ""
    order_date: date | None = None
    remarks: tuple[str, ...] = ()


def read_roster_text(text: str) -> ReadRoster:
    """Return the rows of the last table, the repeated heads of its pages passed over, up to the signature.

    `UserFacingError` where there are none.
    """
    lines = re.sub(r"\r\n?|\f", "\n", text)
    cells = _QUOTED.sub(lambda cell: names_of(cell[1].replace('""', '"').split("\n")), lines)
    # A tab between cells says no more than a new line does.
    clean = _SIGNATURE.sub("", readable_text(cells.replace("\t", "\n")))
    begun, numbered = _last_table(clean)
    if not numbered:
        raise UserFacingError(
            "Приложение 2 не найдено: нет строк с номером, именем, должностью и ролью. Ничего не изменено. "
            "Выделите в документе всю таблицу вместе с номерами строк и скопируйте её ещё раз."
        )
    number, signed = read_order(clean[:begun])
    rows = [_row(pieces) for _number, pieces in numbered]
    return with_remarks(rows, [number for number, _pieces in numbered], number, signed)


def names_of(lines: Sequence[str]) -> str:
    """Return what a cell of several lines says: a name broken over lines is one, whole names are told apart by «;».

    Lines that are no names are put together.
    """
    found: list[str] = []
    for line in (" ".join(line.split()) for line in lines):
        if not found or (_is_whole_name(found[-1]) and _NAME.fullmatch(line)):
            found.append(line)
        else:
            found[-1] = f"{found[-1]} {line}".strip()
    return "; ".join(found)


def _is_whole_name(text: str) -> bool:
    """Return whether a text is a name up to the patronymic; «Ким Ян» may be broken off."""
    words = text.split()
    return _FEWEST <= len(words) <= _MOST and bool(_NAME.fullmatch(text) and _PATRONYMIC.fullmatch(words[-1]))


def with_remarks(
    rows: Sequence[RosterRow], numbers: Sequence[int], order_number: str, order_date: date | None
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
        people = ("" if _VACANCY.fullmatch(name) else name for name in names)
        found += [RosterRow(name, row.job_title, row.role_text) for name in people]
        if not row.role_text:
            remarks.append(f"Роль не найдена: «{row.full_name or row.job_title}».")
    return ReadRoster(tuple(found), order_number, order_date, tuple(remarks))


def _last_table(text: str) -> tuple[int, list[tuple[int, list[str]]]]:
    """Return where the last table of a text begins, and its numbered rows; a page's repeated head goes on with it."""
    heads = list(_HEAD.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    begun, found = 0, [] if heads else list(_numbered_cells(text))
    for head, end in zip(heads, ends, strict=False):
        rows = list(_numbered_cells(text[head.end() : end]))
        if rows and (not found or rows[0][0] <= found[-1][0]):
            begun, found = head.start(), []
        found += rows
    return begun, found


def _numbered_cells(table: str) -> Iterator[tuple[int, list[str]]]:
    """Return each row's number with its pieces of text: cells, or lines of them."""
    number: int | None = None
    pieces: list[str] = []
    has_points = False  # «1.» and not «1»: then a lone number is that of a page, or a part of a cell
    for piece in (line.strip() for line in table.split("\n")):
        begun = _begun(piece, number, has_points=has_points)
        if begun is not None:
            if number is None:
                has_points = not piece.isdigit()
            else:
                yield number, _without_page(pieces)
            number, rest = begun
            pieces = [rest] if rest else []
        elif piece and piece.casefold() not in _HEADS and number is not None:
            pieces.append(piece)
    if number is not None:
        yield number, _without_page(pieces)


def _begun(piece: str, before: int | None, *, has_points: bool) -> tuple[int, str] | None:
    """Return the number with which a row begins and what follows it; a lone number of a page is none."""
    found = _NUMBER.fullmatch(piece) or _NUMBERED.fullmatch(piece)
    if found is None:
        return None
    number = int(found[1])
    if piece.isdigit() and (has_points or (before is not None and number <= before)):
        return None
    return number, found[2] if found.lastindex == 2 else ""  # noqa: PLR2004 -- the text after the number


def _without_page(pieces: list[str]) -> list[str]:
    return pieces[:-1] if pieces and pieces[-1].isdigit() else pieces


def _row(pieces: Sequence[str]) -> RosterRow:
    lines = _name_lines(pieces)
    cells = (names_of(pieces[:lines]), *pieces[lines:])
    if len(cells) <= 1:
        return RosterRow(_line(cells), "", "")
    if len(cells) == _CELLS:
        name, title, role = (_line([piece]) for piece in cells)
        return RosterRow(name, title, role)
    begins = next((at for at, piece in enumerate(cells) if at and _ROLE.match(piece)), len(cells))
    return RosterRow(_line(cells[:1]), _line(cells[1:begins]), _line(cells[begins:]))


def _name_lines(pieces: Sequence[str]) -> int:
    """Return how many pieces from the first are names: one broken over lines, or several below each other."""
    lines = 1
    for end in range(2, len(pieces) + 1):
        last = names_of(pieces[:end]).rpartition("; ")[2]
        if _NAME.fullmatch(pieces[end - 1]) is None or len(last.split()) > _MOST:
            break
        if _is_whole_name(last):
            lines = end
    return lines


def _line(pieces: Sequence[str]) -> str:
    return _BROKEN.sub("-", " ".join(" ".join(pieces).split()))


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
