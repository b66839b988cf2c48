"""The one place where the parts of the window are put together."""

import logging
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from mcu_desktop.background.collecting import Collector
from mcu_desktop.background.program_log import start_log
from mcu_desktop.background.single_window import SingleWindow
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.place import Place, find_place, refuse_open_password
from mcu_desktop.ui.common.fonts import load_fonts
from mcu_desktop.ui.common.theme import apply_theme
from mcu_desktop.ui.window_frame import Interlude, WindowFrame

if TYPE_CHECKING:
    from mcu_desktop.cli_wall import WallWish
    from mcu_desktop.ui.workplace import Workplace

_log = logging.getLogger(__name__)


def run_window(wanted: str | None, *, after_open: Callable[["Workplace"], None] | None = None) -> int:
    """Open the window on a store; a second start raises the first window and ends.

    `after_open` is given the workplace before it reads its first page.
    """
    _application()
    try:
        refuse_open_password(wanted)
        next_one: tuple[Place, str] | None = (find_place(wanted), "")
        code = 0
        while next_one is not None:
            single = SingleWindow(next_one[0].address)
            if not single.take():
                sys.stderr.write("Окно с этим хранилищем уже открыто: оно вышло вперёд.\n")
                return 0
            code, next_one = _work_with(single, *next_one, after_open)
    except UserFacingError as error:
        return _tell(error)
    return code


def _work_with(
    single: SingleWindow, place: Place, words: str, after_open: Callable[["Workplace"], None] | None
) -> tuple[int, tuple[Place, str] | None]:
    """Open a window, and after an interlude another one, until one is closed for good.

    Returns the exit code and the store to go on with, if one is wanted, with words for its beginning.
    """
    interlude: Interlude | None = None
    while True:
        frame = WindowFrame()
        single.raise_wanted.connect(frame.bring_forward)
        frame.show()
        QApplication.processEvents()  # the frame is seen before its screens are loaded
        if not place.embedded:
            from mcu_desktop.ui.connecting.reaching import reached_place

            reached = reached_place(frame, place)
            if reached is None:
                return 0, None
            place, words = reached[0], words or reached[1]
        code = _work_in(frame, place, words, interlude, after_open)
        interlude, words = frame.interlude, ""
        if interlude is None:
            return code, frame.next_store


def _work_in(
    frame: WindowFrame,
    place: Place,
    words: str,
    interlude: Interlude | None,
    after_open: Callable[["Workplace"], None] | None,
) -> int:
    """Fill a frame and let people work in it until it is closed; returns the exit code."""
    from mcu_desktop.ui.opening import open_workplace

    workplace = open_workplace(frame, place, interlude)
    if workplace is not None:
        if words:
            workplace.strip.show_notice(words)
        if after_open is not None:
            after_open(workplace)
        QTimer.singleShot(0, workplace.start_reading)
    code = QApplication.exec() if frame.isVisible() else 0
    if workplace is not None:
        workplace.desk.close()
    return code


def run_wall(wish: "WallWish") -> int:
    """Show the wall of the situation room; a store that does not answer is waited for."""
    application = _application()
    application.setQuitOnLastWindowClosed(False)  # the last monitor may be unplugged and plugged in again
    try:
        refuse_open_password(wish.store)
        place = find_place(wish.store)
    except UserFacingError as error:
        return _tell(error)
    from mcu_desktop.background.wall_line import WallLine
    from mcu_desktop.ui.wall.show import WallShow

    line = WallLine(place)
    show = WallShow(line, lambda: datetime.now(UTC), monitors=wish.monitors, pages=wish.pages)
    show.left.connect(application.quit)
    show.start()
    code = application.exec()
    line.close()
    return code


def _tell(error: UserFacingError) -> int:
    sys.stderr.write(f"{error}\n")
    box = QMessageBox(QMessageBox.Icon.Critical, "АРМ МЦУ", "Хранилище не открыто")
    box.setInformativeText(str(error))
    box.exec()
    return 1


def _application() -> QApplication:
    start_log()
    sys.excepthook = _keep_fault
    threading.excepthook = lambda fault: _keep_fault(
        fault.exc_type, fault.exc_value or fault.exc_type(), fault.exc_traceback
    )
    sys.setswitchinterval(0.001)  # work in other threads gives way to painting five times sooner than usual
    application = QApplication(sys.argv[:1])
    Collector(application)
    application.setApplicationName("mcu-desktop")
    application.setApplicationDisplayName("АРМ МЦУ")
    application.setDesktopFileName("mcu-desktop")  # a taskbar of Linux knows by it whose count it shows
    QLocale.setDefault(QLocale(QLocale.Language.Russian, QLocale.Country.Russia))
    load_fonts()
    apply_theme(application, dark=False, scale_percent=100)
    return application


def _keep_fault(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """Write a fault of the program to the journal; the window lives on."""
    _log.error("A fault outside every deed", exc_info=(kind, fault, trace))
