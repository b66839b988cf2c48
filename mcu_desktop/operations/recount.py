"""All open cases reckoned anew, after the calendar or the time limits have changed."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from mcu_desktop.operations.case_terms import MovedCase, find_term_changes, make_reckoner, write_term_changes
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.case_facts import read_open_ids
from mcu_desktop.queries.catalogues import read_calendar, read_time_limits
from mcu_desktop.rules.case_terms import TermReckoner
from mcu_desktop.rules.time_limits import TimeLimit
from mcu_desktop.rules.working_calendar import WorkingCalendar
from mcu_desktop.store.reading import Reader, reader_of


def preview_moved(
    reader: Reader,
    task: Task,
    *,
    limits: Sequence[TimeLimit] | None = None,
    calendar: WorkingCalendar | None = None,
) -> tuple[MovedCase, ...]:
    """Return the open cases that would get other dates; limits or calendar are the store's where not given."""
    reckoner = TermReckoner(
        read_time_limits(reader) if limits is None else limits,
        read_calendar(reader) if calendar is None else calendar,
    )
    found = find_term_changes(reader, reckoner, read_open_ids(reader), task)
    return tuple(case for changes in found for case in changes.moved if _has_other_dates(case))


def recount_open_cases(session: Session, task: Task) -> int:
    """Bring all open cases to what the store's limits and calendar say now; return how many got other dates."""
    session.flush()
    reader, count = reader_of(session), 0
    ids = read_open_ids(reader, hold=True)
    for changes in find_term_changes(reader, make_reckoner(reader), ids, task):
        write_term_changes(session, changes)
        count += sum(map(_has_other_dates, changes.moved))
    session.expire_all()
    return count


def _has_other_dates(case: MovedCase) -> bool:
    """Return whether a date differs that people see; a warning that begins earlier is none."""
    return (case.old_deadline, case.old_control_date) != (case.new_deadline, case.new_control_date)
