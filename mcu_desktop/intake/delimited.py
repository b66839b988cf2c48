"""Text tables: their encoding and separator found out."""

import csv
import io
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.text.cleaning import storable_text

_CYRILLIC_HABIT = "оеаинтсрвл"
_OLD = ("cp1251", "cp866", "koi8-r")
_SEPARATORS = ";,\t"
_SAMPLE = 20_000
_ROWS_LOOKED_AT = 20
_MOST_CONTROLS = 20  # one sign of so many: a text has next to none, bytes of anything else have one of nine
_LARGEST_CELL = 10_000_000


def read_delimited(path: Path, encoding: str | None) -> list[list[str]]:
    """Return the rows of a CSV file; the encoding is found unless given."""
    content = path.read_bytes()
    text = _decode(path.name, content, encoding).lstrip("\ufeff")
    sample = text[:_SAMPLE]
    if _MOST_CONTROLS * (len(sample) - len(storable_text(sample))) > len(sample):
        raise _no_text(path.name)
    if text.lstrip()[:1] == "<" or text.startswith("MIME-Version"):
        raise UserFacingError(
            f"Файл «{path.name}» — веб-страница под именем таблицы. Ничего не сохранено. "
            "Откройте его в таблице, сохраните как .xlsx и повторите."
        )
    csv.field_size_limit(_LARGEST_CELL)
    separator = max(_SEPARATORS, key=lambda candidate: _columns(text, candidate))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as error:
        raise UserFacingError(
            f"В файле «{path.name}» после строки {len(rows)} неверно стоят кавычки или файл обрезан. "
            "Ничего не сохранено. Выгрузите его ещё раз или сохраните из таблицы как .xlsx."
        ) from error
    _refuse_if_cut(path.name, text, rows)
    return rows


def find_encoding(content: bytes) -> str:
    """Return the encoding: by its mark, else strict UTF-8, else where Russian letters read best."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = content[:_SAMPLE]
    if b"\0" in sample:  # UTF-16 of Russian words is valid UTF-8 too: only its zero bytes tell it
        return _likeliest(sample, ("utf-8", "utf-16-le", "utf-16-be", *_OLD))
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _likeliest(sample, (*_OLD, "utf-8-sig"))
    return "utf-8-sig"


def _likeliest(sample: bytes, encodings: Sequence[str]) -> str:
    return max(encodings, key=lambda name: _likeness(sample, name))


def _decode(name: str, content: bytes, encoding: str | None) -> str:
    found = find_encoding(content)
    wanted = encoding or found
    try:
        text = content.decode(wanted)
    except LookupError as error:
        raise UserFacingError(
            f"Кодировка «{wanted}» неизвестна. Ничего не сохранено. Известны: utf-8, utf-16, cp1251, cp866, koi8-r."
        ) from error
    except UnicodeError as error:
        if encoding is None:
            raise _no_text(name) from error
        raise UserFacingError(
            f"Файл «{name}» не читается в кодировке «{wanted}»: файл повреждён, обрезан или кодировка другая. "
            "Ничего не сохранено. Выгрузите его ещё раз или не указывайте кодировку."
        ) from error
    sample = content[:_SAMPLE]
    if encoding is not None and 2 * max(_likeness(sample, wanted), 0) < _likeness(sample, found):
        raise UserFacingError(
            f"В кодировке «{wanted}» слова файла «{name}» не читаются по-русски; похоже, он записан в «{found}». "
            "Ничего не сохранено. Укажите эту кодировку или не указывайте никакой."
        )
    return text


def _no_text(name: str) -> UserFacingError:
    return UserFacingError(
        f"Файл «{name}» не читается ни в одной кодировке: он повреждён, обрезан или не таблица. "
        "Ничего не сохранено. Выгрузите его ещё раз."
    )


def _likeness(sample: bytes, encoding: str) -> float:
    """Return how many letters are the frequent small ones of Russian."""
    text = sample.decode(encoding, errors="replace")
    return sum(map(text.count, _CYRILLIC_HABIT)) - 2 * text.count("\ufffd")


def _columns(text: str, separator: str) -> int:
    """Return how many cells the first row that has several would have."""
    rows = csv.reader(io.StringIO(text[:_LARGEST_CELL], newline=""), delimiter=separator)
    return next((len(row) for row in islice(rows, _ROWS_LOOKED_AT) if len(row) > 1), 0)


def _refuse_if_cut(name: str, text: str, rows: list[list[str]]) -> None:
    """Refuse a file whose last line has no end and fewer cells than the line before."""
    if len(rows) > 1 and not text.endswith(("\n", "\r")) and len(rows[-1]) < len(rows[-2]):
        raise UserFacingError(
            f"Файл «{name}» обрывается на строке {len(rows)}. Ничего не сохранено. Выгрузите его ещё раз."
        )
