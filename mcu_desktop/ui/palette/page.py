"""The command palette: a few letters, and Enter does it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.queries.palette import FoundCase, PalettePlaces, read_cases_by_number, read_palette_places
from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.rules.fuzzy import fit
from mcu_desktop.ui.common.menu import keys_in_russian
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.palette.offers import Offer

_MOST = 40
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class PalettePage(Page):
    """Finds any command, view, block, case number or person of the roster, and what can be done with the chosen case.

    Signals:
        cases_wanted: a `QueueFilter`.
    """

    cases_wanted = Signal(object)

    def __init__(
        self,
        desk: Desk,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        actions: Sequence[QAction],
        of_queue: Sequence[QAction],
        window_offers: Callable[[], Sequence[Offer]],
    ) -> None:
        super().__init__()
        self._desk, self._zone, self._clock = desk, zone, clock
        self._actions = tuple(actions)
        self._of_queue = frozenset(of_queue)  # grey only because this page is looked at
        self._window_offers = window_offers
        self._of_window: Sequence[Offer] = ()
        self._places = PalettePlaces((), ())
        self._cases: tuple[FoundCase, ...] = ()
        self._ticket = 0
        self.offers: list[Offer] = []
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("Команда, вид, блок, номер сообщения, фамилия")
        self.typed.setAccessibleName("Что найти или сделать")
        self.list = QListWidget()
        self.list.setAccessibleName("Найденное")
        self.told = text_label()
        layout = QVBoxLayout(self)
        for part in (TitleLabel("Найти и сделать"), self.typed, self.list, self.told):
            layout.addWidget(part)
        layout.addLayout(button_row(self.back_button))
        self.typed.installEventFilter(self)
        self.typed.textChanged.connect(self._look)
        self.typed.returnPressed.connect(self._do_current)
        self.list.itemActivated.connect(self._do_current)

    def start(self) -> None:
        """Begin anew with nothing typed."""
        self._of_window = self._window_offers()
        self.typed.clear()
        self.typed.setFocus()
        today = self._clock().astimezone(self._zone).date()
        self._desk.read(self, partial(read_palette_places, today=today), self._take_places)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while the letters go into the line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _MOVES:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _take_places(self, places: PalettePlaces) -> None:
        self._places = places
        self._show()

    @Slot()
    def _look(self) -> None:
        self._ticket += 1
        self._cases = ()
        self._show()
        year = self._clock().astimezone(self._zone).year
        question = partial(read_cases_by_number, typed=self.typed.text(), year=year)
        self._desk.read(self, question, partial(self._take_cases, self._ticket))

    def _take_cases(self, ticket: int, cases: tuple[FoundCase, ...]) -> None:
        if ticket == self._ticket and cases:
            self._cases = cases
            self._show()

    def _show(self) -> None:
        typed = self.typed.text()
        found = sorted(
            ((fit(typed, offer.title), place, offer) for place, offer in enumerate(self._all())),
            key=lambda line: (-line[0], line[1]),
        )
        self.offers = [*self._of_cases(), *(offer for weight, _place, offer in found if weight)][:_MOST]
        self.list.clear()
        for offer in self.offers:
            self.list.addItem(QListWidgetItem(f"{offer.title}    {offer.note}" if offer.note else offer.title))
        self.list.setCurrentRow(0)
        self.told.setText("" if self.offers else "Ничего не найдено. Слова в тексте сообщений ищет Ctrl+F.")

    def _all(self) -> list[Offer]:
        commands = [
            Offer(
                action.text().partition("\t")[0].rstrip("…"),
                keys_in_russian(action.shortcut().toString()),
                partial(self._trigger, action),
            )
            for action in self._actions
            if action.isEnabled() or action in self._of_queue
        ]
        blocks = [
            Offer(f"Блок: {title}", "", partial(self.cases_wanted.emit, QueueFilter(block=code)))
            for title, code in self._places.blocks
        ]
        people = [
            Offer(name, role, partial(self.cases_wanted.emit, QueueFilter(search=name.split()[0])))
            for name, role in self._places.people
        ]
        known = {command.title for command in commands}
        of_window = [offer for offer in self._of_window if offer.title not in known]
        return [*commands, *of_window, *blocks, *people]

    def _of_cases(self) -> list[Offer]:
        return [
            Offer(case.number, case.text, partial(self.cases_wanted.emit, QueueFilter(search=case.number)))
            for case in self._cases
        ]

    def _trigger(self, action: QAction) -> None:
        self.finished.emit()  # a command of the queue wants the queue on the screen
        action.trigger()

    @Slot()
    def _do_current(self) -> None:
        if 0 <= self.list.currentRow() < len(self.offers):
            self.offers[self.list.currentRow()].deed()
