"""One month on paper: the reports of October 2026, counted in November."""

from contextlib import closing
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mcu_desktop.intake.incoming import ReadFile
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.counted_report import make_report
from mcu_desktop.reports.report import ReportWish
from mcu_desktop.rules.periods import month_of
from mcu_desktop.store.store import Store

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
OCTOBER = month_of(date(2026, 10, 1))


def take(store: Store, file: ReadFile) -> None:
    """Take a file in."""
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor="О"))


def make(store: Store, code: str, subject: str = "") -> Any:
    """Return the report of October."""
    wish = ReportWish(code, OCTOBER.first, OCTOBER.last, subject=subject)
    with closing(store.open_reader()) as reader:
        return make_report(reader, wish, now=NOW, zone=MOSCOW)
