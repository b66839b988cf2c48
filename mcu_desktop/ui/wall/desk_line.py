"""The wall shown from the window: it asks its store at the window's desk."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.task import Task
from mcu_desktop.store.reading import Reader

Answer = TypeVar("Answer")


class DeskLine(QObject):
    """Hands the questions of the wall to the desk's long work, beside the reads of the screens."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def ask(
        self, job: Callable[[Reader], Answer], answer: Callable[[Answer], None], failed: Callable[[str], None]
    ) -> None:
        """Read something; the answer, or why there is none, comes to the GUI thread."""

        def work(reader: Reader, _task: Task) -> Answer:
            return job(reader)

        self._desk.work(self, work, answer, failed=failed)
