"""The page of who works here: the person is chosen and kept, and all see what each role may do."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.people import PersonLine, read_people
from mcu_desktop.rules.permissions import REACH_WORDS, permission_table
from mcu_desktop.rules.terms import Role
from mcu_desktop.rules.titles import ROLES, SHORT_ROLES
from mcu_desktop.ui.common.me import NOBODY, Me
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table
from mcu_desktop.ui.who.code_form import CodeForm

_NOBODY_WORDS = "никто не выбран — права не ограничены"
_HINT = (
    "На этом рабочем месте права — удобство: владелец файла хранилища может всё. "
    "Права берутся из Приложения 2 на сегодня; заместитель получает права того, кого замещает."
)
_SHARED_HINT = (
    "Это общее хранилище: кто работает, говорит имя входа, и права держит сама база. "
    "Права берутся из Приложения 2 на сегодня; заместитель получает права того, кого замещает."
)
_Row = tuple[str, tuple[str, ...]]
_LETTER_WIDTH, _LEAST_WIDTH = 8, 88  # pixels at 100 %, of the head of a column


def _column(place: int, role: Role) -> Column[_Row]:
    title = SHORT_ROLES[role]
    width = max(_LEAST_WIDTH, _LETTER_WIDTH * len(title))
    return Column(title, lambda row: row[1][place], width, tooltip=lambda _row: ROLES[role])


_COLUMNS: tuple[Column[_Row], ...] = (
    Column("Что можно делать", lambda row: row[0], 0),
    *(_column(place, role) for place, role in enumerate(Role)),
)


class WhoPage(Page):
    """Chooses the person; it is kept over starts, and takes effect at once."""

    def __init__(self, desk: Desk, me: Me, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._desk, self._me, self._zone, self._clock = desk, me, zone, clock
        self._people: tuple[PersonLine, ...] = ()
        self.person = QComboBox()
        self.person.setAccessibleName("Кто работает")
        self.told, self.hint = text_label(), text_label(_HINT)
        self.table = make_table("Что может каждая роль", _COLUMNS)
        layout = QVBoxLayout(self)
        self.form = CodeForm(desk)
        self.form.hide()
        self._wanted: PersonLine | None = None  # whose code is asked for
        self.new_code = QLineEdit()
        self.new_code.setEchoMode(QLineEdit.EchoMode.Password)
        self.new_code.setAccessibleName("Новый код на своё имя")
        self.new_code.setPlaceholderText("Новый код")
        self.lock_button, self.open_button = QPushButton("Поставить код"), QPushButton("Снять код")
        for part in (TitleLabel("Кто работает"), self.person, self.form, self.told, self.hint):
            layout.addWidget(part)
        line = button_row(self.lock_button, self.open_button)
        line.insertWidget(0, self.new_code)
        layout.addLayout(line)
        layout.addWidget(self.table, 1)
        layout.addWidget(text_label(REACH_WORDS))
        layout.addLayout(button_row(self.back_button))
        fill_table(self.table, _COLUMNS, tuple(permission_table()))
        self.person.activated.connect(self._choose)
        self.form.opened.connect(self._take_wanted)
        self.lock_button.clicked.connect(self._lock)
        self.open_button.clicked.connect(self._open)
        me.rights_changed.connect(self._tell)

    def start(self) -> None:
        """Read the people of today."""
        day = self._clock().astimezone(self._zone).date()
        self._desk.read(self, partial(read_people, on=day), self._show)

    def _show(self, people: tuple[PersonLine, ...]) -> None:
        self._people = people
        self.person.clear()
        self.person.setEnabled(not self._me.is_fixed)
        for part in (self.new_code, self.lock_button, self.open_button):
            part.setVisible(not self._me.is_fixed)
        self.hint.setText(_SHARED_HINT if self._me.is_fixed else _HINT)
        if self._me.is_fixed:
            self.person.addItem(self._me.name)
            self._tell()
            return
        self.person.addItem(_NOBODY_WORDS)
        for person in people:
            self.person.addItem(f"{person.full_name} — {person.role_text}")
        ids = [NOBODY, *(person.person_id for person in people)]
        if self._me.person_id not in ids:
            self.person.addItem(f"{self._me.name} — нет в составе МЦУ")
            ids.append(self._me.person_id)
        self.person.setCurrentIndex(ids.index(self._me.person_id))
        self.person.setFocus()
        self._tell()

    @Slot(int)
    def _choose(self, place: int) -> None:
        if place == 0:
            self._me.stay_nobody()
        elif place <= len(self._people):
            self._wanted = self._people[place - 1]
            self.form.ask(self._wanted.person_id)

    @Slot()
    def _take_wanted(self) -> None:
        self.form.hide()
        if self._wanted is not None:
            self._me.choose(self._wanted.person_id, self._wanted.full_name)
            self._wanted = None

    @Slot()
    def _lock(self) -> None:
        deed = partial(_lock, self.new_code.text(), self._clock())
        self.new_code.clear()
        self._desk.write(self, deed, self._say, failed=self.told.setText)

    @Slot()
    def _open(self) -> None:
        """Take away the code of the person who is shown: one's own, or a forgotten one."""
        place = self.person.currentIndex()
        if 0 < place <= len(self._people):
            person = self._people[place - 1]
            deed = partial(_open, person.person_id, person.full_name, self._clock())
            self._desk.write(self, deed, self._say, failed=self.told.setText)

    def _say(self, change: Change) -> None:
        self.told.setText(change.text)

    @Slot()
    def _tell(self) -> None:
        rights = self._me.rights
        if rights.is_owner:
            self.told.setText("Права не ограничены: выберите себя, чтобы в истории стояло ваше имя.")
            return
        roles = ", ".join(dict.fromkeys(ROLES[grant.role] for grant in rights.grants))
        self.told.setText(f"Ваши роли сегодня: {roles}." if roles else "Вас нет в составе МЦУ: менять ничего нельзя.")


def _lock(code: str, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.lock_name import lock_name

    return lock_name(session, code=code, now=now, actor=actor_of(session))


def _open(person_id: int, name: str, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.lock_name import open_name

    return open_name(session, person_id, name=name, now=now, actor=actor_of(session))
