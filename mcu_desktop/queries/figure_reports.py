"""The reports that print figures: ratings and the workload. What they need is imported when it is first wanted."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mcu_desktop.reports.drawing import Drawing
from mcu_desktop.reports.report import ReportWish
from mcu_desktop.rules.periods import Period
from mcu_desktop.store.reading import Reader

# Scope, name as it is chosen, title on paper.
RATINGS = (
    ("joint", "Рейтинг совместный", "Рейтинг работы с сообщениями граждан"),
    (
        "incident_management",
        "Рейтинг по «Инцидент Менеджмент»",
        "Рейтинг работы с сообщениями\nв системе «Инцидент Менеджмент»",
    ),
    (
        "feedback_platform",
        "Рейтинг по ПОС",
        "Рейтинг работы с сообщениями\nна платформе обратной связи (ПОС)",
    ),
)


def rating_reader(scope: str) -> Callable[[Reader, ReportWish, datetime, ZoneInfo], Any]:
    """Return what reads the rating of a scope for the wish of a report."""

    def read(reader: Reader, wish: ReportWish, now: datetime, zone: ZoneInfo) -> Any:
        from mcu_desktop.queries.rating_report import read_rating_paper

        return read_rating_paper(reader, scope, wish, now=now, zone=zone)

    return read


def rating_drawing() -> Drawing:
    """Return how a rating is drawn."""
    from mcu_desktop.reports.rating_document import RatingPaper, rating_sections, rating_texts

    return Drawing(RatingPaper, rating_sections, rating_texts)


def read_workload_paper(reader: Reader, wish: ReportWish, now: datetime, zone: ZoneInfo) -> Any:
    """Return the workload for the wish of a report."""
    from mcu_desktop.queries.workload import read_load_paper

    return read_load_paper(reader, Period(wish.first, wish.last), now=now, zone=zone)


def workload_drawing() -> Drawing:
    """Return how a workload is drawn."""
    from mcu_desktop.reports.workload_document import LoadPaper, load_sections, load_texts

    return Drawing(LoadPaper, load_sections, load_texts)
