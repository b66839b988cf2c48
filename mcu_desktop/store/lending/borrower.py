"""Deeds on cases of a shared store in two round trips: borrow the rows, do the deed at hand, bring back what changed.

The first trip begins the transaction, locks the cases and brings all a deed reads into a small SQLite in memory. There
the operation runs as it runs on an embedded store, whatever and however often it asks. The second trip carries the rows
that have become different, and the commit. Rights, guards and the journal are the server's: they look at those rows.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import MetaData, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from mcu_desktop.store.about import LENT_NUMBERS, LENT_TO, WHO, About
from mcu_desktop.store.guarding.sqlite_journal import OF_DEED
from mcu_desktop.store.lending.bringing_back import (
    FIRST_UNNUMBERED,
    Difference,
    PlainRow,
    Statement,
    brought_back,
    difference,
)
from mcu_desktop.store.lending.questions import (
    CATALOGUES,
    LOOK,
    catalogue_question,
    lent_questions,
    numbers_question,
    parameters,
    stamps_question,
    tables,
)
from mcu_desktop.store.reading import Reader, percent_style, reader_of
from mcu_desktop.store.sql_functions import add_functions

if TYPE_CHECKING:
    from sqlalchemy import Connection

Result = TypeVar("Result")
_WRITES: Final = frozenset({sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE})
_AT_HAND_ONLY: Final = frozenset({"journal_moment", "row_changes"})  # how an embedded store notes what is done to it


class Borrower:
    """The SQLite in memory. Catalogues stay in it from deed to deed, rows of cases for one deed alone."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        add_functions(self._connection)
        self._engine = create_engine("sqlite://", creator=lambda: self._connection, poolclass=StaticPool)
        event.listen(self._engine, "begin", _begin)
        self._catalogues: dict[str, list[PlainRow]] = {}
        self._stamps: dict[str, Any] = {}
        self._lent: frozenset[str] = frozenset()
        self._written: set[str] = set()
        self._make_tables()

    def do(self, server: Session, deed: Callable[[Session], Result], about: About) -> tuple[Result, list[Statement]]:
        """Do a deed at hand; returns what it says and the statements that bring its changes back."""
        asked = lent_questions(about)
        questions = (*asked.values(), WHO, stamps_question(), numbers_question(about))
        *answers, [who], stamps, numbers = _begin_and_ask(server, questions, about)
        self._renew_catalogues(reader_of(server), dict(stamps))
        lent = dict(zip(asked, answers, strict=True))
        with Session(self._engine, autoflush=False) as session:
            session.connection()
            for name, rows in lent.items():
                self._put(name, rows)
            for name, number in numbers:
                self._number_from(name, number)
            session.info.update({LENT_TO: who, LENT_NUMBERS: dict(numbers)})
            with self._watched(frozenset(lent)):
                result = deed(session)
                session.flush()
            changes = self._changes(lent)
            session.rollback()
        return result, brought_back(changes, numbers=dict(numbers), about=about)

    def close(self) -> None:
        """Forget everything."""
        self._engine.dispose()
        self._connection.close()

    def _changes(self, lent: dict[str, list[PlainRow]]) -> dict[str, Difference]:
        before = self._catalogues | lent
        return {
            name: difference(tables()[name], before.get(name, []), self._rows(name))
            for name in self._written - _AT_HAND_ONLY
        }

    def _renew_catalogues(self, reader: Reader, stamps: dict[str, Any]) -> None:
        """Ask once more for the catalogues that somebody has changed since they were asked for."""
        stale = [name for name in CATALOGUES if name not in self._stamps or self._stamps[name] != stamps[name]]
        if not stale:
            return
        for name, rows in zip(stale, reader.ask([catalogue_question(name) for name in stale]), strict=True):
            emptied = f"DELETE FROM {name}"
            self._connection.execute(emptied)
            self._put(name, rows)
            self._catalogues[name], self._stamps[name] = rows, stamps[name]

    @contextmanager
    def _watched(self, lent: frozenset[str]) -> Iterator[None]:
        """Note which tables are written to, and let nobody read what was not lent: it would seem to be empty."""
        self._lent = lent | frozenset(CATALOGUES) | _AT_HAND_ONLY
        self._written = set()
        self._connection.set_authorizer(self._watch)
        try:
            yield
        finally:
            self._connection.set_authorizer(None)

    def _watch(self, action: int, table: str | None, column: str | None, *_where: str | None) -> int:
        known = tables().get(table or "")
        if known is None:
            return sqlite3.SQLITE_OK
        if action in _WRITES:
            self._written.add(known.name)
        is_key = column in known.primary_key.columns.keys()  # noqa: SIM118 -- of an added row the driver reads it
        is_unlent = action == sqlite3.SQLITE_READ and known.name not in self._lent
        return sqlite3.SQLITE_DENY if is_unlent and not is_key else sqlite3.SQLITE_OK

    def _make_tables(self) -> None:
        own = MetaData()
        for table in tables().values():
            copied = table.to_metadata(own)
            copied.dialect_options["sqlite"]["autoincrement"] = copied.autoincrement_column is not None
        own.create_all(self._engine)
        self._connection.execute(OF_DEED)
        for table in tables().values():
            if table.autoincrement_column is not None:
                self._connection.execute(
                    "INSERT INTO sqlite_sequence VALUES (?, ?)", (table.name, FIRST_UNNUMBERED - 1)
                )

    def _number_from(self, name: str, number: int) -> None:
        self._connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (number - 1, name))

    def _put(self, name: str, rows: list[PlainRow]) -> None:
        statement = f"INSERT INTO {name} VALUES ({', '.join('?' * len(tables()[name].columns))})"
        self._connection.executemany(statement, rows)

    def _rows(self, name: str) -> list[PlainRow]:
        wanted = f"SELECT * FROM {name}"
        return self._connection.execute(wanted).fetchall()


def _begin_and_ask(server: Session, questions: Sequence[str], about: About) -> list[list[PlainRow]]:
    """Begin a transaction and ask in one round trip: the driver by itself would wait until it has begun.

    A look at citizens is noted before, by a transaction of its own in the same trip.
    """
    line: Any = server.connection().connection.driver_connection
    line.autocommit = True
    values = parameters(about)
    with line.pipeline():
        if about.citizens:
            line.execute(b"BEGIN")
            line.execute(percent_style(LOOK), values)
            line.execute(b"COMMIT")
        line.execute(b"BEGIN")
        cursors = [line.execute(percent_style(question), values) for question in questions]
    return [cursor.fetchall() for cursor in cursors]


def _begin(connection: "Connection") -> None:
    connection.exec_driver_sql("BEGIN")
