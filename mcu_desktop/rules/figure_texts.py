"""Which texts people make of figures and keep for a period, so that reports can print them."""

from enum import StrEnum
from typing import Final


class FigureTextKind(StrEnum):
    """What a kept text is."""

    STRUCTURE = "structure"  # п. 2.4: предложения по усилению структуры и состава МЦУ


FIGURE_TEXTS: Final = {FigureTextKind.STRUCTURE: "Предложения по усилению структуры"}
