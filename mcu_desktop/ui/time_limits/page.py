"""Time limits: which are in force, which of them wins, and what a change would move before it is saved."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QTableWidget, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.queries.time_limits import LimitsPage, read_limits_page
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.limit_edits import LimitEdit, add_limit, begin_edition, change_limit, remove_limit
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.time_limits import TimeLimit
from mcu_desktop.rules.titles import STAGES
from mcu_desktop.ui.common.form import FieldsForm
from mcu_desktop.ui.common.pages import Pages, scrolled
from mcu_desktop.ui.common.panels import KeyedPanel, Page, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table
from mcu_desktop.ui.time_limits.preview import EditPreview
from mcu_desktop.ui.time_limits.words import (
    amount_words,
    days_words,
    limit_fields,
    limit_of,
    new_limit,
    overlap_words,
    scope_words,
    use_words,
)

_FORM_COLUMNS = 3
MakeEdit = Callable[[TimeLimit], LimitEdit]


class TimeLimitsPage(Page):
    """Lists the limits; a change is described in a form, previewed and saved."""

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.change_button = QPushButton("Изменить…")
        super().__init__(self.change_button)
        self._desk, self._zone, self._clock = desk, zone, clock
        self._page = LimitsPage((), (), (), (), frozenset(), {})
        self._code = ""
        self.edition_button = QPushButton("Новая редакция…")
        self.new_button, self.remove_button = QPushButton("Новый норматив…"), QPushButton("Убрать…")
        changing = (self.change_button, self.edition_button, self.new_button, self.remove_button)
        self.guarded = tuple((button, Deed.EDIT_LIMITS) for button in changing)
        self.table = make_table("Нормативы", _columns(self._page, date.min))
        self.overlaps = text_label()
        self.form_panel = LimitFormPanel(zone)
        self.preview = EditPreview(desk, zone, clock)
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self.table, 1)
        self._rows.addWidget(self.overlaps)
        self._rows.addLayout(
            button_row(self.change_button, self.edition_button, self.new_button, self.remove_button, self.back_button)
        )
        self._steps = Pages()
        for step in (self._list, self.form_panel, self.preview):
            self._steps.addWidget(step)
        layout = QVBoxLayout(self)
        layout.addWidget(TitleLabel("Нормативы сроков"))
        layout.addWidget(self._steps, 1)
        self._allow(False)
        self._connect()

    def start(self) -> None:
        """Read and show the limits."""
        self._steps.setCurrentWidget(self._list)
        self._desk.read(self, read_limits_page, self._show)

    def _allow(self, has_limits: bool) -> None:  # noqa: FBT001 -- a state
        for button in (self.change_button, self.edition_button, self.remove_button):
            button.setEnabled(has_limits)

    def _connect(self) -> None:
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.currentCellChanged.connect(self._choose)
        self.table.cellDoubleClicked.connect(self._change)
        self.change_button.clicked.connect(self._change)
        self.edition_button.clicked.connect(self._begin_edition)
        self.new_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        self.form_panel.cancel_button.clicked.connect(self.start)
        self.form_panel.edit_made.connect(self._show_preview)
        self.preview.back_button.clicked.connect(self._go_back)
        self.preview.saved.connect(self._finish)
        self._desk.changed.connect(self._follow)

    def _show(self, page: LimitsPage) -> None:
        self._page = page
        code = self._code
        fill_table(self.table, _columns(page, self._today()), page.limits)
        self._allow(bool(page.limits))
        codes = [limit.code for limit in page.limits]
        if codes:
            self.table.selectRow(codes.index(code) if code in codes else 0)
        self.table.setFocus()

    @Slot(int, int, int, int)
    def _choose(self, row: int, _column: int, _before: int, _before_column: int) -> None:
        if 0 <= row < len(self._page.limits):
            limit = self._page.limits[row]
            self._code = limit.code
            self.overlaps.setText(f"{limit.source}.\n{overlap_words(limit, self._page)}")

    def _chosen(self) -> TimeLimit:
        return self._page.limits[self.table.currentRow()]

    @Slot()
    def _change(self) -> None:
        self._ask("Изменить норматив", self._chosen(), partial(change_limit, self._chosen()))

    @Slot()
    def _begin_edition(self) -> None:
        old = self._chosen()
        offered = replace(old, valid_from=self._today(), valid_to=None) if old.valid_from < self._today() else old
        self._ask("Новая редакция норматива", offered, partial(begin_edition, self._page.limits, old))

    @Slot()
    def _add(self) -> None:
        self._ask("Новый норматив", new_limit(self._today()), partial(add_limit, self._page.limits))

    @Slot()
    def _remove(self) -> None:
        old = self._chosen()
        edit = remove_limit(old, is_used=old.limit_id in self._page.used, today=self._today())
        self._show_preview(edit)

    def _ask(self, title: str, limit: TimeLimit, make_edit: MakeEdit) -> None:
        self.form_panel.ask(title, limit, self._page, make_edit)
        self._steps.setCurrentWidget(self.form_panel)
        self.form_panel.begin()

    @Slot(object)
    def _show_preview(self, edit: LimitEdit) -> None:
        self._steps.setCurrentWidget(self.preview)
        self.preview.begin(edit, edit.applied_to(self._page.limits))

    @Slot()
    def _go_back(self) -> None:
        self.preview.stop()
        if self.form_panel.is_asking:
            self._steps.setCurrentWidget(self.form_panel)
            self.form_panel.begin()
        else:
            self.start()

    @Slot()
    def _finish(self) -> None:
        self.form_panel.forget()
        self.start()

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if Touched.CATALOGUES in change.touched and self._steps.currentWidget() is self._list and self.isVisible():
            self.start()

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()


class LimitFormPanel(KeyedPanel):
    """The form of one limit.

    Signals:
        edit_made: a `LimitEdit` that the form describes.
    """

    edit_made = Signal(object)

    def __init__(self, zone: ZoneInfo) -> None:
        self.preview_button, self.cancel_button = QPushButton("Показать, что изменится"), QPushButton("Отмена")
        super().__init__(self.preview_button, self.cancel_button)
        self._zone = zone
        self._before: TimeLimit | None = None
        self._make_edit: MakeEdit | None = None
        self.title, self.told = TitleLabel(), text_label()
        self.fields = FieldsForm(())
        self._area = scrolled()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.title)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.told)
        layout.addLayout(button_row(self.preview_button, self.cancel_button))
        self.preview_button.clicked.connect(self._make)
        self.cancel_button.clicked.connect(self.forget)

    @property
    def is_asking(self) -> bool:
        """Whether a limit is being described."""
        return self._make_edit is not None

    def ask(self, title: str, limit: TimeLimit, page: LimitsPage, make_edit: MakeEdit) -> None:
        """Show a limit to be described anew."""
        self._before, self._make_edit = limit, make_edit
        self.title.setText(title)
        self.told.clear()
        self.fields = FieldsForm(limit_fields(limit, page), columns=_FORM_COLUMNS)
        self._area.setWidget(self.fields)
        source = self.fields.edits["source"]
        if isinstance(source, QLineEdit):
            source.home(False)  # a long one is read from its beginning

    def begin(self) -> None:
        """Give the keyboard to the first field."""
        self.fields.edits["title"].setFocus()

    @Slot()
    def forget(self) -> None:
        """End the asking."""
        self._make_edit = None

    @Slot()
    def _make(self) -> None:
        if self._before is None or self._make_edit is None:
            return
        try:
            edit = self._make_edit(limit_of(self.fields.values(self._zone), self._before))
        except UserFacingError as error:
            self.told.setText(str(error))
            return
        self.told.clear()
        self.edit_made.emit(edit)


def _columns(page: LimitsPage, today: date) -> tuple[Column[TimeLimit], ...]:
    return (
        Column("Норматив", lambda limit: limit.title, 250),
        Column("Этап", lambda limit: STAGES[limit.stage], 120),
        Column("Срок", amount_words, 250),
        Column("Для чего", lambda limit: scope_words(limit, page), 0),
        Column("Действует", days_words, 130),
        Column("Сейчас", lambda limit: use_words(limit, page, today), 190),
    )
