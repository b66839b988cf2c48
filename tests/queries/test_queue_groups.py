"""The queue in groups, on both stores."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from operator import methodcaller
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Cancelled, Task
from mcu_desktop.queries import queue_list
from mcu_desktop.queries.queue import QueueFilter, QueueRow, read_case_ids
from mcu_desktop.queries.queue_groups import in_groups
from mcu_desktop.queries.queue_list import ListedQueue, list_queue, list_short_queue
from mcu_desktop.queries.saved_views import filter_as_text, filter_of_text
from mcu_desktop.rules.terms import GroupBy
from mcu_desktop.store.reading import Row, stored_moment
from mcu_desktop.store.store import Store

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
Incoming = Callable[..., IncomingCase]


@pytest.fixture
def store_of_six(store: Store, incoming: Incoming, file_of: Callable[..., ReadFile]) -> Store:
    recipients = ("Ясли № 1", "", "Ёлочка", "Жилищник", "Ёлочка", "")
    file = file_of(
        *(
            incoming(
                external_number=str(number),
                recipient=recipient,
                received_at=NOW - timedelta(days=number // 2),
                topic=("Дороги", "")[number % 2],
            )
            for number, recipient in enumerate(recipients)
        )
    )
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor=""))
    return store


def grouped(store: Store, by: GroupBy) -> tuple[ListedQueue, list[int]]:
    wanted = QueueFilter(group_by=by)
    with closing(store.open_reader()) as reader:
        found = list_short_queue(reader, wanted, now=NOW, zone=MOSCOW)
        assert found is not None
        return found, list(read_case_ids(reader, wanted, now=NOW, zone=MOSCOW))


def rows_of(found: ListedQueue) -> list[QueueRow]:
    assert found.rows is not None
    return [found.rows[case_id] for case_id in found.ids]


def test_titles_stand_by_the_alphabet_and_the_nameless_last(store_of_six: Store) -> None:
    found, _ids = grouped(store_of_six, GroupBy.RECIPIENT)
    said = [(group.title, group.first_row, group.count) for group in found.groups]
    assert said == [("Ёлочка", 0, 2), ("Жилищник", 2, 1), ("Ясли № 1", 3, 1), ("Без получателя", 4, 2)]
    recipients = [row.recipient for row in rows_of(found)]
    assert recipients == ["Ёлочка", "Ёлочка", "Жилищник", "Ясли № 1", "", ""]


def test_days_stand_in_their_order_with_their_weekday(store_of_six: Store) -> None:
    found, ids = grouped(store_of_six, GroupBy.DEADLINE_DAY)
    days = [group.title for group in found.groups]
    assert days == ["12.10.2026, понедельник", "13.10.2026, вторник"]
    assert list(found.ids) == ids, "By day the queue keeps its order"


def test_a_topic_is_called_by_its_group_and_title(
    store: Store, incoming: Incoming, file_of: Callable[..., ReadFile]
) -> None:
    file = file_of(
        *(
            incoming(external_number=str(number), topic_group=group, topic=topic)
            for number, (group, topic) in enumerate(
                (("Дороги", "Иное"), ("Мусор", "Иное"), ("Мусор", ""), ("", "Свалки"), ("", ""))
            )
        )
    )
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor=""))
    found, _ids = grouped(store, GroupBy.TOPIC)
    assert [group.title for group in found.groups] == ["Дороги / Иное", "Мусор", "Мусор / Иное", "Свалки", "Без темы"]
    assert [row.topic for row in rows_of(found)] == ["Иное", "Мусор", "Иное", "Свалки", ""]


@pytest.mark.parametrize("by", GroupBy)
def test_groups_show_the_same_cases_each_once(store_of_six: Store, by: GroupBy) -> None:
    found, ids = grouped(store_of_six, by)
    assert sorted(found.ids) == sorted(ids)
    assert sum(group.count for group in found.groups) == len(ids)
    places = [group.first_row for group in found.groups]
    assert places == [sum(group.count for group in found.groups[:at]) for at in range(len(places))]


@pytest.mark.parametrize("by", GroupBy)
def test_a_saved_view_keeps_its_groups(by: GroupBy) -> None:
    wanted = QueueFilter(group_by=by)
    assert filter_of_text(filter_as_text(wanted)) == wanted


@pytest.mark.parametrize("by", [None, *GroupBy])
def test_a_long_queue_is_read_in_portions_and_says_the_same(
    store_of_six: Store, monkeypatch: pytest.MonkeyPatch, by: GroupBy | None
) -> None:
    wanted = QueueFilter(group_by=by)
    steps: list[int] = []
    with closing(store_of_six.open_reader()) as reader:
        whole = list_short_queue(reader, wanted, now=NOW, zone=MOSCOW)
        monkeypatch.setattr(queue_list, "AT_ONCE", 2)
        assert list_short_queue(reader, wanted, now=NOW, zone=MOSCOW) is None
        found = list_queue(reader, wanted, now=NOW, zone=MOSCOW, step=lambda: steps.append(1))
    assert found == whole
    assert len(found.ids) == 6
    assert len(steps) == 3


def test_a_long_queue_can_be_left(store_of_six: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_list, "AT_ONCE", 2)
    task = Task()
    task.cancel()
    with closing(store_of_six.open_reader()) as reader:
        with pytest.raises(Cancelled):
            list_queue(reader, QueueFilter(), now=NOW, zone=MOSCOW, step=task.check)
        assert reader.rows("SELECT count(*) FROM cases") == [(6,)], "The connection is free again"


@pytest.mark.parametrize("zone", ["Europe/Moscow", "Asia/Kolkata", "America/St_Johns"])
def test_a_day_begins_at_local_midnight_wherever_that_lies_in_the_hour(store_of_six: Store, zone: str) -> None:
    place = ZoneInfo(zone)
    midnight = datetime(2026, 10, 13, tzinfo=place)
    moments = [midnight + timedelta(minutes=shift) for shift in (-31, -1, 0, 1, 29, 59)]
    with closing(store_of_six.open_reader()) as reader:
        given = stored_moment if reader.dialect == "sqlite" else methodcaller("astimezone", UTC)
        portion: list[Row] = [(number, given(moment)) for number, moment in enumerate(moments, start=1)]
        found = in_groups(reader, GroupBy.DEADLINE_DAY, [portion], now=NOW, zone=place)
    assert [(group.title, group.count) for group in found.groups] == [
        ("12.10.2026, понедельник", 2),
        ("13.10.2026, вторник", 4),
    ]
