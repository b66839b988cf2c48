"""Several selects of a deed asked at once: over a slow line each trip costs more than all of them take the server."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

Found = list[dict[str, Any]]


def rows_together(session: Session, selects: Sequence[Select[*tuple[Any, ...]]]) -> list[Found]:
    """Return the rows of each select, by the names of its columns; on a shared store in one round trip.

    What the deed has changed is to be flushed before, as for every select of ours.
    """
    connection = session.connection()
    line: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        return [[dict(row) for row in connection.execute(select).mappings()] for select in selects]
    compiled = [
        select.compile(dialect=connection.dialect, compile_kwargs={"render_postcompile": True}) for select in selects
    ]
    with line.pipeline():
        cursors = [line.execute(asked.string.encode(), _bound(asked)) for asked in compiled]
    answers = [cursor.fetchall() for cursor in cursors]  # after the end of the pipeline, which is the one trip
    return [_typed(select, connection.dialect, rows) for select, rows in zip(selects, answers, strict=True)]


def _bound(asked: Any) -> dict[str, Any]:
    """Return the parameters of a compiled select as the driver takes them."""
    processors = asked._bind_processors  # noqa: SLF001 -- what SQLAlchemy itself calls for each parameter
    return {
        name: processors[name](value) if name in processors else value
        for name, value in asked.construct_params().items()
    }


def _typed(select: Select[*tuple[Any, ...]], dialect: Any, rows: list[tuple[Any, ...]]) -> Found:
    columns = list(select.selected_columns)
    made = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    names = [str(column.key) for column in columns]
    return [
        {name: value if make is None else make(value) for name, make, value in zip(names, made, row, strict=True)}
        for row in rows
    ]
