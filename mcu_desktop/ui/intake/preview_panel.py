"""What a file holds and what will become of it, before anything is stored."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.rules.russian import format_moment, format_number, format_part
from mcu_desktop.ui.common.panels import KeyedPanel, button_row, text_label, titled
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.tables import make_table
from mcu_desktop.ui.intake.columns import CHANGED_COLUMNS, REFUSED_COLUMNS, case_columns
from mcu_desktop.ui.intake.counts import counts_text, rows_text

if TYPE_CHECKING:
    from mcu_desktop.operations.take_in import IntakePreview

_SHOWN_CASES = 20
_SHOWN_REFUSED = 200


class PreviewPanel(KeyedPanel):
    """Shows a file that was read, and asks whether to load it.

    Signals:
        load_wanted: take the file in.
        refused_wanted: save the refused rows.
        cancelled: leave without loading.
    """

    load_wanted = Signal()
    refused_wanted = Signal()
    cancelled = Signal()

    def __init__(self, file: ReadFile, preview: "IntakePreview", channels: Mapping[str, str], zone: ZoneInfo) -> None:
        self.load_button = QPushButton("Загрузить")
        self.cancel_button = QPushButton("Отмена")
        super().__init__(self.load_button, self.cancel_button)
        self._zone, self._channels = zone, channels
        self.refused_button = QPushButton("Сохранить отказанные строки…")
        self.summary = text_label(
            f"{file.file_name}: {rows_text(file.rows_read)}\n"
            + counts_text(
                new=preview.new, changed=preview.changed, unchanged=preview.unchanged, refused=preview.refused
            )
        )
        self.notes = text_label("\n".join((*_block_notes(preview), *file.notes)))
        self.told = text_label()
        layout = QVBoxLayout(self)
        layout.addWidget(TitleLabel(f"Файл распознан: {file.layout_title}"))
        for part in (self.summary, self.notes, self._tables(file, preview), self.told):
            layout.addWidget(part)
        layout.addLayout(button_row(self.load_button, self.cancel_button, self.refused_button))
        layout.setStretch(3, 1)
        self.notes.setVisible(bool(self.notes.text()))
        self.refused_button.setVisible(bool(file.refused))
        self._allow(preview)
        self.load_button.clicked.connect(self.load_wanted)
        self.refused_button.clicked.connect(self.refused_wanted)
        self.cancel_button.clicked.connect(self.cancelled)

    def take_focus(self) -> None:
        """Put the keyboard on the button that leads on."""
        button = self.load_button if self.load_button.isEnabled() else self.cancel_button
        button.setFocus()

    def tell(self, text: str) -> None:
        """Say something beside the buttons."""
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _allow(self, preview: "IntakePreview") -> None:
        self.load_button.setDefault(True)
        something = preview.new + preview.changed > 0
        self.load_button.setEnabled(something or preview.refused > 0)
        if something:
            self.tell("")
        elif preview.refused:
            self.tell("Новых и изменившихся записей нет. Отказанные строки будут ждать исправления.")
        else:
            self.tell("Загружать нечего: новых и изменившихся записей в файле нет.")

    def _tables(self, file: ReadFile, preview: "IntakePreview") -> QWidget:
        tables = QSplitter(Qt.Orientation.Vertical)
        tables.setChildrenCollapsible(False)
        shown = file.cases[:_SHOWN_CASES]
        title = _title_of(len(shown), len(file.cases))
        self.cases_table = make_table("Записи файла", case_columns(self._moment_text, self._channels), shown)
        tables.addWidget(titled(title, self.cases_table))
        self.changed_table = make_table("Изменится", CHANGED_COLUMNS, preview.changes)
        if preview.changes:
            title = _first_of("Изменится в известных записях", len(preview.changes), preview.changed)
            tables.addWidget(titled(title, self.changed_table))
        refused = file.refused[:_SHOWN_REFUSED]
        self.refused_table = make_table("Отказанные строки", REFUSED_COLUMNS, refused)
        if refused:
            title = _first_of("Отказанные строки", len(refused), len(file.refused))
            tables.addWidget(titled(title, self.refused_table))
        for at in range(tables.count()):
            tables.setStretchFactor(at, 1 if at else 3)
        tables.setSizes([100 if at else 300 for at in range(tables.count())])
        return tables

    def _moment_text(self, case: IncomingCase) -> str:
        return format_moment(case.received_at, self._zone)


def _block_notes(preview: "IntakePreview") -> tuple[str, ...]:
    if not preview.blocks:
        return ()
    blocks = ", ".join(f"{title} — {format_number(count)}" for title, count in preview.blocks)
    return (f"Новые по блокам: {blocks}",)


def _title_of(shown: int, every: int) -> str:
    if not shown:
        return "Записей нет"
    return "Все записи файла" if shown == every else f"Первые {format_part(shown, every)}"


def _first_of(title: str, shown: int, every: int) -> str:
    return title if shown == every else f"{title}: первые {format_part(shown, every)}"
