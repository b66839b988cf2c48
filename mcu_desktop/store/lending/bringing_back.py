"""The statements with which a shared store gets what a deed has changed in the rows that were lent to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from mcu_desktop.store.about import About
from mcu_desktop.store.lending.questions import tables
from mcu_desktop.store.line_faults import LostRace
from mcu_desktop.store.table_rows import for_postgres

if TYPE_CHECKING:
    from sqlalchemy import Table

PlainRow: TypeAlias = tuple[Any, ...]
Statement: TypeAlias = tuple[str, Sequence[Any]]  # with its values
FIRST_UNNUMBERED: Final = 2**31  # above all numbers of the server: it gives such a row its own
_VALUES_AT_ONCE: Final = 8_000
_GIVEN: Final = "%s"
# What the server says of an answer that it keeps: whose it is, and by its own clock since when.
_OF_SERVER: Final = {("performed_deeds", "login"): "DEFAULT", ("performed_deeds", "at"): "now()"}
# A file lies once in the store, however many cases have it, be they such that this person does not see.
_ADD_FILE: Final = " ON CONFLICT DO NOTHING"
_FORGET_FILE: Final = "DELETE FROM attachment_contents WHERE content_hash = %s AND NOT mcu.is_attached(content_hash)"
# Of statements sent together with their commit nobody counts the rows: one that finds none divides by zero, and
# nothing of the deed is done.
_MUST_HIT: Final = "WITH hit AS ({} RETURNING 1) SELECT 1 / count(*) FROM hit"


@dataclass(frozen=True, slots=True)
class Difference:
    """What has become of the rows of a table; a row is its values by column."""

    table: "Table"
    gone: tuple[dict[str, Any], ...]
    added: tuple[dict[str, Any], ...]
    changed: tuple[tuple[dict[str, Any], dict[str, Any]], ...]  # the row as it is, the values that have changed


def difference(table: "Table", before: Sequence[PlainRow], after: Sequence[PlainRow]) -> Difference:
    """Compare the rows of a table by their key."""
    was, now = _by_key(table, before), _by_key(table, after)
    gone = tuple(row for key, row in was.items() if key not in now)
    added = tuple(row for key, row in now.items() if key not in was)
    changed = tuple(
        (row, {name: value for name, value in row.items() if was[key][name] != value})
        for key, row in now.items()
        if key in was and was[key] != row
    )
    return Difference(table, gone, added, changed)


def _by_key(table: "Table", rows: Sequence[PlainRow]) -> dict[PlainRow, dict[str, Any]]:
    names = table.columns.keys()
    keys = [index for index, column in enumerate(table.columns) if column.primary_key]
    return {tuple(row[index] for index in keys): dict(zip(names, row, strict=True)) for row in rows}


def brought_back(differences: Mapping[str, Difference], *, numbers: Mapping[str, int], about: About) -> list[Statement]:
    """Return the statements: what is gone goes first, last of all that to which it refers.

    `numbers` are those that the server has given for a new row of some tables.
    """
    order = [differences[name] for name in tables() if name in differences]
    statements = [
        statement for found in reversed(order) for row in found.gone for statement in _remove(found.table, row)
    ]
    for found in order:
        for row, values in found.changed:
            statements += _change(found.table, row, values, hands_over=about.undone is None)
        statements += _add(found.table, found.added, numbers.get(found.table.name))
    return statements


def _remove(table: "Table", row: Mapping[str, Any]) -> Iterator[Statement]:
    condition, values = _of_key(table, row)
    yield _MUST_HIT.format(f"DELETE FROM {table.name} WHERE {condition}"), values
    if table.name == "attachments":
        yield _FORGET_FILE, [row["content_hash"]]


def _change(
    table: "Table", row: Mapping[str, Any], values: Mapping[str, Any], *, hands_over: bool
) -> Iterator[Statement]:
    """Change a row. A case that gets another block is handed over: its former people see it no more."""
    wanted = dict(values)
    if table.name == "cases" and "sector_block_id" in wanted and hands_over:
        given = [row["id"], wanted.pop("sector_block_id"), row["route_reason"]]
        wanted.pop("route_reason", None)
        yield "SELECT mcu.hand_over(%s, %s, %s)", given
    if wanted:
        places = ", ".join(f"{name} = %s" for name in wanted)
        condition, of_key = _of_key(table, row)
        statement = f"UPDATE {table.name} SET {places} WHERE {condition}"
        yield _MUST_HIT.format(statement), [*_for_server(table, wanted), *of_key]


def _add(table: "Table", rows: Sequence[Mapping[str, Any]], number: int | None) -> Iterator[Statement]:
    """Add rows, many a statement: the journal of the store does its work once for each."""
    if number is not None and any(row["id"] != number for row in rows):
        raise LostRace("Два действия встретились, это не сохранено. Ничего не изменено. Повторите.")
    at_once = _VALUES_AT_ONCE // len(table.columns)
    for start in range(0, len(rows), at_once):
        places, values = [], []
        for row in rows[start : start + at_once]:
            place = {name: _place(table, name, value) for name, value in row.items()}
            places.append(f"({', '.join(place.values())})")
            values += _for_server(table, {name: value for name, value in row.items() if place[name] == _GIVEN})
        head = f"INSERT INTO {table.name} ({', '.join(table.columns.keys())}) VALUES "
        tail = _ADD_FILE if table.name == "attachment_contents" else ""
        yield f"{head}{', '.join(places)}{tail}", values


def _place(table: "Table", name: str, value: Any) -> str:
    """Return what stands for a value of a new row: the server numbers and signs it itself."""
    is_unnumbered = table.columns[name] is table.autoincrement_column and value >= FIRST_UNNUMBERED
    return "DEFAULT" if is_unnumbered else _OF_SERVER.get((table.name, name), _GIVEN)


def _of_key(table: "Table", row: Mapping[str, Any]) -> tuple[str, list[Any]]:
    key = {column.name: row[column.name] for column in table.primary_key}
    return " AND ".join(f"{name} = %s" for name in key), _for_server(table, key)


def _for_server(table: "Table", values: Mapping[str, Any]) -> list[Any]:
    return [for_postgres(table.columns[name].type, value) for name, value in values.items()]
