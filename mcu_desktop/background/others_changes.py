"""What other programs have written: noticed in the store, told to the screens without flooding them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.queries.last_change import Mark

_LOOK_MILLISECONDS = 3_000
_REST_MILLISECONDS = 400  # after others' changes were shown: who writes much is not read after every line


class OthersChanges(QObject):
    """Looks at the mark of a file from time to time, or takes what the line to a shared store has heard.

    Signals:
        noticed: a `Change` with an empty text: another program has written.
    """

    noticed = Signal(object)

    def __init__(self, look: Callable[[], None], parent: QObject) -> None:
        """`look` reads the mark of the store and gives it to `compare`."""
        super().__init__(parent)
        self._mark: Mark | None = None  # not known yet, or changed by a deed of this window
        self._unheard: set[str] = set()
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_MILLISECONDS)
        self._looking.timeout.connect(look)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_REST_MILLISECONDS)
        self._resting.timeout.connect(self._tell)

    def start_looking(self) -> None:
        """Look from now on; what comes over a line is heard without looking."""
        self._looking.start()

    def stop(self) -> None:
        """Look no more, and tell no more."""
        self._looking.stop()
        self._resting.stop()

    def expect_own(self) -> None:
        """Let the next mark differ: this window has written itself."""
        self._mark = None

    def compare(self, mark: Mark) -> None:
        """Take the mark that was read, and tell where another program has moved it."""
        known, self._mark = self._mark, mark
        if known is not None and known != mark:
            self.noticed.emit(Change(frozenset(Touched), ""))

    @Slot(object)
    def hear(self, kinds: frozenset[str]) -> None:
        """Take what the line has heard of: the stored words of what was touched."""
        self._unheard |= kinds
        if not self._resting.isActive():
            self._tell()

    @Slot()
    def _tell(self) -> None:
        """Let the screens read again what others have changed; what is said meanwhile is told after a rest."""
        if self._unheard:
            known = {touched for touched in Touched if touched in self._unheard}
            self._unheard.clear()
            self._resting.start()
            self.noticed.emit(Change(frozenset(known or Touched), ""))
