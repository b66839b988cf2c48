"""Which days a weekly report is about."""

from datetime import date, timedelta
from enum import Enum


class Week(Enum):
    """Choices of the week, with their Russian titles."""

    PREVIOUS = "прошлая неделя"
    CURRENT = "текущая неделя"
    OWN = "свои даты"


def week_days(week: Week, today: date) -> tuple[date, date]:
    """Return Monday and Sunday of a week; for own dates the previous week is proposed."""
    monday = today - timedelta(days=today.weekday())
    if week is not Week.CURRENT:
        monday -= timedelta(days=7)
    return monday, monday + timedelta(days=6)
