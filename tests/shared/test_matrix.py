"""Roles and pairs of roles against what can be tried by bare SQL: the store allows what the table of buttons allows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import combinations
from typing import Any

import psycopg
import pytest
from sqlalchemy.orm import Session

from mcu_desktop.operations.accounts import make_account
from mcu_desktop.operations.edit_roster import save_edition
from mcu_desktop.queries.roster import read_edition
from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.permissions import CasePlace, Rights
from mcu_desktop.rules.roster import RosterRow
from mcu_desktop.rules.terms import Role
from mcu_desktop.store.reading import reader_of
from tests.shared.conftest import PEOPLE, WALL, WORD, ZONE, Town, person_id
from tests.shared.matrix import ACTIONS, PLACES, Action

GRANTS = {
    Role.CURATOR: RoleGrant(Role.CURATOR),
    Role.HEAD: RoleGrant(Role.HEAD),
    Role.ADMINISTRATOR: RoleGrant(Role.ADMINISTRATOR),
    Role.INCIDENT_COORDINATOR: RoleGrant(Role.INCIDENT_COORDINATOR, None, "incident_management"),
    Role.FEEDBACK_COORDINATOR: RoleGrant(Role.FEEDBACK_COORDINATOR, None, "feedback_platform"),
    Role.BLOCK_HEAD: RoleGrant(Role.BLOCK_HEAD, "education"),
    Role.BLOCK_OFFICER: RoleGrant(Role.BLOCK_OFFICER, "utilities"),
}
SETS = tuple(combinations(Role, 1)) + tuple(combinations(Role, 2))


def login_of(roles: tuple[Role, ...]) -> str:
    return "m_" + "_".join(str(list(Role).index(role)) for role in roles)


@pytest.fixture(scope="module")
def people(town: Town) -> Iterator[Town]:
    """A person for each role and for each pair of them joins the town, and works there no more afterwards."""
    rows = tuple(
        RosterRow(f"Матрица Проба {login_of(roles)}", "Эксперт", "Роль", tuple(GRANTS[role] for role in roles), True)
        for roles in SETS
    )
    now = datetime.now(UTC)
    administrator = town.store("shuvalov")

    def extend(session: Session) -> Any:
        edition = read_edition(reader_of(session), now.astimezone(ZONE).date())
        assert edition is not None
        return save_edition(session, replace(edition, rows=(*edition.rows, *rows)), now=now, actor="")

    administrator.perform(extend)
    for roles in SETS:
        person = town.value(f"SELECT id FROM people WHERE patronymic = '{login_of(roles)}'")
        make = partial(make_account, login=login_of(roles), person_id=person, password=WORD, now=now, actor="")
        administrator.perform(make)
    with town.line() as line:
        line.execute(b"INSERT INTO refused_rows (intake_batch_id, row_number, reason, cells) VALUES (1, 1, '', '{}')")
    yield town
    with town.line() as line:
        line.execute(b"UPDATE accounts SET locked = true WHERE login LIKE 'm\\_%'")


def tried(line: "psycopg.Connection[Any]", action: Action, case_id: int | None) -> bool:
    """Return whether a statement has done or shown anything; nothing is kept."""
    sql = action.sql.replace("{case}", str(case_id)).replace("{{}}", "{}")
    try:
        cursor = line.execute(sql.encode(), None if case_id is None or "%(" not in sql else {"case": case_id})
        done = cursor.rowcount > 0
        line.execute(b"SET CONSTRAINTS ALL IMMEDIATE")
    except psycopg.errors.InsufficientPrivilege:
        done = False
    finally:
        line.rollback()
    return done


def expected(rights: Rights, action: Action, place: str) -> bool:
    block, _, channel = place.partition("/")
    at = None if not place else CasePlace(None if block == "None" else block, channel)
    return any(rights.allows(deed, at) for deed in action.deeds)


def differences(town: Town, login: str, rights: Rights) -> Iterator[str]:
    with psycopg.connect(town.server.address(town.database, login=login, password=WORD)) as line:
        for action in ACTIONS:
            for place in PLACES if action.case else ("",):
                case_id = town.ids[f"{place}/{action.case}"] if place else None
                done, wanted = tried(line, action, case_id), expected(rights, action, place)
                if done != wanted:
                    yield f"{login} {action.name} {place}: {'done' if done else 'refused'}"


def test_there_is_enough_to_try() -> None:
    assert len(ACTIONS) >= 80
    assert len(SETS) == 7 + 21


@pytest.mark.parametrize("roles", SETS, ids=login_of)
def test_the_store_allows_what_the_table_allows(people: Town, roles: tuple[Role, ...]) -> None:
    rights = Rights(tuple(GRANTS[role] for role in roles))
    assert list(differences(people, login_of(roles), rights)) == []


def test_the_wall_may_nothing(town: Town) -> None:
    assert list(differences(town, WALL, Rights())) == []


def test_each_sees_the_cases_of_the_table(town: Town) -> None:
    everything = town.value("SELECT count(*) FROM cases")
    own = town.value("SELECT count(*) FROM cases c JOIN sector_blocks b ON b.id = c.sector_block_id"
                     " WHERE b.code = 'education'")  # fmt: skip
    for login in PEOPLE:
        wanted = {"ermolenko": own, "galkina": 0}.get(login, everything)
        for table in ("cases", "case_texts", "case_search", "case_events"):
            seen = town.value(f"SELECT count(DISTINCT {'id' if table == 'cases' else 'case_id'}) FROM {table}", login)
            assert seen == wanted, (login, table)


def test_who_is_known_by_a_quote_and_a_percent_sign(town: Town) -> None:
    """Names of people go through every function as values."""
    assert person_id(town, "Шарапова") > 0
    with town.line("shuvalov") as line:
        hostile = ("a'); DROP TABLE cases; --", 'x"y', "пр%s", "pg_x", "mcu_owner", "postgres", "А" * 70)
        for login in hostile:
            with pytest.raises((psycopg.errors.InvalidParameterValue, psycopg.errors.DuplicateObject)):
                line.execute("SELECT mcu.make_account(%s, NULL, 'SCRAM-SHA-256$4096:YQ==$YQ==:YQ==')", (login,))
    assert town.value("SELECT count(*) FROM accounts WHERE login LIKE '%DROP%'") == 0
