"""What a page of figures is on paper: the report that shows the same."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from mcu_desktop.rules.periods import Period


@dataclass(frozen=True, slots=True)
class PaperWish:
    """A report by its code, the days and the block, and what it is about; `said` names that for people."""

    code: str
    period: Period | None = None  # None: the days the report is usually made for
    block: str | None = None
    subject: str = ""
    said: str = ""


@runtime_checkable
class OnPaper(Protocol):
    """A page that has a report of its own."""

    def on_paper(self) -> PaperWish | None:
        """Return the report of what is shown; None while there is none."""
