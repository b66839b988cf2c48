"""Statements past the ORM's care for each value: many rows at once, or SQL written by hand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from mcu_desktop.models.base import Base, UtcMoment
from mcu_desktop.store.reading import percent_style, stored_moment

_PARAMETER = re.compile(r":\w+")
_VALUES_AT_ONCE = 32_000  # SQLite takes 32,766


def insert_rows(connection: Connection, record: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all have the same columns; values are those the models speak of."""
    for statement, values in insert_statements(connection.dialect.name, record, rows):
        connection.exec_driver_sql(statement, values)


def insert_statements(
    dialect: str, record: type[Base], rows: Sequence[dict[str, Any]]
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Return the statements that insert the rows, ready for the driver, with their values.

    Many rows a statement: FTS5 and the journal of a shared store do their work once for each.
    """
    if not rows:
        return
    order = [column.name for column in record.__table__.columns if column.name in rows[0]]
    if dialect == "sqlite":
        mark, ready = "?", _as_stored(record, order, rows)
    else:
        mark, ready = "%s", [tuple(row[name] for name in order) for row in rows]
    head = f"INSERT INTO {record.__tablename__} ({', '.join(order)}) VALUES "  # noqa: S608 -- names of our models
    marks = f"({', '.join([mark] * len(order))})"
    at_once = _VALUES_AT_ONCE // len(order)
    for start in range(0, len(ready), at_once):
        portion = ready[start : start + at_once]
        yield head + ", ".join([marks] * len(portion)), tuple(chain.from_iterable(portion))


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
