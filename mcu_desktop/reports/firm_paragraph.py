"""A paragraph that may go on to the next page without losing a letter. Loads reportlab: imported by what draws."""

from __future__ import annotations

from copy import copy
from typing import Any

from reportlab.platypus import Paragraph

_ROUNDING = 1e-6  # points


class FirmParagraph(Paragraph):  # type: ignore[misc]
    """A paragraph whose lines stay as they were broken when it is split.

    Reportlab breaks both parts anew: a word broken at their edge loses its letters there, and the first part may need
    a line more than it was given. No line is left alone on a page.
    """

    blPara: Any  # noqa: N815 -- reportlab's own: the lines as they were broken
    _is_part = False

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size; the lines of a part are known."""
        return (self.width, self.height) if self._is_part else super().wrap(width, height)

    def split(self, width: float, height: float) -> list[Any]:
        """Return what fits and the rest; itself where all fits, nothing where too little would."""
        if not hasattr(self, "blPara"):
            self.wrap(width, height)
        count, fitting = len(self.blPara.lines), int((height + _ROUNDING) / self.style.leading)
        if fitting >= count:
            return [self]
        if fitting == count - 1:
            fitting -= 1
        if fitting <= 1:
            return []
        first, rest = copy(self), copy(self)
        first.be_part(self.blPara.lines[:fitting])
        rest.be_part(self.blPara.lines[fitting:])
        first._JustifyLast = not getattr(first.blPara.lines[-1], "lineBreak", False)  # noqa: SLF001 -- reportlab's own
        rest.style = copy(self.style)
        rest.style.firstLineIndent = 0
        return [first, rest]

    def be_part(self, lines: list[Any]) -> None:
        """Be these lines of the whole."""
        self._is_part = True
        self.blPara = self.blPara.clone(lines=lines)
        self.height = len(lines) * self.style.leading
