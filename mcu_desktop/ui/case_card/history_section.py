"""The history of a case: who did what and when, all of it or only what is looked for."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mcu_desktop.queries.case_card import CaseCard, CaseEvent
from mcu_desktop.rules.russian import comparable
from mcu_desktop.rules.terms import EventKind
from mcu_desktop.rules.titles import EVENT_KINDS
from mcu_desktop.ui.case_card.facts import event_text
from mcu_desktop.ui.common.long_text import LongText

_KINDS: tuple[EventKind | None, ...] = (None, *EventKind)
_WORTH_FILTERING = 2  # lines


class HistorySection(QWidget):
    """Shows the lines of the chosen kind that have the typed words: a name, a day, a field."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._case_id: int | None = None
        self._events: tuple[CaseEvent, ...] = ()
        self.kind = QComboBox()
        self.kind.setAccessibleName("Что показать из истории")
        self.kind.addItems(["вся история", *(EVENT_KINDS[kind] for kind in EventKind)])
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(10)
        self.words = QLineEdit()
        self.words.setPlaceholderText("имя, день, поле")
        self.words.setAccessibleName("Искать в истории")
        self.words.setClearButtonEnabled(True)
        self.text = LongText("История")
        self._bar = QWidget()
        line = QHBoxLayout(self._bar)
        line.setContentsMargins(0, 0, 0, 4)
        line.addWidget(self.kind, 3)
        line.addWidget(self.words, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._bar)
        layout.addWidget(self.text)
        self.kind.currentIndexChanged.connect(self._show)
        self.words.textChanged.connect(self._show)

    def show_card(self, card: CaseCard) -> None:
        """Show the history of a case; what another one was filtered by is forgotten."""
        self._events = card.events
        self._bar.setVisible(len(card.events) > _WORTH_FILTERING)
        if card.case_id != self._case_id:
            self._case_id = card.case_id
            for field in (self.kind, self.words):
                field.blockSignals(True)
            self.kind.setCurrentIndex(0)
            self.words.clear()
            for field in (self.kind, self.words):
                field.blockSignals(False)
        self._show()

    @Slot()
    def _show(self) -> None:
        kind, wanted = _KINDS[self.kind.currentIndex()], comparable(self.words.text())
        of_kind = [event_text(event, self._zone) for event in self._events if kind in {None, event.kind}]
        found = [line for line in of_kind if wanted in comparable(line)]
        self.text.set_text("\n".join(found) or "Таких записей в истории нет.")
