"""The words that people have made of the figures of a period."""

from mcu_desktop.rules.figure_texts import FigureTextKind
from mcu_desktop.rules.periods import Period
from mcu_desktop.store.reading import Reader


def read_figure_text(reader: Reader, kind: FigureTextKind, period: Period) -> str | None:
    """Return the kept text of a period; None where there is only the draft."""
    rows = reader.rows(
        "SELECT text FROM figure_texts WHERE kind = :kind AND first_day = :first AND last_day = :last",
        kind=str(kind),
        first=period.first,
        last=period.last,
    )
    return str(rows[0][0]) if rows else None
