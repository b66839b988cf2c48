"""A line that asks for a person's code; wrong ones make it wait longer and longer."""

from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.queries.locks import read_lock
from mcu_desktop.rules.lock import code_fits, wait_seconds
from mcu_desktop.rules.russian import plural
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.plain import PlainLabel


class CodeForm(QWidget):
    """Asks for the code of a name.

    Signals:
        opened: the right code was typed, or the name has none.
    """

    opened = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._person_id = 0
        self._wrong = 0
        self.code = QLineEdit()
        self.code.setEchoMode(QLineEdit.EchoMode.Password)
        self.code.setAccessibleName("Код")
        self.code.setPlaceholderText("Код")
        self.open_button = QPushButton("Открыть")
        self.told = PlainLabel()
        self.told.setWordWrap(True)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.timeout.connect(self._may_try)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.code)
        layout.addWidget(self.open_button)
        layout.addWidget(self.told, 1)
        self.code.returnPressed.connect(self._try)
        self.open_button.clicked.connect(self._try)

    def ask(self, person_id: int) -> None:
        """Ask for the code of a person; a name without one opens at once."""
        self._person_id, self._wrong = person_id, 0
        self.code.clear()
        self.told.clear()
        self._desk.read(self, partial(read_lock, person_id=person_id), self._begin)

    def _begin(self, kept: str | None) -> None:
        if kept is None:
            self.opened.emit()
        else:
            self.show()
            self.code.setFocus()

    @Slot()
    def _try(self) -> None:
        if self.code.isEnabled():
            self._desk.read(self, partial(_fits, self._person_id, self.code.text()), self._take)

    def _take(self, fits: bool) -> None:  # noqa: FBT001 -- the answer to one question
        self.code.clear()
        if fits:
            self._wrong = 0
            self.opened.emit()
            return
        self._wrong += 1
        seconds = wait_seconds(self._wrong)
        self.told.setText("Код не подошёл." + (f" Подождите {plural(seconds, 'секунду', 'секунды', 'секунд')}."
                                               if seconds else ""))  # fmt: skip
        if seconds:
            for part in (self.code, self.open_button):
                part.setEnabled(False)
            self._waiting.start(seconds * 1_000)

    @Slot()
    def _may_try(self) -> None:
        for part in (self.code, self.open_button):
            part.setEnabled(True)
        self.code.setFocus()


def _fits(person_id: int, code: str, reader: Reader) -> bool:
    kept = read_lock(reader, person_id)
    return kept is None or code_fits(code, kept)
