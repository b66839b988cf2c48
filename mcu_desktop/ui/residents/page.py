"""How many people live where: by hand or out of a file, each number with its day and its source."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QTableWidget, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.map_ground import read_places
from mcu_desktop.queries.residents import read_residents
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.residents import WHOLE, ReadResidents, Residents
from mcu_desktop.rules.russian import comparable, format_number
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.file_dialogs import ask_file
from mcu_desktop.ui.common.flow import button_flow
from mcu_desktop.ui.common.form import Field, FieldsForm
from mcu_desktop.ui.common.panels import Page, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table

_COLUMNS: tuple[Column[Residents], ...] = (
    Column("Населённый пункт", lambda one: one.title, 260),
    Column("Жителей", lambda one: format_number(one.count), 110),
    Column("На дату", lambda one: f"{one.counted_on:%d.%m.%Y}", 110),
    Column("Источник", lambda one: one.source, 0),
)
_HINT = (
    "По этим числам карта и тепловая карта считают сообщения на 1 000 жителей: берётся последнее число не позже конца "
    "периода. Пустое название — весь округ. Файл — таблица CSV или XLSX со столбцами «Населённый пункт», «Жителей», "
    "«На дату», «Источник»."
)
_NAMED = 5  # refused rows
_Found = tuple[tuple[Residents, ...], tuple[str, ...]]


class ResidentsPage(Page):
    """Lists all numbers; one of the same settlement and day replaces the one before."""

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.put_button = QPushButton("Записать")
        super().__init__(self.put_button)
        self._desk, self._zone, self._clock = desk, zone, clock
        self.residents: tuple[Residents, ...] = ()
        self._settlements: tuple[str, ...] = ()  # that are offered
        self.edit_button, self.remove_button = QPushButton("Править выбранное"), QPushButton("Убрать выбранное")
        self.file_button = QPushButton("Загрузить из файла…")
        self.told = text_label()
        self.table = make_table("Число жителей", _COLUMNS)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.fields = FieldsForm(())
        self._rows = QVBoxLayout(self)
        for part in (TitleLabel("Число жителей"), text_label(_HINT)):
            self._rows.addWidget(part)
        self._rows.addWidget(self.table, 1)
        self._rows.addWidget(self.fields)
        self._rows.addWidget(self.told)
        buttons = (self.put_button, self.edit_button, self.remove_button, self.file_button)
        self._rows.addLayout(button_flow(*buttons, self.back_button))
        self.guarded = tuple((button, Deed.EDIT_MAP) for button in buttons)
        self.put_button.clicked.connect(self._put)
        self.edit_button.clicked.connect(self._edit)
        self.table.doubleClicked.connect(self._edit)
        self.remove_button.clicked.connect(self._remove)
        self.file_button.clicked.connect(self._ask_file)

    def start(self) -> None:
        """Read the numbers and the settlements that are known by name."""
        self.told.setText("")
        self._reread()

    def take_file(self, path: Path) -> None:
        """Take the numbers of a file over."""
        self.told.setText("Читаем файл…")
        self._desk.work(self, partial(_read_file, path), self._take, failed=self.told.setText)

    def _reread(self) -> None:
        self._desk.read(self, _read, self._show)

    def _show(self, found: _Found) -> None:
        self.residents, self._settlements = found
        fill_table(self.table, _COLUMNS, self.residents)
        for button in (self.edit_button, self.remove_button):
            button.setEnabled(bool(self.residents))
        self._ask(Residents("", self._clock().astimezone(self._zone).date(), 0, ""))

    def _ask(self, one: Residents) -> None:
        """Offer a number to be written."""
        fields = FieldsForm(_fields(self._settlements, one), columns=2)
        fields.take_place_of(self.fields, self._rows)
        self.fields = fields
        fields.edits["count" if one.count else "settlement"].setFocus()

    @Slot()
    def _edit(self) -> None:
        """Put the chosen number into the fields: written with the same place and day it replaces itself."""
        self._ask(self.residents[self.table.currentRow()])

    @Slot()
    def _put(self) -> None:
        deed = partial(_put, self.fields.values(self._zone), self._clock())
        self._desk.write(self, deed, self._finish, failed=self.told.setText)

    @Slot()
    def _remove(self) -> None:
        chosen = self.residents[self.table.currentRow()]
        self._desk.write(self, partial(_remove, chosen, self._clock()), self._finish, failed=self.told.setText)

    @Slot()
    def _ask_file(self) -> None:
        ask_file(self, "Число жителей", "Таблицы (*.csv *.xlsx *.xls)", self.take_file)

    def _take(self, read: ReadResidents) -> None:
        deed = partial(_take, read.residents, self._clock())
        self._desk.write(self, deed, partial(self._say_taken, read.refused), failed=self.told.setText)

    def _say_taken(self, refused: Sequence[tuple[int, str]], change: Change) -> None:
        said = "".join(f" Строка {number}: {why}." for number, why in refused[:_NAMED])
        more = f" И ещё {len(refused) - _NAMED}." if len(refused) > _NAMED else ""
        self.told.setText(f"{change.text}{f' Не взято строк: {len(refused)}.' if refused else ''}{said}{more}")
        self._reread()

    def _finish(self, change: Change) -> None:
        self.told.setText(change.text)
        self._reread()


def _fields(settlements: Sequence[str], one: Residents) -> tuple[Field, ...]:
    return (
        Field(
            "settlement", "Населённый пункт", "words", one.settlement, tuple((title, title) for title in settlements)
        ),
        Field("count", "Жителей", "text", str(one.count or "")),
        Field("counted_on", "На дату", "day", one.counted_on),
        Field("source", "Источник", "text", one.source),
    )


def _read(reader: Reader) -> _Found:
    """Return the numbers, and the names of the settlements of the map."""
    names = {place.settlement for place in read_places(reader).values() if not place.street}
    residents = read_residents(reader)
    names |= {one.settlement for one in residents} - {WHOLE}
    return residents, tuple(sorted(names, key=comparable))


def _read_file(path: Path, _reader: Reader, task: Task) -> ReadResidents:
    from mcu_desktop.intake.residents_file import read_residents_file

    task.step(-1, "Читаем число жителей")
    return read_residents_file(path)


def _put(values: dict[str, object], now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.edit_residents import put_residents

    return put_residents(session, **values, now=now, actor=actor_of(session))  # type: ignore[arg-type]


def _take(residents: Sequence[Residents], now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.edit_residents import take_residents

    return take_residents(session, residents, now=now, actor=actor_of(session))


def _remove(one: Residents, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.edit_residents import remove_residents

    return remove_residents(session, one.settlement, one.counted_on, now=now, actor=actor_of(session))
