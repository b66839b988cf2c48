"""What runs at the desk for the calendar page: reckon what a change would move, and save it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.catalogues import read_production_calendar
from mcu_desktop.rules.production_calendar import CalendarEdit, DayChange, day_changes, edit_of_file
from mcu_desktop.store.reading import Reader

if TYPE_CHECKING:
    from mcu_desktop.operations.case_terms import MovedCase


@dataclass(frozen=True, slots=True)
class Review:
    """A change with all that it would do, before it is saved."""

    edit: CalendarEdit
    days: tuple[DayChange, ...]
    moved: "tuple[MovedCase, ...]"


def review_edit(edit: CalendarEdit, reader: Reader, task: Task) -> Review:
    """Return what a change would do."""
    from mcu_desktop.operations.change_calendar import preview_calendar

    days = day_changes(read_production_calendar(reader), edit)
    return Review(edit, days, preview_calendar(reader, task, edit))


def review_file(path: Path, reader: Reader, task: Task) -> Review:
    """Return what taking over the years of a file would do."""
    from mcu_desktop.intake.calendar_file import read_calendar_file

    return review_edit(edit_of_file(read_production_calendar(reader), read_calendar_file(path)), reader, task)


def save_edit(edit: CalendarEdit, now: datetime, session: "Transaction", task: Task) -> Change:
    """Save a change."""
    from mcu_desktop.operations.change_calendar import change_calendar

    return change_calendar(session, task, edit, now=now, actor=actor_of(session))
