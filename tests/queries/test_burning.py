"""What burns: each figure is the count of the list it opens, on both stores."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.demonstration import demonstration_cases
from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.add_cases import add_cases
from mcu_desktop.operations.case_clock import put_off
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.burning import BurningRow, read_burning, read_deadline_month
from mcu_desktop.queries.queue import ALL_BLOCKS, QueueFilter, read_case_ids
from mcu_desktop.rules.terms import SourceSystem
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store
from mcu_desktop.ui.burning.model import FIGURES

ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 30, 9, 0, tzinfo=UTC)  # a Friday; the next worked day is Monday the 2nd


def fill(store: Store, seed: int) -> None:
    cases = list(demonstration_cases(250, seed=seed, until=NOW, zone=ZONE))

    def deed(session: Any) -> None:
        add_cases(session, Task(), cases, now=NOW, zone=ZONE, actor="", batch_id=None, told=str)

    store.perform(deed)


@pytest.mark.parametrize("seed", [1, 2])
def test_each_figure_is_the_count_of_its_list(seed: int, store: Store, reader: Reader) -> None:
    fill(store, seed)
    chance = Random(seed)  # noqa: S311 -- a kept seed
    ids = [row[0] for row in reader.rows("SELECT id FROM cases WHERE closed_at IS NULL")]
    for case_id in chance.sample(ids, 8):
        fields: dict[str, Any] = {"until": date(2026, 10, 31), "reason": "р", "now": NOW, "zone": ZONE, "actor": "О"}
        store.perform(partial(put_off, case_id=case_id, **fields))
    now = NOW + timedelta(days=chance.choice([0, 2, 5]))
    found = read_burning(reader, now=now)
    counted = 0
    for row in found.rows:
        for figure in FIGURES:
            listed = read_case_ids(reader, figure.wanted(row.code, found), now=now, zone=ZONE)
            assert len(listed) == figure.count(row), (row.title, figure.title)
            counted += len(listed)
    assert counted > 0
    total, *blocks = found.rows
    for figure in FIGURES:
        assert figure.count(total) == sum(map(figure.count, blocks)), figure.title


def test_each_day_of_the_month_is_the_count_of_its_list(store: Store, reader: Reader) -> None:
    fill(store, 3)
    for first in (date(2026, 11, 1), date(2026, 2, 1), date(2026, 12, 1)):
        month = read_deadline_month(reader, first, now=NOW)
        assert list(month.counts) == [first + timedelta(days=n) for n in range(len(month.counts))]
        assert max(month.counts).month == first.month
        assert (max(month.counts) + timedelta(days=1)).month != first.month
        for day, count in month.counts.items():
            wanted = QueueFilter(due_from=day, due_to=day)
            assert len(read_case_ids(reader, wanted, now=NOW, zone=ZONE)) == count
    assert sum(read_deadline_month(reader, date(2026, 11, 1), now=NOW).counts.values()) > 0


def test_what_ends_over_the_days_off_burns_tomorrow(
    store: Store, reader: Reader, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    source = {"system": SourceSystem.FEEDBACK_PLATFORM, "channel_code": "feedback_platform", "recipient": "УК"}
    first = datetime(2026, 9, 30, 7, 0, tzinfo=UTC)
    # 30 days: the control dates are Friday the 30th, twice (Sunday moves back to it), Monday, Tuesday
    numbered = ((day, first + timedelta(days=day)) for day in (0, 2, 3, 4))
    file = file_of(*(incoming(external_number=str(day), received_at=at, **source) for day, at in numbered))
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=ZONE, actor="О"))
    found = read_burning(reader, now=NOW)
    assert found.next_day == date(2026, 11, 2)
    total = found.rows[0]
    assert total == BurningRow(ALL_BLOCKS, "Все блоки", 0, 2, 1, 0, 0)


def test_an_empty_store_burns_nowhere(reader: Reader) -> None:
    found = read_burning(reader, now=NOW)
    assert len(found.rows) == 11
    assert all(figure.count(row) == 0 for row in found.rows for figure in FIGURES)
    assert set(read_deadline_month(reader, date(2026, 11, 1), now=NOW).counts.values()) == {0}
