"""Open cases follow the calendar and the time limits; closed ones stay."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.models.terms import CalendarDayRecord
from mcu_desktop.operations.recount import preview_moved, recount_open_cases
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Cancelled, Task
from mcu_desktop.queries.catalogues import read_calendar, read_time_limits
from mcu_desktop.rules.terms import DayKind, Outcome
from mcu_desktop.rules.working_calendar import CalendarDay
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

NOW = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
TUESDAY = date(2026, 10, 6)  # the eight working hours of the example end here at 10:30
DATES = "SELECT source_number, legal_deadline, control_date, due_soon_at, version FROM cases ORDER BY source_number"


@pytest.fixture(autouse=True)
def cases(store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]) -> None:
    """Two open cases and a closed one of one day."""
    closed = incoming(external_number="103", answered_at=NOW, closed_at=NOW, outcome=Outcome.RESOLVED)
    file = file_of(incoming(), incoming(external_number="102"), closed)
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor=""))


def _with_day_off(reader: Reader, day: date) -> tuple[str, ...]:
    calendar = read_calendar(reader)
    changed = replace(calendar, days={**calendar.days, day: CalendarDay(day, DayKind.DAY_OFF)})
    return tuple(case.number for case in preview_moved(reader, Task(), calendar=changed))


def _take_day_off(session: Session, task: Task) -> int:
    row = {"day": TUESDAY, "kind": DayKind.DAY_OFF, "note": "", "source": ""}
    session.execute(insert(CalendarDayRecord), [row])
    return recount_open_cases(session, task)


def test_a_day_off_moves_open_cases_and_no_closed_one(store: Store, reader: Reader) -> None:
    before = reader.rows(DATES)
    assert _with_day_off(reader, TUESDAY) == ("МЦУ-2026-000001", "МЦУ-2026-000002")
    assert reader.rows(DATES) == before, "A preview writes nothing"
    assert store.perform(lambda session: _take_day_off(session, Task())) == 2
    after = reader.rows(DATES)
    assert after[2] == before[2]
    for old, new in zip(before[:2], after[:2], strict=True):
        assert str(old[1])[:10] == "2026-10-06"
        assert str(new[1])[:10] == "2026-10-07"
        assert new[4] == old[4] + 1
    assert preview_moved(reader, Task()) == ()


def test_a_preview_says_the_old_and_the_new_dates(reader: Reader) -> None:
    limits = read_time_limits(reader)
    longer = [replace(limit, amount=limit.amount + 9) if limit.amount == 8 else limit for limit in limits]
    moved = preview_moved(reader, Task(), limits=longer)
    assert len(moved) == 2
    assert moved[0].old_deadline == datetime(2026, 10, 6, 7, 30, tzinfo=UTC)
    assert moved[0].new_deadline == moved[0].old_deadline + timedelta(days=1, hours=1)


def test_a_day_nobody_waits_for_moves_nothing(reader: Reader) -> None:
    assert _with_day_off(reader, date(2027, 6, 12)) == ()


def test_a_recount_that_is_stopped_leaves_everything(store: Store, reader: Reader) -> None:
    before, task = reader.rows(DATES), Task()
    task.cancel()
    with pytest.raises(Cancelled):
        store.perform(lambda session: _take_day_off(session, task))
    assert reader.rows(DATES) == before
    assert TUESDAY not in read_calendar(reader).days
