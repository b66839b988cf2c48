"""The method of the rating: its editions by order, and a new one."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTableWidget, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.rating import read_methods
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.rating import MethodEdition, RatingMethod
from mcu_desktop.ui.common.form import Field, FieldsForm
from mcu_desktop.ui.common.pages import scrolled
from mcu_desktop.ui.common.panels import KeyedPanel, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table
from mcu_desktop.ui.rating.weights import WeightsBox

_WEIGHTS_WIDTH = 380


def _order(edition: MethodEdition) -> str:
    if not edition.order_number:
        return "предложение программы, распоряжением не утверждено"
    signed = f" от {edition.order_date:%d.%m.%Y}" if edition.order_date is not None else ""
    return f"№ {edition.order_number}{signed}"


_COLUMNS: tuple[Column[MethodEdition], ...] = (
    Column("Действует с", lambda one: f"{one.valid_from:%d.%m.%Y}", 110),
    Column("Распоряжение", _order, 0),
)


class MethodPanel(KeyedPanel):
    """Lists the editions; the chosen one is shown in full and is where a new one begins.

    Signals:
        left: the rating is wanted again.
    """

    left = Signal()

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.save_button, self.back_button = QPushButton("Сохранить редакцию"), QPushButton("Назад")
        super().__init__(self.save_button, self.back_button)
        self._desk, self._zone, self._clock = desk, zone, clock
        self._editions: tuple[MethodEdition, ...] = ()
        self.guarded = ((self.save_button, Deed.EDIT_RATING),)
        self.table = make_table("Редакции методики", _COLUMNS)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        today = clock().astimezone(zone).date()
        self.fields = FieldsForm(
            (
                Field("number", "Номер распоряжения", "text"),
                Field("signed", "Дата распоряжения", "day", today),
                Field("since", "Действует с", "day", today),
            ),
            columns=3,
        )
        self.weights, self.told = WeightsBox(), text_label()
        area = scrolled(self.weights)
        area.setFixedWidth(_WEIGHTS_WIDTH)
        left = QVBoxLayout()
        left.addWidget(self.table, 1)
        for part in (self.fields, self.told):
            left.addWidget(part)
        both = QHBoxLayout()
        both.addLayout(left, 1)
        both.addWidget(area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(TitleLabel("Методика рейтинга"))
        layout.addWidget(
            text_label("Веса сравниваются между собой внутри своей группы. Методику утверждает распоряжение (п. 2.4).")
        )
        layout.addLayout(both, 1)
        layout.addLayout(button_row(self.save_button, self.back_button))
        self.table.currentCellChanged.connect(self._choose)
        self.save_button.clicked.connect(self._save)
        self.back_button.clicked.connect(self.left)

    def start(self, offered: RatingMethod) -> None:
        """Show the editions, and the weights that were tried beside the rating."""
        self.told.clear()
        self._desk.read(self, read_methods, partial(self._show, offered))
        self.table.setFocus()

    def _show(self, offered: RatingMethod, editions: tuple[MethodEdition, ...]) -> None:
        self._editions = editions
        fill_table(self.table, _COLUMNS, editions)
        self.table.setCurrentCell(len(editions) - 1, 0)
        self.weights.show_method(offered)

    @Slot(int, int, int, int)
    def _choose(self, row: int, _column: int, _before: int, _before_column: int) -> None:
        if 0 <= row < len(self._editions):
            self.weights.show_method(self._editions[row].method)

    @Slot()
    def _save(self) -> None:
        values = self.fields.values(self._zone)
        signed, since = values["signed"], values["since"]
        if not isinstance(signed, date) or not isinstance(since, date):
            return
        edition = MethodEdition(str(values["number"]), signed, since, self.weights.method())
        self._desk.write(self, partial(_save, edition, self._clock()), self._finish, failed=self.told.setText)

    def _finish(self, _change: Change) -> None:
        self.left.emit()


def _save(edition: MethodEdition, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.edit_rating_method import save_rating_method

    return save_rating_method(session, edition, now=now, actor=actor_of(session))
