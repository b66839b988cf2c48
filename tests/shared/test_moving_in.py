"""A store of one workstation moves into a shared one that was set up: its rights, logins and journal go on."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mcu_desktop.operations.accounts import make_account
from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.move_store import move_store
from mcu_desktop.operations.note_on_case import add_comment
from mcu_desktop.operations.set_up_store import add_first_administrator, set_up_store
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.journal_check import find_broken_seal
from mcu_desktop.queries.store_check import check_shared_store
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.place import Place
from mcu_desktop.store.store import Store
from tests.server import TcpServer
from tests.shared.conftest import WORD, Town, person_id

NOW = datetime(2026, 10, 12, 7, tzinfo=UTC)
_NUMBERS = count(1)


@pytest.fixture
def moving_in(tcp_server: TcpServer) -> Iterator[tuple[Town, str]]:
    """A shared store that was just set up, and the login of its first administrator."""
    number = next(_NUMBERS)
    town, login = Town(tcp_server, f"moving_in_{number}"), f"admin_{number}"
    with psycopg.connect(tcp_server.address("postgres"), autocommit=True) as line:
        line.execute(f"CREATE DATABASE {town.database}".encode())
    set_up_store(town.owner)
    add_first_administrator(town.owner, login=login, password=WORD, now=NOW)
    yield town, login
    with psycopg.connect(tcp_server.address("postgres"), autocommit=True) as line:
        line.execute(f"DROP DATABASE {town.database} WITH (FORCE)".encode())
        for role in (login, login.replace("admin", "head")):
            line.execute(f"DROP ROLE IF EXISTS {role}".encode())


@pytest.fixture
def source(sqlite_store: Store) -> Store:
    zone = ZoneInfo("Europe/Moscow")
    sqlite_store.perform(lambda s: add_demonstration(s, Task(), cases_count=20, seed=1, now=NOW, zone=zone))
    return sqlite_store


def test_the_administrator_goes_on_and_the_rights_are_whole(moving_in: tuple[Town, str], source: Store) -> None:
    town, login = moving_in
    moved = move_store(source, town.owner.place, Task())
    assert moved.closed_logins == ()
    with closing(town.owner.open_reader()) as reader:
        assert check_shared_store(reader) == []
        assert find_broken_seal(reader) == ""
        [(before,)] = reader.rows("SELECT max(id) FROM row_changes")
    administrator = town.store(login)
    with closing(administrator.open_reader()) as reader:
        assert reader.rows("SELECT count(*) FROM cases") == [(20,)]
        assert reader.rows("SELECT login, locked FROM accounts") == [(login, False)]
    administrator.perform(lambda s: s.execute(text("UPDATE answer_templates SET text = text || '.' WHERE id = 1")))
    with closing(town.owner.open_reader()) as reader:
        [(who, table)] = reader.rows("SELECT login, table_name FROM row_changes WHERE id > :before", before=before)
        assert (who, table) == (login, "answer_templates"), "The journal goes on after the rows that have come"
        reader.rows("SELECT mcu.mark_horizon()")
        reader.rows("SELECT mcu.make_seals()")
        assert find_broken_seal(reader) == ""


def test_a_login_whose_person_has_not_come_is_closed(moving_in: tuple[Town, str], source: Store) -> None:
    town, login = moving_in
    head = login.replace("admin", "head")
    make = partial(make_account, login=head, person_id=person_id(town, "Васильева"), password=WORD, now=NOW, actor="")
    town.owner.perform(make)
    source.perform(_renaming("Васильева"))
    moved = move_store(source, town.owner.place, Task())
    assert moved.closed_logins == (head,)
    assert f"Закрыты учётные записи, чьих людей нет в составе: {head}." in moved.words
    with pytest.raises(UserFacingError):
        town.store(head).open_reader()
    town.store(login).open_reader().close()


def test_a_move_that_would_leave_no_administrator_is_refused(moving_in: tuple[Town, str], source: Store) -> None:
    town, login = moving_in
    source.perform(_renaming("Шувалов"))
    with pytest.raises(UserFacingError, match=f"{login} — не из него"):
        move_store(source, town.owner.place, Task())
    assert town.value("SELECT count(*) FROM cases") == 0
    town.store(login).open_reader().close()


def _renaming(family_name: str) -> Callable[[Session], object]:
    statement = text("UPDATE people SET given_name = 'Иной' WHERE family_name = :name")
    return lambda session: session.execute(statement, {"name": family_name})


def test_a_person_may_not_move_a_store_in(moving_in: tuple[Town, str], source: Store) -> None:
    town, login = moving_in
    with pytest.raises(UserFacingError, match="администратор базы"):
        move_store(source, town.store(login).place, Task())
    assert town.value("SELECT count(*) FROM cases") == 0


def test_what_was_moved_out_again_is_a_store_of_one_workstation(
    moving_in: tuple[Town, str], source: Store, tmp_path: Path
) -> None:
    town, _login = moving_in
    move_store(source, town.owner.place, Task())
    back = Place(tmp_path / "back.sqlite3", "")
    move_store(town.owner, back, Task())
    signed: dict[str, Any] = {"now": NOW, "actor": "О"}
    with closing(Store(back).open_reader()) as reader:
        [(before,)] = reader.rows("SELECT max(deed) FROM row_changes")
        assert find_broken_seal(reader) == ""
    Store(back).perform(lambda s: add_comment(s, 1, text="Дальше", **signed))
    with closing(Store(back).open_reader()) as reader:
        [(deed,)] = reader.rows("SELECT deed FROM row_changes ORDER BY id DESC LIMIT 1")
        assert deed > before, "No deed has the number of another one"
        assert reader.rows("SELECT count(*) FROM accounts") == [(0,)], "Logins stay at their server"
