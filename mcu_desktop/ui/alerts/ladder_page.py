"""The ladder of alerts: a small table of steps, the common one or a time limit's own."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QPushButton, QTableWidget, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.alerts import read_steps
from mcu_desktop.queries.catalogues import read_time_limits
from mcu_desktop.rules.alerts import AlertStep, step_words
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.terms import Addressee, AlertMoment, LimitUnit
from mcu_desktop.rules.time_limits import TimeLimit
from mcu_desktop.rules.titles import ADDRESSEES, ALERT_MOMENTS, UNITS
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.form import Field, FieldsForm
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table

_COMMON = "Общая — для всех нормативов без своей"
_COLUMNS: tuple[Column[AlertStep], ...] = (Column("Когда → кому", step_words, 0),)
_Ladders = tuple[tuple[AlertStep, ...], tuple[TimeLimit, ...]]


class LadderPage(Page):
    """Each change of the table is saved at once; an empty own ladder means the common one."""

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.add_button = QPushButton("Добавить шаг")
        super().__init__(self.add_button)
        self._desk, self._zone, self._clock = desk, zone, clock
        self._all: tuple[AlertStep, ...] = ()
        self._limits: tuple[TimeLimit, ...] = ()
        self.change_button, self.remove_button = QPushButton("Изменить выбранный"), QPushButton("Убрать выбранный")
        self.ladder = QComboBox()
        self.ladder.setAccessibleName("Чья лестница")
        self.told = text_label()
        self.table = make_table("Шаги лестницы", _COLUMNS)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.fields = FieldsForm(_step_fields(), columns=4)
        self._rows = QVBoxLayout(self)
        for part in (
            TitleLabel("Лестница уведомлений"),
            text_label("Когда срок доходит до шага, человеку говорят об этом один раз. Отсутствующих заменяют."),
            self.ladder,
        ):
            self._rows.addWidget(part)
        self._rows.addWidget(self.table, 1)
        self._rows.addWidget(self.fields)
        self._rows.addWidget(self.told)
        self._rows.addLayout(button_row(self.add_button, self.change_button, self.remove_button, self.back_button))
        for button in (self.change_button, self.remove_button):
            button.setEnabled(False)
        self.add_button.clicked.connect(self._add)
        self.guarded = (
            (self.add_button, Deed.EDIT_LADDER),
            (self.change_button, Deed.EDIT_LADDER),
            (self.remove_button, Deed.EDIT_LADDER),
        )
        self.change_button.clicked.connect(self._change)
        self.remove_button.clicked.connect(self._remove)
        self.ladder.currentIndexChanged.connect(self._show_steps)

    def start(self) -> None:
        """Read all ladders."""
        self._desk.read(self, _read, self._show)

    @property
    def steps(self) -> tuple[AlertStep, ...]:
        """The steps of the chosen ladder, in their order."""
        limit_id = self._limit_id()
        return tuple(sorted((s for s in self._all if s.limit_id == limit_id), key=lambda step: step.severity))

    def _show(self, found: _Ladders) -> None:
        self._all, self._limits = found
        place = max(self.ladder.currentIndex(), 0)
        self.ladder.blockSignals(True)
        self.ladder.clear()
        self.ladder.addItem(_COMMON)
        own = {step.limit_id for step in self._all}
        for limit in self._limits:
            self.ladder.addItem(f"{limit.title} — своя" if limit.limit_id in own else limit.title)
        self.ladder.setCurrentIndex(min(place, self.ladder.count() - 1))
        self.ladder.blockSignals(False)
        self._show_steps()

    @Slot()
    def _show_steps(self) -> None:
        fill_table(self.table, _COLUMNS, self.steps)
        for button in (self.change_button, self.remove_button):
            button.setEnabled(bool(self.steps))
        is_common = self._limit_id() is None
        self.told.setText("" if self.steps or is_common else "Своей лестницы нет: действует общая.")

    def _limit_id(self) -> int | None:
        place = self.ladder.currentIndex()
        return self._limits[place - 1].limit_id if place > 0 else None

    def _described(self) -> AlertStep:
        values = self.fields.values(self._zone)
        moment, amount = AlertMoment(str(values["moment"])), int(str(values["amount"]))
        return AlertStep(
            self._limit_id(),
            moment,
            0 if moment is AlertMoment.ON_DAY else amount,
            LimitUnit(str(values["unit"])),
            Addressee(str(values["addressee"])),
        )

    @Slot()
    def _add(self) -> None:
        self._save(lambda: (*self.steps, self._described()))

    @Slot()
    def _change(self) -> None:
        row = self.table.currentRow()
        self._save(lambda: (*self.steps[:row], self._described(), *self.steps[row + 1 :]))

    @Slot()
    def _remove(self) -> None:
        row = self.table.currentRow()
        self._save(lambda: (*self.steps[:row], *self.steps[row + 1 :]))

    def _save(self, steps: Callable[[], tuple[AlertStep, ...]]) -> None:
        try:
            wanted = tuple(dict.fromkeys(steps()))
        except UserFacingError as error:
            self.told.setText(str(error))
            return
        deed = partial(_edit, self._limit_id(), wanted, self._clock())
        self._desk.write(self, deed, self._finish, failed=self.told.setText)

    def _finish(self, _change: Change) -> None:
        self.start()


def _step_fields() -> tuple[Field, ...]:
    units = tuple((forms[2], unit) for unit, forms in UNITS.items())
    return (
        Field("moment", "Когда", "choice", choices=tuple((title, moment) for moment, title in ALERT_MOMENTS.items())),
        Field("amount", "Сколько", "number", 1),
        Field("unit", "Чего", "choice", LimitUnit.WORKING_DAY, units),
        Field("addressee", "Кому", "choice", choices=tuple((title, who) for who, title in ADDRESSEES.items())),
    )


def _read(reader: Reader) -> _Ladders:
    return read_steps(reader), read_time_limits(reader)


def _edit(
    limit_id: int | None, steps: tuple[AlertStep, ...], now: datetime, session: Transaction, _task: Task
) -> Change:
    from mcu_desktop.operations.edit_ladder import edit_ladder

    return edit_ladder(session, limit_id, steps, now=now, actor=actor_of(session))
