"""The desk every screen hands its questions and deeds to; answers come home by a signal."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from mcu_desktop.background.others_changes import OthersChanges
from mcu_desktop.background.program_log import log_file
from mcu_desktop.background.signed_deed import SignedDeed
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.open_store import WAITING
from mcu_desktop.operations.task import ACTOR, PERSON, Cancelled, Task
from mcu_desktop.queries.last_change import read_mark
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.line_faults import LineLost
from mcu_desktop.store.place import Place
from mcu_desktop.store.reading import Reader

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from mcu_desktop.background.line_watch import LineWatch
    from mcu_desktop.store.about import About
    from mcu_desktop.store.shared_address import Secret
    from mcu_desktop.store.store import Store

Answer = TypeVar("Answer")
_log = logging.getLogger(__name__)


class Desk(QObject):
    """Runs reads, long work and deeds in threads of their own.

    Reads never wait for deeds: quick reads, lists, long work and deeds have a thread each. An answer is
    given in the GUI thread, and not at all if its asker has died.

    Signals:
        changed: a `Change`, after a deed was committed; with an empty text where another program has written.
        failed: a Russian sentence for the notice strip.
        progressed: a task's percent (0 to 100, -1 unknown) and its Russian text.
        ended: a task has come to its end, whichever it is.
        waited: a deed waits for another program that writes; the Russian sentence to say so.

    On a shared store `line` watches the line; what cannot be asked or done while it is lost waits for it, and a deed
    that may have been done already is done again under its key, which does nothing twice.
    """

    changed = Signal(object)
    failed = Signal(str)
    progressed = Signal(object, int, str)
    ended = Signal(object)
    waited = Signal(str)
    _came_home = Signal(object)

    def __init__(self, store: "Store", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        store.waiting = lambda: self.waited.emit(WAITING)
        self._reading = ThreadPoolExecutor(1, thread_name_prefix="reading")
        self._listing = ThreadPoolExecutor(1, thread_name_prefix="listing")
        self._working = ThreadPoolExecutor(1, thread_name_prefix="working")
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="writing")
        self._tasks: set[Task] = set()
        self._is_closed = False
        self._local = threading.local()
        self._came_home.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._signed: dict[str, object] = {}  # who works here, for the transactions
        self._others = OthersChanges(self.look_for_changes, self)
        self._others.noticed.connect(self.changed)

    @cached_property
    def line(self) -> "LineWatch":
        """The watch over the line to a shared store; the window on an embedded one starts without it."""
        from mcu_desktop.background.line_watch import LineWatch

        line = LineWatch(self._store, self)
        line.heard.connect(self._others.hear)
        return line

    @property
    def place(self) -> Place:
        """Where the store lies."""
        return self._store.place

    def know_password(self, password: "Secret") -> None:
        """Open lines with another password from now on: the person has changed it."""
        self._store.place = self._store.place.with_password(password)

    def read(self, asker: QObject, question: Callable[[Reader], Answer], answer: Callable[[Answer], None]) -> None:
        """Ask the store something quick; a screen's page or a card. A closed desk asks nothing: clocks tick on."""
        if self._is_closed:
            return
        self._reading.submit(self._run, asker, lambda _try: question(self._reader()), answer, None)

    def work(
        self,
        asker: QObject,
        job: Callable[[Reader, Task], Answer],
        answer: Callable[[Answer], None],
        *,
        failed: Callable[[str], None] | None = None,
    ) -> Task:
        """Do something long that changes nothing: read a file, count a report. Returns its task, to cancel.

        A closed desk begins nothing: clocks tick on.
        """
        return self._begin(self._working, asker, job, answer, failed)

    def list_all(
        self,
        asker: QObject,
        question: Callable[[Reader, Task], Answer],
        answer: Callable[[Answer], None],
        *,
        failed: Callable[[str], None],
    ) -> Task:
        """Ask for a list that may be as long as the store: quick questions do not wait for it, nor it for long work.

        Returns its task, to cancel.
        """
        return self._begin(self._listing, asker, question, answer, failed)

    def write(
        self,
        asker: QObject,
        deed: Callable[["Session", Task], Change],
        answer: Callable[[Change], None] | None = None,
        *,
        failed: Callable[[str], None] | None = None,
        about: "About | None" = None,
    ) -> Task:
        """Run a deed in one transaction; after the commit every screen hears `changed`.

        `about` names the cases of a deed that reads and changes no others: then a slow line is crossed twice for it.
        """
        task = self._new_task()
        signed = SignedDeed(deed, task, self._signed, about)
        self._writing.submit(self._run, asker, partial(signed.perform, self._store), answer, failed, task)
        return task

    def sign(self, person_id: int, actor: str) -> None:
        """Let the deeds from now on be done by a person, so named in history; 0 is the owner of the store."""
        self._signed = {PERSON: person_id, ACTOR: actor}

    def watch(self) -> None:
        """Begin to notice what others write: by listening to a shared store, by looking at a file from time to time."""
        if self._store.place.embedded:
            self._others.start_looking()
        else:
            self.line.start()

    @Slot()
    def look_for_changes(self) -> None:
        """Ask whether another program has written since the last look."""
        self.read(self, read_mark, self._others.compare)

    def close(self) -> None:
        """Cancel what can be cancelled and wait for the deed under way."""
        self._is_closed = True
        self._others.stop()
        for task in tuple(self._tasks):
            task.cancel()
        if not self.place.embedded:
            self.line.close()
        for pool in (self._reading, self._listing, self._working, self._writing):
            pool.submit(self._close_reader)
            pool.shutdown(wait=True)
        self._store.close()

    def _begin(
        self,
        pool: ThreadPoolExecutor,
        asker: QObject,
        job: Callable[[Reader, Task], Answer],
        answer: Callable[[Answer], None],
        failed: Callable[[str], None] | None,
    ) -> Task:
        task = self._new_task()
        if not self._is_closed:
            pool.submit(self._run, asker, lambda _try: job(self._reader(), task), answer, failed, task)
        return task

    def _new_task(self) -> Task:
        task = Task(lambda percent, text: self.progressed.emit(task, percent, text))
        self._tasks.add(task)
        return task

    def _reader(self) -> Reader:
        if not hasattr(self._local, "reader"):
            self._local.reader = self._store.open_reader()
        reader: Reader = self._local.reader
        return reader

    def _close_reader(self) -> None:
        """Give this thread's connection back; the next question opens another one."""
        if hasattr(self._local, "reader"):
            self._local.reader.close()
            del self._local.reader

    def _run(
        self,
        asker: QObject,
        job: Callable[[int], Any],
        answer: Callable[[Any], None] | None,
        failed: Callable[[str], None] | None,
        task: Task | None = None,
    ) -> None:
        call: Callable[[], None] | None = None
        try:
            result = self._until_it_answers(job, task)
            call = partial(self._succeed, asker, answer, result)
        except Cancelled:
            call = partial(self._fail, asker, failed, "Прервано. В хранилище ничего не изменилось.")
        except UserFacingError as error:
            self._close_reader()  # a connection that was cut does not come back
            call = partial(self._fail, asker, failed, str(error))
        except Exception:  # noqa: BLE001 -- the last border of a thread: logged, told, and the program lives on
            _log.exception("A job at the desk failed")
            text = f"Не получилось из-за ошибки программы. Данные не изменились. Подробности: {log_file()}"
            call = partial(self._fail, asker, failed, text)
        finally:
            if task is not None:
                self._tasks.discard(task)
        if isValid(self):
            if task is not None:
                self.ended.emit(task)
            self._came_home.emit(call)

    def _until_it_answers(self, job: Callable[[int], Any], task: Task | None) -> Any:
        """Do a job, again and again as long as the line is lost; `job` is told how often it was tried before."""
        for tries in count():
            try:
                result = job(tries)
            except LineLost as error:
                self._close_reader()
                if self.line.is_closing:
                    raise
                if tries > 0:  # the first time it may be a line that has died while nobody used it
                    self.line.lose(str(error))
                    self.line.wait_for_line()
                if task is not None and task.cancelled.is_set():
                    raise Cancelled from error
            else:
                if not self._store.place.embedded:
                    self.line.find()
                return result
        raise AssertionError("counting does not end")

    @Slot(object)
    def _deliver(self, call: Callable[[], None]) -> None:
        if not self._is_closed:
            call()

    def _succeed(self, asker: QObject, answer: Callable[[Any], None] | None, result: object) -> None:
        if isinstance(result, Change):
            self._others.expect_own()
            self.changed.emit(result)
        if answer is not None and isValid(asker):
            answer(result)

    def _fail(self, asker: QObject, failed: Callable[[str], None] | None, text: str) -> None:
        if failed is not None and isValid(asker):
            failed(text)
        else:
            self.failed.emit(text)
