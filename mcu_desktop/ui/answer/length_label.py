"""How long an answer is, against the limit of its channel."""

from PySide6.QtWidgets import QApplication

from mcu_desktop.rules.russian import plural
from mcu_desktop.rules.terms import Standing
from mcu_desktop.ui.common.plain import PlainLabel
from mcu_desktop.ui.common.theme import standing_colour


class LengthLabel(PlainLabel):
    """Says the number of signs, and in the colour of what is late how many are too many."""

    def show_length(self, length: int, limit: int) -> None:
        """Show a length; a limit of 0 is none."""
        words = plural(length, "знак", "знака", "знаков")
        over = length - limit if limit else 0
        if limit:
            words += f" из {limit}" + (f", лишних {over}" if over > 0 else "")
        self.setText(words)
        palette = QApplication.palette(self)
        if over > 0:
            palette.setColor(self.foregroundRole(), standing_colour(Standing.OVERDUE, palette))
        self.setPalette(palette)
