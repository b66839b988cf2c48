"""A report as it is kept in the store, and back."""

import json
from datetime import datetime

from mcu_desktop.reports.frozen_json import from_plain, to_json, to_plain
from mcu_desktop.reports.report import Report, ReportWish
from mcu_desktop.reports.sections import Letterhead, TextBlock


def content_text(report: Report) -> str:
    """Return what the report was drawn from, without its texts, as JSON."""
    parts = {
        "wish": report.wish,
        "letterhead": report.letterhead,
        "figures": report.figures,
        "zone": report.zone_name,
        "journal": report.journal,
    }
    plain = {name: to_plain(part) for name, part in parts.items()}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def texts_text(report: Report) -> str:
    """Return the texts as JSON."""
    return to_json(report.texts)


def kept_wish(content: str) -> ReportWish:
    """Return what was wished; it says of which kind the figures are."""
    return from_plain(ReportWish, json.loads(content)["wish"])


def kept_report(
    content: str, texts: str, *, figures: type, counted_at: datetime, number: str = "", seal: str = ""
) -> Report:
    """Return the report that was kept; it equals the one that was issued."""
    plain = json.loads(content)
    return Report(
        wish=from_plain(ReportWish, plain["wish"]),
        counted_at=counted_at,
        zone_name=plain["zone"],
        letterhead=from_plain(Letterhead, plain["letterhead"]),
        figures=from_plain(figures, plain["figures"]),
        texts=tuple(from_plain(TextBlock, part) for part in json.loads(texts)),
        number=number,
        seal=seal,
        journal=plain["journal"],
    )
