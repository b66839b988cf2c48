"""A foreign table as it stands in its file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from mcu_desktop.intake.cells import Row, as_text
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.russian import plural

Cells = Sequence[object]
_LOOKED_AT_FOR_HEADERS = 20
_ROWS_AT_ONCE = 1_000
_MOST_COLUMNS = 256  # as many as the oldest workbooks hold; an export has fifty


@dataclass(frozen=True, slots=True)
class Table:
    """Headers, and rows with their number in the file; repeated headers are told apart by « (2)»."""

    headers: tuple[str, ...]
    rows: list[Row]
    notes: tuple[str, ...] = ()  # Russian: what of the file is not in the table


def table_in_pieces(rows: Iterable[Cells], notes: tuple[str, ...] = ()) -> Iterator[Table]:
    """Return a table piece by piece from all rows of a file; titles above the headers are left out.

    Each piece is a table of the same headers; there is at least one, if only with headers.
    """
    coming = iter(rows)
    top = list(islice(coming, _LOOKED_AT_FOR_HEADERS))
    first = _find_headers(top)
    if len(top[first]) > _MOST_COLUMNS:
        raise UserFacingError(
            f"В файле {plural(len(top[first]), 'столбец', 'столбца', 'столбцов')}, а у таблицы сообщений их не больше "
            f"{_MOST_COLUMNS}. Ничего не сохранено. Удалите лишние столбцы или проверьте, чем они разделены."
        )
    headers = _told_apart([as_text(cell).strip() or f"столбец {at}" for at, cell in enumerate(top[first], 1)])
    yield Table(headers, [], notes)
    numbered = enumerate(chain(top[first + 1 :], coming), first + 2)
    while piece := list(islice(numbered, _ROWS_AT_ONCE)):
        yield Table(headers, [Row.of(number, row) for number, row in piece if _is_filled(row)], notes)


def _find_headers(top: Sequence[Cells]) -> int:
    """Return the index of the first row that fills over half of what the widest one does; a title does not."""
    filled = [sum(map(_is_said, row)) for row in top]
    widest = max(filled, default=0)
    if widest < 2:  # noqa: PLR2004 -- one column is a text, not a table
        raise UserFacingError(
            "В файле нет таблицы: нет строки с названиями столбцов. Ничего не сохранено. Проверьте файл."
        )
    return next(index for index, count in enumerate(filled) if count > 1 and count * 2 > widest)


def _is_said(cell: object) -> bool:
    return cell is not None and cell != ""


def _is_filled(row: Cells) -> bool:
    return any(row) or any(map(_is_said, row))  # a zero is something; most rows need the first look only


def _told_apart(names: Sequence[str]) -> tuple[str, ...]:
    unique: dict[str, None] = {}
    for name in names:
        told, times = name, 1
        while told in unique:
            times += 1
            told = f"{name} ({times})"
        unique[told] = None
    return tuple(unique)
