"""Migrations and models are one schema, on both stores."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from mcu_desktop.models import Base
from mcu_desktop.operations.seed_store import seed_store
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.migrating import SCHEMA_VERSION
from mcu_desktop.store.place import find_place
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store


def _ours(_object: object, name: str | None, kind: str, *_rest: object) -> bool:
    """Leave out the search index: SQLite's is made of virtual tables, PostgreSQL's of an expression."""
    return not (name or "").startswith(("case_search_index", "ix_case_search_words", "journal_moment")) or kind not in {
        "table",
        "index",
    }


def test_migrations_make_what_the_models_say(store: Store) -> None:
    def differences(session: Any) -> list[Any]:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True, "include_object": _ours})
        return list(compare_metadata(context, Base.metadata))

    assert store.perform(differences) == []


def test_the_store_knows_its_version(store: Store) -> None:
    assert store.version() == SCHEMA_VERSION


def test_preparing_a_ready_store_changes_nothing(store: Store, reader: Reader) -> None:
    before = reader.rows("SELECT count(*) FROM roster_entries")
    store.prepare(_must_not_run)
    assert reader.rows("SELECT count(*) FROM roster_entries") == before == [(15,)]


def test_a_program_that_waited_while_another_made_the_store_does_not_seed_it_again(store: Store) -> None:
    class Late(Store):
        """Looked at the store before the other program made it."""

        def version(self) -> int:
            return 0

    Late(store.place).prepare(_must_not_run)


def test_a_newer_store_is_refused_and_left_alone(store: Store) -> None:
    def make_newer(session: Any) -> None:
        connection = session.connection()
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{SCHEMA_VERSION + 1:04}'")

    store.perform(make_newer)
    with pytest.raises(UserFacingError, match="более новой программой"):
        store.prepare(_must_not_run)
    assert store.version() == SCHEMA_VERSION + 1


def test_a_failed_seed_leaves_a_shared_store_empty(new_database: Callable[..., str]) -> None:
    store = Store(find_place(new_database()))
    with pytest.raises(ZeroDivisionError):
        store.prepare(lambda _session: 1 / 0)  # type: ignore[arg-type]
    assert store.version() == 0
    store.prepare(seed_store)
    with closing(store.open_reader()) as reader:
        assert reader.rows("SELECT count(*) FROM sector_blocks") == [(9,)]


def _must_not_run(_session: object) -> None:
    raise AssertionError("A store that exists was seeded again")
