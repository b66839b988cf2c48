"""Pictures of the window, for those who have no screen to open it on."""

from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from mcu_desktop.ui.main_window import MainWindow

_SIZES = ((1366, 768), (1920, 1080))
_LONGEST_MILLISECONDS = 15_000
_SETTLE_MILLISECONDS = 700


def save_pictures(application: QApplication, window: MainWindow, out: Path) -> None:
    """Save the queue with its first case in each size, light and dark."""
    loop = QEventLoop()
    window.painted.connect(loop.quit)
    QTimer.singleShot(_LONGEST_MILLISECONDS, loop.quit)
    window.show()
    window.start_reading()
    loop.exec()
    window.painted.disconnect(loop.quit)
    window.queue.table.setFocus()
    window.queue.table.selectRow(0)
    for dark in (False, True):
        window.set_dark(dark)
        for width, height in _SIZES:
            window.resize(width, height)
            QTimer.singleShot(_SETTLE_MILLISECONDS, loop.quit)
            loop.exec()
            window.grab().save(str(out / f"queue-{width}-{'dark' if dark else 'light'}.png"))
    window.set_dark(False)
    window.close()
    application.processEvents()
