"""What fills the window: blocks on the left, the queue in the middle, the case on the right."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSettings, Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.counters import read_block_counts
from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.rules.permissions import Rights
from mcu_desktop.ui.after_first_page import begin_after_first_page
from mcu_desktop.ui.alerts.habits import Habits
from mcu_desktop.ui.case_card.card import CaseCardView
from mcu_desktop.ui.case_ways import CaseWays
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.common.look import Look
from mcu_desktop.ui.common.me import NOBODY, Me
from mcu_desktop.ui.common.menu import add_menus
from mcu_desktop.ui.common.notice_strip import NoticeStrip
from mcu_desktop.ui.common.pages import Pages
from mcu_desktop.ui.common.rights_guard import RightsGuard
from mcu_desktop.ui.main_menu import main_menus
from mcu_desktop.ui.queue.blocks_pane import BlocksPane
from mcu_desktop.ui.queue.page import QueuePage
from mcu_desktop.ui.queue.search_notes import SearchNotes
from mcu_desktop.ui.screens import ScreenName, Screens
from mcu_desktop.ui.window_frame import WindowFrame
from mcu_desktop.ui.workplace_jobs import known_calendar, own_rights

if TYPE_CHECKING:
    from mcu_desktop.ui.alerts.corner import AlertCorner
    from mcu_desktop.ui.queue.views_bar import ViewsBar

_QUEUE_WIDTH, _CARD_WIDTH = 776, 380


class Workplace(QWidget):
    """Holds the screens together; a screen beside the queue is made when it is first wanted.

    Signals:
        painted: once, the first page of the queue is shown.
        begun: once, all that could wait until then has begun.
    """

    painted = Signal()
    begun = Signal()

    def __init__(
        self,
        frame: WindowFrame,
        desk: Desk,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        settings: QSettings,
        drafts: Drafts,
    ) -> None:
        super().__init__()
        self.frame = frame
        self.desk, self._zone, self._clock = desk, zone, clock
        self.drafts = drafts
        self.look = Look(settings, self)
        self.blocks = BlocksPane()
        self.queue = QueuePage(desk, zone, clock, settings)
        self.me, self.habits = Me(settings, self), Habits(settings)
        self.guard = RightsGuard(self.me, self)
        self.card = CaseCardView(desk, self.me, zone, clock, drafts)
        self.strip = NoticeStrip()
        self._search_notes = SearchNotes(self.queue, self.strip)
        self.pages = Pages()
        self.pages.addWidget(self.queue)
        self.screens = Screens(self, self.pages, zone, clock)
        self.ways = CaseWays(self, zone, clock)
        self._lay_out()
        self.queue_actions = add_menus(frame, main_menus(self), self.guard)
        self._connect()
        self.look.show()
        frame.setCentralWidget(self)

    def start_reading(self) -> None:
        """Read what the window shows; called when its frame is on the screen."""
        self.reread()
        self.queue.read_channels()
        self._check_store()
        self.queue.table.setFocus()

    @cached_property
    def views(self) -> "ViewsBar":
        """The saved views over the queue, made when the first page is on the screen."""
        from mcu_desktop.ui.queue.views_bar import ViewsBar

        views = ViewsBar(self.desk, self.me, self._zone, self._clock, self.queue)
        views.view_wanted.connect(self.show_cases)
        return views

    @cached_property
    def alerts(self) -> "AlertCorner":
        """What the window tells by itself, made when the first page is on the screen."""
        from mcu_desktop.ui.alerts.corner import AlertCorner

        return AlertCorner(self, self._zone, self._clock)

    @Slot()
    def reread(self) -> None:
        """Read the counters and the queue again."""
        self.queue.reread()
        count = partial(read_block_counts, now=self._clock(), zone=self._zone)
        self.desk.read(self, count, self.blocks.show_counts)

    def take_in(self, path: Path) -> None:
        """Open a file for intake; what was said of the one before is over."""
        self.strip.drop_old("success")
        self.show_page(self.screens.intake)
        self.screens.intake.start(path)

    @Slot()
    def show_queue(self) -> None:
        """Go back to the queue, or to the first page where the store is empty."""
        self.strip.end_progress()
        self.show_page(self.queue)
        self.queue.table.setFocus()
        self._check_store()

    @Slot(int)
    def show_new(self, batch: int) -> None:
        """Go to what an intake has brought, in all blocks."""
        self.show_cases(QueueFilter(intake_batch=batch))

    @Slot(object)
    def show_cases(self, wanted: QueueFilter) -> None:
        """Go to the cases that a figure of another screen counts."""
        self.blocks.choose_block(wanted.block)
        self.queue.filters.show_wanted(wanted)
        self.show_queue()

    @Slot()
    def ask_file(self) -> None:
        """Let the operator choose a file to take in."""
        from mcu_desktop.ui.common.file_dialogs import ask_file

        ask_file(self, "Загрузить выгрузку", "Таблицы (*.xlsx *.xls *.csv);;Все файлы (*)", self.take_in)

    def show_screen(self, name: ScreenName) -> None:
        """Go to a screen beside the queue."""
        page = self.screens.page(name)
        self.show_page(page)
        page.start()

    @Slot()
    def remove_demonstration(self) -> None:
        """Ask whether to take the example away."""
        self.show_page(self.screens.first_start)
        self.screens.first_start.remove_demonstration()

    @Slot(str)
    def show_number(self, number: str) -> None:
        """Go to an open case by its number, in all blocks."""
        self.show_cases(QueueFilter(search=number))

    @Slot()
    def save_view(self) -> None:
        """Keep what the queue shows as a view."""
        self.views.ask_new()

    @Slot()
    def search(self) -> None:
        """Go to the search over the queue."""
        self.show_page(self.queue)
        self.queue.filters.search.setFocus()
        self.queue.filters.search.selectAll()

    def set_dark(self, dark: bool) -> None:  # noqa: FBT001 -- a state, not a way of working
        """Show the dark or the light look."""
        self.look.set_dark(dark)

    def _lay_out(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.blocks, self.pages, self.card):
            splitter.addWidget(widget)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([self.blocks.minimumWidth(), _QUEUE_WIDTH, _CARD_WIDTH])
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.strip)
        layout.addWidget(splitter, 1)

    def _connect(self) -> None:
        self.frame.files_dropped.connect(self.take_dropped)
        self.frame.closed.connect(self.queue.keep_settings)
        self.look.changed.connect(self._follow_look)
        self.blocks.block_chosen.connect(self._show_block)
        self.queue.case_chosen.connect(self.card.show_case)
        self.queue.searched.connect(self.card.mark_found)
        self.queue.table.copy_wanted.connect(self.ways.copy_rows)
        self.card.answer_wanted.connect(self.ways.show_answer)
        self.card.preview_wanted.connect(self.ways.show_file)
        self.queue.card_wanted.connect(self._go_into_card)
        self.queue.painted.connect(self.painted)
        self.queue.painted.connect(self._follow_person)
        self.queue.painted.connect(partial(begin_after_first_page, self, self._zone, self._clock))
        self.strip.tell_of(self.desk)
        self.desk.progressed.connect(self._show_progress)
        self.desk.changed.connect(self._follow)
        self.me.changed.connect(self._follow_person)

    @Slot()
    def _follow_person(self) -> None:
        self.desk.sign(self.me.person_id, self.me.actor)
        self._read_day()

    @Slot()
    def begin_day(self) -> None:
        """Read again what another day has changed: editions in force, absences, calendar, standings."""
        self._read_day()
        self.reread()

    def _read_day(self) -> None:
        today = self._clock().astimezone(self._zone).date()
        self.desk.read(self, partial(known_calendar, today), self.queue.calendar.setText)
        self.desk.read(self, partial(own_rights, self.me.person_id, self.me.name, today), self._take_rights)

    def _take_rights(self, rights: Rights | None) -> None:
        if rights is None:
            self.strip.show_notice("В этом хранилище вас нет: выберите, кто работает (Ctrl+I).")
            self.me.choose(NOBODY, "")
        else:
            self.me.take_rights(rights)
        self.frame.say_who(self.me.name)

    def show_page(self, page: QWidget) -> None:
        """Go to a page; the card stands beside the queue alone. A locked window stays where it is."""
        if self.screens.is_locked:
            return
        self.pages.setCurrentWidget(page)
        self.card.setVisible(page is self.queue)
        for action in self.queue_actions:
            action.setEnabled(page is self.queue)

    def _check_store(self) -> None:
        self.desk.read(self, lambda reader: bool(reader.rows("SELECT 1 FROM cases LIMIT 1")), self._choose_page)

    def _choose_page(self, has_cases: bool) -> None:  # noqa: FBT001 -- the answer to one question
        if not has_cases and self.pages.currentWidget() is self.queue:
            self.show_page(self.screens.first_start)

    @Slot(str)
    def _show_block(self, code: str) -> None:
        self.show_page(self.queue)
        self.queue.show_block(code)

    @Slot()
    def _go_into_card(self) -> None:
        self.card.setFocus()
        self.card.focusNextChild()

    @Slot(object, int, str)
    def _show_progress(self, task: Task, percent: int, text: str) -> None:
        # The page that began the work tells itself how far it is, as long as it is looked at.
        if self.pages.currentWidget() is self.queue:
            self.strip.show_progress(task, percent, text)

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if change.text:
            self.strip.show_notice(change.text, "success", self.ways.undo_offer(change.undo_id))
        if Touched.CATALOGUES in change.touched:
            self._read_day()
        if Touched.CASES in change.touched:
            self.reread()
            if self.screens.is_first_start(self.pages.currentWidget()):
                self.show_queue()
            else:
                self._check_store()

    @Slot()
    def _follow_look(self) -> None:
        self.queue.show_scale(self.look.scale_percent)
        self.blocks.show_scale(self.look.scale_percent)
        self.strip.repaint_ground()
        self.card.show_case(self.queue.chosen_case())  # its colours are set together with its words

    @Slot(list)
    def take_dropped(self, files: list[Path]) -> None:
        """Take the dropped file in; of several, the first."""
        self.take_in(files[0])
        if len(files) > 1:
            self.strip.show_notice(f"Открыт «{files[0].name}». Остальные файлы загрузите по одному.")
