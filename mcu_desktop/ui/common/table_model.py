"""What a table of a screen is made of: its columns, each one declaration."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Qt

Row = TypeVar("Row")
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: head, text for a row, width in pixels at 100 %, longer words for a tooltip."""

    title: str
    text: Callable[[Row], str]
    width: int
    tooltip: Callable[[Row], str] | None = None
    alignment: Qt.AlignmentFlag = LEFT
