"""Changing time limits: what moves, what stays, on both stores."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.edit_time_limits import edit_time_limits
from mcu_desktop.operations.recount import preview_moved
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.catalogues import read_time_limits
from mcu_desktop.queries.time_limits import read_limits_page
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.limit_edits import LimitEdit, add_limit, begin_edition, change_limit, remove_limit
from mcu_desktop.rules.terms import SourceSystem, TermStage
from mcu_desktop.rules.time_limits import TimeLimit
from mcu_desktop.store.reading import Reader, as_moment
from mcu_desktop.store.store import Store

ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
TODAY = date(2026, 10, 12)
SOURCE = {"system": SourceSystem.FEEDBACK_PLATFORM, "channel_code": "feedback_platform"}


@pytest.fixture
def edited(store: Store) -> Callable[[LimitEdit], str]:
    def run(edit: LimitEdit) -> str:
        return store.perform(lambda session: edit_time_limits(session, Task(), edit, now=NOW, actor="О")).text

    return run


@pytest.fixture(autouse=True)
def cases(store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]) -> None:
    """Case 1 is open, case 2 closed, both ordinary messages of ПОС; case 3 is of another channel."""
    file = file_of(
        incoming(external_number="1", **SOURCE),
        incoming(external_number="2", **SOURCE, answered_at=NOW, closed_at=NOW),
        incoming(external_number="3"),
    )
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=ZONE, actor="О"))


def limit(reader: Reader, code: str) -> TimeLimit:
    return next(found for found in read_time_limits(reader) if found.code == code)


def days(reader: Reader) -> dict[int, str]:
    rows = reader.rows("SELECT id, legal_deadline FROM cases")
    return {case: f"{as_moment(legal).astimezone(ZONE):%d.%m.%Y}" for case, legal in rows}


def test_what_is_shown_before_saving_is_what_saving_moves(reader: Reader, edited: Callable[[LimitEdit], str]) -> None:
    before = days(reader)
    assert before[1] == before[2] == "04.11.2026"
    old = limit(reader, "feedback_ordinary")
    edit = change_limit(old, replace(old, amount=20))
    [moved] = preview_moved(reader, Task(), limits=edit.applied_to(read_time_limits(reader)))
    assert (moved.number, f"{moved.new_deadline:%d.%m.%Y}") == ("МЦУ-2026-000001", "25.10.2026")
    assert days(reader) == before, "A preview changes nothing"
    assert "Другой срок получили: 1 сообщение." in edited(edit)
    assert days(reader) == before | {1: "25.10.2026"}, "The closed one and the other channel stay"
    assert limit(reader, "feedback_ordinary").amount == 20
    assert reader.rows("SELECT count(*) FROM journal") == [(1,)]


def test_a_new_edition_leaves_those_that_came_before_it(reader: Reader, edited: Callable[[LimitEdit], str]) -> None:
    old = limit(reader, "feedback_ordinary")
    edit = begin_edition(read_time_limits(reader), old, replace(old, amount=20, valid_from=TODAY))
    assert preview_moved(reader, Task(), limits=edit.applied_to(read_time_limits(reader))) == ()
    edited(edit)
    assert limit(reader, "feedback_ordinary").valid_to == date(2026, 10, 11)
    assert limit(reader, "local_1").valid_from == TODAY
    assert days(reader)[1] == "04.11.2026"
    earlier = begin_edition(
        read_time_limits(reader), limit(reader, "local_1"), replace(old, valid_from=date(2026, 10, 20))
    )
    assert earlier.added[0].code == "local_2"
    with pytest.raises(UserFacingError, match="позже прежней"):
        begin_edition(read_time_limits(reader), old, replace(old, amount=20))


def test_a_limit_for_a_topic_wins_over_the_general_one(reader: Reader, edited: Callable[[LimitEdit], str]) -> None:
    general = limit(reader, "feedback_ordinary")
    narrow = replace(general, title="Ямы", topic="ЯМЫ во дворах", amount=5, limit_id=None)
    edited(add_limit(read_time_limits(reader), narrow))
    assert days(reader)[1] == "10.10.2026"
    assert limit(reader, "local_1").topic == "ЯМЫ во дворах"


def test_a_used_limit_is_kept_and_closed_by_date_and_an_unused_one_goes(
    reader: Reader, edited: Callable[[LimitEdit], str]
) -> None:
    used = read_limits_page(reader).used
    old = limit(reader, "feedback_ordinary")
    assert old.limit_id in used
    edited(remove_limit(old, is_used=True, today=TODAY))
    assert limit(reader, "feedback_ordinary").valid_to == date(2026, 10, 11)
    assert days(reader)[1] == "04.11.2026", "It governs those that came while it was in force"
    unused = limit(reader, "feedback_5")
    assert unused.limit_id not in used
    edited(remove_limit(unused, is_used=False, today=TODAY))
    assert "feedback_5" not in {found.code for found in read_time_limits(reader)}


def test_without_any_limit_a_case_has_no_deadline_and_gets_it_back(
    reader: Reader, edited: Callable[[LimitEdit], str]
) -> None:
    for code in ("feedback_ordinary", "message_30"):
        old = limit(reader, code)
        edited(change_limit(old, replace(old, is_default=False)))
    assert reader.rows("SELECT legal_deadline FROM cases WHERE id = 1") == [(None,)]
    assert reader.rows("SELECT count(*) FROM case_deadlines WHERE case_id = 1") == [(0,)]
    old = limit(reader, "feedback_ordinary")
    edited(change_limit(old, replace(old, is_default=True)))
    assert days(reader)[1] == "04.11.2026"


def test_an_extension_and_a_pause_survive_a_change_of_the_rule(
    store: Store, reader: Reader, edited: Callable[[LimitEdit], str]
) -> None:
    from mcu_desktop.operations.case_clock import put_off, resume

    fields: dict[str, Any] = {"until": date(2026, 12, 1), "reason": "р", "now": NOW, "zone": ZONE, "actor": "О"}
    store.perform(lambda session: put_off(session, 1, **fields))
    later = datetime(2026, 10, 22, 7, 0, tzinfo=UTC)
    store.perform(lambda session: resume(session, 1, now=later, actor="О"))
    assert days(reader)[1] == "14.11.2026", "Ten midnights more than the 4th"
    old = limit(reader, "feedback_ordinary")
    edited(change_limit(old, replace(old, amount=20)))
    assert days(reader)[1] == "04.11.2026", "Twenty days and the same ten"


def test_a_term_that_another_replaces_goes_away(reader: Reader, edited: Callable[[LimitEdit], str]) -> None:
    """As many terms as before, but not the same ones."""
    old = limit(reader, "feedback_ordinary")
    interim = replace(old, stage=TermStage.INTERIM_ANSWER, title="Промежуточный ответ", amount=5)
    general = limit(reader, "message_30")
    edited(LimitEdit("смена", changed=(interim, replace(general, is_default=False))))
    stages = reader.rows("SELECT stage FROM case_deadlines WHERE case_id = 1")
    assert stages == [("interim_answer",)], "The answer has no limit any more"
