"""How a kind of report is drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from mcu_desktop.reports.sections import Document, Section, TextBlock

Figures = TypeVar("Figures")


@dataclass(frozen=True, slots=True)
class Drawing(Generic[Figures]):
    """What a kind draws: its figures' type, the sections made of them, and the texts a person edits."""

    figures: type[Figures]
    sections: Callable[[Figures, Mapping[str, str]], Sequence[Section]]
    texts: Callable[[Figures], tuple[TextBlock, ...]] = lambda _figures: ()
    document: Callable[[Figures], Document] | None = None  # of a kind whose form an act has set, whole
