"""The tables of a store as the other one gives and takes them: rows of plain values that mean the same on both."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import Boolean, Date, DateTime, LargeBinary, String, Time
from sqlalchemy.types import TypeDecorator, TypeEngine

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.moved_logins import give_logins_back, read_logins
from mcu_desktop.store.tally import PlainRow

if TYPE_CHECKING:
    from sqlalchemy import Table
    from sqlalchemy.orm import Session

_ROWS_A_FETCH = 2_000
_OF_THE_SERVER = ("accounts",)  # a login is nothing without the server that knows its password


class Side(Protocol):
    """One store in a transaction; its tables can be read out, or emptied and filled anew."""

    def count(self, table: "Table") -> int:
        """Return how many rows a table has."""

    def rows(self, table: "Table") -> Iterator[PlainRow]:
        """Return the rows of a table one by one, in the order of its columns."""

    def make_room(self, tables: Iterable["Table"]) -> None:
        """Empty the tables and let no trigger act on what comes in."""

    def put(self, table: "Table", rows: Iterable[PlainRow]) -> None:
        """Write rows into a table."""

    def settle(self, tables: Iterable["Table"]) -> None:
        """Let triggers act again, build the search index, go on counting after the last one."""

    def give_logins_back(self) -> tuple[str, ...]:
        """Give the logins of a shared store to the people who have come, as a deed that is journaled like others.

        Returns those that were locked, because their person has not come.
        """


def moved_tables() -> list["Table"]:
    """Return the tables that make up a store, each after those that it refers to."""
    from mcu_desktop.models import Base

    return [table for table in Base.metadata.sorted_tables if table.name not in _OF_THE_SERVER]


def side_of(session: "Session") -> Side:
    """Return the store of a transaction as a side of the move."""
    connection: Any = session.connection().connection.driver_connection
    return SqliteSide(connection) if isinstance(connection, sqlite3.Connection) else PostgresSide(connection)


class SqliteSide:
    """An embedded store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._triggers: list[str] = []

    def count(self, table: "Table") -> int:
        """Return how many rows a table has."""
        found: int = self._execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]
        return found

    def rows(self, table: "Table") -> Iterator[PlainRow]:
        """Return the rows of a table one by one, in the order of its columns."""
        return iter(self._execute(f"SELECT {_names(table)} FROM {table.name}"))

    def make_room(self, tables: Iterable["Table"]) -> None:
        """Empty the tables and take their triggers off."""
        self._execute("PRAGMA defer_foreign_keys = ON")
        found = self._execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        self._triggers = [sql for _name, sql in found]
        for name, _sql in found:
            self._execute(f'DROP TRIGGER "{name}"')
        for table in reversed(tuple(tables)):
            self._execute(f"DELETE FROM {table.name}")

    def put(self, table: "Table", rows: Iterable[PlainRow]) -> None:
        """Write rows into a table."""
        places = ", ".join("?" * len(table.columns))
        statement = f"INSERT INTO {table.name} ({_names(table)}) VALUES ({places})"
        self._connection.executemany(statement, rows)

    def settle(self, tables: Iterable["Table"]) -> None:  # noqa: ARG002 -- SQLite counts on by itself
        """Put the triggers back, build the search index, and go on counting deeds."""
        for sql in self._triggers:
            self._execute(sql)
        self._execute("INSERT INTO case_search_index(case_search_index) VALUES ('rebuild')")
        self._execute("UPDATE journal_moment SET deed = (SELECT coalesce(max(deed), 0) + 1 FROM row_changes)")

    def give_logins_back(self) -> tuple[str, ...]:
        """Give nothing back: a file has no logins."""
        return ()

    def _execute(self, statement: str) -> sqlite3.Cursor:
        return self._connection.execute(statement)


class PostgresSide:
    """A shared store."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._logins: list[Any] = []

    def count(self, table: "Table") -> int:
        """Return how many rows a table has."""
        found: int = self._execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]
        return found

    def rows(self, table: "Table") -> Iterator[PlainRow]:
        """Return the rows of a table one by one, in the order of its columns."""
        with self._connection.cursor(name="moved") as cursor:
            # Files come one by one: two thousand of them at once would fill the memory.
            cursor.itersize = 1 if _has_files(table) else _ROWS_A_FETCH
            cursor.execute(f"SELECT {plain_columns(table)} FROM {table.name}".encode())
            yield from cursor

    def make_room(self, tables: Iterable["Table"]) -> None:
        """Empty the tables and hold their triggers; only who owns them may."""
        [owned] = self._execute(
            "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'cases'::regclass"
        ).fetchone()
        if not owned:
            raise UserFacingError(
                "Переносить в общее хранилище может только администратор базы данных: у вашей учётной записи нет прав "
                "на таблицы. Ничего не перенесено. Запустите перенос под учётной записью администратора базы."
            )
        names = [*(table.name for table in tables), *_OF_THE_SERVER]
        for name in names:
            self._execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        self._logins = read_logins(self._connection)
        self._execute(f"TRUNCATE {', '.join(names)}")

    def put(self, table: "Table", rows: Iterable[PlainRow]) -> None:
        """Write rows into a table."""
        statement = f"COPY {table.name} ({_names(table)}) FROM STDIN"
        with self._connection.cursor() as cursor, cursor.copy(statement.encode()) as copy:
            for row in rows:
                copy.write_row(row)

    def settle(self, tables: Iterable["Table"]) -> None:
        """Let the triggers act again and go on counting identities after the last one."""
        self._execute("UPDATE mcu.horizon SET last_id = 0")  # what may be sealed is looked for anew
        for name in (*(table.name for table in tables), *_OF_THE_SERVER):
            self._execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
        for table in tables:
            counted = table.autoincrement_column
            if counted is not None:
                self._execute(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', '{counted.name}'), "
                    f"coalesce(max({counted.name}), 1), max({counted.name}) IS NOT NULL) FROM {table.name}"
                )

    def give_logins_back(self) -> tuple[str, ...]:
        """Give the logins to the people who have come."""
        return give_logins_back(self._connection, self._logins)

    def _execute(self, statement: str) -> Any:
        return self._connection.execute(statement.encode())


def texts_of(table: "Table") -> dict[str, int | None]:
    """Return the columns that hold texts, each with the most letters it may have; SQLite does not hold the limit."""
    stored = {column.name: _stored(column.type) for column in table.columns}
    return {name: kind.length for name, kind in stored.items() if isinstance(kind, String)}


def plain_columns(table: "Table") -> str:
    """Return what is selected of a table of a shared store to get its rows as SQLite keeps them."""
    return ", ".join(_plain_on_postgres(column.name, column.type) for column in table.columns)


def for_postgres(kind: TypeEngine[Any], value: Any) -> Any:
    """Return a value that SQLite keeps as a parameter for a shared store."""
    stored = _stored(kind)
    if value is None:
        return None
    if isinstance(stored, DateTime):
        return f"{value}+00"
    return bool(value) if isinstance(stored, Boolean) else value


def _names(table: "Table") -> str:
    return ", ".join(column.name for column in table.columns)


def _has_files(table: "Table") -> bool:
    return any(isinstance(_stored(column.type), LargeBinary) for column in table.columns)


def _stored(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """Return the type a value has in the store."""
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def _plain_on_postgres(name: str, kind: TypeEngine[Any]) -> str:
    """Return the expression that gives a column's value as SQLite keeps it."""
    stored = _stored(kind)
    if isinstance(stored, DateTime):
        return f"to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    if isinstance(stored, Date):
        return f"to_char({name}, 'YYYY-MM-DD')"
    if isinstance(stored, Time):
        return f"to_char({name}, 'HH24:MI:SS.US')"
    return f"{name}::int" if isinstance(stored, Boolean) else name
