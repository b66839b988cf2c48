"""How a file is read, where the program's own guess is not right."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from mcu_desktop.ui.common.plain import PlainLabel

AUTO, OWN_COLUMNS = "auto", "registry"
_ENCODINGS = ("utf-8", "cp1251", "cp866", "koi8-r", "utf-16")
_TEXT_FILES = {".csv", ".txt", ".tsv"}


class ReadingChoice(QWidget):
    """The kind of export and, for a text file, its encoding.

    Signals:
        changed: read the file again in this way.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.layouts, self.encodings = QComboBox(), QComboBox()
        self.layouts.setAccessibleName("Вид файла")
        self.encodings.setAccessibleName("Кодировка")
        self._encoding_label = PlainLabel("Кодировка:")
        row = QHBoxLayout(self)
        for part in (PlainLabel("Вид файла:"), self.layouts, self._encoding_label, self.encodings):
            row.addWidget(part)
        row.addStretch(1)
        self.layouts.currentIndexChanged.connect(self._tell)
        self.encodings.currentIndexChanged.connect(self._tell)

    def begin(self, path: Path) -> None:
        """Offer the ways to read another file; the program guesses at first."""
        from mcu_desktop.intake.reading import LAYOUTS

        self.blockSignals(True)
        self.layouts.clear()
        self.layouts.addItem("определить по столбцам", AUTO)
        for code, title in LAYOUTS.items():
            self.layouts.addItem("указать столбцы самому" if code == OWN_COLUMNS else title, code)
        self.encodings.clear()
        self.encodings.addItem("определить", None)
        for encoding in _ENCODINGS:
            self.encodings.addItem(encoding, encoding)
        self.blockSignals(False)
        for part in (self._encoding_label, self.encodings):
            part.setVisible(path.suffix.lower() in _TEXT_FILES)

    def layout_code(self) -> str:
        """Return the code of the wanted layout, AUTO for the program's guess."""
        return str(self.layouts.currentData())

    def encoding(self) -> str | None:
        """Return the wanted encoding, None for the program's guess."""
        encoding: str | None = self.encodings.currentData()
        return encoding

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()
