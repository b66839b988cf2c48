"""The page of the roster: an edition as the decree prints it, edited in place, checked, saved by an order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from mcu_desktop.background.desk import Desk
from mcu_desktop.intake.roster_text import ReadRoster
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.task import Task, Transaction
from mcu_desktop.queries.roster import RosterFacts, read_roster_facts
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.roster import Edition, edition_on, guessed
from mcu_desktop.rules.roster_checks import RosterFault, Surroundings, find_faults, renamed
from mcu_desktop.rules.russian import ROWS, plural
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.common.flow import button_flow
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.optional_day import day_edit, day_of
from mcu_desktop.ui.common.panels import Page, text_label
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel
from mcu_desktop.ui.roster.doubts import DoubtsList
from mcu_desktop.ui.roster.draft import RosterDraft
from mcu_desktop.ui.roster.exchange import RosterExchange
from mcu_desktop.ui.roster.keeping import RosterKeeper
from mcu_desktop.ui.roster.meaning import MeaningPanel
from mcu_desktop.ui.roster.removing import RemovingBar
from mcu_desktop.ui.roster.saving import Order, SavingForm
from mcu_desktop.ui.roster.table import RosterTable

_SHORTEST_EDITION = 14
_DOUBTS = ("замечание", "замечания", "замечаний")


class RosterPage(Page):
    """Shows one edition, the last or one before it; each can be mended or followed by another."""

    def __init__(self, desk: Desk, me: Me, zone: ZoneInfo, clock: Callable[[], datetime], drafts: Drafts) -> None:
        super().__init__()
        self._desk, self._me, self._zone, self._clock = desk, me, zone, clock
        self.facts = RosterFacts((), Surroundings(()), ())
        self.faults: tuple[RosterFault, ...] = ()
        self._order: Order = "", None  # of the file the rows were taken from
        self.draft = RosterDraft(self)
        self.keeper = RosterKeeper(drafts, self.draft, self._chosen, zone)
        self.table, self.meaning, self.saving = RosterTable(self.draft), MeaningPanel(), SavingForm(zone)
        self.edition, self.doubts, self.told = QComboBox(), DoubtsList(), text_label()
        self.removing = RemovingBar(desk, clock)
        self.edition.setAccessibleName("Редакция")
        self.edition.setMinimumContentsLength(_SHORTEST_EDITION)
        self.edition.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.edition.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.day = day_edit(self._today())
        self.day.setAccessibleName("Состав на день")
        self.add_button, self.remove_button = QPushButton("Добавить"), QPushButton("Убрать")
        self.undo_button, self.redo_button = QPushButton("Отменить"), QPushButton("Вернуть")
        self.rename_button, self.save_button = QPushButton("Новые названия"), QPushButton("Сохранить…")
        self.file_button, self.paste_button = QPushButton("Из файла…"), QPushButton("Вставить")
        self.print_button, self.order_button = QPushButton("Печать…"), QPushButton("Распоряжение…")
        self.guarded = ((self.save_button, Deed.EDIT_ROSTER), (self.removing.button, Deed.EDIT_ROSTER))
        self._lay_out()
        self._connect()
        self._follow_steps()

    def start(self) -> None:
        """Read the editions, unless something is being edited."""
        self._reread("")
        self.table.setFocus()

    def _reread(self, said: str) -> None:
        """Read the editions, unless something is being edited, and say what was done."""
        if not self.draft.is_changed:
            self._desk.read(self, partial(read_roster_facts, today=self._today()), partial(self._show, said))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        top = QHBoxLayout()
        top.addWidget(TitleLabel("Приложение 2"), 1)
        for part in (PlainLabel("на день"), self.day):
            top.addWidget(part)
        top.addWidget(self.edition, 1)
        top.addWidget(self.removing.button)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        for below in (self.meaning, self.doubts, self.told, self.saving, self.removing):
            layout.addWidget(below)
        edits = (self.save_button, self.add_button, self.remove_button, self.undo_button, self.redo_button)
        papers = (self.rename_button, self.file_button, self.paste_button, self.print_button, self.order_button)
        layout.addLayout(button_flow(*edits, *papers, self.back_button))
        self.saving.hide()
        for button, keys in ((self.undo_button, "Ctrl+Z"), (self.redo_button, "Ctrl+Y"), (self.save_button, "Ctrl+S")):
            button.setShortcut(keys)
            button.setToolTip(keys)
        self.add_button.setToolTip("Под выбранной строкой. Переставить строку: Alt+стрелка или мышью.")

    def _connect(self) -> None:
        self.edition.currentIndexChanged.connect(self._open_chosen)
        self.day.dateChanged.connect(self._open_on_day)
        self.draft.changed.connect(self._follow_draft)
        self.draft.undo_stack.indexChanged.connect(self._follow_steps)
        self.table.selectionModel().currentChanged.connect(self._follow_row)
        self.meaning.chosen.connect(self._take_grants)
        self.doubts.row_wanted.connect(self.table.go_to)
        self.removing.refused.connect(self.told.setText)
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        self.undo_button.clicked.connect(self.draft.undo_stack.undo)
        self.redo_button.clicked.connect(self.draft.undo_stack.redo)
        self.rename_button.clicked.connect(self._rename)
        self.save_button.clicked.connect(self._ask_order)
        self.exchange = RosterExchange(self._desk, self)
        self.file_button.clicked.connect(self.exchange.ask_file)
        self.paste_button.clicked.connect(self.exchange.paste)
        self.print_button.clicked.connect(self._ask_place)
        self.order_button.clicked.connect(self._ask_place_of_order)
        self.exchange.read.connect(self._take_read)
        self.exchange.told.connect(self.told.setText)
        self.saving.save_wanted.connect(self._save)
        self.saving.closed.connect(self.table.setFocus)
        self._desk.changed.connect(self._follow)

    def _show(self, said: str, facts: RosterFacts) -> None:
        if self.draft.is_changed or self.table.state() is QAbstractItemView.State.EditingState:
            return  # somebody has begun to type since they were asked for
        self.facts, self.table.delegate.titles = facts, facts.job_titles
        self.table.rows.around = facts.around
        today = edition_on(facts.editions, self._today())
        self.edition.blockSignals(True)
        self.edition.clear()
        for edition in facts.editions:
            now = " — действует" if edition is today else ""
            self.edition.addItem(
                f"от {edition.order_date:%d.%m.%Y} № {edition.order_number}, с {edition.valid_from:%d.%m.%Y}{now}"
            )
        if today is not None:
            self.edition.setCurrentIndex(facts.editions.index(today))
        self.edition.blockSignals(False)
        unsaved = self.keeper.found(facts.editions)
        self._open_chosen()
        if unsaved is not None:
            place, rows, told = unsaved
            self.edition.setCurrentIndex(place)
            self.draft.change("несохранённая правка", rows)
            said = told
        self.told.setText(f"{said} {self._words()}".lstrip())

    @Slot()
    def _open_chosen(self) -> None:
        edition = self._chosen()
        self.draft.open(edition.rows if edition is not None else ())
        self.saving.hide()
        self._follow_steps()
        if self.draft.rows:
            self.table.setCurrentIndex(self.table.rows.index(0, 1))

    @Slot()
    def _open_on_day(self) -> None:
        """Open the edition that is in force on the chosen day."""
        day = day_of(self.day)
        edition = edition_on(self.facts.editions, day)
        if edition is None:
            self.told.setText(f"На {day:%d.%m.%Y} состава ещё не было.")
        else:
            self.edition.setCurrentIndex(self.facts.editions.index(edition))

    def _chosen(self) -> Edition | None:
        place = self.edition.currentIndex()
        return self.facts.editions[place] if 0 <= place < len(self.facts.editions) else None

    @Slot()
    def _follow_draft(self) -> None:
        self.faults = find_faults(self.draft.rows, self.facts.around)
        self.doubts.show_faults(self.faults)
        self.told.setText(self._words())
        has_old = renamed(self.draft.rows, self.facts.around.old_names) != self.draft.rows
        self.rename_button.setVisible(has_old)
        self._follow_row()

    def _words(self) -> str:
        rows = plural(len(self.draft.rows), *ROWS)
        if not self.faults:
            return f"{rows}, замечаний нет."
        return f"{rows}, {plural(len(self.faults), *_DOUBTS)}: нажмите на замечание, чтобы перейти к строке."

    @Slot()
    def _follow_steps(self) -> None:
        stack = self.draft.undo_stack
        self.keeper.follow()
        if not self.draft.is_changed:
            self._order = "", None
        self.undo_button.setEnabled(stack.canUndo())
        self.redo_button.setEnabled(stack.canRedo())
        for choice in (self.edition, self.day):
            choice.setEnabled(not self.draft.is_changed)
        self.edition.setToolTip("Сначала сохраните или отмените правку" if self.draft.is_changed else "")
        editions, edition, is_edited = self.facts.editions, self._chosen(), self.draft.is_changed
        self.removing.follow(editions, edition, self._today(), is_edited=is_edited)

    @Slot()
    def _follow_row(self) -> None:
        at = self._row()
        row = self.draft.rows[at] if at is not None else None
        self.meaning.show_row(row, self.facts.around.blocks, editable=self.table.rows.is_editable)
        self.remove_button.setEnabled(row is not None)

    def _row(self) -> int | None:
        index: QModelIndex = self.table.currentIndex()
        return index.row() if index.isValid() and index.row() < len(self.draft.rows) else None

    @Slot(object)
    def _take_grants(self, grants: object) -> None:
        at = self._row()
        if at is not None:
            self.draft.set_row(at, "роль для программы", grants=grants, confirmed=True)
            self.table.go_to(at)

    @Slot()
    def _add(self) -> None:
        at = self._row()
        place = len(self.draft.rows) if at is None else at + 1
        self.draft.insert(place)
        self.table.go_to(place)
        self.table.edit(self.table.currentIndex())

    @Slot()
    def _remove(self) -> None:
        at = self._row()
        if at is not None:
            self.draft.remove(at)
            if self.draft.rows:
                self.table.go_to(min(at, len(self.draft.rows) - 1))

    @Slot()
    def _rename(self) -> None:
        self.draft.change("обновить названия", renamed(self.draft.rows, self.facts.around.old_names))

    @Slot(object)
    def _take_read(self, found: ReadRoster) -> None:
        """Show what was read in the place of the rows, as one step."""
        self.draft.change("состав из файла", guessed(found.rows, self.facts.around.blocks))
        self._order = found.order_number, found.order_date
        self.table.go_to(0)
        self.told.setText(" ".join((self._words(), *found.remarks)))

    @Slot()
    def _ask_place(self) -> None:
        edition = self._chosen()
        if edition is not None:
            self.exchange.ask_place(replace(edition, rows=self.draft.rows))

    @Slot()
    def _ask_place_of_order(self) -> None:
        changed = self.draft.rows if self.draft.is_changed else None
        self.exchange.ask_order(self.facts.editions, self.edition.currentIndex(), changed, self._today())

    @Slot()
    def _ask_order(self) -> None:
        edition = self._chosen()
        if edition is not None:
            self.saving.ask(edition, self.facts.editions, self._today(), self._order)

    @Slot(object)
    def _save(self, edition: Edition) -> None:
        deed = partial(_save, replace(edition, rows=self.draft.rows), self._clock(), self._me.actor)
        self._desk.write(self, deed, self._finish, failed=self.saving.told.setText)

    def _finish(self, change: Change) -> None:
        self.draft.undo_stack.setClean()
        self.keeper.follow()  # what is stored is not to come back as an edit that was not saved
        self.saving.hide()
        self._reread(change.text)
        self.table.setFocus()

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if self.isVisible() and Touched.CATALOGUES in change.touched:
            self._reread(change.text)

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()


def _save(edition: Edition, now: datetime, actor: str, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.edit_roster import save_edition

    return save_edition(session, edition, now=now, actor=actor)
