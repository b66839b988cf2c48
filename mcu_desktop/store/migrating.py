"""Bringing a store to the program's schema: one transaction, a verified copy before it."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.backup import make_verified_copy
from mcu_desktop.store.place import reading_address
from mcu_desktop.store.reading import Reader

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

SCHEMA_VERSION = 14


def refuse_newer(version: int) -> None:
    """Refuse a store that a newer program has made."""
    if version > SCHEMA_VERSION:
        raise UserFacingError(
            f"Хранилище сделано более новой программой (версия схемы {version}, эта программа знает {SCHEMA_VERSION}). "
            "В нём ничего не изменено. Обновите программу на этом рабочем месте."
        )


def file_version(file: Path) -> int:
    """Return the schema version of an embedded store; 0 for a file that is not there or empty."""
    if not file.exists() or file.stat().st_size == 0:
        return 0
    connection = sqlite3.connect(reading_address(file), uri=True)
    try:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        known = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'cases'").fetchone()[0]
        foreign = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    finally:
        connection.close()
    if foreign and not known:
        raise UserFacingError(
            f"Файл «{file}» — база данных другой программы. В нём ничего не изменено. Укажите другой файл."
        )
    return version


def shared_version(reader: Reader) -> int:
    """Return the schema version of a shared store; 0 for an empty database, a refusal for one of another program."""
    [(marked, cases, others)] = reader.rows(
        "SELECT to_regclass('alembic_version') IS NOT NULL, to_regclass('cases') IS NOT NULL,"
        " EXISTS (SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = current_schema())"
    )
    if not others and not marked:
        return 0
    found = str(reader.rows("SELECT max(version_num) FROM alembic_version")[0][0]) if marked and cases else ""
    if not found.isdecimal():
        raise UserFacingError("В этой базе данные другой программы. В ней ничего не изменено. Укажите другую базу.")
    return int(found)


def upgrade(connection: "Connection") -> bool:
    """Run the missing migrations on a connection that is in a transaction; the caller commits.

    Returns whether there was something to do. Two programs that start at once take turns, and the second
    finds nothing left.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext

    from mcu_desktop.store.guarding import journal

    if connection.dialect.name == "postgresql":
        # Any number will do: all programs of one shared store ask for the same.
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(1662)")
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")  # a large store takes its time
    before = MigrationContext.configure(connection).get_current_revision()
    if before == f"{SCHEMA_VERSION:04}":
        return False
    if before is not None:
        journal.remove_triggers(connection)

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
    journal.install(connection)
    return True


def keep_copy_before_migration(file: Path, version: int) -> Path:
    """Keep a verified copy of the store beside it before its schema changes."""
    return make_verified_copy(file, file.parent / "backups" / f"{file.stem}-before-{version + 1}.sqlite3")
