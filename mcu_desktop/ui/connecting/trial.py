"""A try to reach a store, beside the window: it may take as long as a network takes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from mcu_desktop.rules.errors import UserFacingError


class Trials(QObject):
    """Tries one thing after the other in a thread; the answer to the last one comes home, earlier ones are dropped."""

    _came_home = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="trying")
        self._ticket = 0
        self._came_home.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def begin(
        self, job: Callable[[], Any], answer: Callable[[Any], None], failed: Callable[[UserFacingError], None]
    ) -> None:
        """Try something; its answer, or its refusal, is given in the GUI thread."""
        self._ticket += 1
        self._pool.submit(self._run, self._ticket, job, answer, failed)

    def close(self) -> None:
        """Want no more answers; what is under way ends by itself."""
        self._ticket += 1
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _run(
        self,
        ticket: int,
        job: Callable[[], Any],
        answer: Callable[[Any], None],
        failed: Callable[[UserFacingError], None],
    ) -> None:
        call: Callable[[], None]
        try:
            call = partial(answer, job())
        except UserFacingError as error:
            call = partial(failed, error)
        if isValid(self):
            self._came_home.emit((ticket, call))

    @Slot(object)
    def _deliver(self, came: tuple[int, Callable[[], None]]) -> None:
        ticket, call = came
        if ticket == self._ticket:
            call()
