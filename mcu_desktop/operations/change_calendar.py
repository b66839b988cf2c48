"""The calendar changed by a person, and the terms of open cases with it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from mcu_desktop.models.base import Base
from mcu_desktop.models.catalogues import Setting
from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.models.terms import CalendarDayRecord, CalendarYear, WorkingHoursRecord
from mcu_desktop.operations.case_terms import MovedCase
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.operations.recount import preview_moved, recount_open_cases
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.catalogues import read_production_calendar
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.production_calendar import CalendarEdit, edit_in_words
from mcu_desktop.rules.working_calendar import Week
from mcu_desktop.store.reading import Reader, reader_of


def preview_calendar(reader: Reader, task: Task, edit: CalendarEdit) -> tuple[MovedCase, ...]:
    """Return the open cases that would get other dates by the change."""
    return preview_moved(reader, task, calendar=read_production_calendar(reader).changed(edit).working())


def change_calendar(session: Session, task: Task, edit: CalendarEdit, *, now: datetime, actor: str) -> Change:
    """Write the change and bring all open cases to it."""
    require(session, Deed.EDIT_CALENDAR, now=now)
    # One change of the calendar at a time: two persons may be at the same day of a shared store.
    session.scalars(select(Setting.code).where(Setting.code == "zone").with_for_update()).all()
    read_production_calendar(reader_of(session)).changed(edit)  # refuses what would be nonsense
    _put(session, CalendarDayRecord, CalendarDayRecord.day.in_(edit.days), _day_rows(edit))
    numbers = [year.year for year in edit.years]
    years = [{"year": year.year, "approved": year.approved, "source": year.source} for year in edit.years]
    _put(session, CalendarYear, CalendarYear.year.in_(numbers), years)
    for since, week in edit.weeks.items():
        _put(session, WorkingHoursRecord, WorkingHoursRecord.valid_from == since, _week_rows(since, week))
    count = recount_open_cases(session, task)
    words = f"Календарь изменён: {edit_in_words(edit)}. Пересчитано сроков: {count}."
    session.execute(insert(JournalEntry), [{"at": now, "actor": actor, "summary": words}])
    return Change(frozenset({Touched.CASES, Touched.CATALOGUES}), words)


def _put(session: Session, record: type[Base], replaced: Any, rows: list[dict[str, Any]]) -> None:
    session.execute(delete(record).where(replaced))
    if rows:
        session.execute(insert(record), rows)


def _day_rows(edit: CalendarEdit) -> list[dict[str, Any]]:
    return [
        {"day": day, "kind": special.kind, "note": special.note, "source": special.source}
        for day, special in edit.days.items()
        if special is not None
    ]


def _week_rows(since: date, week: Week) -> list[dict[str, Any]]:
    return [
        {
            "weekday": weekday,
            "starts": hours.starts,
            "ends": hours.ends,
            "lunch_starts": hours.lunch_starts,
            "lunch_ends": hours.lunch_ends,
            "valid_from": since,
        }
        for weekday, hours in week.items()
    ]
