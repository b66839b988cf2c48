"""From a frame to a workplace: the store is made ready in sight, then its screens fill the frame."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from platformdirs import user_data_path
from PySide6.QtCore import QEventLoop, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.open_store import prepare
from mcu_desktop.queries.worker import read_worker
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.faults import StoreDamagedError
from mcu_desktop.store.place import Place
from mcu_desktop.store.store import Store
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.common.notice_strip import Kind
from mcu_desktop.ui.common.plain import PlainLabel
from mcu_desktop.ui.window_frame import Interlude, WindowFrame
from mcu_desktop.ui.workplace import Workplace

Result = TypeVar("Result")
_RESERVE_MILLISECONDS = 60_000  # the room on the disk for a bad day is taken when the window is long at rest
_PREPARING = "Готовим хранилище. Это делается один раз и займёт немного времени."


def open_workplace(frame: WindowFrame, place: Place, interlude: Interlude | None = None) -> Workplace | None:
    """Fill the frame with the screens of a store; the desk closes with the frame.

    An interlude is done first, in sight; how it ended is said by the window. A damaged store of which there is a good
    copy is not opened: the frame then offers the copy, and None is returned.
    """
    told = None if interlude is None else _do_in_sight(frame, interlude)
    try:
        workplace = _workplace_of(frame, Store(place))
    except StoreDamagedError:
        if not _offer_copy(frame, place):
            raise
        return None
    if told is not None:
        workplace.strip.show_notice(*told)
    return workplace


def _offer_copy(frame: WindowFrame, place: Place) -> bool:
    """Offer to bring the store back from its newest good copy; returns whether there is one."""
    from mcu_desktop.operations.keep_copies import good_copies
    from mcu_desktop.ui.copies.recovery_page import RecoveryPage

    copies = () if place.file is None else good_copies(place.file)
    if copies:
        page = RecoveryPage(copies[0], place, _now)
        page.interlude_wanted.connect(frame.close_for)
        page.given_up.connect(frame.close)
        frame.setCentralWidget(page)
        page.restore_button.setFocus()
    return bool(copies)


def _workplace_of(frame: WindowFrame, store: Store) -> Workplace:
    if store.is_ready():
        prepare(store)
    else:
        _in_sight(frame, _PREPARING, partial(prepare, store))
    ended_badly = store.occupy()
    with closing(store.open_reader()) as reader:
        zone, worker = read_zone(reader), read_worker(reader)
    desk = Desk(store, frame)
    settings = QSettings("mcu-desktop", "mcu-desktop")
    workplace = Workplace(frame, desk, zone, _now, settings, Drafts(_drafts_folder(store.place), _now))
    if worker is not None:
        workplace.me.fix(worker.person_id, worker.name)
    if not store.place.embedded:
        from mcu_desktop.ui.connecting.line_state import follow_line

        follow_line(workplace, zone)
    QTimer.singleShot(_RESERVE_MILLISECONDS, workplace, partial(_hold_reserve, workplace))
    begin_keepers = partial(_begin_keepers, workplace, store, ended_badly=ended_badly)
    workplace.painted.connect(partial(QTimer.singleShot, 0, workplace, begin_keepers))
    desk.watch()
    return workplace


def _hold_reserve(workplace: Workplace) -> None:
    workplace.desk.work(workplace, lambda _reader, _task: workplace.drafts.hold_reserve(), lambda _none: None)


def _begin_keepers(workplace: Workplace, store: Store, *, ended_badly: bool) -> None:
    """Begin what keeps the journal and the copies, once the first page is on the screen."""
    from mcu_desktop.background.journal_keeper import JournalKeeper

    journal = JournalKeeper(store, workplace)
    workplace.frame.closed.connect(journal.close)
    journal.begin()
    if store.place.embedded:
        from mcu_desktop.background.copy_keeper import CopyKeeper

        keeper = CopyKeeper(store, _now, ended_badly=ended_badly, parent=workplace)
        keeper.told.connect(workplace.strip.show_notice)
        workplace.frame.closed.connect(keeper.close)
        keeper.begin()


def _now() -> datetime:
    return datetime.now(UTC)


def _drafts_folder(place: Place) -> Path:
    """Return where this user's drafts of a store lie: never in the store, which may be shared."""
    of_store = sha256(place.address.encode()).hexdigest()[:16]
    return user_data_path("mcu-desktop", appauthor=False) / "drafts" / of_store


class _Home(QObject):
    came = Signal()


def _do_in_sight(frame: WindowFrame, interlude: Interlude) -> tuple[str, Kind]:
    try:
        return _in_sight(frame, interlude.words, interlude.work), "success"
    except UserFacingError as error:
        return str(error), "error"


def _in_sight(frame: WindowFrame, words: str, do: Callable[[], Result]) -> Result:
    """Do a work in a thread of its own, while the frame says so."""
    frame.setCentralWidget(_notice(words))
    loop, home = QEventLoop(), _Home()
    home.came.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    with ThreadPoolExecutor(1, thread_name_prefix="preparing") as pool:
        work = pool.submit(do)
        work.add_done_callback(lambda _work: home.came.emit())
        loop.exec()
    return work.result()


def _notice(words: str) -> QWidget:
    notice = QWidget()
    layout = QVBoxLayout(notice)
    layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
    layout.setSpacing(12)
    layout.addWidget(PlainLabel(words))
    bar = QProgressBar()
    bar.setRange(0, 0)
    layout.addWidget(bar)
    return notice
