"""Years of the production calendar out of a file: our own JSON, or a CSV of one year."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from mcu_desktop.intake.delimited import read_delimited
from mcu_desktop.intake.moments import is_dated, read_clock
from mcu_desktop.rules.errors import UserFacingError, system_reason
from mcu_desktop.rules.production_calendar import FIRST_YEAR, KIND_WORDS, LAST_YEAR, CalendarFile, missing_holidays
from mcu_desktop.rules.russian import comparable
from mcu_desktop.rules.terms import DayKind
from mcu_desktop.rules.working_calendar import CalendarDay
from mcu_desktop.text.cleaning import readable_text

_LARGEST = 2_000_000
_LONGEST_NOTE = 500
_COLUMNS = ("день", "вид", "примечание", "источник")
_NAMED = 5
_WORDS = {
    DayKind.DAY_OFF: ("нерабочий", "выходной", "выходной день", "праздник", "праздничный", "праздничный день"),
    DayKind.WORKING: ("рабочий по переносу", "рабочий", "рабочий день"),
    DayKind.SHORT: ("сокращённый", "сокращённый день", "предпраздничный", "предпраздничный день"),
    DayKind.WORKING_SHORT: ("рабочий по переносу сокращённый", "рабочий по переносу, сокращённый"),
}
_KINDS = {comparable(word): kind for kind in DayKind for word in (kind.value, KIND_WORDS[kind], *_WORDS[kind])}


@dataclass(frozen=True, slots=True)
class _Entry:
    """One day as the file writes it, and where."""

    where: str
    day: object
    kind: object
    note: object
    source: object


def read_calendar_file(path: Path) -> CalendarFile:
    """Return the years of a file; `UserFacingError` where anything in it cannot be true."""
    try:
        if not path.is_file():
            raise _refuse(path, "это не файл", "Выберите файл JSON или CSV.")
        if path.stat().st_size > _LARGEST:
            raise _refuse(path, "файл больше 2 МБ: это не производственный календарь", "Выберите другой файл.")
        content = path.read_bytes()
    except OSError as error:
        raise _refuse(path, f"файл не читается ({system_reason(error)})", "Проверьте его и повторите.") from error
    if not content.strip():
        raise _refuse(path, "файл пуст", "Выгрузите его ещё раз.")
    try:
        begins = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
        return _read_json(path, content) if begins in {b"{", b"["} else _read_csv(path)
    except _WrongError as error:
        raise _refuse(path, str(error), "Исправьте файл и выберите его ещё раз.") from error


class _WrongError(Exception):
    """Why a file is refused, in Russian, without its name."""


def _refuse(path: Path, reason: str, advice: str) -> UserFacingError:
    return UserFacingError(f"Календарь из файла «{path.name}» не взят: {reason}. Ничего не изменено. {advice}")


def _read_json(path: Path, content: bytes) -> CalendarFile:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _WrongError("кодировка не UTF-8 или файл повреждён") from error
    except (ValueError, RecursionError) as error:
        raise _WrongError("файл обрезан или повреждён: это не целый JSON") from error
    named = _list(found, "years")
    years: dict[int, tuple[bool | None, str | None]] = {}
    for row in named:
        number, approved = row.get("year"), row.get("approved")
        if type(number) is not int or type(approved) is not bool:
            raise _WrongError("у года должны стоять число «year» и «approved»: true или false")
        if number in years:
            raise _WrongError(f"{number} год назван дважды")
        years[number] = (approved, _text(row.get("source")))
    entries = [
        _Entry(f"запись {place}", row.get("day"), row.get("kind"), row.get("note"), row.get("source"))
        for place, row in enumerate(_list(found, "days"), start=1)
    ]
    return _checked(path, years, _days(entries))


def _list(found: object, name: str) -> list[dict[str, Any]]:
    rows = found.get(name) if isinstance(found, dict) else None
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise _WrongError(f"нет списка «{name}»; нужны «years» и «days», как в production_calendar.json")
    return rows


def _read_csv(path: Path) -> CalendarFile:
    header, *rows = read_delimited(path, None) or [[]]
    names = [comparable(cell) for cell in header]
    if not set(_COLUMNS[:2]) <= set(names):
        raise _WrongError("нет столбцов «день» и «вид»; это не календарь или кодировка файла другая")
    if any(names.count(name) > 1 for name in _COLUMNS):
        raise _WrongError("столбец назван дважды")
    days = _days(list(_csv_entries(names, rows)))
    # A CSV names no year: the one it is of is that of its days.
    years = sorted({day.year for day in days})
    if len(years) > 1:
        stray = min(days.values(), key=lambda special: sum(day.year == special.day.year for day in days)).day
        raise _WrongError(f"в CSV должен быть один год, а в нём {_listed(years)}; проверьте {stray:%d.%m.%Y}")
    return _checked(path, dict.fromkeys(years, (None, None)), days)


def _csv_entries(names: list[str], rows: list[list[str]]) -> Iterator[_Entry]:
    for number, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(names):
            raise _WrongError(f"строка {number}: ячеек больше, чем столбцов")
        cells = dict(zip(names, row, strict=False))
        yield _Entry(f"строка {number}", *(cells.get(name, "") for name in _COLUMNS))


def _days(entries: list[_Entry]) -> dict[date, CalendarDay]:
    if not entries:
        raise _WrongError("в файле нет ни одного дня")
    found: dict[date, tuple[str, CalendarDay]] = {}
    for entry in entries:
        try:
            special = _day(entry)
        except ValueError as error:
            raise _WrongError(f"{entry.where}: {error}") from error
        if special.day in found:
            raise _WrongError(
                f"два календаря на один день: {special.day:%d.%m.%Y} ({found[special.day][0]} и {entry.where})"
            )
        found[special.day] = entry.where, special
    return {day: special for day, (_, special) in found.items()}


def _day(entry: _Entry) -> CalendarDay:
    """Return the day of an entry; ValueError in Russian."""
    written = str(entry.day).strip()
    if not is_dated(written):
        raise ValueError(f"«{written[:40]}» не похоже на день (ожидается ДД.ММ.ГГГГ или ГГГГ-ММ-ДД)")
    moment = read_clock(written)
    if moment.time() != time.min:
        raise ValueError(f"«{written}» — день записан с временем")
    kind = _KINDS.get(comparable(str(entry.kind)))
    if kind is None:
        known = ", ".join(f"«{KIND_WORDS[each]}»" for each in DayKind)
        raise ValueError(f"вид дня «{str(entry.kind)[:40]}» неизвестен; известны {known}")
    return CalendarDay(moment.date(), kind, _text(entry.note), _text(entry.source))


def _text(value: object) -> str:
    return "" if value is None else " ".join(readable_text(str(value)).split())[:_LONGEST_NOTE]


def _checked(
    path: Path, years: Mapping[int, tuple[bool | None, str | None]], days: Mapping[date, CalendarDay]
) -> CalendarFile:
    for year in years:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise _WrongError(f"{year} год; берутся годы с {FIRST_YEAR} по {LAST_YEAR}")
    stray = next((day for day in days if day.year not in years), None)
    if stray is not None:
        raise _WrongError(f"день {stray:%d.%m.%Y} не из названных лет ({_listed(sorted(years))})")
    worked = [day for year in sorted(years) for day in missing_holidays(year, days)]
    if worked:
        shown = ", ".join(f"{day:%d.%m.%Y}" for day in worked[:_NAMED]) + (" и другие" if len(worked) > _NAMED else "")
        raise _WrongError(f"файл неполный: в нём рабочие праздничные дни {shown} (ст. 112 ТК РФ)")
    return CalendarFile(path.name, years, days)


def _listed(years: list[int]) -> str:
    return ", ".join(map(str, years))
