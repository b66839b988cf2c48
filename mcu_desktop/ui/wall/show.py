"""The show on the wall: a window on each monitor, figures read again and again, one clock that moves all of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from PySide6.QtCore import QMetaObject, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QScreen

from mcu_desktop.queries.wall import read_wall
from mcu_desktop.rules.wall import PAGE_KINDS, Turn, WallPage, WallPlan, freshness, is_due
from mcu_desktop.rules.wall_figures import WallNews
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.wall.rotation import Rotation
from mcu_desktop.ui.wall.window import Shown, WallWindow

_TICK_MILLISECONDS = 500  # a long timer would sleep through the sleep of the machine: each tick asks the clock
_HINT_SECONDS = 15
_AGAIN_SECONDS = 10  # after a reading that has failed


class WallLineLike(Protocol):
    """What the show asks its store through."""

    def ask(
        self, job: Callable[[Reader], WallNews], answer: Callable[[WallNews], None], failed: Callable[[str], None]
    ) -> None:
        """Read; the answer or a reason comes back to the GUI thread."""


class WallShow(QObject):
    """Opens a window on every wanted monitor and keeps them going.

    `pages` take the place of what the administrator has planned, `monitors` (1, 2, …) are all where none is named.

    Signals:
        left: a person has closed the wall.
    """

    left = Signal()

    def __init__(
        self,
        line: WallLineLike,
        clock: Callable[[], datetime],
        *,
        monitors: Sequence[int] = (),
        pages: Sequence[Turn] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._line, self._clock = line, clock
        self._wanted, self._pages = tuple(monitors), tuple(pages)
        self.plan = WallPlan(turns=self._pages) if self._pages else WallPlan()
        self.windows: dict[int, WallWindow] = {}
        self._rotations: dict[int, Rotation] = {}
        self._news: dict[WallPage, tuple[datetime, object]] = {}
        self._zone: ZoneInfo | None = None
        self._asked_at: datetime | None = None  # None while nothing is being asked
        self._failed_at: datetime | None = None
        self._night: bool | None = None  # None: by the clock
        self._begun = clock()
        self._is_on = False
        self._ties: list[QMetaObject.Connection] = []  # to the monitors
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MILLISECONDS)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Open the windows and begin."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            self._ties.append(application.screenAdded.connect(self._watch_screen))
            self._ties.append(application.screenRemoved.connect(self._forget_screen))
            self._ties += [screen.geometryChanged.connect(self.lay_out) for screen in _screens()]
        self._is_on = True
        self._timer.start()
        self.lay_out()
        self.tick()

    @Slot()
    def leave(self) -> None:
        """Close all windows."""
        if not self._is_on:
            return
        self._is_on = False
        self._timer.stop()
        for tie in self._ties:  # else monitors would be answered by a wall that is gone
            QObject.disconnect(tie)
        self._ties.clear()
        for window in self.windows.values():
            window.close()
            window.deleteLater()
        self.windows.clear()
        self.left.emit()

    @Slot()
    def lay_out(self) -> None:
        """Give each wanted monitor its window, take the windows of monitors that have gone away."""
        if not self._is_on:
            return  # a monitor went just before the wall was left
        screens = dict(enumerate(_screens(), 1))
        wanted = {number for number in screens if not self._wanted or number in self._wanted}
        if not wanted and screens:
            wanted = {min(screens)}  # the named monitor is not there: the figures are still to be seen
        for number in self.windows.keys() - wanted:
            window = self.windows.pop(number)
            window.hide()
            window.deleteLater()
        for number in sorted(wanted - self.windows.keys()):
            window = self.windows[number] = WallWindow(number)
            window.wished.connect(partial(self._grant, number))
        for number, window in self.windows.items():
            _cover(window, screens[number])
        self._show()

    @Slot()
    def tick(self) -> None:
        """Turn pages, ask for figures that are due, and show how old they are."""
        now = self._clock()
        for number in self.windows:
            self._rotation(number).tick(now)
        self._ask(now)
        self._show()

    @Slot()
    def refresh(self) -> None:
        """Ask for all figures anew at the next tick."""
        self._news = {page: (datetime.min.replace(tzinfo=at.tzinfo), found) for page, (at, found) in self._news.items()}

    def _ask(self, now: datetime) -> None:
        if self._asked_at is not None:
            return  # the line is still waiting for the store
        if self._failed_at is not None and timedelta() <= now - self._failed_at < timedelta(seconds=_AGAIN_SECONDS):
            return
        due = [page for page in self._shown_pages() if is_due(self._counted_at(page), now, PAGE_KINDS[page].every)]
        if due:
            self._asked_at = now
            self._line.ask(partial(read_wall, pages=due, now=now), self._take, self._fail)

    def _take(self, news: WallNews) -> None:
        self._asked_at = self._failed_at = None
        self._zone = news.zone
        self._news.update({page: (news.counted_at, found) for page, found in news.figures.items()})
        self._news.update(dict.fromkeys(news.closed, (news.counted_at, None)))
        if not self._pages:
            self.plan = news.plan
        elif news.plan != self.plan:
            self.plan = WallPlan(self._pages, None, news.plan.night_from, news.plan.night_to)
        self._show()

    def _fail(self, _words: str) -> None:
        self._asked_at, self._failed_at = None, self._clock()
        self._show()

    def _counted_at(self, page: WallPage) -> datetime | None:
        return self._news[page][0] if page in self._news else None

    def _shown_pages(self) -> list[WallPage]:
        """Return the pages of all windows, each once."""
        turns = [turn for number in self.windows for turn in self.plan.turns_of(number)]
        return list(dict.fromkeys(turn.page for turn in turns))

    def _rotation(self, number: int) -> Rotation:
        now = self._clock()
        turns = self.plan.turns_of(number)
        rotation = self._rotations.setdefault(number, Rotation(turns, now))
        rotation.take(turns, now)
        return rotation

    def _show(self) -> None:
        now = self._clock()
        local = now.astimezone(self._zone)
        night = self.plan.is_night(local.time()) if self._night is None else self._night
        for number, window in self.windows.items():
            rotation = self._rotation(number)
            page = rotation.turn.page
            counted_at, figures = self._news.get(page, (None, None))
            window.show_state(
                Shown(
                    page=page,
                    figures=figures,
                    counted_at=None if counted_at is None else counted_at.astimezone(self._zone),
                    freshness=freshness(
                        counted_at, now, every=PAGE_KINDS[page].every, failing=self._failed_at is not None
                    ),
                    now=local.replace(second=0, microsecond=0),
                    night=night,
                    paused=rotation.paused,
                    place=rotation.place,
                    count=len(rotation.turns),
                    closed=counted_at is not None and figures is None,
                    hint=timedelta() <= now - self._begun < timedelta(seconds=_HINT_SECONDS),
                )
            )

    def _grant(self, number: int, wish: str) -> None:
        now = self._clock()
        rotation = self._rotation(number)
        deeds: Mapping[str, Callable[[], object]] = {
            "hold": partial(rotation.hold, now),
            "next": partial(rotation.step, 1, now),
            "back": partial(rotation.step, -1, now),
            "night": self._switch_night,
            "refresh": self.refresh,
            "leave": self.leave,
        }
        deeds[wish]()
        self._show()

    def _switch_night(self) -> None:
        """Change between light and night, until it is changed again."""
        local = self._clock().astimezone(self._zone)
        shown = self.plan.is_night(local.time()) if self._night is None else self._night
        self._night = not shown

    @Slot(QScreen)
    def _watch_screen(self, screen: QScreen) -> None:
        self._ties.append(screen.geometryChanged.connect(self.lay_out))
        self.lay_out()

    @Slot(QScreen)
    def _forget_screen(self, _screen: QScreen) -> None:
        QTimer.singleShot(0, self.lay_out)  # the list of screens still has it


def _screens() -> list[QScreen]:
    return QGuiApplication.screens()


def _cover(window: WallWindow, screen: QScreen) -> None:
    """Put a window over the whole of a screen."""
    if window.screen() != screen:
        window.setScreen(screen)
    window.setGeometry(screen.geometry())
    if not window.isVisible():
        window.showFullScreen()
        window.activateWindow()
