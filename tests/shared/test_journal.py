"""The journal of the shared store: who, when, what; sealed without holding anybody up; tampering shows."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from itertools import count
from typing import Any

import psycopg
import pytest

from mcu_desktop.operations.forget import forget
from mcu_desktop.operations.note_on_case import add_comment
from mcu_desktop.operations.seal_journal import seal_journal
from mcu_desktop.operations.set_up_store import set_up_store
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.journal_check import find_broken_seal, find_lost_anchor, read_last_seal
from mcu_desktop.queries.journal_replay import find_differences
from mcu_desktop.queries.store_check import check_shared_store
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store
from tests.server import TcpServer
from tests.shared.conftest import WALL, ZONE, Town, _file

NOW = datetime.now(UTC)
_NUMBERS = count(1)


@pytest.fixture(scope="module")
def history(tcp_server: TcpServer) -> str:
    """Make a database with some sealed history; returns its name."""
    with psycopg.connect(tcp_server.address("postgres"), autocommit=True) as line:
        line.execute(b"CREATE DATABASE history")
    set_up_store(Store(find_place(tcp_server.address("history"))))
    store = Store(find_place(tcp_server.address("history")))  # another line, after the server was told to be quiet
    store.perform(lambda session: take_in(session, Task(), _file(NOW), now=NOW, zone=ZONE, actor="О"))
    store.perform(partial(_comment, text="Первая"))
    seal_journal(store)
    store.perform(partial(_comment, text="Вторая"))
    seal_journal(store)
    with psycopg.connect(tcp_server.address("postgres"), autocommit=True) as line:
        line.execute(b"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'history'")
    return "history"


@pytest.fixture
def ground(tcp_server: TcpServer, history: str) -> Iterator[Store]:
    """A shared store of its own that may be spoilt."""
    name = f"ground_{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(tcp_server.address("postgres"), autocommit=True) as line:
        line.execute(f"CREATE DATABASE {name} TEMPLATE {history}".encode())
        yield Store(find_place(tcp_server.address(name)))
        line.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _comment(session: Any, text: str) -> Any:
    return add_comment(session, 1, text=text, now=NOW, actor="О")


def spoil(store: Store, *statements: str) -> None:
    """Do as the owner of the server with all triggers off."""
    with psycopg.connect(_address(store), autocommit=True) as line:
        line.execute(b"SET session_replication_role = replica")
        for statement in statements:
            line.execute(statement.encode())


def _address(store: Store) -> str:
    shared, password = store.place.shared, store.place.password
    assert shared is not None
    assert password is not None
    given = shared.parameters() | {"password": password.reveal()}
    return psycopg.conninfo.make_conninfo("", **given)


def anchors_of(store: Store) -> list[tuple[int, str]]:
    with closing(store.open_reader()) as reader:
        return [(row[0], row[1]) for row in reader.rows("SELECT number, hash FROM seals ORDER BY number")]


def shown(store: Store, anchors: list[tuple[int, str]]) -> str:
    """Return what the check of the journal says first; empty where all is well."""
    with closing(store.open_reader()) as reader:
        said = find_broken_seal(reader) or find_lost_anchor(reader, anchors)
        if said:
            return said
        differences = find_differences(reader)
        return "" if not differences else f"{differences[0].table}: {differences[0].what}"


_MIDDLE = "(SELECT (min(id) + max(id)) / 2 FROM row_changes)"
TAMPERING: dict[str, tuple[str, ...]] = {
    "a line is changed": (f"UPDATE row_changes SET login = 'чужой' WHERE id = {_MIDDLE}",),
    "a line is removed": (f"DELETE FROM row_changes WHERE id = {_MIDDLE}",),
    "a line is dated back": (f"UPDATE row_changes SET at = at - interval '1 day' WHERE id = {_MIDDLE}",),
    "two lines change places": (
        "UPDATE row_changes SET id = -1 WHERE id = 10", "UPDATE row_changes SET id = 10 WHERE id = 11",
        "UPDATE row_changes SET id = 11 WHERE id = -1",
    ),
    "a seal is removed": ("DELETE FROM seals WHERE number = 1",),
    "a seal is changed": ("UPDATE seals SET hash = repeat('0', 64) WHERE number = 1",),
    "the end is cut off": (
        "DELETE FROM row_changes WHERE id > (SELECT last_id FROM seals WHERE number = 1)",
        "DELETE FROM seals WHERE number > 1",
    ),
    "the journal is wiped": ("TRUNCATE row_changes", "TRUNCATE seals"),
    "a table is changed past the journal": ("UPDATE cases SET gist = 'Иначе' WHERE id = 1",),
    "a row is added past the journal": (
        "INSERT INTO case_comments (case_id, at, actor, text) VALUES (1, now(), '', '')",
    ),
    "a row is removed past the journal": ("DELETE FROM case_comments",),
    "a row that was added is another one now": ("UPDATE case_events SET summary = 'Иначе' WHERE id = 1",),
}  # fmt: skip


def test_an_honest_store_shows_nothing(ground: Store) -> None:
    assert len(anchors_of(ground)) == 2
    assert shown(ground, anchors_of(ground)) == ""


@pytest.mark.parametrize("kind", TAMPERING)
def test_tampering_shows(ground: Store, kind: str) -> None:
    anchors = anchors_of(ground)
    spoil(ground, *TAMPERING[kind])
    assert shown(ground, anchors) != ""


def test_all_recomputed_shows_by_the_anchor_alone(ground: Store) -> None:
    anchors = anchors_of(ground)
    spoil(ground, "UPDATE row_changes SET login = 'чужой'", "TRUNCATE seals", "UPDATE mcu.horizon SET last_id = 0")
    seal_journal(ground)
    with closing(ground.open_reader()) as reader:
        assert find_broken_seal(reader) == "", "The chain alone is whole again"
    assert "не та" in shown(ground, anchors)


def test_a_store_that_lost_a_guard_is_told_so(ground: Store) -> None:
    with closing(ground.open_reader()) as reader:
        assert len(check_shared_store(reader)) > 0, "What belongs to the database is not in a copy of it"
    set_up_store(ground)
    ground = Store(ground.place)
    with closing(ground.open_reader()) as reader:
        assert check_shared_store(reader) == []
    assert ground.place.shared is not None
    for statement, words in (
        ("ALTER TABLE cases DISABLE TRIGGER mcu_guard", "mcu_guard"),
        ("ALTER TABLE cases DISABLE TRIGGER mcu_journal", "mcu_journal"),
        ("ALTER TABLE case_texts DISABLE ROW LEVEL SECURITY", "защита строк"),
        ("GRANT DELETE ON case_events TO mcu_staff", "Лишнее право DELETE на case_events"),
        ("REVOKE SELECT ON topics FROM mcu_staff", "Не хватает права SELECT на topics"),
        ("GRANT TEMP ON DATABASE postgres TO PUBLIC", "Всем открыто TEMPORARY"),
        ("DROP POLICY mcu_narrow ON cases", "mcu_narrow"),
        ("ALTER TABLE people OWNER TO postgres", "принадлежит postgres"),
        ("GRANT CREATE ON SCHEMA public TO PUBLIC", "Всем открыта схема public"),
        ("GRANT USAGE ON LANGUAGE sql TO PUBLIC", "Всем открыт язык sql"),
        (f"ALTER DATABASE {ground.place.shared.database} RESET temp_file_limit", "занять весь диск"),
        ("ALTER TABLE number_counters DISABLE TRIGGER mcu_number_given", "mcu_number_given"),
        ("ALTER TABLE absences DISABLE TRIGGER mcu_follow", "mcu_follow"),
        ("DROP FUNCTION mcu.forget_answers()", "Нет функции mcu.forget_answers()"),
        ("CREATE FUNCTION mcu.of_before(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'", "mcu.of_before(integer)"),
        ("GRANT UPDATE ON mcu.sights TO mcu_staff", "Лишнее право UPDATE на mcu.sights у mcu_staff"),
        ("REVOKE SELECT ON mcu.own_sight FROM mcu_staff", "Не хватает права SELECT на mcu.own_sight"),
        (
            (
                "CREATE OR REPLACE FUNCTION mcu.my_blocks() RETURNS integer[] LANGUAGE sql SECURITY DEFINER"
                " SET search_path = pg_catalog, pg_temp AS 'SELECT ARRAY[1, 2, 3]'"
            ),
            "Функция mcu.my_blocks() не та",
        ),
    ):
        spoil(ground, statement)
        with closing(ground.open_reader()) as reader:
            found = check_shared_store(reader)
        assert any(words in line for line in found), (statement, found)
    set_up_store(ground)
    with closing(ground.open_reader()) as reader:
        assert check_shared_store(reader) == [], "Set up again all is as it was"


def test_a_line_says_who_when_and_from_where(town: Town) -> None:
    with town.line("vasileva") as line:
        line.execute(b"SET application_name = 'psql'")
        line.execute(b"UPDATE alert_steps SET amount = amount + 1 WHERE id = 1")
    with town.line() as line:
        row = line.execute(
            b"SELECT login, address, program, operation, row_key, old, new FROM row_changes"
            b" WHERE table_name = 'alert_steps' ORDER BY id DESC LIMIT 1"
        ).fetchone()
        line.execute(b"UPDATE alert_steps SET amount = amount - 1 WHERE id = 1")
    assert row is not None
    assert row[:5] == ("vasileva", "127.0.0.1", "psql", "U", "1")
    assert "amount" in row[5]
    assert "amount" in row[6]


def test_each_look_at_a_citizen_is_a_line(town: Town) -> None:
    case_id = town.ids["education/phone/open"]
    with town.line("ermolenko") as line:
        line.execute("SELECT mcu.look(ARRAY[%s]::integer[])", (case_id,))
        [name] = line.execute("SELECT name FROM mcu.see_citizens(ARRAY[%s]::integer[])", (case_id,)).fetchone() or ("",)
    assert name.startswith("Канарейкин")
    seen = "SELECT login FROM row_changes WHERE operation = 'S' ORDER BY id DESC LIMIT 1"
    assert town.value(seen) == "ermolenko"


def test_who_sleeps_in_a_transaction_holds_nobody_up(town: Town) -> None:
    update = b"UPDATE alert_steps SET amount = amount WHERE id = 1"
    with psycopg.connect(town.server.address(town.database)) as sleeper:
        sleeper.execute(b"INSERT INTO breach_reasons (id, title) VALUES (990, 'X')")
        with town.line() as line:
            assert line.execute(b"SELECT mcu.mark_horizon()").fetchone() == (-1,), "Postponed, not waited for"
            line.execute(update)
        sleeper.rollback()
    assert seal_journal(town.owner) is not None


def test_journal_and_passwords_are_not_in_the_server_s_log(town: Town) -> None:
    log = town.server.log.read_text(encoding="utf-8", errors="replace")
    assert "connection authorized" in log, "It is the log"
    assert "крепкое слово" not in log
    assert "Канарейкин" not in log


def test_whoever_asks_only_answers_of_long_ago_are_forgotten(town: Town) -> None:
    """Nobody may remove them: one's own of today neither."""
    for login, days in (("ermolenko", 0), ("ermolenko", 6), ("bobrova", 8)):
        with town.line(login) as line:
            line.execute(
                "INSERT INTO performed_deeds (deed_key, at, answer) VALUES (md5(random()::text), now() - %s * interval"
                " '1 day', 'проба')", (days,),
            )  # fmt: skip
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                line.execute(b"DELETE FROM performed_deeds")
    forget(town.store(WALL), now=NOW)
    kept = "SELECT array_agg(date_part('day', now() - at)::int ORDER BY at) FROM performed_deeds WHERE answer = 'проба'"
    assert town.value(kept) == [6, 0]


def test_the_newest_seal_is_for_documents(town: Town) -> None:
    seal_journal(town.owner)
    with closing(town.store("ermolenko").open_reader()) as reader:
        seal = read_last_seal(reader)
    assert seal is not None
    assert seal.words == f"Журнал: печать № {seal.number}, {seal.hash[:16]}"
