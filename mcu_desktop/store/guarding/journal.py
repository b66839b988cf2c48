"""The journal of changed rows, installed in every store: triggers write it, whoever the writer is."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection

from mcu_desktop.store.guarding.doors import doors
from mcu_desktop.store.guarding.postgres_journal import postgres_journal
from mcu_desktop.store.guarding.rights import rights_functions
from mcu_desktop.store.guarding.sqlite_journal import SEEN, SQLITE_NOW, sqlite_journal
from mcu_desktop.store.guarding.tables import TABLES, Kept
from mcu_desktop.store.summaries import fold_function

_LOOK = "SELECT mcu.look(CAST(%s AS integer[]))"
JOURNAL_TRIGGERS = ("mcu_journal", "mcu_journal_added")
_TRIGGERS = ("added", "gone", "changed")


def run(connection: Connection, statements: Iterator[str] | tuple[str, ...]) -> None:
    """Run statements as they stand: a percent sign in them is a percent sign."""
    cursor = connection.connection.cursor()
    for statement in statements:
        cursor.execute(statement)
    cursor.close()


def remove_triggers(connection: Connection) -> None:
    """Take the triggers of the journal away, so that tables can be changed or filled with what another store wrote."""
    run(connection, tuple(f"DROP TRIGGER IF EXISTS {what}" for what in _names(connection.dialect.name)))


def install(connection: Connection) -> None:
    """Make the triggers on the tables as they are now, and note how many rows each table begins with."""
    from mcu_desktop.models import Base

    if connection.dialect.name == "sqlite":
        columns = {name: [column.name for column in table.columns] for name, table in Base.metadata.tables.items()}
        run(connection, sqlite_journal(columns))
    else:
        run(connection, (*postgres_journal(), *rights_functions(), *doors(), fold_function()))
    now = SQLITE_NOW if connection.dialect.name == "sqlite" else "CURRENT_TIMESTAMP"
    run(connection, tuple(_beginning(name, now) for name in _kept_tables()))


def is_whole(connection: Connection) -> bool:
    """Return whether a shared store has all triggers of the journal, switched on."""
    wanted = 2 * len(_kept_tables()) + 2
    rows = connection.exec_driver_sql(
        "SELECT count(*) FROM pg_trigger WHERE tgenabled = 'O'"
        " AND tgname IN ('mcu_journal', 'mcu_journal_added', 'mcu_only_added')"
    )
    return bool(rows.scalar_one() == wanted)


@contextmanager
def numbered_deed(connection: Connection) -> Iterator[None]:
    """Let the next deed of an embedded store be another one, if this one changes anything; a shared one counts itself.

    Who reads alone leaves the file as it was.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    before = driver.total_changes if driver is not None else 0
    yield
    known = "SELECT 1 FROM sqlite_master WHERE name = 'journal_moment'"
    if driver is not None and driver.total_changes > before and connection.exec_driver_sql(known).first() is not None:
        connection.exec_driver_sql("UPDATE journal_moment SET deed = deed + 1, login = ''")


def sign_deed(connection: Connection, login: str) -> None:
    """Say who does the deed that has begun."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("UPDATE journal_moment SET login = ?", (login,))


def note_seen_rows(connection: Connection, case_ids: Sequence[int]) -> None:
    """Note a look at citizens. A shared store shows nothing before its line stands, whatever becomes of this deed."""
    if connection.dialect.name == "sqlite":
        if case_ids:
            connection.exec_driver_sql(SEEN, [(case_id,) for case_id in case_ids])
        return
    with connection.engine.begin() as beside:
        beside.exec_driver_sql(_LOOK, (list(case_ids),))


def _kept_tables() -> list[str]:
    return [name for name, table in TABLES.items() if table.kept is not Kept.NOTHING]


def _names(dialect: str) -> Iterator[str]:
    if dialect == "sqlite":
        yield from (f"mcu_{name}_{event}" for name in _kept_tables() for event in _TRIGGERS)
        yield from (f"mcu_{name}_{event}" for name in ("row_changes", "seals") for event in ("update", "delete"))
        return
    yield from (f"{trigger} ON public.{name}" for name in _kept_tables() for trigger in JOURNAL_TRIGGERS)
    yield from (f"mcu_only_added ON public.{name}" for name in ("row_changes", "seals"))


def _beginning(name: str, now: str) -> str:
    """Return the line from which the rows of a table are counted: what was there when its triggers were made."""
    return (
        "INSERT INTO row_changes (at, deed, login, address, program, operation, table_name, row_key)"
        f" SELECT {now}, 0, '', '', 'mcu-desktop', 'B', '{name}', count(*) FROM {name}"
    )
