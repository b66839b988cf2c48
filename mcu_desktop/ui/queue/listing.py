"""Asking for all cases of a queue: a short one at once, a long one beside every other question."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.queries.queue_list import AT_ONCE, ListedQueue, list_queue, list_short_queue
from mcu_desktop.store.reading import Reader


class QueueListing(QObject):
    """Lists the queue that was asked for last; a question that another one has overtaken is stopped and not answered.

    Signals:
        listed: the filter and its `ListedQueue`.
        takes_long: the queue has very many cases; they come a little later.
        failed: a Russian sentence, where a long list could not be read.
    """

    listed = Signal(object, object)
    takes_long = Signal()
    failed = Signal(str)

    def __init__(self, desk: Desk, zone: ZoneInfo, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._zone = desk, zone
        self._asked = 0
        self._task: Task | None = None

    def ask(self, wanted: QueueFilter, now: datetime, *, known: int) -> None:
        """List a queue, of which so many cases are known already."""
        self._asked += 1
        if self._task is not None:
            self._task.cancel()
        if known > AT_ONCE:
            self._ask_for_long(wanted, now)
        else:
            question = partial(list_short_queue, wanted=wanted, now=now, zone=self._zone)
            self._desk.read(self, question, partial(self._take_short, self._asked, wanted, now))

    def _ask_for_long(self, wanted: QueueFilter, now: datetime) -> None:
        self._task = self._desk.list_all(
            self,
            partial(_list_all, wanted, now, self._zone),
            partial(self._take, self._asked, wanted),
            failed=partial(self._tell_failure, self._asked),
        )

    def _take_short(self, number: int, wanted: QueueFilter, now: datetime, found: ListedQueue | None) -> None:
        if found is not None:
            self._take(number, wanted, found)
        elif number == self._asked:
            self.takes_long.emit()
            self._ask_for_long(wanted, now)

    def _take(self, number: int, wanted: QueueFilter, found: ListedQueue) -> None:
        if number == self._asked:
            self.listed.emit(wanted, found)

    def _tell_failure(self, number: int, text: str) -> None:
        if number == self._asked:
            self.failed.emit(text)


def _list_all(wanted: QueueFilter, now: datetime, zone: ZoneInfo, reader: Reader, task: Task) -> ListedQueue:
    return list_queue(reader, wanted, now=now, zone=zone, step=task.check)
