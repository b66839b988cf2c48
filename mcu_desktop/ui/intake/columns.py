"""The columns of the preview: what will be taken in, what will change, and what is refused."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from mcu_desktop.intake.incoming import IncomingCase, RefusedRow
from mcu_desktop.ui.common.table_model import Column

if TYPE_CHECKING:
    from mcu_desktop.operations.take_in import CaseChange


def _topic(case: IncomingCase) -> str:
    return " / ".join(part for part in (case.topic_group, case.topic) if part)


def _place(case: IncomingCase) -> str:
    parts = (case.municipality, case.settlement, case.street, case.house)
    return ", ".join(part for part in parts if part)


def case_columns(
    moment_text: Callable[[IncomingCase], str], channels: Mapping[str, str]
) -> tuple[Column[IncomingCase], ...]:
    """Return the columns of the cases to take in; `channels` has a title for each code."""
    return (
        Column("Номер", lambda case: case.external_number, 90),
        Column("Поступило", moment_text, 130),
        Column("Канал", lambda case: channels.get(case.channel_code, case.channel_code), 110),
        Column("Тема", _topic, 150),
        Column("Текст", lambda case: case.gist or case.clean_text, 0),
        Column("Место", _place, 130),
        Column("Получатель", lambda case: case.recipient, 130),
    )


CHANGED_COLUMNS: "tuple[Column[CaseChange], ...]" = (
    Column("Номер", lambda change: change.external_number, 90),
    Column("Что изменится", lambda change: change.words, 0),
)
REFUSED_COLUMNS: tuple[Column[RefusedRow], ...] = (
    Column("Строка", lambda row: str(row.row_number), 72),
    Column("Почему отказано", lambda row: row.reason, 380),
    Column("Содержимое", lambda row: "; ".join(cell for cell in row.cells.values() if cell), 0),
)
