"""From a frame to a workplace: the store is made ready in sight, then its screens fill the frame."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from platformdirs import user_data_path
from PySide6.QtCore import QEventLoop, QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.open_store import prepare
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.store.place import Place
from mcu_desktop.store.store import Store
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.common.plain import PlainLabel
from mcu_desktop.ui.window_frame import WindowFrame
from mcu_desktop.ui.workplace import Workplace


def open_workplace(frame: WindowFrame, place: Place) -> Workplace:
    """Fill the frame with the screens of a store; the desk closes with the frame."""
    store = Store(place)
    if store.is_ready():
        prepare(store)
    else:
        _prepare_in_sight(frame, store)
    with closing(store.open_reader()) as reader:
        zone = read_zone(reader)
    desk = Desk(store, frame)
    desk.watch()
    settings = QSettings("mcu-desktop", "mcu-desktop")
    return Workplace(frame, desk, zone, _now, settings, Drafts(_drafts_folder(place), _now))


def _now() -> datetime:
    return datetime.now(UTC)


def _drafts_folder(place: Place) -> Path:
    """Return where this user's drafts of a store lie: never in the store, which may be shared."""
    of_store = sha256(place.address.encode()).hexdigest()[:16]
    return user_data_path("mcu-desktop", appauthor=False) / "drafts" / of_store


class _Home(QObject):
    came = Signal()


def _prepare_in_sight(frame: WindowFrame, store: Store) -> None:
    """Make or upgrade the store in a thread of its own, while the frame says so."""
    frame.setCentralWidget(_notice())
    loop, home = QEventLoop(), _Home()
    home.came.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    with ThreadPoolExecutor(1, thread_name_prefix="preparing") as pool:
        work = pool.submit(prepare, store)
        work.add_done_callback(lambda _work: home.came.emit())
        loop.exec()
    work.result()


def _notice() -> QWidget:
    notice = QWidget()
    layout = QVBoxLayout(notice)
    layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
    layout.setSpacing(12)
    layout.addWidget(PlainLabel("Готовим хранилище. Это делается один раз и займёт немного времени."))
    bar = QProgressBar()
    bar.setRange(0, 0)
    layout.addWidget(bar)
    return notice
