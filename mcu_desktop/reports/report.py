"""One report with all it is drawn from, counted once: the same object gives PDF, DOCX and XLSX, today and in a year."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from mcu_desktop.reports.frozen_json import to_json
from mcu_desktop.reports.sections import Letterhead, TextBlock


@dataclass(frozen=True, slots=True)
class ReportWish:
    """What report is wanted: its code, days (inclusive, local), a block's code, a case's number or another subject."""

    code: str
    first: date
    last: date
    block: str | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A counted report. `figures` are those of its kind; a number and a seal are given when it is issued."""

    wish: ReportWish
    counted_at: datetime  # aware
    zone_name: str
    letterhead: Letterhead
    figures: Any
    texts: tuple[TextBlock, ...] = ()
    number: str = ""
    seal: str = ""
    journal: str = ""  # the last seal of the journal when it was issued, in words
    emblem: bytes = field(default=b"", repr=False)

    @property
    def words(self) -> Mapping[str, str]:
        """The texts by their codes."""
        return {block.code: block.text for block in self.texts}


def content_seal(report: Report) -> str:
    """Return the check sum of what a report says: 16 hexadecimal digits that change with any figure or word."""
    said = [to_json(part) for part in (report.wish, report.letterhead, report.figures, *report.texts)]
    moment = f"{report.counted_at.isoformat()} {report.zone_name} {report.number} {report.journal}"
    return sha256("\n".join((moment, *said)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
