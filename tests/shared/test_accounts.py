"""Logins and rights as the roster changes: at the next statement, and never without an administrator."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

import psycopg
import pytest

from mcu_desktop.operations.absences import add_absence
from mcu_desktop.operations.accounts import make_account, reset_account
from mcu_desktop.operations.note_on_case import add_comment
from mcu_desktop.operations.open_store import prepare
from mcu_desktop.queries.accounts import read_accounts
from mcu_desktop.queries.rights import read_rights
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store
from tests.server import TcpServer
from tests.shared.conftest import PEOPLE, WORD, ZONE, Town, person_id

NOW = datetime.now(UTC)
TODAY = NOW.astimezone(ZONE).date()


@contextmanager
def another_administrator(town: Town) -> Iterator[str]:
    """Let the first of the roster who has no login be an administrator, too, for a while."""
    login = "second_admin"
    with town.line() as line:
        entry, person = line.execute(
            b"SELECT e.id, e.person_id FROM roster_entries e WHERE e.person_id IS NOT NULL AND e.person_id NOT IN"
            b" (SELECT person_id FROM accounts WHERE person_id IS NOT NULL) ORDER BY e.position LIMIT 1"
        ).fetchone() or (0, 0)
        line.execute("INSERT INTO roster_grants (entry_id, role) VALUES (%s, 'administrator')", (entry,))
        known = line.execute("SELECT 1 FROM accounts WHERE login = %s", (login,)).fetchone()
        if known is None:
            town.store("shuvalov").perform(
                lambda s: make_account(s, login=login, person_id=person, password=WORD, now=NOW, actor="")
            )
        yield login
        line.execute("UPDATE accounts SET locked = false WHERE login IN ('shuvalov', %s)", (login,))
        line.execute(b"DELETE FROM roster_grants WHERE role = 'administrator' AND entry_id = %s", (entry,))


def rights_of(town: Town, login: str) -> set[tuple[Any, ...]]:
    with town.line() as line:
        return set(
            line.execute(
                "SELECT r.role, b.code, c.code FROM mcu.rights r LEFT JOIN sector_blocks b ON b.id = r.block_id"
                " LEFT JOIN channels c ON c.id = r.channel_id WHERE r.login = %s",
                (login,),
            ).fetchall()
        )


def test_the_store_s_rights_are_the_program_s(town: Town) -> None:
    """Deputies and chains of them, read by the rules and by the store's own function."""
    people = {login: person_id(town, family_name) for login, (family_name, _role) in PEOPLE.items()}
    chain = (("ermolenko", "galkina"), ("galkina", "sharapova"), ("yancen", "bobrova"), ("bobrova", "yancen"))
    with town.line() as line:
        for absent, deputy in chain:
            line.execute(
                "INSERT INTO absences (person_id, deputy_id, first_day, last_day, reason) VALUES (%s, %s, %s, %s, '')",
                (people[absent], people[deputy], TODAY, TODAY),
            )
        try:
            with closing(town.owner.open_reader()) as reader:
                for login, person in people.items():
                    grants = read_rights(reader, person, TODAY).grants
                    assert rights_of(town, login) == {(str(role), block, channel) for role, block, channel in grants}
            assert ("block_head", "education", None) in rights_of(town, "sharapova"), "At the end of the chain"
        finally:
            line.execute(b"DELETE FROM absences")
    assert rights_of(town, "sharapova") == {("curator", None, None)}


def test_a_deputy_is_given_and_taken_rights_by_the_administrator_s_deed(town: Town) -> None:
    absent, deputy = person_id(town, "Ермоленко"), person_id(town, "Галкина")

    def away(session: Any) -> Any:
        return add_absence(session, person_id=absent, deputy_id=deputy, first_day=TODAY, last_day=TODAY, reason="",
                           now=NOW, actor="")  # fmt: skip

    with town.line("galkina") as working:
        assert working.execute(b"SELECT count(*) FROM cases").fetchone() == (0,)
        town.store("shuvalov").perform(away)
        [seen] = working.execute(b"SELECT count(*) FROM cases").fetchone() or (0,)
        assert seen > 0, "At the next statement"
        with town.line() as line:
            line.execute(b"DELETE FROM absences")
        assert working.execute(b"SELECT count(*) FROM cases").fetchone() == (0,)


def test_who_is_closed_loses_the_open_session_and_comes_back(town: Town) -> None:
    with psycopg.connect(town.server.address(town.database, login="galkina", password=WORD)) as working:
        working.execute(b"SELECT 1 FROM topics LIMIT 1")  # a transaction is open
        with town.line("shuvalov") as line:
            line.execute(b"SELECT mcu.lock_account('galkina', true)")
            with pytest.raises(psycopg.OperationalError):
                working.execute(b"SELECT 1 FROM topics LIMIT 1")
            with pytest.raises(psycopg.OperationalError, match="not permitted"):
                psycopg.connect(town.server.address(town.database, login="galkina", password=WORD))
            line.execute(b"SELECT mcu.lock_account('galkina', false)")
    assert town.value("SELECT mcu.my_name()", "galkina").startswith("Галкина")


def test_a_stolen_session_ends_with_the_password(town: Town) -> None:
    with psycopg.connect(town.server.address(town.database, login="galkina", password=WORD)) as stolen:
        stolen.execute(b"SELECT 1")
        reset = partial(reset_account, login="galkina", password=f"{WORD}!", now=NOW, actor="")
        town.store("shuvalov").perform(reset)
        with pytest.raises(psycopg.OperationalError):
            stolen.execute(b"SELECT 1")
    town.owner.perform(partial(reset_account, login="galkina", password=WORD, now=NOW, actor=""))
    town.store("galkina").open_reader().close()


def test_who_sees_less_from_now_on_sees_it_in_no_session_of_before(town: Town) -> None:
    """A prepared question keeps the policies of the groups that it was planned for."""
    change = (
        "UPDATE roster_grants SET role = '{}', sector_block_id = (SELECT id FROM sector_blocks WHERE code = {}) WHERE"
        " role = '{}' AND entry_id IN (SELECT id FROM roster_entries WHERE full_name LIKE 'Васильева%')"
    )
    prepared, asked = b"PREPARE asked AS SELECT count(*) FROM cases", b"EXECUTE asked"
    all_cases = (town.value("SELECT count(*) FROM cases"),)
    address = town.server.address(town.database, login="vasileva", password=WORD)
    with town.line() as line, town.line("vasileva") as own, closing(psycopg.connect(address)) as held:
        line.execute(b"SET session_replication_role = replica")
        for session in (own, held):
            session.execute(prepared)
            assert session.execute(asked).fetchone() == all_cases  # the transaction of the second stays open
        try:
            line.execute(change.format("block_officer", "'education'", "head").encode())
            assert own.execute(b"SELECT mcu.follow_day()").fetchone() == (True,), "The own program notices it"
            [seen] = own.execute(b"SELECT count(*) FROM cases").fetchone() or (0,)
            assert 0 < seen < all_cases[0]
            assert own.execute(asked).fetchone() == (seen,)
            with pytest.raises(psycopg.OperationalError):
                held.execute(asked)
        finally:
            line.execute(change.format("head", "NULL", "block_officer").encode())
            line.execute(b"SELECT mcu.follow_day()")
        assert own.execute(asked).fetchone() == all_cases, "Who sees more sees it, too"


def test_the_last_administrator_stays(town: Town) -> None:
    with town.line("shuvalov") as line:
        for sql in (
            "SELECT mcu.lock_account('shuvalov', true)",
            "UPDATE roster_grants SET role = 'curator' WHERE role = 'administrator'",
            "DELETE FROM roster_editions",
        ):
            with pytest.raises(psycopg.Error) as refused:
                line.execute(sql.encode())
            assert refused.value.sqlstate == "MCU01", sql


@pytest.mark.parametrize("level", ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
def test_two_administrators_removing_each_other_leave_one(town: Town, level: str) -> None:
    with another_administrator(town) as other:
        ready = threading.Barrier(2)
        refused: list[str] = []

        def close(who: str, whom: str) -> None:
            # No commit at the end: of whom the other has removed the session is no more.
            with closing(psycopg.connect(town.server.address(town.database, login=who, password=WORD))) as line:
                line.execute(f"SET TRANSACTION ISOLATION LEVEL {level}".encode())
                line.execute("SELECT 1 FROM accounts")
                ready.wait(timeout=30)
                try:
                    line.execute("SELECT mcu.lock_account(%s, true)", (whom,))
                    line.commit()
                except psycopg.Error:
                    refused.append(who)

        threads = [threading.Thread(target=close, args=pair) for pair in (("shuvalov", other), (other, "shuvalov"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert len(refused) == 1
        assert town.value("SELECT count(DISTINCT login) FROM mcu.rights WHERE role = 'administrator'") == 1


def test_rights_of_a_new_day_come_without_anybody_s_deed(town: Town) -> None:
    """An edition of tomorrow changes nothing today; when the day has come, any open program lets rights follow."""
    with town.line() as line:
        line.execute(b"SET session_replication_role = replica")
        line.execute("UPDATE roster_grants SET role = 'curator', sector_block_id = NULL WHERE role = 'block_head' AND"
                     " entry_id IN (SELECT id FROM roster_entries WHERE full_name LIKE 'Ермоленко%')")  # fmt: skip
        assert rights_of(town, "ermolenko") == {("block_head", "education", None)}, "Nothing was told of it"
        with town.line("galkina") as anybody:
            assert anybody.execute(b"SELECT mcu.follow_day()").fetchone() == (True,)
        assert rights_of(town, "ermolenko") == {("curator", None, None)}
        line.execute("UPDATE roster_grants SET role = 'block_head', sector_block_id = (SELECT id FROM sector_blocks"
                     " WHERE code = 'education') WHERE role = 'curator' AND entry_id IN (SELECT id FROM roster_entries"
                     " WHERE full_name LIKE 'Ермоленко%')")  # fmt: skip
        line.execute(b"SELECT mcu.follow_day()")
    assert rights_of(town, "ermolenko") == {("block_head", "education", None)}


def test_a_stale_row_is_refused_in_words(town: Town) -> None:
    with pytest.raises(UserFacingError):
        town.store("ermolenko").perform(
            lambda s: add_comment(s, town.ids["utilities/phone/open"], text="X", now=NOW, actor="")
        )


def test_the_accounts_are_listed_with_their_state(town: Town) -> None:
    with closing(town.store("vasileva").open_reader()) as reader:
        lines = {line.login: line for line in read_accounts(reader)}
    assert lines["ermolenko"].state == "открыта"
    assert lines["ekran"].person == ""


def test_a_workstation_neither_makes_nor_upgrades_a_shared_store(tcp_server: TcpServer) -> None:
    with psycopg.connect(tcp_server.address("postgres"), autocommit=True) as line:
        line.execute(b"CREATE DATABASE nothing_yet")
    store = Store(find_place(tcp_server.address("nothing_yet")))
    with pytest.raises(UserFacingError, match="store init"):
        prepare(store)
    assert store.version() == 0
