"""Texts of «Инцидент Менеджмент» with their labels alone: no number, no date; the text itself is the key."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from mcu_desktop.intake.cells import RowCells
from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.intake.layout import Layout, RowReader
from mcu_desktop.intake.table import Table
from mcu_desktop.rules.terms import CaseKind, SourceSystem
from mcu_desktop.text.cleaning import readable_text

_SYSTEM = SourceSystem.INCIDENT_MANAGEMENT
_COLUMNS = frozenset({"Исполнитель", "Группа тем", "Текст инцидента", "Тема"})
_KEY_LENGTH = 16


def _start() -> RowReader:
    seen: Counter[str] = Counter()

    def read_row(row: RowCells) -> IncomingCase:
        row.required("Текст инцидента")
        received_text = row.received("Текст инцидента")
        text, topic = readable_text(received_text), row.text("Тема")
        key = hashlib.sha256(text.encode()).hexdigest()[:_KEY_LENGTH]
        seen[key] += 1
        return IncomingCase(
            row_number=row.row_number,
            system=_SYSTEM,
            external_number=f"текст-{key}" if seen[key] == 1 else f"текст-{key}-{seen[key]}",
            channel_code="incident_management",
            kind=CaseKind.MESSAGE,
            received_at=row.now,
            received_text=received_text,
            clean_text=text,
            topic_group=row.text("Группа тем"),
            topic=topic.replace("★", "").strip(),
            fast_track="★" in topic,
            recipient=row.text("Исполнитель"),
            source_fields=row.rest(_COLUMNS),
        )

    return read_row


def _notes(_table: Table) -> Sequence[str]:
    return ("В файле нет номеров и дат: записи узнаются по тексту, временем поступления станет время чтения файла.",)


LAYOUT = Layout(
    code="labelled_texts",
    title="Тексты «Инцидент Менеджмент» с темами",
    system=_SYSTEM,
    needed=_COLUMNS,
    known=_COLUMNS,
    start=_start,
    foreign=frozenset({"Номер инцидента", "Дата создания"}),
    notes=_notes,
)
