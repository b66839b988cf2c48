"""Deeds taken back whole, within their day, unless somebody has built on them; on both stores."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from mcu_desktop.operations import case_clock, walk_case
from mcu_desktop.operations.bulk import RowResult, on_each
from mcu_desktop.operations.call_back import call_back
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.close_case import close_case
from mcu_desktop.operations.edit_case import assign, set_field
from mcu_desktop.operations.note_breach import note_breach
from mcu_desktop.operations.note_on_case import link_cases
from mcu_desktop.operations.task import Task
from mcu_desktop.operations.undo import undo
from mcu_desktop.rules.case_fields import CaseField
from mcu_desktop.rules.case_way import QUALITY
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.terms import CallResult, LinkKind, Outcome
from mcu_desktop.store.reading import Reader
from tests.operations.conftest import _NOW, _ZONE

Do = Callable[..., Change]
_TABLES = {
    "cases": "version",
    "case_texts": "",
    "case_tags": "",
    "case_links": "",
    "case_answers": "",
    "case_pauses": "id",
    "case_extensions": "",
    "breaches": "",
    "case_deadlines": "id",
}
CLOSE = {"outcome": Outcome.RESOLVED, "outcome_title": "решено", "breach_reason": "забыли"}


@pytest.fixture(autouse=True)
def two_cases(take: Callable[..., Change]) -> None:
    take({"fast_track": True}, {"external_number": "102"})


def facts(reader: Reader) -> dict[str, list[Any]]:
    """Return all that is stored of the cases, but for versions, ids of rows, and how a term came about."""
    found = {}
    for table, without in _TABLES.items():
        if reader.dialect == "sqlite":
            names = [row[1] for row in reader.rows("SELECT * FROM pragma_table_info(:t)", t=table)]
        else:
            sql = "SELECT column_name FROM information_schema.columns WHERE table_name = :t"
            names = [row[0] for row in reader.rows(sql, t=table)]
        wanted = ", ".join(sorted(set(names) - {without, "trace"}))
        found[table] = sorted(reader.rows("SELECT " + wanted + " FROM " + table), key=repr)
    return found


def prepared(do: Do, step: str) -> None:
    if step in {"approve", "send"}:
        do(walk_case.submit_answer, 1, text="Сделаем")
    if step == "send":
        do(walk_case.approve_answer, 1, met=QUALITY)
    if step in {"reopen", "rate"}:
        do(close_case, 1, **CLOSE)


DEEDS: dict[str, Callable[[Do], Change]] = {
    "assign": lambda do: do(assign, 1, block="education", recipient="Управление образования"),
    "topic": lambda do: do(set_field, 1, CaseField.TOPIC, 1),
    "tags": lambda do: do(set_field, 1, CaseField.TAGS, ("дороги",)),
    "begin": lambda do: do(walk_case.begin_work, 1),
    "submit": lambda do: do(walk_case.submit_answer, 1, text="Сделаем"),
    "approve": lambda do: do(walk_case.approve_answer, 1, met=QUALITY),
    "send": lambda do: do(walk_case.send_answer, 1, at=_NOW),
    "forward": lambda do: do(walk_case.forward, 1, addressee="Минтранс", letter="", citizen_told_on=None),
    "close": lambda do: do(close_case, 1, **CLOSE),
    "reopen": lambda do: do(walk_case.reopen, 1, reason="ошибка"),
    "rate": lambda do: do(call_back, 1, result=CallResult.REACHED, is_solved=True, mark=5, reason=""),
    "breach": lambda do: do(note_breach, [1, 2], reason="снег"),
    "link": lambda do: do(link_cases, 2, number="МЦУ-2026-000001", kind=LinkKind.DUPLICATE),
    "link with a later one": lambda do: do(link_cases, 1, number="МЦУ-2026-000002", kind=LinkKind.DUPLICATE),
    "put off": lambda do: do(case_clock.put_off, 1, until=date(2026, 11, 2), reason="весной", zone=_ZONE),
    "task": lambda do: do(case_clock.set_task, 1, title="Выехать", until=date(2026, 10, 20), zone=_ZONE),
    "interim": lambda do: do(case_clock.note_interim_answer, 1, at=_NOW),
}


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_taken_back_leaves_everything_as_it_was(reader: Reader, do: Do, name: str) -> None:
    prepared(do, name)
    before = facts(reader)
    change = DEEDS[name](do)
    assert facts(reader) != before
    assert change.undo_id is not None
    told = do(_undo, change.undo_id)
    assert facts(reader) == before
    assert told.text.startswith(f"Отменено: {change.text}")
    assert reader.rows("SELECT summary FROM case_events ORDER BY id DESC LIMIT 1")[0][0].startswith("Отменено: ")
    with pytest.raises(UserFacingError, match="Отменять нечего"):
        do(_undo, change.undo_id)


def test_the_last_deed_goes_first_and_the_one_before_it_next(reader: Reader, do: Do) -> None:
    do(set_field, 1, CaseField.HOUSE, "8")
    do(set_field, 2, CaseField.HOUSE, "9")
    assert "МЦУ-2026-000002" in do(_undo, None).text
    assert "МЦУ-2026-000001" in do(_undo, None).text
    assert reader.rows("SELECT DISTINCT house FROM cases") == [("7",)]


def test_a_deed_that_somebody_has_built_on_stays(reader: Reader, do: Do) -> None:
    change = do(set_field, 1, CaseField.HOUSE, "8")
    do(set_field, 1, CaseField.GIST, "Яма")
    with pytest.raises(UserFacingError, match="уже изменили другое"):
        do(_undo, change.undo_id)
    assert reader.rows("SELECT house, gist FROM cases WHERE id = 1") == [("8", "Яма")]


def test_yesterdays_deed_stays(reader: Reader, do: Do) -> None:
    change = do(set_field, 1, CaseField.HOUSE, "8")
    with pytest.raises(UserFacingError, match="только сделанное сегодня"):
        do(_undo, change.undo_id, now=_NOW + timedelta(days=1))
    assert reader.rows("SELECT house FROM cases WHERE id = 1") == [("8",)]


def test_many_at_once_each_with_its_result_and_one_undo(reader: Reader, do: Do) -> None:
    do(close_case, 2, **CLOSE)
    before = facts(reader)
    change = do(_all_to_education, [1, 2, 77])
    assert change.text == "Назначить: 1 сообщение, отказано 1."
    results: Any = change.details
    first, second = results
    assert isinstance(first, RowResult)
    assert (first.number, first.is_done, first.text) == ("МЦУ-2026-000001", True, "Назначено: Образование, Школа.")
    assert (second.number, second.is_done) == ("МЦУ-2026-000002", False)
    assert "уже снято с контроля" in second.text
    do(_undo, change.undo_id)
    assert facts(reader) == before


def test_of_many_those_that_nobody_has_touched_go_back(reader: Reader, do: Do) -> None:
    change = do(_all_to_education, [1, 2])
    do(set_field, 2, CaseField.HOUSE, "8")
    told = do(_undo, change.undo_id)
    assert "Возвращено: 1 сообщение. Не тронуто, там уже изменили другое: МЦУ-2026-000002." in told.text
    recipients = reader.rows("SELECT recipient_id IS NULL FROM cases ORDER BY id")
    assert [bool(row[0]) for row in recipients] == [True, False]


def _undo(session: Any, deed_id: int | None, *, now: datetime, actor: str) -> Change:
    return undo(session, deed_id, now=now)


def _all_to_education(session: Any, ids: list[int], **signed: Any) -> Change:
    deed = partial(_to_education, **signed)
    return on_each(session, Task(), "Назначить", ids, deed)


def _to_education(session: Any, case_id: int, **signed: Any) -> Change:
    return assign(session, case_id, block="education", recipient="Школа", **signed)
