"""The one place where the parts of the window are put together."""

import logging
import os
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from mcu_desktop.background.desk import Desk
from mcu_desktop.background.single_window import SingleWindow
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.queries.catalogues import read_zone
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.store import Store
from mcu_desktop.ui.common.fonts import load_fonts
from mcu_desktop.ui.common.theme import apply_theme
from mcu_desktop.ui.main_window import MainWindow

_log = logging.getLogger(__name__)


def run_window(wanted: str | None) -> int:
    """Open the window on a store; a second start raises the first window and ends."""
    application = _application()
    try:
        store = open_store(wanted)
        zone = _zone(store)
    except UserFacingError as error:
        box = QMessageBox(QMessageBox.Icon.Critical, "АРМ МЦУ", "Хранилище не открыто")
        box.setInformativeText(str(error))
        sys.stderr.write(f"{error}\n")
        box.exec()
        return 1
    single = SingleWindow(store.place.address)
    if not single.take():
        sys.stderr.write("Окно с этим хранилищем уже открыто: оно вышло вперёд.\n")
        return 0
    desk = Desk(store)
    window = _window(desk, zone)
    single.raise_wanted.connect(window.showNormal)
    single.raise_wanted.connect(window.raise_)
    single.raise_wanted.connect(window.activateWindow)
    window.show()
    QTimer.singleShot(0, window.start_reading)
    code = application.exec()
    desk.close()
    return code


def take_pictures(wanted: str | None, out: Path) -> int:
    """Save pictures of the main window, light and dark, in the sizes people have."""
    from mcu_desktop.ui.pictures import save_pictures

    application = _application()
    store = open_store(wanted)
    desk = Desk(store)
    window = _window(desk, _zone(store))
    save_pictures(application, window, out)
    desk.close()
    return 0


def _window(desk: Desk, zone: ZoneInfo) -> MainWindow:
    return MainWindow(desk, zone, lambda: datetime.now(UTC), QSettings("mcu-desktop", "mcu-desktop"))


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
