"""Statements past the ORM's care for each value: many rows at once, or SQL written by hand."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from mcu_desktop.models.base import Base, UtcMoment
from mcu_desktop.store.reading import percent_style, stored_moment

_PARAMETER = re.compile(r":\w+")
_VALUES_AT_ONCE = 8_000  # SQLite takes 32,766


def insert_rows(connection: Connection, record: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all have the same columns; values are those the models speak of."""
    if not rows:
        return
    names = tuple(rows[0])
    order = [column.name for column in record.__table__.columns if column.name in names]
    if connection.dialect.name == "sqlite":
        _insert_together(connection, record, order, _as_stored(record, order, rows))
    else:
        _insert_together(connection, record, order, [tuple(row[name] for name in order) for row in rows])


def _insert_together(
    connection: Connection, record: type[Base], names: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert many rows a statement: FTS5 and the journal of a shared store do their work once for each."""
    head = f"INSERT INTO {record.__tablename__} ({', '.join(names)}) VALUES "  # noqa: S608 -- names of our models
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    marks = f"({', '.join([mark] * len(names))})"
    at_once = _VALUES_AT_ONCE // len(names)
    for start in range(0, len(rows), at_once):
        portion = rows[start : start + at_once]
        connection.exec_driver_sql(head + ", ".join([marks] * len(portion)), tuple(chain.from_iterable(portion)))


def update_rows(connection: Connection, record: type[Base], rows: Sequence[dict[str, Any]], more: str = "") -> None:
    """Update rows by their `id`; all have the same columns. `more` is a further assignment, in SQL."""
    if not rows:
        return
    names = [*(name for name in rows[0] if name != "id"), "id"]
    places = ", ".join([f"{name} = :{name}" for name in names[:-1]] + ([more] if more else []))
    statement = f"UPDATE {record.__tablename__} SET {places} WHERE id = :id"  # noqa: S608 -- names of our models
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_PARAMETER.sub("?", statement), _as_stored(record, names, rows))
    else:
        connection.exec_driver_sql(percent_style(statement).decode(), list(rows))


def _as_stored(record: type[Base], names: Sequence[str], rows: Sequence[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Return the values of the named columns as SQLite keeps them: moments as text."""
    columns = list(zip(*map(itemgetter(*names), rows), strict=True))
    for at, name in enumerate(names):
        if isinstance(record.__table__.columns[name].type, UtcMoment):
            columns[at] = tuple([None if moment is None else stored_moment(moment) for moment in columns[at]])
    return list(zip(*columns, strict=True))


def run_sql(connection: Connection, sql: str, parameters: Mapping[str, object]) -> None:
    """Run a statement whose parameters are written `:name`; moments are bound as the store keeps them."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(percent_style(sql).decode(), dict(parameters))
        return
    values = {
        name: stored_moment(value) if isinstance(value, datetime) else value for name, value in parameters.items()
    }
    connection.exec_driver_sql(sql, values)
