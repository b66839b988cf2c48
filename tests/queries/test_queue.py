"""What the queue shows, on both stores."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.counters import read_block_counts
from mcu_desktop.queries.queue import UNMAPPED, QueueFilter, read_case_ids, read_first_page, read_rows
from mcu_desktop.rules.terms import Standing
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

MOSCOW = ZoneInfo("Europe/Moscow")
MONDAY = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)  # 10:30 in Moscow; 8 working hours end on Tuesday at 10:30
Make = Callable[..., IncomingCase]


@pytest.fixture
def cases(incoming: Make, file_of: Callable[..., ReadFile], store: Store) -> None:
    """Six cases: two roads, one school, one without a topic, one answered, one closed."""
    school = {"topic_group": "Образование", "topic": "Ремонт школы", "clean_text": "Протекает крыша школы"}
    file = file_of(
        incoming(external_number="1", received_at=MONDAY),
        incoming(external_number="2", received_at=MONDAY + timedelta(days=1), clean_text="Нет освещения на улице"),
        incoming(external_number="3", received_at=MONDAY + timedelta(days=2), **school),
        incoming(external_number="4", received_at=MONDAY + timedelta(days=2), topic_group="", topic=""),
        incoming(external_number="5", received_at=MONDAY, answered_at=MONDAY + timedelta(hours=2), answer_text="Да"),
        incoming(external_number="6", received_at=MONDAY - timedelta(days=7), closed_at=MONDAY, answered_at=MONDAY),
    )
    store.perform(lambda session: take_in(session, Task(), file, now=MONDAY, zone=MOSCOW, actor=""))


def _numbers(reader: Reader, now: datetime = MONDAY, **wanted: object) -> list[str]:
    rows = read_first_page(reader, QueueFilter(**wanted), now=now, zone=MOSCOW)  # type: ignore[arg-type]
    return [row.source_number for row in rows]


@pytest.mark.usefixtures("cases")
def test_open_cases_stand_by_control_date_and_those_without_a_running_term_last(reader: Reader) -> None:
    assert _numbers(reader) == ["1", "2", "3", "4", "5"]


@pytest.mark.usefixtures("cases")
def test_a_block_has_its_own_queue(reader: Reader) -> None:
    assert _numbers(reader, block="utilities") == ["1", "2", "5"]
    assert _numbers(reader, block="education") == ["3"]
    assert _numbers(reader, block=UNMAPPED) == ["4"]


@pytest.mark.usefixtures("cases")
def test_standings_part_the_open_cases_at_any_moment(reader: Reader) -> None:
    for hours in range(0, 100, 5):
        now = MONDAY + timedelta(hours=hours)
        parts = [
            _numbers(reader, now, standing=standing)
            for standing in (Standing.OVERDUE, Standing.DUE_SOON, Standing.IN_TIME)
        ]
        assert sorted(number for part in parts for number in part) == ["1", "2", "3", "4", "5"], f"{hours} hours later"
        for number, row in enumerate(read_first_page(reader, QueueFilter(), now=now, zone=MOSCOW)):
            part = {Standing.OVERDUE: 0, Standing.DUE_SOON: 1, Standing.IN_TIME: 2}[row.standing]
            assert row.source_number in parts[part], f"{hours} hours later, line {number}"


@pytest.mark.usefixtures("cases")
def test_a_case_is_overdue_a_moment_after_its_deadline_and_not_before(reader: Reader) -> None:
    deadline = datetime(2026, 10, 6, 7, 30, tzinfo=UTC)
    assert _numbers(reader, deadline, standing=Standing.OVERDUE) == []
    assert _numbers(reader, deadline + timedelta(seconds=1), standing=Standing.OVERDUE) == ["1"]


@pytest.mark.usefixtures("cases")
def test_closed_cases_are_shown_when_asked_for(reader: Reader) -> None:
    assert _numbers(reader, standing=Standing.CLOSED) == ["6"]


@pytest.mark.usefixtures("cases")
def test_what_an_intake_brought_is_shown_open_or_closed(
    store: Store, reader: Reader, incoming: Make, file_of: Callable[..., ReadFile]
) -> None:
    later = file_of(incoming(external_number="1", source_status="Готово"), incoming(external_number="7"))
    store.perform(lambda session: take_in(session, Task(), later, now=MONDAY, zone=MOSCOW, actor=""))
    first, second = (row[0] for row in reader.rows("SELECT id FROM intake_batches ORDER BY id"))
    assert sorted(_numbers(reader, intake_batch=first)) == ["1", "2", "3", "4", "5", "6"]
    assert _numbers(reader, intake_batch=second) == ["7"], "A changed case is not new"
    assert _numbers(reader, intake_batch=first, standing=Standing.CLOSED) == ["6"]
    assert _numbers(reader, intake_batch=first, block="education") == ["3"]


@pytest.mark.usefixtures("cases")
def test_the_period_is_of_local_days_and_includes_its_last(reader: Reader) -> None:
    assert _numbers(reader, received_from=date(2026, 10, 6), received_to=date(2026, 10, 6)) == ["2"]
    assert _numbers(reader, received_to=date(2026, 10, 5)) == ["1", "5"]


@pytest.mark.usefixtures("cases")
def test_a_channel_is_chosen_by_its_code(reader: Reader) -> None:
    assert len(_numbers(reader, channel_code="incident_management")) == 5
    assert _numbers(reader, channel_code="feedback_platform") == []


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("школа", ["1", "3", "4", "5"]),  # «у школы» and «крыша школы»: other forms of the word
        ("протекает крыша", ["3"]),
        ("КРЫШИ", ["3"]),
        ("МЦУ-2026-000002", ["2"]),
        ("000002", ["2"]),
        ("освещ", ["2"]),
        ("такого слова нет", []),
        ("\" OR 1=1 -- * ( ' & | !", None),
        ("' ; DROP TABLE cases", None),
    ],
)
def test_words_and_numbers_are_found(reader: Reader, search: str, found: list[str] | None) -> None:
    numbers = _numbers(reader, search=search)
    if found is not None:
        assert numbers == found
    assert len(_numbers(reader)) == 5


@pytest.mark.usefixtures("cases")
def test_ids_and_rows_are_those_of_the_first_page(reader: Reader) -> None:
    page = read_first_page(reader, QueueFilter(), now=MONDAY, zone=MOSCOW)
    ids = read_case_ids(reader, QueueFilter(), now=MONDAY, zone=MOSCOW)
    assert list(ids) == [row.case_id for row in page]
    rows = read_rows(reader, [*ids, 10**9], now=MONDAY)
    assert [rows[key] for key in ids] == list(page)
    assert 10**9 not in rows
    assert read_rows(reader, [], now=MONDAY) == {}


@pytest.mark.usefixtures("cases")
def test_the_counters_are_those_of_the_queues(reader: Reader) -> None:
    for hours in (0, 20, 25, 50, 80):
        now = MONDAY + timedelta(hours=hours)
        counts = read_block_counts(reader, now=now, zone=MOSCOW)
        assert len(counts) == 11
        for count in counts:
            assert count.open == len(_numbers(reader, now, block=count.code)), count.title
            assert count.overdue == len(_numbers(reader, now, block=count.code, standing=Standing.OVERDUE))
            today = [
                row
                for row in read_first_page(reader, QueueFilter(block=count.code), now=now, zone=MOSCOW)
                if row.control_date is not None
                and row.standing is not Standing.OVERDUE
                and row.control_date.astimezone(MOSCOW).date() <= now.astimezone(MOSCOW).date()
            ]
            assert count.due_today == len(today), f"{count.title} {hours} hours later"


def test_an_empty_store_has_empty_queues_and_all_counters(reader: Reader) -> None:
    assert _numbers(reader) == []
    counts = read_block_counts(reader, now=MONDAY, zone=MOSCOW)
    assert [count.open for count in counts] == [0] * 11


@pytest.mark.usefixtures("cases")
def test_the_first_and_the_last_day_of_the_calendar_are_days_like_others(reader: Reader) -> None:
    assert _numbers(reader, received_from=date.min, received_to=date.max) == ["1", "2", "3", "4", "5"]
    assert _numbers(reader, due_from=date.min, due_to=date.max) == ["1", "2", "3", "4"]
