"""The one long work that a screen has under way."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction
from mcu_desktop.store.reading import Reader

if TYPE_CHECKING:
    from mcu_desktop.store.about import About

Answer = TypeVar("Answer")


class _Start(Protocol):
    def __call__(self, answer: Callable[[Any], None], /, *, failed: Callable[[str], None]) -> Task: ...


class LongWork(QObject):
    """Begins one work after another for its screen, and lets the screen hear of the latest alone.

    What fails while nobody looks at the screen is told by the strip of the window as well.

    Signals:
        begun: another work is under way.
        progressed: how far it is: per cent (0 to 100, -1 unknown) and a Russian text.
        ended: it is no longer under way, or its screen no longer waits for it; before the answer is given.
    """

    begun = Signal()
    progressed = Signal(int, str)
    ended = Signal()

    def __init__(self, desk: Desk, screen: QWidget) -> None:
        super().__init__(screen)
        self._desk, self._screen = desk, screen
        self._number = 0  # of the latest work
        self._is_deed = False
        self._task: Task | None = None
        self.is_under_way = False
        desk.progressed.connect(self._tell_progress)

    def work(
        self, job: Callable[[Reader, Task], Answer], answer: Callable[[Answer], None], failed: Callable[[str], None]
    ) -> None:
        """Begin what changes nothing in the store; the work under way is given up."""
        self._begin(partial(self._desk.work, self, job), answer, failed, is_deed=False)

    def write(
        self,
        deed: Callable[[Transaction, Task], Change],
        answer: Callable[[Change], None],
        failed: Callable[[str], None],
        *,
        about: "About | None" = None,
    ) -> None:
        """Begin a deed; the work under way is given up."""
        self._begin(partial(self._desk.write, self, deed, about=about), answer, failed, is_deed=True)

    @Slot()
    def stop(self) -> None:
        """Ask the work to stop; its screen still hears how it ended: it may have been done in time."""
        if self.is_under_way and self._task is not None:
            self._task.cancel()

    def give_up(self) -> None:
        """Wait no longer: what changes nothing is stopped; a deed goes on, and the strip tells if it is refused."""
        if not self.is_under_way:
            return
        if not self._is_deed:
            self.stop()
        self._number += 1
        self._end()

    def _begin(
        self, start: _Start, answer: Callable[[Any], None], failed: Callable[[str], None], *, is_deed: bool
    ) -> None:
        self.give_up()
        self._number += 1
        self._task, self._is_deed, self.is_under_way = None, is_deed, True
        self.begun.emit()
        self._task = start(
            partial(self._answer, self._number, answer), failed=partial(self._fail, self._number, failed, is_deed)
        )

    def _end(self) -> None:
        self.is_under_way = False
        self.ended.emit()

    def _answer(self, number: int, answer: Callable[[Any], None], found: object) -> None:
        if number == self._number:
            self._end()
            answer(found)

    def _fail(self, number: int, failed: Callable[[str], None], is_deed: bool, text: str) -> None:  # noqa: FBT001 -- the text comes last
        if number == self._number:
            self._end()
            failed(text)
            is_told = self._screen.isVisible()
        else:
            is_told = not is_deed  # nobody asks after work that was given up
        if not is_told:
            self._desk.failed.emit(text)

    @Slot(object, int, str)
    def _tell_progress(self, task: Task, percent: int, text: str) -> None:
        if self.is_under_way and task is self._task:
            self.progressed.emit(percent, text)
