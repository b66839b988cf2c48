"""The fonts that come with the program; PySide6 brings none."""

from PySide6.QtGui import QFontDatabase

from mcu_desktop.resources import resource

FAMILY = "PT Sans"
_FILES = ("PTSans-Regular.ttf", "PTSans-Bold.ttf")


def load_fonts() -> None:
    """Make the faces of the screens known to Qt; without a face Qt draws boxes and says nothing."""
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))
