"""The one engine that writes, to a file or over a line to a shared store."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from mcu_desktop.store.sql_functions import add_functions

CHANNEL = "mcu_changed"


def make_file_engine(file: Path, *, busy_milliseconds: int) -> Engine:
    """Return an engine whose connections live for one deed; parameters stay out of error texts."""
    address = URL.create("sqlite", database=str(file))
    engine = create_engine(address, poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        file.chmod(0o600)
        # The driver's own deferred BEGIN would leave DDL outside the transaction.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout = {busy_milliseconds}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "temp_store = MEMORY",
            "cache_size = -65536",
        ):
            connection.execute(f"PRAGMA {pragma}")
        add_functions(connection)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def make_shared_engine(open_line: Callable[[], Any]) -> Engine:
    """Return an engine that keeps its connection: to open one over a slow line takes longer than most deeds."""
    engine = create_engine(
        "postgresql+psycopg://",
        creator=open_line,
        pool_size=1,
        hide_parameters=True,
        use_native_hstore=False,
    )

    @event.listens_for(engine, "checkout")
    def _begin_by_itself(line: Any, _record: object, _proxy: object) -> None:
        if line.autocommit:  # a deed on borrowed rows has begun its transaction with its own words
            line.autocommit = False

    return engine


def commit_and_tell(
    session: Session,
    touched: Iterable[object] | None,
    *,
    first: Sequence[tuple[str, Sequence[object]]],
    last: Sequence[str],
) -> None:
    """Commit a flushed deed on a shared store and let the others know, with its last statements, in one round trip.

    `first` are statements with their values that the deed still has to send.

    What the others hear is a hint to read again, with the kinds of things that were touched; None for all kinds. A
    deed that touched nothing tells nobody: a look changes nothing that another screen shows.
    """
    kinds = None if touched is None else " ".join(sorted(map(str, touched)))
    line: Any = session.connection().connection.driver_connection
    with line.pipeline():
        for statement, values in first:
            line.execute(statement.encode(), values)
        for statement in last:
            line.execute(statement.encode())
        if kinds != "":
            line.execute(_told(kinds or ""))
        line.execute(b"COMMIT")


def _told(kinds: str) -> bytes:
    if not kinds.replace(" ", "").replace("_", "").isalpha() and kinds:
        raise ValueError(kinds)
    return f"NOTIFY {CHANNEL}, '{kinds}'".encode()
