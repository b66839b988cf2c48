"""How a kind of report is drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mcu_desktop.reports.sections import Document, Section, TextBlock


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a kind draws: its figures' type, the sections made of them, and the texts a person edits."""

    figures: type
    sections: Callable[[Any, Mapping[str, str]], Sequence[Section]]
    texts: Callable[[Any], tuple[TextBlock, ...]] = lambda _figures: ()
    document: Callable[[Any], Document] | None = None  # of a kind whose form an act has set, whole
