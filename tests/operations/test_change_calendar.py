"""The calendar changed by a person, on both stores."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.change_calendar import change_calendar, preview_calendar
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Cancelled, Task
from mcu_desktop.queries.catalogues import read_production_calendar
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.production_calendar import CalendarEdit, KnownYear
from mcu_desktop.rules.terms import DayKind, Outcome
from mcu_desktop.rules.working_calendar import CalendarDay, WorkingHours
from mcu_desktop.store.reading import Reader, as_moment
from mcu_desktop.store.store import Store

NOW = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
TUESDAY = date(2026, 10, 6)  # the eight working hours of the example end here at 10:30
DAY_OFF = CalendarEdit({TUESDAY: CalendarDay(TUESDAY, DayKind.DAY_OFF, "Распоряжение Главы", "№ 7-р")})
DATES = "SELECT source_number, legal_deadline FROM cases ORDER BY source_number"


@pytest.fixture(autouse=True)
def cases(store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]) -> None:
    """An open case and a closed one of one day."""
    closed = incoming(external_number="102", answered_at=NOW, closed_at=NOW, outcome=Outcome.RESOLVED)
    file = file_of(incoming(), closed)
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor=""))


def _change(store: Store, edit: CalendarEdit, task: Task | None = None) -> Change:
    return store.perform(lambda session: change_calendar(session, task or Task(), edit, now=NOW, actor="Оператор"))


def _days(reader: Reader) -> list[str]:
    return [str(row[1])[:10] for row in reader.rows(DATES)]


def test_a_local_day_off_moves_open_cases_and_no_closed_one(store: Store, reader: Reader) -> None:
    [moved] = preview_calendar(reader, Task(), DAY_OFF)
    assert moved.new_deadline == datetime(2026, 10, 7, 7, 30, tzinfo=UTC)
    assert _days(reader) == ["2026-10-06", "2026-10-06"]
    change = _change(store, DAY_OFF)
    assert change.text == "Календарь изменён: 06.10.2026 — нерабочий день. Пересчитано сроков: 1."
    assert change.touched == {Touched.CASES, Touched.CATALOGUES}
    assert _days(reader) == ["2026-10-07", "2026-10-06"]
    assert read_production_calendar(reader).days[TUESDAY] == DAY_OFF.days[TUESDAY]
    assert reader.rows("SELECT actor, summary FROM journal") == [("Оператор", change.text)]


def test_a_day_made_usual_again_brings_the_dates_back(store: Store, reader: Reader) -> None:
    _change(store, DAY_OFF)
    change = _change(store, CalendarEdit({TUESDAY: None}))
    assert change.text == "Календарь изменён: 06.10.2026 — как обычно. Пересчитано сроков: 1."
    assert _days(reader) == ["2026-10-06", "2026-10-06"]
    assert TUESDAY not in read_production_calendar(reader).days


def test_a_day_is_changed_in_place(store: Store, reader: Reader) -> None:
    _change(store, DAY_OFF)
    short = CalendarDay(TUESDAY, DayKind.SHORT, "сокращён")
    _change(store, CalendarEdit({TUESDAY: short}))
    assert read_production_calendar(reader).days[TUESDAY] == short


def test_a_week_of_hours_holds_from_a_day_on(store: Store, reader: Reader) -> None:
    before = read_production_calendar(reader).weeks
    late = {weekday: WorkingHours(time(12), time(20), time(15), time(16)) for weekday in range(5)}
    edit = CalendarEdit(weeks={TUESDAY: late})
    [moved] = preview_calendar(reader, Task(), edit)
    change = _change(store, edit)
    assert change.text == "Календарь изменён: рабочее время с 06.10.2026. Пересчитано сроков: 1."
    assert moved.new_deadline == datetime(2026, 10, 6, 10, 30, tzinfo=UTC)
    assert [as_moment(row[1]) for row in reader.rows(DATES)] == [moved.new_deadline, moved.old_deadline]
    assert read_production_calendar(reader).weeks == {**before, TUESDAY: late}


def test_a_week_of_the_same_day_takes_the_place_of_the_other(store: Store, reader: Reader) -> None:
    _change(store, CalendarEdit(weeks={TUESDAY: dict.fromkeys(range(6), WorkingHours(time(8), time(16)))}))
    shorter = dict.fromkeys(range(4), WorkingHours(time(9), time(18)))
    _change(store, CalendarEdit(weeks={TUESDAY: shorter}))
    assert read_production_calendar(reader).weeks[TUESDAY] == shorter


def test_years_become_known_and_approved(store: Store, reader: Reader) -> None:
    years = (KnownYear(2027, approved=True, source="Постановление"), KnownYear(2028, approved=False, source="проект"))
    change = _change(store, CalendarEdit(years=years))
    assert "2027 год утверждён; 2028 год предварительный" in change.text
    found = read_production_calendar(reader)
    assert (found.years[2027], found.years[2028]) == years
    assert found.working().approved_years >= {2026, 2027}


def test_what_is_refused_or_stopped_changes_nothing(store: Store, reader: Reader) -> None:
    before = read_production_calendar(reader), reader.rows(DATES)
    saturday = date(2026, 10, 10)
    short = CalendarEdit({saturday: CalendarDay(saturday, DayKind.SHORT), TUESDAY: None})
    with pytest.raises(UserFacingError, match="суббота"):
        preview_calendar(reader, Task(), short)
    with pytest.raises(UserFacingError, match="суббота"):
        _change(store, short)
    stopped = Task()
    stopped.cancel()
    with pytest.raises(Cancelled):
        _change(store, DAY_OFF, stopped)
    assert (read_production_calendar(reader), reader.rows(DATES)) == before
    assert reader.rows("SELECT count(*) FROM journal") == [(0,)]
