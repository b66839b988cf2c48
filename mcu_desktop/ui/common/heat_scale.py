"""Colours of counts: one way from few to many, told apart by lightness alone, on light and on dark ground."""

from functools import lru_cache
from math import sqrt

from PySide6.QtGui import QColor

# ColorBrewer's YlGnBu and cividis: both read without red and green, and grow evenly in lightness.
_LIGHT = ("#f3f9d5", "#d9f0b3", "#a6dbb8", "#6cc5be", "#3aa8c1", "#2680b8", "#2357a0", "#243585", "#10205c")
_DARK = ("#12315f", "#3b496c", "#575d6d", "#707173", "#8a8678", "#a59c74", "#c3b369", "#e1cc55", "#fee838")
_INKS = ("#ffffff", "#000000")


def heat_share(count: float, peak: float) -> float:
    """Return the place of a count on the scale, 0 to 1: by its root, so that one full cell leaves the rest alive."""
    return sqrt(count / peak) if peak > 0 else 0.0


@lru_cache(maxsize=512)
def heat_colours(share: float, *, dark: bool) -> tuple[QColor, QColor]:
    """Return the ground of a share of 0 to 1, and the colour of letters that reads on it."""
    steps = _DARK if dark else _LIGHT
    place = min(max(share, 0.0), 1.0) * (len(steps) - 1)
    low = min(int(place), len(steps) - 2)
    before, after = QColor(steps[low]), QColor(steps[low + 1])
    part = place - low
    pairs = ((before.red(), after.red()), (before.green(), after.green()), (before.blue(), after.blue()))
    ground = QColor(*(round(start + (end - start) * part) for start, end in pairs))
    return ground, max((QColor(ink) for ink in _INKS), key=lambda ink: contrast(ground, ink))


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.1 reckons it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (_linear(value) for value in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 -- WCAG's own
