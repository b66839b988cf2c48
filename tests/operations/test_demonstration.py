"""The example is put in and taken away in one step each, and leaves no trace."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.models import Base
from mcu_desktop.operations.demonstration import add_demonstration, remove_demonstration
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.counters import read_block_counts
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
# A deed is told and journalled, a number once given is not given again, and a count that was may be nought.
WITH_A_TRACE = {"journal", "row_changes", "number_counters", "daily_counts", "count_changes"}


def _add(store: Store) -> str:
    return store.perform(
        lambda session: add_demonstration(session, Task(), cases_count=300, seed=1, now=NOW, zone=MOSCOW)
    ).text


def _remove(store: Store) -> str:
    return store.perform(lambda session: remove_demonstration(session, Task(), now=NOW)).text


def _rows(reader: Reader) -> dict[str, int]:
    names = {table.name for table in Base.metadata.sorted_tables} - WITH_A_TRACE
    return {name: reader.rows(f"SELECT count(*) FROM {name}")[0][0] for name in sorted(names)}


def test_it_comes_and_goes_without_a_trace(store: Store, reader: Reader) -> None:
    before = _rows(reader)
    assert _add(store) == "Добавлен пример: 300 сообщений."
    counts = read_block_counts(reader, now=NOW, zone=MOSCOW)
    assert counts[0].open > 0
    assert counts[0].overdue > 0
    assert _remove(store) == "Убраны демонстрационные данные: 300 сообщений."
    assert _rows(reader) == before
    kept = "SELECT sum(received) FROM daily_counts WHERE dimension = 'block' AND span = 'day'"
    [(of_days,)], [(since,)] = reader.rows(kept), reader.rows("SELECT sum(weight) FROM count_changes")
    assert (of_days or 0) + (since or 0) == 0, "What is kept, and what has changed since, come to nothing"


def test_it_is_not_mixed_with_real_cases(
    store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    store.perform(lambda session: take_in(session, Task(), file_of(incoming()), now=NOW, zone=MOSCOW, actor=""))
    with pytest.raises(UserFacingError, match="только в пустое хранилище"):
        _add(store)


def test_real_cases_taken_in_beside_it_stay(
    store: Store, reader: Reader, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    _add(store)
    real = file_of(incoming(topic="Новая тема", recipient="Новый получатель"))
    store.perform(lambda session: take_in(session, Task(), real, now=NOW, zone=MOSCOW, actor=""))
    _remove(store)
    [(topic, recipient)] = reader.rows(
        "SELECT t.title, r.title FROM cases c JOIN topics t ON t.id = c.topic_id"
        " JOIN responsible_recipients r ON r.id = c.recipient_id"
    )
    assert (topic, recipient) == ("Новая тема", "Новый получатель")
