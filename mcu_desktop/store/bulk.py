"""Statements past the ORM's care for each value: many rows at once, or SQL written by hand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, insert

from mcu_desktop.models.base import Base, UtcMoment
from mcu_desktop.store.reading import percent_style, stored_moment


def insert_rows(connection: Connection, record: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all have the same columns; values are those the models speak of."""
    if not rows:
        return
    names = tuple(rows[0])
    columns = record.__table__.columns
    statement = str(insert(record).compile(dialect=connection.dialect, column_keys=names))
    order = [column.name for column in columns if column.name in names]
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(statement, [{name: row[name] for name in order} for row in rows])
        return
    take = itemgetter(*order)
    moments = [at for at, name in enumerate(order) if isinstance(columns[name].type, UtcMoment)]
    ready = []
    for row in rows:
        values = list(take(row))
        for at in moments:
            if values[at] is not None:
                values[at] = stored_moment(values[at])
        ready.append(tuple(values))
    connection.exec_driver_sql(statement, ready)


def run_sql(connection: Connection, sql: str, parameters: Mapping[str, object]) -> None:
    """Run a statement whose parameters are written `:name`; moments are bound as the store keeps them."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(percent_style(sql).decode(), dict(parameters))
        return
    values = {
        name: stored_moment(value) if isinstance(value, datetime) else value for name, value in parameters.items()
    }
    connection.exec_driver_sql(sql, values)
