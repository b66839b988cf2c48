"""The register of breaches, on both stores."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.note_breach import note_breach
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.breaches import BreachFilter, read_register
from mcu_desktop.queries.queue import UNMAPPED
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

ZONE = ZoneInfo("Europe/Moscow")
MONDAY = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)  # eight working hours end on Tuesday, 10:30
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
EVERYTHING = BreachFilter()


@pytest.fixture(autouse=True)
def cases(store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]) -> None:
    """1 late, 2 later and of no block, 3 in time, 4 overdue and open, 5 late in November."""

    def answered(days: float) -> dict[str, datetime]:
        return {"answered_at": MONDAY + timedelta(days=days), "closed_at": MONDAY + timedelta(days=days)}

    file = file_of(
        incoming(external_number="1", received_at=MONDAY, **answered(2)),
        incoming(external_number="2", received_at=MONDAY, topic="", topic_group="", **answered(5)),
        incoming(external_number="3", received_at=MONDAY, **answered(0.2)),
        incoming(external_number="4", received_at=MONDAY),
        incoming(external_number="5", received_at=MONDAY, **answered(40)),
    )
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=ZONE, actor="О"))


@pytest.fixture
def note(store: Store) -> Callable[..., str]:
    def run(case_ids: list[int], reason: str) -> str:
        return store.perform(partial(note_breach, case_ids=case_ids, reason=reason, now=NOW, actor="Васильева")).text

    return run


def numbers(reader: Reader, wanted: BreachFilter = EVERYTHING) -> list[int]:
    return [line.case_id for line in read_register(reader, wanted).lines]


def test_late_answers_are_listed_the_latest_first(reader: Reader) -> None:
    register = read_register(reader, EVERYTHING)
    assert [line.case_id for line in register.lines] == [5, 2, 1]
    assert (register.count, register.without_reason) == (3, 3)
    assert register.lines[2].late_by == timedelta(days=1), "Due on Tuesday 10:30, answered on Wednesday 10:30"
    assert len(register.reasons) >= 5


def test_they_are_found_by_their_days_and_block(reader: Reader) -> None:
    assert numbers(reader, BreachFilter(date(2026, 10, 1), date(2026, 10, 31))) == [2, 1]
    assert numbers(reader, BreachFilter(date(2026, 10, 7), date(2026, 10, 7))) == [1], "Both days are inclusive"
    assert numbers(reader, BreachFilter(block=UNMAPPED)) == [2]
    assert numbers(reader, BreachFilter(block="utilities")) == [5, 1]
    assert read_register(reader, BreachFilter(date(2030, 1, 1))).count == 0


def test_one_reason_for_several_with_history(reader: Reader, note: Callable[..., str]) -> None:
    assert note([1, 2], "Поздно  передано") == "Причина «Поздно передано» указана у 2 сообщений."
    register = read_register(reader, EVERYTHING)
    assert [(line.case_id, line.reason) for line in register.lines] == [
        (5, ""), (2, "Поздно передано"), (1, "Поздно передано"),
    ]  # fmt: skip
    assert register.without_reason == 1
    events = reader.rows("SELECT case_id, actor FROM case_events WHERE summary LIKE '%причина%' ORDER BY case_id")
    assert events == [(1, "Васильева"), (2, "Васильева")]
    assert reader.rows("SELECT version FROM cases WHERE id = 1") == [(2,)]


def test_another_reason_later_keeps_the_old_one_in_history(reader: Reader, note: Callable[..., str]) -> None:
    note([1], "Сбой связи")
    assert "1 сообщения" in note([1], "Отпуск")
    assert "0 сообщений" in note([1], "Отпуск"), "The same again changes nothing"
    [(changes,)] = reader.rows("SELECT changes FROM case_events ORDER BY id DESC LIMIT 1")
    assert "Сбой связи" in changes
    assert "Отпуск" in changes
    assert reader.rows("SELECT count(*) FROM breaches") == [(1,)]


def test_an_empty_reason_is_refused(reader: Reader, note: Callable[..., str]) -> None:
    with pytest.raises(UserFacingError, match="Выберите причину"):
        note([1], "  ")
    assert reader.rows("SELECT count(*) FROM breaches") == [(0,)]
