"""What an empty program says first: load a file, or look at an example."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.background.long_work import LongWork
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction
from mcu_desktop.ui.common.confirm_bar import ConfirmBar
from mcu_desktop.ui.common.panels import text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.under_way import WorkBar

_CASES = 600
_SEED = 1
_LEAD = (
    "В хранилище пока нет ни одной записи. Выгрузите сообщения и обращения из своей системы "
    "(ПОС, «Инцидент Менеджмент», СЭД «Дело» или любая таблица) и загрузите файл сюда: "
    "программа покажет, что в нём, и только потом сохранит."
)
_EXAMPLE = (
    "Пример — 600 вымышленных записей, чтобы посмотреть на очередь, сроки и отчёт. "
    "Его можно убрать в любой момент, ваши данные при этом не изменятся."
)
_CONFIRM = "Убрать все записи примера? Загруженные вами записи останутся. Вернуть пример можно заново."


class FirstStartPage(QWidget):
    """A calm page with two ways on.

    Signals:
        file_wanted: the operator wants to choose a file to load.
    """

    file_wanted = Signal()

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._zone, self._clock = zone, clock
        self._work = LongWork(desk, self)
        self.file_button = QPushButton("Загрузить выгрузку…")
        self.example_button = QPushButton("Посмотреть на примере")
        self.told, self._ways = text_label(), QWidget()
        self.confirm_bar = ConfirmBar("Убрать пример", "Оставить")
        self._lay_out()
        self.confirm_bar.hide()
        self.file_button.clicked.connect(self.file_wanted)
        self.example_button.clicked.connect(self._add_demonstration)
        self.confirm_bar.confirmed.connect(self._remove)
        self.confirm_bar.keep_button.clicked.connect(self._ways.show)

    @Slot()
    def remove_demonstration(self) -> None:
        """Ask in a bar above the page whether to remove the example; only «Убрать пример» removes it."""
        self._ways.hide()  # they are those of an empty store
        self.confirm_bar.ask(_CONFIRM)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.addStretch(1)
        ways = QVBoxLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.addWidget(TitleLabel("С чего начать"))
        for part in (text_label(_LEAD), self.file_button, text_label(_EXAMPLE), self.example_button):
            ways.addWidget(part)
            ways.setAlignment(part, Qt.AlignmentFlag(0))
        column.addWidget(self._ways)
        column.addWidget(self.told)
        column.addWidget(WorkBar(self._work))
        column.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(column, 4)
        middle.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.confirm_bar)
        layout.addLayout(middle, 1)

    @Slot()
    def _add_demonstration(self) -> None:
        self._begin("Готовим пример…")
        self._work.write(partial(_add_demonstration, self._clock(), self._zone), self._show_done, self._end)

    @Slot()
    def _remove(self) -> None:
        self._begin("Убираем пример…")
        self._work.write(partial(_remove_demonstration, self._clock()), self._show_done, self._end)

    def _begin(self, text: str) -> None:
        self.told.setText(text)
        self.file_button.setEnabled(False)
        self.example_button.setEnabled(False)

    def _show_done(self, change: Change) -> None:
        self._end(change.text)

    def _end(self, text: str) -> None:
        self.told.setText(text)
        self._ways.show()
        self.file_button.setEnabled(True)
        self.example_button.setEnabled(True)


def _add_demonstration(now: datetime, zone: ZoneInfo, session: "Transaction", task: Task) -> Change:
    from mcu_desktop.operations.demonstration import add_demonstration

    return add_demonstration(session, task, cases_count=_CASES, seed=_SEED, now=now, zone=zone)


def _remove_demonstration(now: datetime, session: "Transaction", task: Task) -> Change:
    from mcu_desktop.operations.demonstration import remove_demonstration

    return remove_demonstration(session, task, now=now)
