"""How the program looks: light or dark, and how large its letters are."""

from PySide6.QtCore import QObject, QSettings, Signal, Slot
from PySide6.QtWidgets import QApplication, QTableView

from mcu_desktop.ui.common.theme import apply_theme

_SMALLEST, _LARGEST, _STEP = 100, 200, 10
_DARK, _SCALE = "look/dark", "look/scale"


class Look(QObject):
    """Keeps the look a person has chosen over starts.

    Signals:
        changed: the look has another ground or size; what is painted by hand follows.
    """

    changed = Signal()

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.dark = settings.value(_DARK, "false") == "true"
        self.scale_percent = _within(int(str(settings.value(_SCALE, _SMALLEST))))
        self._shown_percent = _SMALLEST

    def show(self) -> None:
        """Give the whole program the look."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_theme(application, dark=self.dark, scale_percent=self.scale_percent)
            if self.scale_percent != self._shown_percent:
                _stretch_rows(application, self.scale_percent / self._shown_percent)
                self._shown_percent = self.scale_percent
        self.changed.emit()

    def set_dark(self, dark: bool) -> None:  # noqa: FBT001 -- a state, not a way of working
        """Take the dark or the light look."""
        self.dark = dark
        self._settings.setValue(_DARK, "true" if dark else "false")
        self.show()

    @Slot()
    def switch_dark(self) -> None:
        """Change between light and dark."""
        self.set_dark(not self.dark)

    @Slot()
    def enlarge(self) -> None:
        """Make letters larger by a step."""
        self._set_scale(self.scale_percent + _STEP)

    @Slot()
    def reduce(self) -> None:
        """Make letters smaller by a step."""
        self._set_scale(self.scale_percent - _STEP)

    def _set_scale(self, percent: int) -> None:
        self.scale_percent = _within(percent)
        self._settings.setValue(_SCALE, self.scale_percent)
        self.show()


def _stretch_rows(application: QApplication, by: float) -> None:
    """Give the rows of all tables the room of other letters: Qt does so when a table is made, and never again."""
    for table in application.allWidgets():
        if isinstance(table, QTableView):
            rows = table.verticalHeader()
            rows.setDefaultSectionSize(round(rows.defaultSectionSize() * by))


def _within(percent: int) -> int:
    return min(max(percent, _SMALLEST), _LARGEST)
