"""The journal played back against the tables: what was changed past the triggers shows as a difference."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Integer, String

from mcu_desktop.models import Base
from mcu_desktop.store.guarding.tables import TABLES, Kept, Table
from mcu_desktop.store.reading import Reader, in_list

_AT_ONCE = 500
Step = Callable[[int, int], object]


# The rows a table has had when its triggers were made, those added and removed since, and those it has.
_COUNTS = (
    "SELECT b.id, CAST(b.row_key AS integer),"
    " (SELECT count(*) FROM row_changes WHERE table_name = :name AND operation = 'I' AND id > b.id),"
    " (SELECT count(*) FROM row_changes WHERE table_name = :name AND operation = 'D' AND id > b.id),"
    " (SELECT count(*) FROM {table}) FROM row_changes b"
    " WHERE b.id = (SELECT max(id) FROM row_changes WHERE table_name = :name AND operation = 'B')"
)
_KEYS = (
    "SELECT DISTINCT row_key FROM row_changes WHERE table_name = :name AND row_key > :after"
    f" AND operation IN ('I', 'U', 'D') ORDER BY row_key LIMIT {_AT_ONCE}"
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A row, or a number of rows, that is not as the journal says."""

    table: str
    row_key: str
    what: str  # Russian


def find_differences(reader: Reader, step: Step = lambda _done, _all: None, *, most: int = 100) -> list[Difference]:
    """Return where tables and journal differ, at most so many; the reader is whoever owns the store.

    Counted from when the triggers of a table were made: rows then, plus the added, less the removed. The last values
    that the journal has of a row must be the row's; on a shared store the row as it was added must have its digest.
    """
    names = [name for name, table in TABLES.items() if table.kept is not Kept.NOTHING]
    found: list[Difference] = []
    for place, name in enumerate(names):
        step(place, len(names))
        found += _of_count(reader, name)
        if TABLES[name].kept is Kept.VALUES:
            for difference in _of_rows(reader, name, TABLES[name]):
                found.append(difference)
                if len(found) >= most:
                    return found
    return found


def _of_count(reader: Reader, name: str) -> Iterator[Difference]:
    rows = reader.rows(_COUNTS.replace("{table}", name), name=name)
    begun, count, added, gone, stored = rows[0] if rows else (0, 0, 0, 0, 0)
    if begun and count + added - gone != stored:
        yield Difference(name, "", f"строк {stored}, а по журналу должно быть {count + added - gone}")


def _of_rows(reader: Reader, name: str, table: Table) -> Iterator[Difference]:
    """Go through the changed rows of a table in the order of their keys."""
    after = ""
    while True:
        keys = [row[0] for row in reader.rows(_KEYS, name=name, after=after)]
        if not keys:
            return
        changes = reader.rows(
            "SELECT row_key, operation, old, new, digest FROM row_changes WHERE table_name = :name"
            " AND row_key >= :first AND row_key <= :last AND operation IN ('I', 'U', 'D') ORDER BY row_key, id",
            name=name,
            first=keys[0],
            last=keys[-1],
        )
        stored = _stored_rows(reader, name, table, keys)
        by_key: dict[str, list[tuple[Any, ...]]] = {}
        for row_key, *change in changes:
            by_key.setdefault(row_key, []).append(tuple(change))
        for row_key in keys:
            words = _fault(by_key[row_key], stored.get(row_key), is_shared=reader.dialect == "postgresql")
            if words:
                yield Difference(name, row_key, words)
        after = keys[-1]


def _stored_rows(reader: Reader, name: str, table: Table, keys: list[str]) -> dict[str, dict[str, Any]]:
    parts = [f"CAST({column} AS text)" for column in table.key]
    key = " || '/' || ".join(parts)
    listed, wanted = in_list("k", keys)
    where = f"{key} IN {listed}"
    firsts = _first_values(name, table, keys)
    if firsts:  # no index knows keys as the journal writes them: without this each step would look at the whole table
        of_first, more = in_list("f", firsts)
        where, wanted = f"{table.key[0]} IN {of_first} AND {where}", wanted | more
    if reader.dialect == "postgresql":
        # The words of moments depend on the zone of the session: those of the journal are in UTC.
        reader.rows("SELECT set_config('timezone', 'UTC', false)")
        sql = f"SELECT {key}, to_jsonb(t)::text FROM {name} t WHERE {where}"
        return {row_key: json.loads(text) for row_key, text in reader.rows(sql, **wanted)}
    columns = [row[1] for row in reader.rows(f"PRAGMA table_info({name})")]
    whole = ", ".join(f"'{column}', {column}" for column in columns)
    sql = f"SELECT {key}, json_object({whole}) FROM {name} WHERE {where}"
    return {row_key: json.loads(text) for row_key, text in reader.rows(sql, **wanted)}


def _first_values(name: str, table: Table, keys: list[str]) -> set[Any]:
    """Return what the first column of the keys holds, as the store keeps it; nothing where its kind has other words."""
    kind = Base.metadata.tables[name].c[table.key[0]].type
    firsts = {row_key.split("/", 1)[0] if len(table.key) > 1 else row_key for row_key in keys}
    if isinstance(kind, Integer):
        return set(map(int, firsts))
    return firsts if isinstance(kind, String) else set()


def _fault(changes: list[tuple[Any, ...]], stored: dict[str, Any] | None, *, is_shared: bool) -> str:
    """Return in Russian what is wrong with a row, empty where it is as the journal says."""
    operation = changes[-1][0]
    if operation == "D":
        return "строка есть, а по журналу она удалена" if stored is not None else ""
    if stored is None:
        return "строки нет, а по журналу она есть"
    state = dict(stored)
    for kind, old, new, digest in reversed(changes):
        if kind == "U" and new:
            after = json.loads(new)
            changed = sorted(name for name, value in after.items() if not _same(state.get(name), value))
            if changed:
                return f"изменено мимо журнала: {', '.join(changed)}"
            state.update(json.loads(old or "{}"))
        elif kind == "I":
            if is_shared and digest and _digest(state) != digest:
                return "не такая, какой была добавлена"
            break
        elif kind == "D":
            break
    return ""


def _same(stored: Any, kept: Any) -> bool:
    """Compare values of two stores: a moved one says moments and truths its own way."""
    if isinstance(stored, bool) or isinstance(kept, bool):
        return bool(stored) == bool(kept) and (stored is None) == (kept is None)
    return bool(stored == kept) or _is_moment_of(stored, kept)


def _is_moment_of(stored: Any, kept: Any) -> bool:
    """Compare two texts as moments; the words of a moment are each store's own."""
    try:
        first, second = (datetime.fromisoformat(value) for value in (stored, kept))
    except (TypeError, ValueError):
        return False
    return first.replace(tzinfo=None) == second.replace(tzinfo=None)  # both are in UTC


def _digest(state: dict[str, Any]) -> str:
    """Return the digest of a row as PostgreSQL says it: keys by their length, then by their letters."""
    ordered = {key: state[key] for key in sorted(state, key=lambda key: (len(key.encode()), key.encode()))}
    return sha256(json.dumps(ordered, ensure_ascii=False, separators=(", ", ": ")).encode()).hexdigest()
