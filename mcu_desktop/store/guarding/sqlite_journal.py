"""The triggers with which an embedded store writes its journal: evidence against accidents, not against its owner."""

from collections.abc import Iterator, Mapping, Sequence

from mcu_desktop.store.guarding.tables import TABLES, Kept

OF_DEED = (
    "CREATE TABLE IF NOT EXISTS journal_moment"
    " (id INTEGER PRIMARY KEY CHECK (id = 1), deed INTEGER NOT NULL, login TEXT NOT NULL)"
)
SQLITE_NOW = "strftime('%Y-%m-%d %H:%M:%f000', 'now')"  # as wide as all moments of the store
_NOTE = (
    "INSERT INTO row_changes (at, deed, login, address, program, operation, table_name, row_key, old, new)"
    f" SELECT {SQLITE_NOW}, m.deed, m.login, '', 'mcu-desktop'"
)

SEEN = f"{_NOTE}, 'S', 'citizens', ?, NULL, NULL FROM journal_moment m"


def sqlite_journal(columns: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield what makes the triggers; `columns` are those of each table."""
    yield OF_DEED
    yield "INSERT OR IGNORE INTO journal_moment VALUES (1, 0, '')"
    for name, table in TABLES.items():
        if table.kept is not Kept.NOTHING:
            yield from _of_table(name, table.key, table.kept, columns[name])
    for name in ("row_changes", "seals"):
        for event in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER mcu_{name}_{event.lower()} BEFORE {event} ON {name}"
                " BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END"
            )


def _of_table(name: str, key: Sequence[str], kept: Kept, columns: Sequence[str]) -> Iterator[str]:
    def note(row: str, operation: str, old: str, new: str) -> str:
        row_key = " || '/' || ".join(f"{row}.{column}" for column in key)
        return f"{_NOTE}, '{operation}', '{name}', {row_key}, {old}, {new} FROM journal_moment m"

    begin = f"CREATE TRIGGER mcu_{name}"
    whole = "json_object(" + ", ".join(f"'{column}', OLD.{column}" for column in columns) + ")"
    yield f"{begin}_added AFTER INSERT ON {name} BEGIN {note('NEW', 'I', 'NULL', 'NULL')}; END"
    gone = whole if kept is Kept.VALUES else "NULL"
    yield f"{begin}_gone AFTER DELETE ON {name} BEGIN {note('OLD', 'D', gone, 'NULL')}; END"
    differs = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    pairs = " UNION ALL ".join(f"SELECT '{column}' n, OLD.{column} o, NEW.{column} w" for column in columns)
    old, new = "NULL", "NULL"
    if kept is Kept.VALUES:
        old, new = (f"(SELECT json_group_object(n, {side}) FROM ({pairs}) WHERE o IS NOT w)" for side in "ow")
    elif kept is Kept.DIGESTS:
        new = f"(SELECT json_group_array(n) FROM ({pairs}) WHERE o IS NOT w)"
    yield f"{begin}_changed AFTER UPDATE ON {name} WHEN {differs} BEGIN {note('NEW', 'U', old, new)}; END"
