"""The one place where the parts of the window are put together."""

import logging
import os
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from types import TracebackType
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from mcu_desktop.background.desk import Desk
from mcu_desktop.background.single_window import SingleWindow
from mcu_desktop.queries.catalogues import read_zone
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store
from mcu_desktop.ui.common.fonts import load_fonts
from mcu_desktop.ui.common.theme import apply_theme
from mcu_desktop.ui.main_window import MainWindow
from mcu_desktop.ui.preparing import prepare_in_sight

_log = logging.getLogger(__name__)


def run_window(wanted: str | None, *, after_show: Callable[[QApplication, MainWindow], None] | None = None) -> int:
    """Open the window on a store; a second start raises the first window and ends.

    `after_show` is given the window when its frame is on the screen, before it reads.
    """
    application = _application()
    try:
        place = find_place(wanted)
        single = SingleWindow(place.address)
        if not single.take():
            sys.stderr.write("Окно с этим хранилищем уже открыто: оно вышло вперёд.\n")
            return 0
        store = Store(place)
        prepare_in_sight(store)
        zone = _zone(store)
    except UserFacingError as error:
        sys.stderr.write(f"{error}\n")
        box = QMessageBox(QMessageBox.Icon.Critical, "АРМ МЦУ", "Хранилище не открыто")
        box.setInformativeText(str(error))
        box.exec()
        return 1
    desk = Desk(store)
    window = MainWindow(desk, zone, lambda: datetime.now(UTC), QSettings("mcu-desktop", "mcu-desktop"))
    for bring_forward in (window.showNormal, window.raise_, window.activateWindow):
        single.raise_wanted.connect(bring_forward)
    window.show()
    if after_show is not None:
        after_show(application, window)
    QTimer.singleShot(0, window.start_reading)
    code = application.exec()
    desk.close()
    return code


def _zone(store: Store) -> ZoneInfo:
    with closing(store.open_reader()) as reader:
        return read_zone(reader)


def _application() -> QApplication:
    logging.basicConfig(level=os.environ.get("MCU_LOG", "WARNING"))
    sys.excepthook = _keep_fault
    threading.excepthook = lambda fault: _keep_fault(
        fault.exc_type, fault.exc_value or fault.exc_type(), fault.exc_traceback
    )
    application = QApplication(sys.argv[:1])
    application.setApplicationName("mcu-desktop")
    application.setApplicationDisplayName("АРМ МЦУ")
    QLocale.setDefault(QLocale(QLocale.Language.Russian, QLocale.Country.Russia))
    load_fonts()
    apply_theme(application, dark=False, scale_percent=100)
    return application


def _keep_fault(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """Write a fault of the program to the journal; the window lives on."""
    _log.error("A fault outside every deed", exc_info=(kind, fault, trace))
