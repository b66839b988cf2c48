"""Many rows at once: one compiled statement and the driver's executemany, without the ORM's care for each value."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, insert

from mcu_desktop.models.base import Base, UtcMoment
from mcu_desktop.store.reading import stored_moment


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
