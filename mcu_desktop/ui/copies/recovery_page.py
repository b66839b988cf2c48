"""What is offered instead of a window where the store is damaged: its newest good copy."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from mcu_desktop.rules.russian import MESSAGES, format_moment, plural
from mcu_desktop.store.copies import KeptCopy
from mcu_desktop.store.place import Place
from mcu_desktop.ui.common.panels import KeyedPanel, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.copies.bringing_back import bring_back

_AIR = 120  # pixels around the words


class RecoveryPage(KeyedPanel):
    """Says what is wrong and which copy there is; nothing is done unless a person wants it.

    Signals:
        interlude_wanted: an `Interlude` that brings the copy back.
        given_up: the window is to be closed, everything stays as it is.
    """

    interlude_wanted = Signal(object)
    given_up = Signal()

    def __init__(self, copy: KeptCopy, place: Place, clock: Callable[[], datetime]) -> None:
        self.restore_button, self.close_button = QPushButton("Вернуть хранилище из копии"), QPushButton("Закрыть окно")
        super().__init__(self.restore_button, self.close_button)
        self._copy, self._place, self._clock = copy, place, clock
        cases = 0 if copy.note is None else copy.note.cases
        made_at = format_moment(copy.made_at, ZoneInfo("UTC"))
        layout = QVBoxLayout(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        layout.setContentsMargins(_AIR, _AIR, _AIR, _AIR)
        layout.setSpacing(12)
        for part in (
            TitleLabel("Хранилище повреждено"),
            text_label(f"Файл «{place.file}» не читается как хранилище. Он не изменён."),
            text_label(
                f"Последняя исправная копия сделана {made_at}, в ней {plural(cases, *MESSAGES)}: {copy.file}. "
                "Повреждённый файл не стирается: он будет отложен рядом, и специалист может достать из него то, что "
                "сделано позже."
            ),
        ):
            layout.addWidget(part)
        layout.addLayout(button_row(self.restore_button, self.close_button))
        self.restore_button.clicked.connect(self._restore)
        self.close_button.clicked.connect(self.given_up)

    @Slot()
    def _restore(self) -> None:
        self.interlude_wanted.emit(bring_back(self._place, self._copy.file, self._clock()))
