"""The register of breaches: each late answer wants its reason, so that reports can say why."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.task import Task, Transaction
from mcu_desktop.queries.breaches import MOST_SHOWN, BreachFilter, BreachLine, Register, read_register
from mcu_desktop.queries.queue import ALL_BLOCKS, UNMAPPED, QueueFilter
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.russian import duration_words, format_moment, plural
from mcu_desktop.rules.terms import Standing
from mcu_desktop.store.about import About
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import chosen_rows, fill_table, make_table, refill_table

_PERIODS = ("Этот месяц", "Прошлый месяц", "Этот год", "Всё время")
_ALL = (("Все блоки", ALL_BLOCKS),)
_NONE = (("Не сопоставлено", UNMAPPED),)


class BreachesPage(Page):
    """Lists late answers; one reason can be said for several of them at once.

    Signals:
        cases_wanted: a `QueueFilter` of the case to open.
    """

    cases_wanted = Signal(object)

    def __init__(self, desk: Desk, me: Me, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.note_button = QPushButton("Указать причину")
        super().__init__(self.note_button)
        self._desk, self._me, self._zone, self._clock = desk, me, zone, clock
        self.lines: tuple[BreachLine, ...] = ()
        self._noted: list[BreachLine] = []  # those that this page is giving a reason
        self.open_button = QPushButton("Открыть")
        self.guarded = ((self.note_button, Deed.NOTE_BREACH),)
        self.period, self.block, self.reason = QComboBox(), QComboBox(), QComboBox()
        self.period.addItems(_PERIODS)
        for title, code in (*_ALL, *_NONE):
            self.block.addItem(title, code)
        self.reason.setEditable(True)
        self.reason.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.reason.setMinimumContentsLength(40)
        self.told = text_label()
        self.table = make_table("Нарушения сроков", self._columns())
        self._rows = QVBoxLayout(self)
        self._lay_out()
        self.table.cellDoubleClicked.connect(self._open)
        self.note_button.clicked.connect(self._note)
        self.open_button.clicked.connect(self._open)
        self.period.activated.connect(self._reread)
        self.block.activated.connect(self._reread)
        desk.changed.connect(self._follow)

    @Slot()
    def start(self) -> None:
        """Read the register."""
        self._reread()
        self.table.setFocus()

    @Slot()
    def _reread(self) -> None:
        self._desk.read(self, partial(read_register, wanted=self._wanted()), self._show)

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        said = QHBoxLayout()
        for row, label, edit, name in (
            (filters, "Ответ дан:", self.period, "За какое время"),
            (filters, "Блок:", self.block, "Блок"),
            (said, "Причина:", self.reason, "Причина нарушения срока"),
        ):
            row.addWidget(PlainLabel(label))
            row.addWidget(edit)
            edit.setAccessibleName(name)
        for row in (filters, said):
            row.addStretch(1)
        self._rows.addWidget(TitleLabel("Нарушения сроков"))
        self._rows.addLayout(filters)
        self._rows.addWidget(self.told)
        self._rows.addWidget(self.table, 1)
        self._rows.addLayout(said)
        self._rows.addLayout(button_row(self.note_button, self.open_button, self.back_button))

    def _wanted(self) -> BreachFilter:
        today = self._clock().astimezone(self._zone).date()
        block = self.block.currentData()
        first = today.replace(day=1)
        periods: tuple[tuple[date | None, date | None], ...] = (
            (first, None),
            ((first - timedelta(days=1)).replace(day=1), first - timedelta(days=1)),
            (date(today.year, 1, 1), None),
            (None, None),
        )
        return BreachFilter(*periods[self.period.currentIndex()], block)

    def _show(self, register: Register) -> None:
        fill_table(self.table, self._columns(), register.lines)
        self._tell(register)

    def _show_again(self, register: Register) -> None:
        """Show what has changed; after an own reason the next line waits in the place of those that have got it."""
        noted, self._noted = self._noted, []
        goes_on = bool(noted) and self._chosen() == noted
        refill_table(
            self.table,
            self._columns(),
            self.lines,
            register.lines,
            lambda line: (line.case_id, line.reason),
            goes_on=goes_on,
        )
        self._tell(register)

    def _tell(self, register: Register) -> None:
        self.lines = register.lines
        self._offer(register)
        for button in (self.note_button, self.open_button):
            button.setEnabled(bool(self.lines))
        self.told.setText(_words(register))

    def _offer(self, register: Register) -> None:
        chosen, typed = self.block.currentData(), self.reason.currentText()
        self.block.clear()
        for title, code in (*_ALL, *((title, code) for code, title in register.blocks), *_NONE):
            self.block.addItem(title, code)
        self.block.setCurrentIndex(self.block.findData(chosen))
        self.reason.clear()
        self.reason.addItems(register.reasons)
        self.reason.setCurrentText(typed)

    def _columns(self) -> tuple[Column[BreachLine], ...]:
        return (
            Column("Номер", lambda line: line.number, 140),
            Column("Блок", lambda line: line.block, 120),
            Column("Получатель", lambda line: line.recipient, 180),
            Column("Срок был", lambda line: format_moment(line.deadline, self._zone), 130),
            Column("Ответ дан", lambda line: format_moment(line.answered_at, self._zone), 130),
            Column("Опоздание", lambda line: duration_words(line.late_by), 130),
            Column("Причина", lambda line: line.reason or "не указана", 0),
        )

    def _chosen(self) -> list[BreachLine]:
        return [self.lines[row] for row in chosen_rows(self.table)]

    @Slot()
    def _note(self) -> None:
        self._noted = self._chosen()
        if not self._noted:
            self.told.setText("Выберите строки, для которых указать причину. Ничего не сохранено.")
            return
        cases = [line.case_id for line in self._noted]
        deed = partial(_note, cases, self.reason.currentText(), self._clock(), self._me.actor)
        self._desk.write(self, deed, failed=self._refuse, about=About(tuple(cases)))

    def _refuse(self, text: str) -> None:
        self._noted = []
        self.told.setText(text)

    @Slot()
    def _open(self) -> None:
        chosen = self._chosen()
        if chosen:
            standing = None if chosen[0].closed_at is None else Standing.CLOSED
            self.cases_wanted.emit(QueueFilter(search=chosen[0].number, standing=standing))

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if self.isVisible() and Touched.CASES in change.touched:
            self._desk.read(self, partial(read_register, wanted=self._wanted()), self._show_again)


def _words(register: Register) -> str:
    """Return «12 нарушений, у 5 причина не указана»."""
    if not register.count:
        return "За это время ни один ответ не опоздал."
    said = plural(register.count, "нарушение", "нарушения", "нарушений")
    if register.without_reason:
        said += f", у {register.without_reason} причина не указана"
    shown = f" Показаны первые {MOST_SHOWN}." if register.count > MOST_SHOWN else ""
    return f"{said}.{shown}"


def _note(cases: list[int], reason: str, now: datetime, actor: str, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.note_breach import note_breach

    return note_breach(session, cases, reason=reason, now=now, actor=actor)
