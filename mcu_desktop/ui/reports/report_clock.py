"""Makes the reports of the schedule while the window is open, and at its start those that were missed."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction
from mcu_desktop.queries.report_schedules import DueBatch, read_due

_LOOK_MILLISECONDS = 60_000
_ACTOR = "Расписание"


class ReportClock(QObject):
    """Looks every minute what is due. What could not be made is said once, and tried again at the next start.

    Signals:
        told: what was made and what was not, a line for each rule, when the last one is through; and whether that is
            good («success») or not («error»).
    """

    told = Signal(str, str)

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._zone, self._clock = desk, zone, clock
        self._since = clock()
        self._left: set[int] = set()  # rules that have failed, or are being made
        self._waiting = 0  # rules that are being made
        self._said: list[str] = []
        self._kind = "success"
        timer = QTimer(self)
        timer.setInterval(_LOOK_MILLISECONDS)
        timer.timeout.connect(self.look)
        timer.start()

    @Slot()
    def look(self) -> None:
        """Ask what is due now."""
        question = partial(read_due, now=self._clock(), zone=self._zone, running_since=self._since)
        self._desk.read(self, question, self._make)

    def _make(self, due: tuple[DueBatch, ...]) -> None:
        for batch in due:
            rule = batch.line.schedule_id
            if rule not in self._left:
                self._left.add(rule)
                self._waiting += 1
                deed = partial(_make, batch, self._clock(), self._zone)
                self._desk.write(self, deed, partial(self._take, rule), failed=self._take_failure)

    def _take(self, rule: int, change: Change) -> None:
        self._left.discard(rule)
        self._go_on(change.text)

    def _take_failure(self, text: str) -> None:
        self._kind = "error"
        self._go_on(text)

    def _go_on(self, text: str) -> None:
        """Tell all together after the last rule: of several notices only the last one would be seen."""
        self._waiting -= 1
        if text:  # empty where another workstation has made it
            self._said.append(text if text.endswith(".") else f"{text}.")
        if not self._waiting and self._said:
            said, kind = "\n".join(self._said), self._kind
            self._said, self._kind = [], "success"
            self.told.emit(said, kind)


def _make(batch: DueBatch, now: datetime, zone: ZoneInfo, session: Transaction, task: Task) -> Change:
    from mcu_desktop.operations.make_scheduled import make_batch

    return make_batch(session, task, batch, now=now, zone=zone, actor=_ACTOR)
