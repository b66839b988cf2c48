"""The queue: filters, the table of cases, their count."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, QSettings, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.queries.queue import (
    ALL_BLOCKS,
    QueueFilter,
    QueueRow,
    find_other_search,
    read_first_page,
    read_rows,
)
from mcu_desktop.queries.queue_list import ListedQueue
from mcu_desktop.rules.russian import MESSAGES, format_number, plural
from mcu_desktop.rules.terms import GroupBy
from mcu_desktop.ui.common.plain import PlainLabel
from mcu_desktop.ui.queue.filters import FilterBar
from mcu_desktop.ui.queue.jobs import offered_filters
from mcu_desktop.ui.queue.listing import QueueListing
from mcu_desktop.ui.queue.model import QueueModel
from mcu_desktop.ui.queue.table import QueueTable

_MOST_REMEMBERED = 1_000
_READING = "Читаем очередь…"


class QueuePage(QWidget):
    """Shows the queue of a block and keeps its place over every re-read.

    Signals:
        case_chosen: the id of the case the cursor is on; None where the chosen case left the queue.
        card_wanted: the operator wants to go into the card of the chosen case.
        answered: the searched words, empty where none, and how many cases are in the queue.
        shown_instead: the typed words and those that are shown in their place, since for them there is something.
        searched: what the shown queue was searched for, empty where for nothing.
        painted: once, the first page of the first queue is shown.
    """

    case_chosen = Signal(object)
    card_wanted = Signal()
    answered = Signal(str, int)
    shown_instead = Signal(str, str)
    searched = Signal(str)
    painted = Signal()

    def __init__(
        self,
        desk: Desk,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        settings: QSettings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._zone, self._clock, self._settings = desk, zone, clock, settings
        self._block = ALL_BLOCKS
        self._shown: QueueFilter | None = None
        self._chosen: int | None = None
        self._several: list[int] = []
        self._instead = "", ""  # what was typed and found nothing, and what is shown for it
        self._ticket = 0
        self._is_painted = False
        self._fresh: Sequence[QueueRow] = ()
        self.filters = FilterBar()
        self.model = QueueModel(zone, clock, self)
        self.table = QueueTable(self.model)
        self._listing = QueueListing(desk, zone, self)
        self.count = PlainLabel(_READING)
        self.calendar = PlainLabel()
        for label in (self.count, self.calendar):
            label.setContentsMargins(10, 4, 10, 4)
            label.setWordWrap(True)
            label.setMinimumWidth(1)  # large letters take a second line, not a wider window
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._rows = layout
        layout.addWidget(self.filters)
        layout.addWidget(self.table, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(self.count, 1)
        bottom.addWidget(self.calendar, 2)
        self.calendar.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(bottom)
        self._connect()
        self._scale = self.table.restore_columns(settings)

    @Slot(str)
    def show_block(self, block: str) -> None:
        """Show the queue of a block from its beginning."""
        self._block = block
        self.reread()

    @Slot()
    def reread(self) -> None:
        """Read the queue again; the chosen case stays chosen where it is still in it."""
        self._ticket += 1
        ticket, now = self._ticket, self._clock()
        wanted = self.searched_filter()
        if wanted.group_by is None:
            self._desk.read(
                self,
                partial(read_first_page, wanted=wanted, now=now, zone=self._zone),
                partial(self._show_first_page, ticket, wanted),
            )
        self._listing.ask(wanted, now, known=self.model.rowCount() if wanted == self._shown else 0)

    def searched_filter(self) -> QueueFilter:
        """Return what the table shows: the filters, with what is searched for in place of what was typed."""
        wanted = self.filters.wanted(self._block)
        typed, shown = self._instead
        return replace(wanted, search=shown) if typed and wanted.search == typed else wanted

    def group(self, by: GroupBy) -> None:
        """Let cases stand in groups, or where they do already, as one whole again."""
        self.filters.group_by = None if self.filters.group_by is by else by
        self.reread()

    def add_views(self, views: QWidget) -> None:
        """Take the bar of saved views over the filters."""
        self._rows.insertWidget(0, views)

    def shown_filter(self) -> QueueFilter:
        """Return what the filters and the block say now."""
        return self.filters.wanted(self._block)

    def read_channels(self) -> None:
        """Fill the filter of channels."""
        self._desk.read(
            self,
            lambda reader: reader.rows("SELECT code, title FROM channels ORDER BY position"),
            lambda rows: self.filters.show_channels([(str(code), str(title)) for code, title in rows]),
        )

    def read_filters(self) -> None:
        """Offer what can be typed into the search besides words."""
        self._desk.read(self, offered_filters, self.filters.offer_filters)

    def chosen_case(self) -> int | None:
        """Return the id of the chosen case."""
        return self._chosen

    def step(self, lines: int) -> None:
        """Go to the next case of the queue, or with -1 to the one before, wherever the keyboard is."""
        row = self.table.currentIndex().row() + lines
        if 0 <= row < self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(row, 0))

    def chosen_cases(self) -> list[int]:
        """Return the ids of all chosen cases in the queue's order."""
        ids = (self.model.case_id(row) for row in self.table.chosen_rows())
        return [case_id for case_id in ids if case_id is not None]

    def show_scale(self, percent: int) -> None:
        """Make the columns fit letters of another size; the rows do by themselves."""
        self.table.stretch_columns(percent / self._scale)
        self._scale = percent

    def keep_settings(self) -> None:
        """Remember the columns."""
        self.table.keep_columns(self._settings, self._scale)

    def _connect(self) -> None:
        self.filters.filter_changed.connect(self.reread)
        self.filters.table_wanted.connect(self.table.setFocus)
        self._listing.listed.connect(self._show_list)
        self._listing.takes_long.connect(lambda: self.count.setText(_READING))
        self._listing.failed.connect(self.count.setText)
        self.model.rows_wanted.connect(self._read_rows)
        self.table.selectionModel().currentRowChanged.connect(self._tell_choice)
        self.table.selectionModel().selectionChanged.connect(self._follow_selection)
        self.table.activated.connect(lambda _index: self.card_wanted.emit())

    @Slot(list)
    def _read_rows(self, ids: list[int]) -> None:
        self._desk.read(
            self, partial(read_rows, case_ids=ids, now=self._clock()), partial(self._show_rows, self._ticket)
        )

    def _show_rows(self, ticket: int, rows: dict[int, QueueRow]) -> None:
        if ticket == self._ticket:
            self.model.add_rows(rows)

    def _show_first_page(self, ticket: int, wanted: QueueFilter, rows: Sequence[QueueRow]) -> None:
        if ticket != self._ticket:
            return  # another block or another wish came meanwhile
        if wanted == self._shown:
            self._fresh = rows  # shown together with the ids, or the table would jump to its beginning and back
            return
        self.model.set_first_page(rows)
        self._choose_again()
        if not self._is_painted:
            self._is_painted = True
            self.table.viewport().repaint()  # who waits for `painted` measures what is on the screen
            self.painted.emit()

    @Slot(object, object)
    def _show_list(self, wanted: QueueFilter, found: ListedQueue) -> None:
        rows = self._fresh if wanted == self._shown else None
        if found.rows is not None:
            rows = [found.rows[case_id] for case_id in found.ids if case_id in found.rows]
        self._fill(wanted, found, rows)
        self._tell_answer(wanted, bool(found.ids))

    def _fill(self, wanted: QueueFilter, found: ListedQueue, rows: Sequence[QueueRow] | None) -> None:
        """Give the table its lines; `rows` are the fresh first ones, None where they are shown already."""
        place = self.table.verticalScrollBar().value()
        self.model.set_groups(found.groups)
        if rows is not None:
            self.model.set_first_page(rows)
        is_another = rows is not None and wanted != self._shown
        self._shown, self._fresh = wanted, ()
        self.model.set_ids(found.ids)
        self.table.show_groups()
        self._choose_again()
        if not is_another:  # in another order the chosen case is looked for, not the place
            self.table.verticalScrollBar().setValue(place)
        self._say_count()
        if self._chosen is not None and self.model.row_of(self._chosen) is None:
            self._chosen = None
            self.case_chosen.emit(None)
        if self._chosen is None and wanted.search and len(found.ids) == 1:
            self.table.setCurrentIndex(self.model.index(0, 0))  # who asks for one case wants its card

    def _tell_answer(self, wanted: QueueFilter, is_found: bool) -> None:  # noqa: FBT001 -- an answer
        typed = self.filters.wanted(self._block).search
        if not is_found and wanted.search.strip() and self._instead[0] != typed:
            question = partial(find_other_search, wanted=wanted, now=self._clock(), zone=self._zone)
            self._desk.read(self, question, partial(self._take_other_search, self._ticket, typed))
            return
        self.answered.emit(typed.strip(), self.model.rowCount())
        self.searched.emit(wanted.search)
        if wanted.search != typed:
            self.shown_instead.emit(typed.strip(), wanted.search)

    def _take_other_search(self, ticket: int, typed: str, instead: str) -> None:
        if ticket != self._ticket:
            return
        self._instead = typed, instead or typed
        if instead:
            self.reread()
        else:
            self.answered.emit(typed.strip(), 0)
            self.searched.emit(typed)

    def _choose_again(self) -> None:
        row = None if self._chosen is None else self.model.row_of(self._chosen)
        if row is not None and row != self.table.currentIndex().row():
            several = self._several
            self.table.setCurrentIndex(self.model.index(row, 0))
            rows = self.model.rows_of(several) if several else []
            if len(rows) > 1:
                self.table.choose_rows(rows)

    @Slot()
    def _follow_selection(self) -> None:
        """Remember several chosen cases over a re-read; of more than a person can look through none."""
        self._several = self.chosen_cases() if 1 < self.table.count_chosen() <= _MOST_REMEMBERED else []
        self._say_count()

    def _say_count(self) -> None:
        count = plural(self.model.rowCount(), *MESSAGES)
        chosen, groups = self.table.count_chosen(), len(self.model.group_rows())
        grouped = f", {plural(groups, 'группа', 'группы', 'групп')}" if groups else ""
        self.count.setText(count + (grouped if chosen <= 1 else f", выбрано {format_number(chosen)}"))

    @Slot(QModelIndex, QModelIndex)
    def _tell_choice(self, index: QModelIndex, _before: QModelIndex) -> None:
        case_id = self.model.case_id(index.row()) if index.isValid() else None
        if case_id is not None and case_id != self._chosen:
            self._chosen = case_id
            self.case_chosen.emit(case_id)
