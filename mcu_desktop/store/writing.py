"""The one engine that writes."""

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from mcu_desktop.store.place import Place
from mcu_desktop.store.sql_functions import add_functions


def make_engine(place: Place, *, busy_milliseconds: int) -> Engine:
    """Return an engine whose connections live for one deed; parameters stay out of error texts."""
    address = place.address if place.file is None else URL.create("sqlite", database=str(place.file))
    engine = create_engine(address, poolclass=NullPool, hide_parameters=True)
    if place.file is not None:
        file = place.file

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
