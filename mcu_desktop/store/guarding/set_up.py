"""Setting a shared store up: roles, owners, rights, policies, guards; the same again changes nothing."""

from collections.abc import Iterator

from sqlalchemy import Connection

from mcu_desktop.store.guarding import accounts, doors, grants, guards, hardening, rights
from mcu_desktop.store.guarding.journal import install, is_whole, remove_triggers, run
from mcu_desktop.store.guarding.names import OWNER, ROLE_MAKER
from mcu_desktop.store.guarding.postgres_journal import postgres_journal
from mcu_desktop.store.summaries import fold_function


def set_up(connection: Connection) -> None:
    """Let the store hold the rights of the decree from now on; the tables are those of the program's schema."""
    run(connection, tuple(hardening.roles()))
    if not is_whole(connection):  # what has happened meanwhile the journal does not know: it begins anew
        remove_triggers(connection)
        install(connection)
    run(connection, tuple(_statements()))
    run(connection, tuple(f"DROP FUNCTION {name}" for name in _of_older_program(connection)))
    database = str(connection.exec_driver_sql("SELECT current_database()").scalar_one())
    version = int(connection.exec_driver_sql("SELECT current_setting('server_version_num')").scalar_one())
    run(connection, tuple(hardening.closing(database, version)))
    run(connection, ("SELECT mcu.follow_roster(false)",))


def function_bodies() -> frozenset[str]:
    """Return the bodies of all functions that rights and journal are made of, as the server has them."""
    made = (*postgres_journal(), *_statements(), fold_function())
    return frozenset(body for statement in made for body in statement.split("$$")[1::2])


def _of_older_program(connection: Connection) -> list[str]:
    """Return the functions that were left by another program: nobody calls them any more, and some might still be."""
    found = connection.exec_driver_sql(
        "SELECT p.oid::regprocedure::text, p.prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname = 'mcu'"
    )
    known = function_bodies()
    return [name for name, body in found if body not in known]


def _statements() -> Iterator[str]:
    yield from rights.rights_functions()
    yield from doors.doors()
    yield from guards.guards()
    yield from accounts.role_maker_functions()
    yield from accounts.account_functions()
    yield from grants.owners()
    yield from hardening.inner_tables()
    yield from grants.grants()
    yield from grants.policies()
    yield from hardening.functions()
    # A login that was made by this program before, as after a restore into another server, stays its own.
    yield (
        "DO $do$ DECLARE m record; BEGIN FOR m IN SELECT l.login FROM mcu.made_logins l"
        f" JOIN pg_roles r ON r.rolname = l.login LOOP EXECUTE format('GRANT %I TO {ROLE_MAKER} WITH ADMIN OPTION',"
        " m.login); END LOOP; END $do$"
    )
    yield f"ALTER SCHEMA mcu OWNER TO {OWNER}"
