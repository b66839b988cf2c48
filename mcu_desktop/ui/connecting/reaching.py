"""At the start: a shared store is reached in sight, before there are any screens."""

from PySide6.QtCore import QEventLoop

from mcu_desktop.store.place import Place
from mcu_desktop.ui.connecting.page import ConnectingPage
from mcu_desktop.ui.window_frame import WindowFrame


def reached_place(frame: WindowFrame, place: Place) -> tuple[Place, str] | None:
    """Return the place that was entered and what is to be said of its password; None where the window was closed."""
    page = ConnectingPage(place, is_start=True)
    frame.setCentralWidget(page)
    loop = QEventLoop()
    entered: list[tuple[Place, str]] = []
    page.entered.connect(lambda reached, words: entered.append((reached, words)))
    page.entered.connect(loop.quit)
    page.finished.connect(frame.close)
    frame.closed.connect(loop.quit)
    page.begin()
    loop.exec()
    page.close_line()
    return entered[0] if entered else None
