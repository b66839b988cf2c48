"""Garbage that lies in circles is collected in the GUI thread alone.

Python collects in whichever thread allocates next. A timer or a widget that dies in another thread stays in the lists
of Qt, and the program ends at its next beat.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_LOOK_MILLISECONDS = 500


class Collector(QObject):
    """From its making on nothing is collected but here; made in the GUI thread, for the whole life of the program."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.setInterval(_LOOK_MILLISECONDS)
        timer.timeout.connect(self.look)
        timer.start()

    @Slot()
    def look(self) -> None:
        """Collect what is due."""
        collect_due()


def keep_what_is_loaded() -> None:
    """Look no more for garbage among all that lives now: modules and screens stay as long as the window does."""
    gc.freeze()


def collect_due() -> None:
    """Collect in this thread the oldest generation that Python's own thresholds call due, and the younger ones.

    One generation at a look: a whole collection, some 40 ms in a window that has shown much, comes once in a hundred.
    """
    for generation, (count, threshold) in reversed([*enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))]):
        if count > threshold:
            gc.collect(generation)
            return


def give_up_what_was_kept() -> None:
    """Look again among what was kept: the window has gone."""
    gc.unfreeze()
