"""Moving the store: where to, how far it is, and the proof table by table."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.background.long_work import LongWork
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.russian import format_number
from mcu_desktop.rules.table_titles import table_title
from mcu_desktop.store.place import Place
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.file_dialogs import ask_place
from mcu_desktop.ui.common.flow import button_flow
from mcu_desktop.ui.common.panels import Page, text_label
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table
from mcu_desktop.ui.common.under_way import WorkBar

if TYPE_CHECKING:
    from mcu_desktop.operations.move_store import Moved, MovedTable

_ABOUT = (
    "Переносится всё: сообщения, история, файлы, состав, настройки. Каждая таблица читается из нового хранилища "
    "обратно и сверяется. Не сошлось — не переносится ничего. Нынешнее хранилище остаётся как было. Перенести можно в "
    "новый файл или в пустое общее хранилище, которое администратор базы подготовил командой mcu-desktop store init."
)
_COLUMNS: "tuple[Column[MovedTable], ...]" = (
    Column("Что", lambda table: table_title(table.name), 0, lambda table: table.name),
    Column("Строк", lambda table: format_number(table.rows), 110),
    Column("Контрольная сумма, одинаковая в обоих", lambda table: table.checksum, 330),
)


class MovingPage(Page):
    """Asks where to, moves, and shows the result.

    Signals:
        store_wanted: the `Place` that the program is to go on with, and what is to be said then.
    """

    store_wanted = Signal(object, str)

    def __init__(self, desk: Desk) -> None:
        self.move_button = QPushButton("Перенести и сверить")
        super().__init__(self.move_button)
        self._desk = desk
        self._work = LongWork(desk, self)
        self._target: Place | None = None
        self.address, self.password = QLineEdit(), QLineEdit()
        self.file_button, self.choose_button = QPushButton("Новый файл…"), QPushButton("Перейти в новое хранилище")
        self.guarded = ((self.move_button, Deed.KEEP_STORE), (self.choose_button, Deed.KEEP_STORE))
        self.told, self.bar = text_label(), WorkBar(self._work)
        self.table = make_table("Перенесённые таблицы", _COLUMNS)
        self._lay_out()
        self._connect()

    def start(self) -> None:
        """Ask where to, unless something is under way."""
        if not self._work.is_under_way:
            self.address.setFocus()

    def _lay_out(self) -> None:
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.address.setPlaceholderText("путь к новому файлу или postgresql://логин@сервер/база")
        where = QHBoxLayout()
        for title, edit, name, stretch in (
            ("Куда:", self.address, "Куда перенести", 3),
            ("Пароль:", self.password, "Пароль к общему хранилищу", 1),
        ):
            edit.setAccessibleName(name)
            where.addWidget(PlainLabel(title))
            where.addWidget(edit, stretch)
        where.insertWidget(2, self.file_button)
        rows = QVBoxLayout(self)
        rows.addWidget(TitleLabel("Перенос хранилища"))
        rows.addWidget(text_label(_ABOUT))
        rows.addLayout(where)
        rows.addWidget(self.bar)
        rows.addWidget(self.told)
        rows.addWidget(self.table, 1)
        rows.addStretch(0)
        rows.addLayout(button_flow(self.move_button, self.choose_button, self.back_button))
        for part in (self.choose_button, self.table):
            part.hide()

    def _connect(self) -> None:
        self.move_button.clicked.connect(self._move)
        self.file_button.clicked.connect(self._ask_file)
        self.choose_button.clicked.connect(self._choose)

    @Slot()
    def _ask_file(self) -> None:
        forms = "Хранилище (*.sqlite3)"
        ask_place(self, "Новый файл хранилища", "mcu.sqlite3", forms, lambda path: self.address.setText(str(path)))

    @Slot()
    def _move(self) -> None:
        where = self.address.text().strip()
        if not where:
            self.told.setText("Укажите, куда перенести: путь к новому файлу или адрес общего хранилища.")
            return
        self.told.clear()
        self._wait(is_moving=True)
        job = partial(_move, self._desk.place, where, self.password.text())
        self.password.clear()  # it is not kept longer than it is needed
        self._work.work(job, self._show, self._refuse)

    def _wait(self, *, is_moving: bool) -> None:
        """Show that a move is under way, or that none is."""
        for part in (self.move_button, self.file_button, self.address, self.password):
            part.setEnabled(not is_moving)
        self.table.hide()
        self.choose_button.hide()
        (self.bar.stop_button if is_moving else self.address).setFocus()

    def _show(self, result: "tuple[Moved, Place]") -> None:
        moved, self._target = result
        self._wait(is_moving=False)
        self.told.setText(f"{moved.words} Это окно работает с прежним.")
        filled = tuple(table for table in moved.tables if table.rows)
        fill_table(self.table, _COLUMNS, filled)
        self.table.show()
        self.choose_button.show()
        self.choose_button.setFocus()

    def _refuse(self, text: str) -> None:
        self._wait(is_moving=False)
        self.told.setText(text)

    @Slot()
    def _choose(self) -> None:
        if self._target is not None:
            self._desk.work(self, partial(_choose, self._target), self._say_chosen, failed=self.told.setText)

    def _say_chosen(self, words: str) -> None:
        self.store_wanted.emit(self._target, words)


def _move(source: Place, where: str, password: str, _reader: Reader, task: Task) -> "tuple[Moved, Place]":
    from mcu_desktop.operations.enter_store import known_place
    from mcu_desktop.operations.move_store import move_store
    from mcu_desktop.store.place import find_place, refuse_open_password
    from mcu_desktop.store.shared_address import Secret
    from mcu_desktop.store.store import Store

    refuse_open_password(where)
    found = find_place(where)
    target = found.with_password(Secret(password)) if password else known_place(found)
    return move_store(Store(source), target, task), target


def _choose(target: Place, _reader: Reader, _task: Task) -> str:
    from mcu_desktop.store.place import choose_store

    choose_store(target)
    return "Это новое хранилище. С него программа начинает и впредь; прежнее осталось как было."
