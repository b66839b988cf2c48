"""A shared store of an older program is upgraded by the owner of its server alone, with a copy before."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from mcu_desktop.operations.enter_store import look_at_store
from mcu_desktop.operations.open_store import prepare
from mcu_desktop.operations.upgrade_store import refuse_older, upgrade_store
from mcu_desktop.queries.store_check import check_shared_store
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.migrating import SCHEMA_VERSION
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store
from tests.server import TcpServer
from tests.shared.conftest import WALL, Town
from tests.shared.test_lending import copy_of
from tests.store.test_dumps import own_tools
from tests.store.test_upgrade import make_first_schema

NOW = datetime(2026, 10, 12, 7, tzinfo=UTC)
__all__ = ["own_tools"]


@pytest.fixture
def database(tcp_server: TcpServer) -> Iterator[str]:
    with psycopg.connect(tcp_server.address("postgres"), autocommit=True) as line:
        line.execute(b"CREATE DATABASE upgraded")
    yield tcp_server.address("upgraded")
    with psycopg.connect(tcp_server.address("postgres"), autocommit=True) as line:
        line.execute(b"DROP DATABASE upgraded WITH (FORCE)")


def test_an_older_store_waits_for_its_administrator_who_copies_it_first(database: str, tmp_path: Path) -> None:
    store = Store(find_place(database))
    with pytest.raises(UserFacingError, match="ещё не создано"):
        prepare(store)
    with pytest.raises(UserFacingError, match="ещё не создано"):
        upgrade_store(store, tmp_path, now=NOW)
    store.perform(make_first_schema)
    with pytest.raises(UserFacingError, match="store upgrade"):
        prepare(store)
    with pytest.raises(UserFacingError, match="--copies"):
        upgrade_store(store, None, now=NOW)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserFacingError, match="не записывается"):
        upgrade_store(store, tmp_path / "file", now=NOW)
    with pytest.raises(UserFacingError, match="store upgrade"):
        refuse_older(store)
    assert store.version() == 1, "Nothing was touched without a copy"

    dump = upgrade_store(store, tmp_path / "copies", now=NOW)
    assert dump is not None
    assert dump.cases == 2
    assert store.version() == SCHEMA_VERSION
    with closing(store.open_reader()) as reader:
        assert reader.rows("SELECT count(*) FROM cases") == [(2,)]
        assert [line for line in check_shared_store(reader) if "администратор" not in line.casefold()] == []
    assert upgrade_store(store, None, now=NOW) is None


def test_functions_of_an_older_program_are_said_and_renewed_though_the_tables_are_the_same(town: Town) -> None:
    renewed = copy_of(town, "functions_of_before")
    with renewed.line() as owner:
        owner.execute(b"DROP FUNCTION mcu.look(integer[])")
    for login in ("vasileva", WALL):
        place = renewed.store(login).place
        with pytest.raises(UserFacingError, match="store upgrade"):
            prepare(Store(place))
        assert "функции хранилища — от более старой программы" in look_at_store(place).words
    with pytest.raises(UserFacingError, match="владелец сервера"):
        upgrade_store(renewed.store("shuvalov"), None, now=NOW)
    assert upgrade_store(renewed.owner, None, now=NOW) is None, "The tables have stayed: nothing is copied"
    prepare(renewed.store("vasileva"))
    assert look_at_store(renewed.store("vasileva").place).can_be_opened
