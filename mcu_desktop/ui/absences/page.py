"""Who is away and who stands in: alerts go to the deputy while it lasts."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QTableWidget, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.people import AbsenceLine, PersonLine, read_absences, read_people
from mcu_desktop.rules.duties import stand_in
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.form import Field, FieldsForm
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table

_USUAL = timedelta(days=13)
_REASONS = ("отпуск", "командировка", "болезнь", "учёба")
_Line = tuple[AbsenceLine, str]  # with who acts today, at the end of the chain
_COLUMNS: tuple[Column[_Line], ...] = (
    Column("Кто", lambda line: line[0].person, 200),
    Column("С", lambda line: f"{line[0].first_day:%d.%m.%Y}", 100),
    Column("По", lambda line: f"{line[0].last_day:%d.%m.%Y}", 100),
    Column("Замещает", lambda line: line[0].deputy or "никто", 200),
    Column("Сегодня за него", lambda line: line[1], 200),
    Column("Причина", lambda line: line[0].reason, 0),
)
_Found = tuple[tuple[AbsenceLine, ...], tuple[PersonLine, ...]]


class AbsencesPage(Page):
    """Lists the absences of now and later; a past one has ended by itself."""

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.add_button = QPushButton("Добавить")
        super().__init__(self.add_button)
        self._desk, self._zone, self._clock = desk, zone, clock
        self.lines: tuple[AbsenceLine, ...] = ()
        self.remove_button = QPushButton("Убрать выбранное")
        self.told = text_label()
        self.table = make_table("Отсутствия", _COLUMNS)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.fields = FieldsForm(())
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(TitleLabel("Отсутствия и замещения"))
        self._rows.addWidget(
            text_label(
                "В эти дни уведомления и права получает заместитель, а если его тоже нет — его заместитель. "
                "Кончается само."
            )
        )
        self._rows.addWidget(self.table, 1)
        self._rows.addWidget(self.fields)
        self._rows.addWidget(self.told)
        self._rows.addLayout(button_row(self.add_button, self.remove_button, self.back_button))
        self.remove_button.setEnabled(False)
        self.guarded = ((self.add_button, Deed.EDIT_ABSENCES), (self.remove_button, Deed.EDIT_ABSENCES))
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)

    def start(self) -> None:
        """Read the absences and the people."""
        self._desk.read(self, partial(_read, self._today()), self._show)

    def _show(self, found: _Found) -> None:
        self.lines, people = found
        fill_table(self.table, _COLUMNS, _with_acting(self.lines, people, self._today()))
        self.remove_button.setEnabled(bool(self.lines))
        self.told.setText("" if self.lines else "Сейчас и позже никто не отсутствует.")
        fields = FieldsForm(_absence_fields(people, self._today()), columns=3)
        fields.take_place_of(self.fields, self._rows)
        self.fields = fields
        fields.edits["person_id"].setFocus()

    @Slot()
    def _add(self) -> None:
        deed = partial(_add_absence, self.fields.values(self._zone), self._clock())
        self._desk.write(self, deed, self._finish, failed=self.told.setText)

    @Slot()
    def _remove(self) -> None:
        absence = self.lines[self.table.currentRow()]
        deed = partial(_remove_absence, absence.absence_id, self._clock())
        self._desk.write(self, deed, self._finish, failed=self.told.setText)

    def _finish(self, _change: Change) -> None:
        self.start()

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()


def _with_acting(lines: tuple[AbsenceLine, ...], people: tuple[PersonLine, ...], today: date) -> tuple[_Line, ...]:
    """Return the absences with who acts today; a dash where one has not begun."""
    away = {line.person_id: line.deputy_id for line in lines if line.first_day <= today}
    names = {line.deputy_id: line.deputy for line in lines} | {person.person_id: person.full_name for person in people}

    def acting(line: AbsenceLine) -> str:
        if line.first_day > today:
            return "—"
        last = stand_in(line.person_id, away)
        return "никто" if last in away else names[last]

    return tuple((line, acting(line)) for line in lines)


def _absence_fields(people: tuple[PersonLine, ...], today: date) -> tuple[Field, ...]:
    names = tuple((person.full_name, person.person_id) for person in people)
    return (
        Field("person_id", "Кто отсутствует", "choice", choices=names),
        Field("first_day", "С какого дня", "day", today),
        Field("last_day", "По какой день", "day", today + _USUAL),
        Field("deputy_id", "Кто замещает", "choice", choices=(("никто", None), *names)),
        Field("reason", "Причина", "words", _REASONS[0], tuple((title, title) for title in _REASONS)),
    )


def _read(today: date, reader: Reader) -> _Found:
    return read_absences(reader, today), read_people(reader, today)


def _add_absence(values: dict[str, object], now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.absences import add_absence

    return add_absence(session, **values, now=now, actor=actor_of(session))  # type: ignore[arg-type]


def _remove_absence(absence_id: int, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.absences import remove_absence

    return remove_absence(session, absence_id, now=now, actor=actor_of(session))
