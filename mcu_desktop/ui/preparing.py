"""The little frame people see while a store is made or brought to the program's schema."""

from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from mcu_desktop.operations.open_store import prepare
from mcu_desktop.store.store import Store
from mcu_desktop.ui.common.plain import PlainLabel


class _Home(QObject):
    came = Signal()


def prepare_in_sight(store: Store) -> None:
    """Make the store ready; where that takes time, in a thread of its own behind a frame that says so."""
    if store.is_ready():
        prepare(store)
        return
    frame = _frame()
    frame.show()
    loop, home = QEventLoop(), _Home()
    home.came.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    with ThreadPoolExecutor(1, thread_name_prefix="preparing") as pool:
        work = pool.submit(prepare, store)
        work.add_done_callback(lambda _work: home.came.emit())
        loop.exec()
    frame.close()
    work.result()


def _frame() -> QWidget:
    frame = QWidget()
    frame.setWindowTitle("АРМ МЦУ")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(32, 24, 32, 24)
    layout.setSpacing(12)
    layout.addWidget(PlainLabel("Готовим хранилище. Это делается один раз и займёт немного времени."))
    bar = QProgressBar()
    bar.setRange(0, 0)
    layout.addWidget(bar)
    return frame
