"""How counts of an intake are said in Russian."""

from mcu_desktop.rules.russian import ROWS, format_number, plural


def counts_text(*, new: int, changed: int, unchanged: int, refused: int) -> str:
    """Return «57 новых, 3 изменились, 12 уже есть, 1 строка отказана»."""
    return ", ".join(
        (
            plural(new, "новое", "новых", "новых"),
            plural(changed, "изменилось", "изменились", "изменилось"),
            f"{format_number(unchanged)} уже есть",
            plural(refused, "строка отказана", "строки отказаны", "строк отказано"),
        )
    )


def rows_text(count: int) -> str:
    """Return «21 строка», «3 строки», «15 строк»."""
    return plural(count, *ROWS)
