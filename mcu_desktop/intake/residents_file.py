"""How many people live where, out of a CSV or XLSX file."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from mcu_desktop.intake.child import read_table
from mcu_desktop.intake.moments import read_clock
from mcu_desktop.intake.named_columns import KEPT, named_rows
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.residents import MOST_RESIDENTS, ReadResidents, Residents

_HEADS = {
    "settlement": ("населенный пункт", "название", "наименование", "settlement", "name"),
    "count": ("жителей", "число жителей", "численность", "численность населения", "население", "population"),
    "counted_on": ("на дату", "дата", "на день", "date"),
    "source": ("источник", "source"),
}
_NEEDED = {"settlement": "Населённый пункт", "count": "Жителей", "counted_on": "На дату"}
_LONGEST = 200


def read_residents_file(path: Path) -> ReadResidents:
    """Return the figures of a file; `UserFacingError` where it has none. A row without a source has the file's name."""
    found: dict[tuple[str, object], Residents] = {}
    refused = []
    with closing(read_table(path)) as pieces:
        for number, row in named_rows(pieces, _HEADS, _NEEDED, path.name):
            one, fault = _figure(row, path.name)
            if one is None:
                refused.append((number, fault))
            else:
                found[one.key, one.counted_on] = one
    if not found:
        said = f" Строка {refused[0][0]}: {refused[0][1]}." if refused else ""
        raise UserFacingError(f"В файле «{path.name}» нет ни одного числа жителей.{said} {KEPT}")
    return ReadResidents(tuple(found.values()), tuple(refused))


def _figure(row: Mapping[str, str], name: str) -> tuple[Residents | None, str]:
    settlement, source = (" ".join(row.get(field, "").split()) for field in ("settlement", "source"))
    if not settlement:
        return None, "не указан населённый пункт"
    if len(settlement) > _LONGEST or len(source) > _LONGEST:
        return None, f"название или источник длиннее {_LONGEST} знаков"
    digits = "".join(row["count"].split())
    if not digits.isdecimal() or int(digits) > MOST_RESIDENTS:
        return None, "жителей — не целое число"
    try:
        counted_on = read_clock(row["counted_on"]).date()
    except ValueError:
        return None, "дата подсчёта не читается"
    return Residents(settlement, counted_on, int(digits), source or name), ""
