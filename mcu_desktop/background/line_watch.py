"""The watch over the line to a shared store: it hears others' changes, and knows when the store does not answer."""

import socket
import threading
from time import monotonic
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from mcu_desktop.rules.errors import UserFacingError

if TYPE_CHECKING:
    from mcu_desktop.store.pulse import Pulse
    from mcu_desktop.store.store import Store

_BEAT_SECONDS = 3.0
_HOLD_SECONDS = 30.0  # a card is held for three times as long
_AGAIN_SECONDS = 1.0  # between two tries to reach a store that does not answer


class LineWatch(QObject):
    """Listens in a thread of its own; other threads tell it what they meet, and wait with it for the line.

    Signals:
        lost: the store does not answer; why, in Russian. Once until it is found again.
        refused: the store answers and does not let this program in; why, in Russian. Once for each reason.
        found: the store answers again.
        heard: others have changed something: a frozenset of kinds of touched things, with an empty word for any.
        presences: who else has which card open: a tuple of `Presence`, after every change of it.
    """

    lost = Signal(str)
    refused = Signal(str)
    found = Signal()
    heard = Signal(object)
    presences = Signal(object)

    def __init__(self, store: "Store", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._window_key = str(uuid4())
        self._guard = threading.Lock()
        self._answers = threading.Event()
        self._answers.set()
        self._closing = threading.Event()
        self._bell: tuple[socket.socket, socket.socket] | None = None  # its end of the thread, and that of the others
        self._open: tuple[int | None, str] = (None, "")  # the card that is open here, and for whom
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to listen."""
        self._bell = socket.socketpair()
        self._thread = threading.Thread(target=self._watch, args=self._bell[:1], name="line-watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Listen no more; who waits for the line waits no longer."""
        self._closing.set()
        self._wake()
        if not self._answers.is_set():
            self._store.cut_lines()
        self._answers.set()
        if self._thread is not None and self._bell is not None:
            self._thread.join()
            for end in self._bell:
                end.close()
            self._bell = None

    @property
    def is_closing(self) -> bool:
        """Whether nothing is to be tried again."""
        return self._closing.is_set()

    def hold_card(self, case_id: int | None, actor: str) -> None:
        """Let the others know which card is open here; None for none."""
        self._open = case_id, actor
        if not self.is_closing:
            self._wake()

    def lose(self, words: str) -> None:
        """Note that the store does not answer."""
        with self._guard:
            is_news = self._answers.is_set() and not self.is_closing
            if is_news:
                self._answers.clear()
        if is_news:
            self.lost.emit(words)
            self._wake()

    def find(self) -> None:
        """Note that the store has answered."""
        with self._guard:
            is_news = not self._answers.is_set()
            self._answers.set()
        if is_news and not self.is_closing:
            self.found.emit()

    def wait_for_line(self) -> None:
        """Wait until the store answers, though not for long: who waits may look for himself from time to time."""
        self._answers.wait(_AGAIN_SECONDS)

    def _wake(self) -> None:
        if self._bell is not None:
            self._bell[1].send(b".")

    def _watch(self, bell: socket.socket) -> None:
        from mcu_desktop.store.line_faults import LineLost
        from mcu_desktop.store.pulse import open_pulse

        is_first, refusal = True, ""
        while not self.is_closing:
            try:
                with open_pulse(self._store, bell, self._window_key) as pulse:
                    self.find()
                    refusal = ""
                    if not is_first:
                        self.heard.emit(frozenset({""}))  # what was said meanwhile nobody has heard
                    is_first = False
                    self._listen(pulse)
            except UserFacingError as error:
                self._store.cut_lines()  # who waits for an answer in another thread waits in vain
                self.lose(str(error))
                if not isinstance(error, LineLost) and str(error) != refusal:
                    refusal = str(error)
                    self.refused.emit(refusal)
            self._closing.wait(_AGAIN_SECONDS)

    def _listen(self, pulse: "Pulse") -> None:
        held: tuple[int | None, str] = (None, "")
        held_at = monotonic()
        known: tuple[object, ...] = ()
        while not self.is_closing:
            if self._open != held or (held[0] is not None and monotonic() - held_at > _HOLD_SECONDS):
                held, held_at = self._open, monotonic()
                pulse.hold(*held)
            others = pulse.others()
            if others != known:
                known = others
                self.presences.emit(others)
            self._hear(pulse, held)
        if held[0] is not None:
            pulse.hold(None, "")

    def _hear(self, pulse: "Pulse", held: tuple[int | None, str]) -> None:
        """Tell what is heard until it is time for the next look at the store."""
        until = monotonic() + _BEAT_SECONDS
        while not self.is_closing and self._open == held and monotonic() < until:
            heard = pulse.wait(until - monotonic())
            if heard.kinds:
                self.heard.emit(heard.kinds)
            if heard.is_presence:
                return
