"""A deed whose answer was lost is done again under its key: nothing is doubled, and the first answer comes back."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from mcu_desktop.intake.incoming import Citizen, IncomingCase, ReadFile
from mcu_desktop.models.together import PerformedDeed
from mcu_desktop.models.undo import DoneDeed
from mcu_desktop.operations.bulk import on_each
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.deed_answers import DeedKey
from mcu_desktop.operations.edit_case import set_field
from mcu_desktop.operations.forget import forget
from mcu_desktop.operations.note_on_case import add_comment, see_citizen
from mcu_desktop.operations.perform import performed
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.operations.undo import undo
from mcu_desktop.queries.journal_replay import find_differences
from mcu_desktop.rules.case_fields import CaseField
from mcu_desktop.store.guarding.doors import UNDONE_AT_ONCE
from mcu_desktop.store.line_faults import LineLost
from mcu_desktop.store.place import find_place
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store
from tests.proxy import proxy_to
from tests.server import TcpServer

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Moscow")
LOST = 200


def add_line(line: str, session: Session) -> Change:
    session.execute(text("INSERT INTO journal (at, actor, summary) VALUES (now(), 'О', :line)"), {"line": line})
    return Change(frozenset({Touched.ALERTS}), f"Сделано {line}")


def test_two_hundred_lost_answers_double_nothing(tcp_server: TcpServer, tcp_database: str) -> None:
    with proxy_to(tcp_server.port) as proxy:
        store = Store(find_place(tcp_server.address(tcp_database, port=proxy.port)))
        proxy.lose_answer_to = b"COMMIT"
        for number in range(LOST):
            deed, key = partial(add_line, str(number)), str(uuid4())
            proxy.losses = 1
            with pytest.raises(LineLost):
                store.perform(partial(performed, deed=deed, now=NOW, key=DeedKey(key)))
            again = store.perform(partial(performed, deed=deed, now=NOW, key=DeedKey(key, is_repeat=True)))
            assert again == Change(frozenset({Touched.ALERTS}), f"Сделано {number}")
        assert proxy.lost == LOST
        counted = "SELECT count(*), count(DISTINCT summary) FROM journal WHERE actor = 'О'"
        assert store.perform(lambda session: tuple(session.execute(text(counted)).one())) == (LOST, LOST)
        store.close()


@pytest.fixture
def do(store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]) -> Callable[..., Change]:
    """Do a deed, and once more as one whose answer was lost; both answers must be one."""
    people = [incoming(citizen=Citizen(name="Зорина Вера")), incoming(external_number="102")]
    store.perform(lambda session: take_in(session, Task(), file_of(*people), now=NOW, zone=ZONE, actor="О"))

    def twice(deed: Callable[[Session], Change]) -> Change:
        key = str(uuid4())
        first = store.perform(partial(performed, deed=deed, now=NOW, key=DeedKey(key)))
        again = store.perform(partial(performed, deed=deed, now=NOW, key=DeedKey(key, is_repeat=True)))
        assert again == first
        return first

    return twice


def test_a_note_is_there_once_and_can_be_taken_back_once(do: Callable[..., Change], reader: Reader) -> None:
    do(lambda session: add_comment(session, 1, text="Звонили", now=NOW, actor="О"))
    assert reader.rows("SELECT count(*) FROM case_comments") == [(1,)]


def test_an_intake_says_what_it_had_brought(
    do: Callable[..., Change], reader: Reader, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    file = file_of(incoming(external_number="201"), incoming(external_number="202"))
    change = do(lambda session: take_in(session, Task(), file, now=NOW, zone=ZONE, actor="О"))
    details: Any = change.details
    assert (details.added, details.unchanged) == (2, 0)
    assert reader.rows("SELECT count(*) FROM cases") == [(4,)]


def test_many_at_once_give_their_rows_again(do: Callable[..., Change]) -> None:
    def each(session: Session) -> Change:
        return on_each(session, Task(), "Заметка", [1, 2], lambda s, n: add_comment(s, n, text="!", now=NOW, actor="О"))

    details: Any = do(each).details
    assert [row.case_id for row in details] == [1, 2]


def test_a_citizen_is_shown_again_and_not_kept(do: Callable[..., Change], reader: Reader) -> None:
    change = do(lambda session: see_citizen(session, 1, now=NOW, actor="О"))
    assert change.details == Citizen(name="Зорина Вера")
    looks = reader.rows("SELECT count(*) FROM case_events WHERE summary = 'Открыты данные заявителя'")
    assert looks == [(1,)], "One look was wanted, and one stands in the history"
    [(answer,)] = reader.rows("SELECT answer FROM performed_deeds")
    assert "Зорина" not in str(json.loads(answer))


def test_a_repeat_of_what_was_never_done_is_done(store: Store, reader: Reader) -> None:
    key = DeedKey(str(uuid4()), is_repeat=True)
    change = store.perform(partial(performed, deed=lambda _session: Change(frozenset(), "Впервые"), now=NOW, key=key))
    assert change.text == "Впервые"
    assert reader.rows("SELECT count(*) FROM performed_deeds") == [(1,)]


def test_answers_of_long_ago_are_forgotten(store: Store, reader: Reader) -> None:
    now = datetime.now(UTC)
    keys = [str(uuid4()) for _ in range(2)]
    for key in keys:
        deed = partial(performed, deed=lambda _session: Change(frozenset(), ""), now=now, key=DeedKey(key))
        store.perform(deed)
    aged = update(PerformedDeed).where(PerformedDeed.deed_key == keys[0]).values(at=now - timedelta(days=8))
    store.perform(lambda session: session.execute(aged))
    forget(store, now=now)
    assert reader.rows("SELECT deed_key FROM performed_deeds") == [(keys[1],)]


def test_what_can_be_taken_back_no_more_is_forgotten_with_its_snapshots(
    store: Store, reader: Reader, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    """More than go at once; the journal knows that they are gone, and the newest can still be taken back."""
    now = datetime.now(UTC)
    store.perform(lambda session: take_in(session, Task(), file_of(incoming()), now=now, zone=ZONE, actor="Иванова"))
    [(case_id,)] = reader.rows("SELECT id FROM cases")
    for number in range(UNDONE_AT_ONCE + 3):
        edit = partial(set_field, case_id=case_id, field=CaseField.HOUSE, value=str(number), now=now, actor="Иванова")
        change = store.perform(partial(performed, deed=edit, now=now))
    aged = update(DoneDeed).where(DoneDeed.id != change.undo_id).values(at=now - timedelta(days=3))
    store.perform(lambda session: session.execute(aged))
    forget(store, now=now)
    assert reader.rows("SELECT deed_id, case_id FROM cases_before") == [(change.undo_id, case_id)]
    assert reader.rows("SELECT id FROM done_deeds") == [(change.undo_id,)]
    assert find_differences(reader) == []
    store.perform(partial(performed, deed=partial(undo, deed_id=change.undo_id, now=now), now=now))
    assert reader.rows("SELECT house FROM cases") == [(str(UNDONE_AT_ONCE + 1),)]
