"""The marks of standings and of people: each has a shape of its own, so that colour is never the only sign."""

from functools import lru_cache

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QIcon, QPixmap

from mcu_desktop.rules.terms import Standing

# PT Sans has no such signs, and Qt paints `currentColor` black: the colour is put into the drawing.
_SHAPES = {
    Standing.OVERDUE: '<path d="M16 4 30 28H2Z" fill="{0}"/>',
    Standing.DUE_SOON: '<circle cx="16" cy="16" r="11" fill="none" stroke="{0}" stroke-width="4"/>'
    '<path d="M16 9v8h6" fill="none" stroke="{0}" stroke-width="3"/>',
    Standing.IN_TIME: '<circle cx="16" cy="16" r="8" fill="{0}"/>',
    Standing.CLOSED: '<path d="M5 17l8 8L27 8" fill="none" stroke="{0}" stroke-width="4"/>',
}


_PERSON = '<circle cx="16" cy="10" r="7" fill="{0}"/><path d="M3 30c0-8 6-12 13-12s13 4 13 12Z" fill="{0}"/>'


@lru_cache(maxsize=8)
def person_icon(colour: str, selected_colour: str) -> QIcon:
    """Return the mark of somebody who is there, in a colour, and in another one on a chosen row."""
    return _icon(_PERSON, colour, selected_colour)


@lru_cache(maxsize=64)
def standing_icon(standing: Standing, colour: str, selected_colour: str) -> QIcon:
    """Return the mark of a standing in its colour («#b3261e»), and in another one on a chosen row."""
    return _icon(_SHAPES[standing], colour, selected_colour)


def _icon(shape: str, colour: str, selected_colour: str) -> QIcon:
    icon = QIcon()
    icon.addPixmap(_drawing(shape, colour))
    icon.addPixmap(_drawing(shape, selected_colour), QIcon.Mode.Selected)
    return icon


def _drawing(shape: str, colour: str) -> QPixmap:
    shape = shape.format(QColor(colour).name())
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32">{shape}</svg>'
    pixmap = QPixmap()
    pixmap.loadFromData(QByteArray(drawing.encode()), "SVG")
    return pixmap
