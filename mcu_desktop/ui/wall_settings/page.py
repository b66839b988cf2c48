"""The plan of the wall: pages and times for all monitors, for one of them, and when it is night."""

from collections.abc import Callable
from datetime import datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTime, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPushButton, QTimeEdit, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction
from mcu_desktop.queries.wall import read_wall_plan
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.wall import Turn, WallPlan
from mcu_desktop.ui.common.day_fields import TimeEdit
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel
from mcu_desktop.ui.wall_settings.turns_table import TurnsTable

_MONITORS = 4
_HINT = (
    "На экране нет персональных данных и текстов сообщений. "
    "Запуск: меню «Показатели», «Экран ситуационного зала».\n"
    "Командой: mcu-desktop wall. Показ при входе в систему: mcu-desktop wall --install-autostart"
)


class WallSettingsPage(Page):
    """Edits a plan; it is kept when «Сохранить» is pressed.

    Signals:
        wall_wanted: the wall is to be shown now.
    """

    wall_wanted = Signal()

    def __init__(self, desk: Desk, me: Me, _zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.save_button = QPushButton("Сохранить")
        super().__init__(self.save_button)
        self._desk, self._me, self._clock = desk, me, clock
        self.plan = WallPlan()
        self.up_button, self.down_button = QPushButton("Выше"), QPushButton("Ниже")
        self.show_button = QPushButton("Показать экран")
        self.guarded = ((self.save_button, Deed.EDIT_WALL),)
        self.monitor, self.own = QComboBox(), QCheckBox("Свой показ на этом мониторе")
        self.monitor.addItem("Все мониторы", 0)
        for number in range(1, _MONITORS + 1):
            self.monitor.addItem(f"Монитор {number}", number)
        self.table, self.told = TurnsTable(), text_label(_HINT)
        self.night_from, self.night_to = TimeEdit(), TimeEdit()
        self._lay_out()
        self.monitor.activated.connect(self._show_turns)
        self.own.clicked.connect(self._take_own)
        self.table.changed.connect(self._keep_turns)
        self.up_button.clicked.connect(partial(self.table.move_chosen, -1))
        self.down_button.clicked.connect(partial(self.table.move_chosen, 1))
        for edit in (self.night_from, self.night_to):
            edit.timeChanged.connect(self._keep_night)
        self.save_button.clicked.connect(self._save)
        self.show_button.clicked.connect(self.wall_wanted)

    def start(self) -> None:
        """Read the plan."""
        self.told.setText(_HINT)
        self._desk.read(self, read_wall_plan, self._show)
        self.table.setFocus()

    def _lay_out(self) -> None:
        choice, night = QHBoxLayout(), QHBoxLayout()
        place_parts: tuple[QWidget, ...] = (PlainLabel("Где:"), self.monitor, self.own)
        for part in place_parts:
            choice.addWidget(part)
        night_parts: tuple[QWidget, ...] = (
            PlainLabel("Ночной вид с"),
            self.night_from,
            PlainLabel("до"),
            self.night_to,
            PlainLabel("(одинаковое время — без ночного вида)"),
        )
        for part in night_parts:
            night.addWidget(part)
        for row in (choice, night):
            row.addStretch(1)
        for edit, name in ((self.monitor, "Монитор"), (self.night_from, "Ночь с"), (self.night_to, "Ночь до")):
            edit.setAccessibleName(name)
        for edit in (self.night_from, self.night_to):
            edit.setDisplayFormat("HH:mm")
        layout = QVBoxLayout(self)
        layout.addWidget(TitleLabel("Настройка экрана ситуационного зала"))
        layout.addLayout(choice)
        layout.addWidget(self.table, 1)
        layout.addLayout(button_row(self.up_button, self.down_button))
        layout.addLayout(night)
        layout.addWidget(self.told)
        layout.addLayout(button_row(self.save_button, self.show_button, self.back_button))

    def _show(self, plan: WallPlan) -> None:
        self.plan = plan
        for edit, moment in ((self.night_from, plan.night_from), (self.night_to, plan.night_to)):
            edit.blockSignals(True)
            edit.setTime(QTime(moment.hour, moment.minute))
            edit.blockSignals(False)
        self._show_turns()

    @Slot()
    def _show_turns(self) -> None:
        number = self._number()
        is_own = number in (self.plan.own or {})
        self.own.setVisible(number > 0)
        self.own.setChecked(is_own)
        self.table.setEnabled(number == 0 or is_own)
        self.table.show_turns(self.plan.turns_of(number))

    @Slot(bool)
    def _take_own(self, is_own: bool) -> None:  # noqa: FBT001 -- Qt's own
        own = {number: turns for number, turns in (self.plan.own or {}).items() if number != self._number()}
        if is_own:
            own[self._number()] = self.plan.turns
        self._change(self.plan.turns, own)
        self._show_turns()

    @Slot()
    def _keep_turns(self) -> None:
        number, turns = self._number(), self.table.turns()
        if number:
            self._change(self.plan.turns, {**(self.plan.own or {}), number: turns})
        else:
            self._change(turns, dict(self.plan.own or {}))

    @Slot()
    def _keep_night(self) -> None:
        self._change(self.plan.turns, dict(self.plan.own or {}))

    def _change(self, turns: tuple[Turn, ...], own: dict[int, tuple[Turn, ...]]) -> None:
        self.plan = WallPlan(turns, own or None, _time(self.night_from), _time(self.night_to))

    def _number(self) -> int:
        return int(self.monitor.currentData())

    @Slot()
    def _save(self) -> None:
        deed = partial(_edit, self.plan, self._clock(), self._me.actor)
        self._desk.write(self, deed, self._say, failed=self.told.setText)

    def _say(self, change: Change) -> None:
        self.told.setText(change.text)


def _time(edit: QTimeEdit) -> time:
    moment = edit.time()
    return time(moment.hour(), moment.minute())


def _edit(plan: WallPlan, now: datetime, actor: str, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.edit_wall import edit_wall

    return edit_wall(session, plan, now=now, actor=actor)
