"""The journal sealed each minute, beside everything else; the newest seals are remembered at this workstation.

Once an hour what nobody will ask for again is forgotten: answers of deeds, and what was before them.
"""

import logging
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime
from itertools import cycle

from PySide6.QtCore import QObject, QTimer, Slot

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.store import Store

_EACH_MILLISECONDS = 50_000  # a change is sealed within a minute
_LOOKS_AN_HOUR = 72
_LAST_SECONDS = 2  # that a window which closes waits for a store: one that does not answer keeps nobody at the desk
_log = logging.getLogger(__name__)


class JournalKeeper(QObject):
    """Seals from time to time, in a thread of its own; that a store does not answer others say."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="sealing")
        self._looks = cycle(range(_LOOKS_AN_HOUR))
        self._timer = QTimer(self)
        self._timer.setInterval(_EACH_MILLISECONDS)
        self._timer.timeout.connect(self.look)

    @Slot()
    def begin(self) -> None:
        """Seal from now on."""
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Seal what has changed."""
        self._pool.submit(self._seal, is_time_to_forget=next(self._looks) == 0)

    @Slot()
    def close(self) -> None:
        """Seal what is left, which nobody would before the next window, and begin nothing more."""
        self._timer.stop()
        wait((self._pool.submit(self._seal, is_time_to_forget=False),), timeout=_LAST_SECONDS)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _seal(self, *, is_time_to_forget: bool) -> None:
        from mcu_desktop.operations.forget import forget
        from mcu_desktop.operations.seal_journal import seal_journal
        from mcu_desktop.store.anchors import keep_anchor

        try:
            seal = seal_journal(self._store)
            if seal is not None:
                keep_anchor(self._store.place, seal.number, seal.hash)
            if is_time_to_forget:
                forget(self._store, now=datetime.now(UTC))
        except UserFacingError:
            _log.info("The journal was not sealed this time: the store did not answer")
        except Exception:  # noqa: BLE001 -- the last border of a thread: logged, and sealing goes on next time
            _log.exception("The journal could not be sealed")
