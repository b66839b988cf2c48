"""The journal played back against the tables: honest stores differ nowhere, and each row is looked up by its key."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.note_on_case import add_comment
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.journal_replay import find_differences
from mcu_desktop.store.reading import Reader, Row
from mcu_desktop.store.store import Store

NOW = datetime(2026, 10, 12, 7, tzinfo=UTC)
_ROWS = "to_jsonb(t)::text", "json_object("


def test_no_step_looks_at_the_whole_table(
    store: Store,
    incoming: Callable[..., IncomingCase],
    file_of: Callable[..., ReadFile],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    zone, file = ZoneInfo("Europe/Moscow"), file_of(incoming(), incoming(external_number="102"))
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=zone, actor="О"))
    store.perform(lambda session: add_comment(session, 1, text="Звонили", now=NOW, actor="О"))
    plans: set[str] = set()
    with closing(store.open_reader()) as reader:
        explain = "EXPLAIN QUERY PLAN" if reader.dialect == "sqlite" else "EXPLAIN"
        if reader.dialect == "postgresql":
            reader.rows("SELECT set_config('enable_seqscan', 'off', false)")  # of two rows none would be looked up
        ask: Callable[..., list[Row]] = type(reader).rows

        def explained(of: Reader, sql: str, **parameters: object) -> list[Row]:
            if any(part in sql for part in _ROWS):
                plans.add(str(ask(of, f"{explain} {sql}", **parameters)))
            return ask(of, sql, **parameters)

        monkeypatch.setattr(type(reader), "rows", explained)
        assert find_differences(reader) == []
    assert plans
    scanned = {plan for plan in plans if "SCAN" in plan or "Seq Scan" in plan}
    assert {plan for plan in scanned if "calendar_days" not in plan} == set(), "Only days are few for ever"
