"""The logins of the shared store: given to people of the roster, reset, closed; each changes the own password."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPushButton, QTableWidget, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.accounts import AccountLine, Accounts, read_accounts_page
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.russian import format_moment, plural
from mcu_desktop.store.shared_address import Secret
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table

_WALL = "экран ситуационного зала"
_NOBODY_YET = -1  # of the ids of people; the wall's is None
_ABOUT = (
    "Права даёт состав МЦУ, учётная запись только говорит, кто вошёл. Кто выбыл из состава, теряет права со следующего "
    "действия. Пароль уходит на сервер отпечатком: его не узнают ни журнал сервера, ни его владелец."
)
_LOCAL = (
    "Это хранилище — файл на одном рабочем месте: учётных записей у него нет, потому что владелец файла может всё. "
    "Учётные записи появляются у общего хранилища (PostgreSQL)."
)


class AccountsPage(Page):
    """Lists the logins; one is made for whoever of the roster has none."""

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.add_button = QPushButton("Создать")
        super().__init__(self.add_button)
        self._desk, self._zone, self._clock = desk, zone, clock
        self.lines: tuple[AccountLine, ...] = ()
        self.reset_button, self.lock_button = QPushButton("Новый пароль"), QPushButton("Закрыть вход")
        self.own_button = QPushButton("Сменить мой пароль")
        self.guarded = tuple(
            (button, Deed.EDIT_ACCOUNTS) for button in (self.add_button, self.reset_button, self.lock_button)
        )
        self.person, self.login, self.password, self.again = QComboBox(), QLineEdit(), QLineEdit(), QLineEdit()
        self.told = text_label()
        self.table = make_table("Учётные записи", self._columns())
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self._lay_out()
        self._connect()

    def start(self) -> None:
        """Read the logins and the people."""
        self.told.setText("")
        self._reread()

    def _lay_out(self) -> None:
        self.login.setPlaceholderText("например, ivanov")
        self.password.setPlaceholderText("новой записи, выбранной или ваш новый")
        for word in (self.password, self.again):
            word.setEchoMode(QLineEdit.EchoMode.Password)
        form = QGridLayout()
        for place, (title, edit, name) in enumerate((
            ("Кому:", self.person, "Кому дать учётную запись"),
            ("Имя входа:", self.login, "Имя входа"),
            ("Пароль:", self.password, "Пароль: новой записи, выбранной или ваш новый"),
            ("Ещё раз:", self.again, "Тот же пароль ещё раз"),
        )):  # fmt: skip
            row, column = divmod(place, 2)
            edit.setAccessibleName(name)
            form.addWidget(PlainLabel(title), row, 2 * column)
            form.addWidget(edit, row, 2 * column + 1)
        form.setColumnStretch(1, 3)
        form.setColumnStretch(3, 2)
        form.addWidget(self.add_button, 0, 4)
        rows = QVBoxLayout(self)
        rows.addWidget(TitleLabel("Учётные записи"))
        self.about = text_label(_ABOUT)
        rows.addWidget(self.about)
        rows.addWidget(self.table, 1)
        rows.addLayout(form)
        rows.addWidget(self.told)
        rows.addLayout(button_row(self.reset_button, self.lock_button, self.own_button, self.back_button))

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._add)
        self.reset_button.clicked.connect(self._reset)
        self.lock_button.clicked.connect(self._lock)
        self.own_button.clicked.connect(self._change_own)
        self.table.itemSelectionChanged.connect(self._name_buttons)
        self._desk.changed.connect(self._follow)

    def _columns(self) -> tuple[Column[AccountLine], ...]:
        return (
            Column("Имя входа", lambda line: line.login, 160),
            Column("Кто", lambda line: line.person or _WALL, 0),
            Column("Запись", lambda line: line.state, 130),
            Column("Создана", lambda line: format_moment(line.made_at, self._zone), 140),
            Column("Кем", lambda line: line.made_by, 150),
        )

    def _reread(self) -> None:
        day = self._clock().astimezone(self._zone).date()
        self._desk.read(self, partial(_read, day), self._show)

    def _show(self, found: Accounts) -> None:
        self.lines = found.lines
        fill_table(self.table, self._columns(), self.lines)
        chosen = self.person.currentData() if self.person.count() else _NOBODY_YET
        self.person.clear()
        for person in found.without:
            self.person.addItem(f"{person.full_name} — {person.role_text}", person.person_id)
        self.person.addItem(_WALL, None)
        self.person.setCurrentIndex(max(self.person.findData(chosen), 0))
        for part in (self.person, self.login, self.password, self.again, self.add_button, self.own_button):
            part.setEnabled(found.is_shared)
        for button in (self.reset_button, self.lock_button):
            button.setEnabled(bool(self.lines))
        self.about.setText(_ABOUT if found.is_shared else _LOCAL)
        self._name_buttons()
        if found.is_shared and not self.told.text():
            count = plural(len(found.without), "человека", "человек", "человек")
            self.told.setText(f"Без учётной записи в составе: {count}." if found.without else "")

    @Slot()
    def _name_buttons(self) -> None:
        """Say on the buttons whom they are about: the password beside them may be meant for somebody else."""
        line = self._chosen()
        whose = "" if line is None else f" «{line.login}»"
        self.lock_button.setText(f"{'Открыть' if line is not None and line.locked else 'Закрыть'} вход{whose}")
        self.reset_button.setText(f"Новый пароль{whose}")

    def _chosen(self) -> AccountLine | None:
        row = self.table.currentRow()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    @Slot()
    def _add(self) -> None:
        login, person_id = self.login.text().strip(), self.person.currentData()
        password = self._take_password()
        if password is not None:
            self._write(partial(_make, login, person_id, password, self._clock()), self._clear)

    @Slot()
    def _reset(self) -> None:
        line = self._chosen()
        password = None if line is None else self._take_password()
        if line is not None and password is not None:
            self._write(partial(_reset, line.login, password, self._clock()))

    @Slot()
    def _lock(self) -> None:
        line = self._chosen()
        if line is not None:
            self._write(partial(_lock, line.login, not line.locked, self._clock()))

    @Slot()
    def _change_own(self) -> None:
        password = self._take_password()
        if password is not None:
            self._write(partial(_change_own, password, self._clock()), partial(self._go_on_with, Secret(password)))

    def _go_on_with(self, password: Secret) -> None:
        """Let the lines of this window open with the new password, and the system's keyring know it."""
        from mcu_desktop.operations.enter_store import keep_changed_password

        self._desk.know_password(password)
        place = self._desk.place
        self._desk.work(self, lambda _reader, _task: keep_changed_password(place), lambda _kept: None)

    def _take_password(self) -> str | None:
        """Return what was typed, None unless it was typed alike twice; it is not kept longer than it is needed."""
        password, again = self.password.text(), self.again.text()
        self.password.clear()
        self.again.clear()
        self.password.setFocus()
        if password == again:
            return password
        self.told.setText("Пароль набран по-разному. Ничего не изменено: наберите его ещё раз в обоих полях.")
        return None

    def _write(self, deed: Callable[..., Change], then: Callable[[], None] | None = None) -> None:
        def done(change: Change) -> None:
            self.told.setText(change.text)
            if then is not None:
                then()

        self._desk.write(self, deed, done, failed=self.told.setText)

    def _clear(self) -> None:
        self.login.clear()
        self.login.setFocus()

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if self.isVisible() and change.touched & {Touched.ACCOUNTS, Touched.CATALOGUES}:
            self._reread()


def _read(day: date, reader: Any) -> Accounts:
    return read_accounts_page(reader, day)


def _make(login: str, person_id: int | None, password: str, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.accounts import make_account

    actor = actor_of(session)
    return make_account(session, login=login, person_id=person_id, password=password, now=now, actor=actor)


def _reset(login: str, password: str, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.accounts import reset_account

    return reset_account(session, login, password=password, now=now, actor=actor_of(session))


def _lock(login: str, locked: bool, now: datetime, session: Transaction, _task: Task) -> Change:  # noqa: FBT001 -- which of two
    from mcu_desktop.operations.accounts import lock_account

    return lock_account(session, login, locked=locked, now=now, actor=actor_of(session))


def _change_own(password: str, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.accounts import change_own_password

    return change_own_password(session, password=password, now=now)
