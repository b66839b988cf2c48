"""How the wall asks its store: in a thread of its own, for weeks, whatever becomes of the store meanwhile."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from mcu_desktop.operations.enter_store import known_place
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.place import Place
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

Answer = TypeVar("Answer")
_NOT_READY = "Хранилище ещё не подготовлено этой версией программы. Откройте окно программы один раз."
_log = logging.getLogger(__name__)


class WallLine(QObject):
    """Reads with a connection that is kept while it lives; after a fault the next question opens another one.

    A store that is not there yet, or of another version, is looked at again with each question; it is never made.
    """

    _came_home = Signal(object)

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place
        self._reader: Reader | None = None
        self._fault = ""
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="wall")
        self._came_home.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def ask(
        self, job: Callable[[Reader], Answer], answer: Callable[[Answer], None], failed: Callable[[str], None]
    ) -> None:
        """Read something; the answer, or a Russian sentence of why there is none, comes to the GUI thread."""
        self._pool.submit(self._run, job, answer, failed)

    def close(self) -> None:
        """Give the connection back, and wait for the question under way."""
        self._pool.submit(self._hang_up)
        self._pool.shutdown(wait=True)

    def _run(self, job: Callable[[Reader], Any], answer: Callable[[Any], None], failed: Callable[[str], None]) -> None:
        call: Callable[[], None]
        try:
            call = partial(answer, job(self._opened()))
            self._fault = ""
        except Exception as error:  # noqa: BLE001 -- the wall lives on whatever it meets
            self._hang_up()
            self._note(error)
            call = partial(failed, self._fault)
        if isValid(self):
            self._came_home.emit(call)

    def _opened(self) -> Reader:
        if self._reader is None:
            store = Store(known_place(self._place))
            if not store.is_ready():
                raise UserFacingError(_NOT_READY)
            self._reader = store.open_reader()
        return self._reader

    def _hang_up(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()

    def _note(self, error: Exception) -> None:
        """Write a fault to the journal once, not each half a minute for a month."""
        words = str(error) if isinstance(error, UserFacingError) else f"{type(error).__name__}: {error}"
        if words != self._fault:
            _log.warning("The wall has no figures: %s", words, exc_info=not isinstance(error, UserFacingError))
        self._fault = words

    @Slot(object)
    def _deliver(self, call: Callable[[], None]) -> None:
        call()
