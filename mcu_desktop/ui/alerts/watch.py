"""The look once a minute: everything is reckoned from the moment of now, so that no sleep or clock matters."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.task import Task, Transaction
from mcu_desktop.queries.alerts import AlertCount, Digest, count_alerts, read_digest, read_scope
from mcu_desktop.queries.clock import clock_warning
from mcu_desktop.rules.russian import format_number, plural
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.alerts.habits import Habits
from mcu_desktop.ui.common.me import NOBODY, Me

_MINUTE = 60_000
_CONCERNS = {Touched.CASES, Touched.CATALOGUES, Touched.ALERTS}


class AlertWatch(QObject):
    """Counts the alerts of the person who works here, and says what is new.

    Signals:
        counted: an `AlertCount`, after every look.
        told: how many new alerts there are, once for each; they are already kept as told.
        day_begun: the Russian sentence of a day's first look; empty where the day brings nothing.
        clock_is_off: a Russian sentence, at the first look of a start.
    """

    counted = Signal(object)
    told = Signal(int)
    day_begun = Signal(str)
    clock_is_off = Signal(str)

    def __init__(
        self,
        desk: Desk,
        me: Me,
        habits: Habits,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._me, self._habits, self._zone, self._clock = desk, me, habits, zone, clock
        self._is_asking = self._is_stale = False
        self._timer = QTimer(self)
        self._timer.setInterval(_MINUTE)
        self._timer.timeout.connect(self._tick)
        me.changed.connect(self.look)
        desk.changed.connect(self._follow)

    def begin(self) -> None:
        """Look now and then once a minute."""
        self._desk.read(self, partial(clock_warning, now=self._clock(), zone=self._zone), self._tell_clock)
        self.look()
        self._timer.start()

    @Slot()
    def _tick(self) -> None:
        self._is_asking = False  # a look that failed has no answer
        self.look()

    @Slot()
    def look(self) -> None:
        """Count the alerts of now; while a count is under way, once more after it."""
        if self._is_asking:
            self._is_stale = True
            return
        self._is_asking, self._is_stale = True, False
        now = self._clock()
        self._desk.read(self, partial(_count, self._me.person_id, now), self._show_count)
        if self._habits.begin_day(now.astimezone(self._zone).date()):
            self._desk.read(self, partial(_digest, self._me.person_id, now), self._show_digest)

    def _show_count(self, count: AlertCount) -> None:
        self._is_asking = False
        self.counted.emit(count)
        if count.untold and self._me.person_id != NOBODY:
            self._desk.write(self, partial(_tell, self._me.person_id, self._clock()), self._show_told)
        if self._is_stale:
            self.look()

    def _show_told(self, change: Change) -> None:
        if isinstance(change.details, AlertCount) and change.details.untold:
            self.told.emit(change.details.untold)

    def _show_digest(self, digest: Digest) -> None:
        self.day_begun.emit(digest_words(digest))

    def _tell_clock(self, words: str) -> None:
        if words:
            self.clock_is_off.emit(words)

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if change.touched & _CONCERNS:
            self.look()


def digest_words(digest: Digest) -> str:
    """Return «Сегодня: 4 срока, 2 просрочено, 1 обещание.», empty where there is nothing."""
    parts = (
        (digest.due_today, plural(digest.due_today, "срок", "срока", "сроков")),
        (digest.overdue, f"{format_number(digest.overdue)} просрочено"),
        (digest.promises, plural(digest.promises, "обещание", "обещания", "обещаний")),
    )
    said = ", ".join(words for count, words in parts if count)
    return f"Сегодня: {said}." if said else ""


def _count(person_id: int, now: datetime, reader: Reader) -> AlertCount:
    return count_alerts(reader, read_scope(reader, person_id, now=now))


def _digest(person_id: int, now: datetime, reader: Reader) -> Digest:
    return read_digest(reader, read_scope(reader, person_id, now=now))


def _tell(person_id: int, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.alert_marks import tell_alerts

    return tell_alerts(session, person_id, now=now)
