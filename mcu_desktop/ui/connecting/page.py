"""Connecting to a shared store: in the window from its menu, and at the start before there is a window's content."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from mcu_desktop.operations.enter_store import FoundStore, known_place, look_at_store
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.terms import Standing
from mcu_desktop.store.line_faults import PasswordWanted
from mcu_desktop.store.passwords import NoKeyring, forget_password, remember_password
from mcu_desktop.store.place import Place, choose_store, own_place
from mcu_desktop.ui.common.flow import button_flow
from mcu_desktop.ui.common.panels import KeyedPanel, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.theme import USUAL_POINTS, standing_colour
from mcu_desktop.ui.connecting.address_form import AddressForm, Wish
from mcu_desktop.ui.connecting.trial import Trials

_HINT = (
    "Все рабочие места работают с одной базой PostgreSQL. Адрес, имя входа и сертификат даёт администратор хранилища. "
    "Пароль не пишется ни в какой файл: его хранит система, или программа спрашивает его при запуске."
)
_WIDEST = 760  # for letters of the usual size


@dataclass(frozen=True, slots=True)
class Found:
    """A store that has answered, the place with the password it has taken, and what to say about the password."""

    place: Place
    store: FoundStore
    of_password: str = ""


Answer = Callable[[Found], None]


class ConnectingPage(KeyedPanel):
    """Asks the address and the password, tries them in words, and enters.

    Signals:
        finished: back, with the store that is open now; at the start the program ends.
        entered: the `Place` to be opened, which has been tried or lies on this computer, and what is to be said then.
    """

    finished = Signal()
    entered = Signal(object, str)

    def __init__(self, now_open: Place, *, is_start: bool = False) -> None:
        self.enter_button = QPushButton("Подключиться")
        self.back_button = QPushButton("Закрыть программу" if is_start else "К очереди")
        super().__init__(self.enter_button, self.back_button)
        self.now_open, self._is_start = now_open, is_start
        self.try_button = QPushButton("Проверить связь")
        self.own_button = QPushButton("Хранилище на этом компьютере")
        self.own_button.setToolTip("Один файл, без сервера; его видит только этот компьютер")
        self.form = AddressForm()
        self.told = text_label()
        self.told.setAccessibleName("Что со связью")
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName("Ждём ответа сервера")
        self.progress.hide()
        self._trials = Trials(self)
        self._inner = QWidget()
        self._lay_out()
        self._follow_letters()
        self.enter_button.clicked.connect(self._enter)
        self.try_button.clicked.connect(self._try)
        self.own_button.clicked.connect(self._go_home)
        self.back_button.clicked.connect(self.finished)
        self.form.changed.connect(self._forget_words)

    def start(self) -> None:
        """Show the store that is open, or ready fields where it is a file."""
        if self.now_open.shared is not None:
            self.form.show_address(self.now_open.shared)
        self.own_button.setEnabled(self._is_start or not self.now_open.embedded)
        self.form.hosts.setFocus()
        self.say(
            "" if self.now_open.shared is None else f"Сейчас открыто общее хранилище: {self.now_open.shared.words}."
        )

    def begin(self) -> None:
        """At the start of the program: enter the store with the password that is known, else ask for it."""
        self.start()
        self._wait(partial(_look_with_known_password, self.now_open), self._enter_found)

    def say(self, words: str, *, is_fault: bool = False) -> None:
        """Say how it went."""
        self.told.setText(words)
        palette = self.palette()
        if is_fault:
            palette.setColor(self.told.foregroundRole(), standing_colour(Standing.OVERDUE, palette))
        self.told.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        """Give larger letters a wider form."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._follow_letters()

    def close_line(self) -> None:
        """Wait for no answer any more."""
        self._trials.close()

    def _follow_letters(self) -> None:
        self._inner.setMaximumWidth(round(_WIDEST * self.font().pointSizeF() / USUAL_POINTS))

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self._inner)
        for part in (TitleLabel("Подключение к общему хранилищу"), text_label(_HINT), self.form, self.told):
            rows.addWidget(part)
        rows.addWidget(self.progress)
        rows.addLayout(button_flow(self.enter_button, self.try_button, self.own_button, self.back_button))
        rows.addStretch(1)
        layout = QHBoxLayout(self)
        if self._is_start:
            layout.addStretch(1)
        layout.addWidget(self._inner, _WIDEST)
        layout.addStretch(1)

    @Slot()
    def _try(self) -> None:
        wish = self._wish()
        if wish is not None:
            self._wait(partial(_look_with_known_password, wish.place), self._tell_found)

    @Slot()
    def _enter(self) -> None:
        wish = self._wish()
        if wish is not None:
            self._wait(partial(_enter, wish), self._enter_found)

    @Slot()
    def _go_home(self) -> None:
        choose_store(None)
        self.entered.emit(own_place(), "")

    def _wish(self) -> Wish | None:
        try:
            return self.form.wish()
        except UserFacingError as error:
            self.say(str(error), is_fault=True)
            return None

    def _wait(self, job: Callable[[], Found], answer: Answer) -> None:
        self.say("Ждём ответа сервера…")
        self._set_waiting(True)
        self._trials.begin(job, partial(self._take, answer), self._refuse)

    def _take(self, answer: Answer, found: Found) -> None:
        self._set_waiting(False)
        answer(found)

    def _refuse(self, error: UserFacingError) -> None:
        self._set_waiting(False)
        self.say(str(error), is_fault=True)
        if isinstance(error, PasswordWanted):
            self.form.password.setFocus()
            self.form.password.selectAll()

    def _set_waiting(self, is_waiting: bool) -> None:  # noqa: FBT001 -- a state
        self.progress.setVisible(is_waiting)
        for button in (self.enter_button, self.try_button):
            button.setEnabled(not is_waiting)

    def _tell_found(self, found: Found) -> None:
        self.say(found.store.words, is_fault=not found.store.can_be_opened)

    def _enter_found(self, found: Found) -> None:
        if not found.store.can_be_opened:
            self._tell_found(found)
            return
        choose_store(found.place)
        self.form.password.clear()
        self.entered.emit(found.place, found.of_password)

    @Slot()
    def _forget_words(self) -> None:
        self.say("")


def _look_with_known_password(place: Place) -> Found:
    known = known_place(place)
    return Found(known, look_at_store(known))


def _enter(wish: Wish) -> Found:
    """Look, and once the password has fitted remember or forget it; a system that keeps none is no hindrance."""
    found = _look_with_known_password(wish.place)
    address, typed = wish.place.shared, wish.place.password
    if address is None or typed is None or not found.store.can_be_opened:
        return found
    try:
        if wish.is_to_be_remembered:
            remember_password(address, typed)
        else:
            forget_password(address)
    except NoKeyring as error:
        return replace(found, of_password=str(error) if wish.is_to_be_remembered else "")
    return found
