"""The page of one deed on many cases: what it asks, what it will do with each, what it has done."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.background.long_work import LongWork
from mcu_desktop.operations.bulk import RowResult
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction
from mcu_desktop.queries.edit_choices import EditChoices, read_edit_choices
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.russian import MESSAGES, plural
from mcu_desktop.store.about import About
from mcu_desktop.ui.bulk.deeds import BULK_DEEDS, BulkDeed, Signed
from mcu_desktop.ui.common.form import FieldsForm
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table
from mcu_desktop.ui.common.under_way import WorkBar

_COLUMNS: tuple[Column[RowResult], ...] = (
    Column("Номер", lambda row: row.number, 150),
    Column("Что будет", lambda row: row.text if row.is_done else f"Отказ: {row.text}", 0, lambda row: row.text),
)


class BulkPage(Page):
    """Does one deed on the chosen cases; all of it can be taken back at once.

    Signals:
        undo_wanted: the id of the deed to be taken back.
    """

    undo_wanted = Signal(int)

    def __init__(self, desk: Desk, me: Me, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.done_button = QPushButton("Выполнить")
        super().__init__(self.done_button)
        self._desk, self._me, self._zone, self._clock = desk, me, zone, clock
        self._case_ids: tuple[int, ...] = ()
        self._choices: EditChoices | None = None
        self._work = LongWork(desk, self)
        self._undo_id: int | None = None
        self.results: tuple[RowResult, ...] = ()
        self._title = TitleLabel("Действие с выбранными")
        self.deed = QComboBox()
        self.deed.setAccessibleName("Что сделать")
        self.deed.addItems([deed.title for deed in BULK_DEEDS])
        self.fields = FieldsForm(())
        self.told = text_label()
        self.table = make_table("Что станет с каждым сообщением", _COLUMNS)
        self.try_button = QPushButton("Показать, что будет")
        self.undo_button = QPushButton("Отменить всё (Ctrl+Z)")
        self.undo_button.setShortcut("Ctrl+Z")
        self._rows = QVBoxLayout(self)
        for part in (self._title, PlainLabel("Что сделать:"), self.deed, self.fields, self.told, self.table):
            self._rows.addWidget(part)
        self._rows.setStretchFactor(self.table, 1)
        self._rows.addWidget(WorkBar(self._work))
        self._rows.addLayout(button_row(self.done_button, self.try_button, self.undo_button, self.back_button))
        self.deed.currentIndexChanged.connect(self._show_fields)
        self.done_button.clicked.connect(self._perform)
        self.try_button.clicked.connect(self._rehearse)
        self.undo_button.clicked.connect(self._undo)
        me.rights_changed.connect(self._offer)

    def start(self) -> None:
        """Nothing to begin without cases: the window gives them by `show_cases`."""
        if not self._case_ids:
            self.finished.emit()

    def show_cases(self, case_ids: Sequence[int]) -> None:
        """Take the chosen cases."""
        self._case_ids, self._undo_id, self.results = tuple(case_ids), None, ()
        self._title.setText(f"Действие: {plural(len(case_ids), *MESSAGES)}")
        self.told.clear()
        self._show_results()
        self._desk.read(self, read_edit_choices, self._take_choices)

    def _take_choices(self, choices: EditChoices) -> None:
        self._choices = choices
        self._show_fields()
        self.deed.setFocus()

    def _chosen(self) -> BulkDeed:
        return BULK_DEEDS[self.deed.currentIndex()]

    @Slot()
    def _show_fields(self) -> None:
        if self._choices is None:
            return
        today = self._clock().astimezone(self._zone).date()
        fields = FieldsForm(self._chosen().fields(self._choices, today), columns=2)
        fields.take_place_of(self.fields, self._rows)
        self.fields = fields
        self._offer()

    @Slot()
    def _offer(self) -> None:
        refusal = self._me.rights.refusal(self._chosen().right)
        is_free = not self._work.is_under_way
        for button in (self.done_button, self.try_button):
            button.setEnabled(is_free and not refusal and self._undo_id is None)
            button.setToolTip(refusal)
        is_done = self._undo_id is not None
        self.undo_button.setVisible(is_done)
        self.table.setHorizontalHeaderLabels([_COLUMNS[0].title, "Что сделано" if is_done else _COLUMNS[1].title])

    def _signed(self) -> Signed | None:
        try:
            values: dict[str, Any] = self.fields.values(self._zone)
        except UserFacingError as error:
            self.told.setText(str(error))
            return None
        return Signed(self._chosen(), values, self._clock(), self._me.actor)

    @Slot()
    def _rehearse(self) -> None:
        signed = self._signed()
        if signed is not None:
            self._run(partial(_rehearsed, signed, self._case_ids), self._take_rehearsal)

    @Slot()
    def _perform(self) -> None:
        signed = self._signed()
        if signed is not None:
            self._run(partial(_performed, signed, self._case_ids), self._take_results)

    def _run(self, deed: Callable[[Transaction, Task], Change], answer: Callable[[Change], None]) -> None:
        self.told.clear()
        self._work.write(deed, answer, self._refuse, about=About(self._case_ids))
        self._offer()

    def _take_rehearsal(self, change: Change) -> None:
        self._end(change)
        done = sum(row.is_done for row in self.results)
        self.told.setText(f"Ещё ничего не сделано. Будет изменено {done}, отказано {len(self.results) - done}.")

    def _take_results(self, change: Change) -> None:
        self._undo_id = change.undo_id
        self._end(change)
        self.told.setText(change.text)

    def _end(self, change: Change) -> None:
        self.results = change.details if isinstance(change.details, tuple) else ()
        self._show_results()
        self._offer()

    def _refuse(self, text: str) -> None:
        self.told.setText(text)
        self._offer()

    def _show_results(self) -> None:
        fill_table(self.table, _COLUMNS, tuple(sorted(self.results, key=lambda row: row.is_done)))

    @Slot()
    def _undo(self) -> None:
        if self._undo_id is not None:
            self.undo_wanted.emit(self._undo_id)
            self.finished.emit()

    @Slot()
    def leave(self) -> None:
        """Go back; what is under way is stopped."""
        self._work.stop()
        self._work.give_up()
        super().leave()


def _performed(signed: Signed, case_ids: Sequence[int], session: Transaction, task: Task) -> Change:
    from mcu_desktop.operations.bulk import on_each

    return on_each(session, task, signed.deed.title, case_ids, signed.run)


def _rehearsed(signed: Signed, case_ids: Sequence[int], session: Transaction, task: Task) -> Change:
    from mcu_desktop.operations.bulk import rehearse

    return rehearse(session, task, signed.deed.title, case_ids, signed.run)
