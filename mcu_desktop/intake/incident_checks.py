"""What must agree within a row of «Инцидент Менеджмент»: durations with the moments they are reckoned from."""

from collections.abc import Sequence
from datetime import timedelta

from mcu_desktop.intake.moments import parse_duration, read_clock
from mcu_desktop.intake.table import Cells, Table
from mcu_desktop.rules.russian import plural

# (duration, end, start). Columns 14 = 19 − 18, 8 = 6 − 18, 12 = 15 − 10 of the 47.
_IDENTITIES = (
    ("Время с начала создания инцидента до окончания", "Дата окончания", "Дата создания"),
    (
        "Время с даты создания инцидента до времени первого ответа",
        "Общее время первого ответа",
        "Дата создания",
    ),
    (
        "Первая реакция с момента назн. ПИ",
        "Время отправки первого ответа ПИ на согласование",
        "Время назначения последнего исполнителя",
    ),
)
_ROUNDING = timedelta(seconds=2)  # moments are written to the second, durations to a millisecond


def damaged_identities(table: Table) -> Sequence[str]:
    """Return a note for each identity that some rows break: the file was changed by hand or is damaged."""
    notes = []
    for duration, end, start in _IDENTITIES:
        if not {duration, end, start}.issubset(table.headers):
            continue
        at = [table.headers.index(name) for name in (duration, end, start)]
        broken = sum(_is_broken(row.cells, *at) for row in table.rows)
        if broken:
            rows = plural(broken, "строке", "строках", "строках")
            notes.append(
                f"В {rows} «{duration}» не равно разности «{end}» и «{start}»: файл правили вручную или он повреждён. "
                "Сверьте эти строки с источником."
            )
    return notes


def _is_broken(row: Cells, duration_at: int, end_at: int, start_at: int) -> bool:
    """Return whether all three cells are there and disagree; what is no moment is refused elsewhere."""
    try:
        duration = parse_duration(row[duration_at])
        if duration is None or not row[end_at] or not row[start_at]:
            return False
        end, start = read_clock(row[end_at]), read_clock(row[start_at])
    except (IndexError, ValueError):
        return False
    if (end.tzinfo is None) != (start.tzinfo is None):
        return False
    return abs(duration - (end - start)) > _ROUNDING
