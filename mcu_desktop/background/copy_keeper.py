"""Copies of an embedded store made by themselves, and its check after a bad end, beside everything else."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from mcu_desktop.background.program_log import log_file
from mcu_desktop.operations.task import Cancelled
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.store import Store

_FIRST_LOOK_MILLISECONDS = 20_000  # the person who has just opened the window has the disk
_LOOK_MILLISECONDS = 10 * 60 * 1000
_AFTER_FAILURE = timedelta(hours=1)
_log = logging.getLogger(__name__)


class CopyKeeper(QObject):
    """Looks from time to time whether a copy is due, and makes it in a thread of its own.

    A copy that was made is not worth a word; one that could not be made is.

    Signals:
        told: a Russian sentence for the notice strip, and its kind.
    """

    told = Signal(str, str)

    def __init__(
        self, store: Store, clock: Callable[[], datetime], *, ended_badly: bool, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store, self._clock, self._ended_badly = store, clock, ended_badly
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="copying")
        self._stopping = threading.Event()
        self._rests_until: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.look)

    @Slot()
    def begin(self) -> None:
        """Check the store if its last window has ended badly, then keep its copies."""
        if self._ended_badly:
            self._pool.submit(self._run, self._check_whole)
        self._timer.start()
        QTimer.singleShot(_FIRST_LOOK_MILLISECONDS, self, self.look)

    @Slot()
    def look(self) -> None:
        """Make a copy if one is due."""
        if not self._stopping.is_set():
            self._pool.submit(self._run, self._keep)

    @Slot()
    def close(self) -> None:
        """Begin nothing more; a copy that is being checked comes to its end without the window."""
        self._timer.stop()
        self._stopping.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, job: Callable[[], None]) -> None:
        try:
            job()
        except Cancelled:
            return  # the window was closed
        except UserFacingError as error:
            self._rests_until = self._clock() + _AFTER_FAILURE
            self._tell(str(error), "error")
        except Exception:  # noqa: BLE001 -- the last border of a thread: logged, told, and the program lives on
            self._rests_until = self._clock() + _AFTER_FAILURE
            _log.exception("The copies could not be kept")
            self._tell(f"Копия хранилища не сделана из-за ошибки программы. Подробности: {log_file()}", "error")

    def _tell(self, text: str, kind: str) -> None:
        if isValid(self) and not self._stopping.is_set():
            self.told.emit(text, kind)

    def _check_whole(self) -> None:
        from mcu_desktop.operations.keep_copies import find_damage_of

        damage = find_damage_of(self._store)
        if damage:
            self._tell(
                f"Программа прошлый раз закрылась не сама, и хранилище повреждено ({damage}). Больше ничего в него не "
                "вносите: меню «Хранилище», «Копии хранилища», верните последнюю исправную копию.",
                "error",
            )
        else:
            self._tell("Программа прошлый раз закрылась не сама. Хранилище проверено целиком: оно исправно.", "info")

    def _keep(self) -> None:
        from mcu_desktop.operations.keep_copies import keep_if_due

        now = self._clock()
        if self._rests_until is None or now >= self._rests_until:
            keep_if_due(self._store, now=now, step=self._step)

    def _step(self, _percent: int) -> None:
        if self._stopping.is_set():
            raise Cancelled
