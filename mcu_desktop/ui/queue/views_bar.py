"""Saved views as tabs over the queue, each with its counter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QSizePolicy, QTabBar, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.task import Task, Transaction
from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.queries.saved_views import MOST_COUNTED, SavedView, count_views, read_views
from mcu_desktop.rules.russian import format_number
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.plain import without_key
from mcu_desktop.ui.queue.page import QueuePage
from mcu_desktop.ui.queue.view_form import ViewForm

_ALL = "Все"


class ViewsBar(QWidget):
    """Tabs of the shared views and one's own; without any the bar takes no place.

    Signals:
        view_wanted: a `QueueFilter`.
    """

    view_wanted = Signal(object)

    def __init__(self, desk: Desk, me: Me, zone: ZoneInfo, clock: Callable[[], datetime], queue: QueuePage) -> None:
        super().__init__()
        self._desk, self._me, self._zone, self._clock, self._queue = desk, me, zone, clock, queue
        self.views: tuple[SavedView, ...] = ()
        self.form: ViewForm | None = None
        self.tabs = _Tabs()
        self.tabs.setAccessibleName("Сохранённые виды")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tabs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(8, 4, 8, 0)
        self._rows.addWidget(self.tabs)
        self.setVisible(False)
        self.tabs.currentChanged.connect(self._choose)
        self.tabs.tabBarClicked.connect(self._choose)  # a click on the shown one shows it unchanged again
        self.tabs.customContextMenuRequested.connect(self._offer)
        me.changed.connect(self.reread)
        desk.changed.connect(self._follow)
        queue.searched.connect(self._follow_queue)
        queue.add_views(self)

    @Slot()
    def reread(self) -> None:
        """Read the views and their counters again."""
        self._desk.read(self, partial(read_views, person_id=self._me.person_id), self._show)

    def follow_filter(self, shown: QueueFilter) -> None:
        """Mark the tab of what is shown; a filter of no view is that of «Все», perhaps narrowed."""
        place = next((n for n, view in enumerate(self.views, 1) if _same(view.wanted, shown)), 0)
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(place)
        self.tabs.blockSignals(False)

    def ask_new(self) -> None:
        """Ask for the name of a new view of what is shown."""
        self._open(ViewForm(None, self._queue.shown_filter(), has_person=bool(self._me.person_id)))

    def ask_change(self, view: SavedView) -> None:
        """Ask for another name of a view; what is shown becomes its filter."""
        self._open(ViewForm(view, self._queue.shown_filter(), has_person=bool(self._me.person_id)))

    def menu_of(self, place: int) -> QMenu | None:
        """Return what can be done with the view of a tab; None for «Все»."""
        if not 1 <= place <= len(self.views):
            return None
        view = self.views[place - 1]
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction("Переименовать и запомнить нынешние фильтры…").triggered.connect(partial(self.ask_change, view))
        for title, steps in (("Левее", -1), ("Правее", 1)):
            deed = partial(_move, view.view_id, steps, self._clock())
            menu.addAction(title).triggered.connect(partial(self._write, deed))
        menu.addAction("Убрать вид").triggered.connect(
            partial(self._write, partial(_remove, view.view_id, self._clock()))
        )
        return menu

    def _show(self, views: tuple[SavedView, ...]) -> None:
        self.views = views
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for title in (_ALL, *(view.title for view in views)) if views else ():
            self.tabs.addTab(without_key(title))
        self.tabs.blockSignals(False)
        self.setVisible(bool(views) or self.form is not None)
        self.follow_filter(self._queue.shown_filter())
        if views:
            count = partial(count_views, views=views, now=self._clock(), zone=self._zone)
            self._desk.read(self, count, self._show_counts)

    def _show_counts(self, counts: dict[int, int]) -> None:
        for place, view in enumerate(self.views, 1):
            if place < self.tabs.count():
                self.tabs.setTabText(place, without_key(_title(view, counts.get(view.view_id))))

    @Slot(int)
    def _choose(self, place: int) -> None:
        if place == 0:
            self.view_wanted.emit(QueueFilter())
        elif 0 < place <= len(self.views):
            wanted = self.views[place - 1].wanted
            if wanted is not None:
                self.view_wanted.emit(wanted)

    @Slot(QPoint)
    def _offer(self, point: QPoint) -> None:
        menu = self.menu_of(self.tabs.tabAt(point))
        if menu is not None:
            menu.popup(self.tabs.mapToGlobal(point))

    def _open(self, form: ViewForm) -> None:
        self._close()
        self.form = form
        form.done_button.clicked.connect(self._save)
        form.cancel_button.clicked.connect(self._close)
        self._rows.addWidget(form)
        self.show()
        form.title.setFocus()

    @Slot()
    def _close(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
            self.setVisible(bool(self.views))

    @Slot()
    def _save(self) -> None:
        if self.form is not None:
            form = self.form
            deed = partial(
                _save,
                None if form.view is None else form.view.view_id,
                form.title.text(),
                form.wanted,
                form.shared.isChecked(),
                self._clock(),
            )
            self._desk.write(self, deed, lambda _change: self._close(), failed=form.told.setText)

    def _write(self, deed: Callable[[Transaction, Task], Change]) -> None:
        self._desk.write(self, deed)

    @Slot()
    def _follow_queue(self) -> None:
        self.follow_filter(self._queue.shown_filter())

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if change.touched & {Touched.VIEWS, Touched.CASES}:
            self.reread()


class _Tabs(QTabBar):
    """Tabs as narrow as the window wants them: they scroll."""

    def minimumSizeHint(self) -> QSize:
        """Return a width that never widens the window."""
        return QSize(1, super().minimumSizeHint().height())


def _title(view: SavedView, count: int | None) -> str:
    if view.wanted is None:
        return f"{view.title} (не читается)"
    if count is None:
        return view.title
    return f"{view.title} · {format_number(MOST_COUNTED)}+" if count > MOST_COUNTED else f"{view.title} · {count}"


def _same(view: QueueFilter | None, shown: QueueFilter) -> bool:
    if view is None:
        return False
    # In other groups, or in none, it is the same view.
    return replace(view, search=view.search.strip()) == replace(
        shown, search=shown.search.strip(), group_by=view.group_by
    )


def _save(
    view_id: int | None,
    title: str,
    wanted: QueueFilter,
    shared: bool,  # noqa: FBT001 -- the answer of a box
    now: datetime,
    session: Transaction,
    _task: Task,
) -> Change:
    from mcu_desktop.operations.saved_views import save_view

    return save_view(session, view_id, title=title, wanted=wanted, is_shared=shared, now=now)


def _move(view_id: int, steps: int, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.saved_views import move_view

    return move_view(session, view_id, steps=steps, now=now)


def _remove(view_id: int, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.saved_views import remove_view

    return remove_view(session, view_id, now=now)
