"""What PostgreSQL leaves open to everybody, closed: connecting elsewhere, temporary tables, large objects, locks."""

from collections.abc import Iterator

from mcu_desktop.store.guarding.names import (
    ALL_GROUPS,
    GROUPS,
    JOURNAL,
    OWNER,
    OWNERS,
    ROLE_MAKER,
    STAFF,
    WALL,
    literal,
    quoted,
)
from mcu_desktop.store.guarding.tables import TABLES, Kept
from mcu_desktop.store.reading import Reader

# Functions of the owner that people call, and those of the journal that any open program calls.
_FOR_ALL = ("my_blocks()", "my_person()", "my_name()", "my_handed_over()")
_FOR_STAFF = (
    "may_at(text[], integer, integer)",
    "may(text[])",
    "may_case(text[], integer)",
    "taking_in()",
    "born_now(integer)",
    "is_example(integer)",
    "is_mine(integer)",
    "is_attached(text)",
    "puts_back(text, text, jsonb, jsonb, text[])",
    "added_today(text, text)",
    "refuse(text)",
    "look(integer[])",
    "see_citizens(integer[])",
    "working_logins()",
    "found_cases(text, boolean, integer)",
    "hand_over(integer, integer, text)",
    "fold_counts(integer)",
    "make_account(text, integer, text)",
    "reset_account(text, text)",
    "lock_account(text, boolean)",
    "change_own_password(text)",
)
_FOR_PROGRAMS = ("mark_horizon()", "make_seals()", "follow_day()", "forget_answers()", "forget_undo()", "end_frozen()")
OF_JOURNAL = ("note_row()", "note_seen(integer[])", "mark_horizon()", "make_seals()")
OF_ROLE_MAKER = ("set_login(text, text)", "follow_groups(text, text[])", "held_groups()", "end_frozen()")
CALLED = (*_FOR_ALL, *_FOR_STAFF, *_FOR_PROGRAMS)  # by the program and by policies
SIGHT = ("own_sight", STAFF, "SELECT")  # the one right that anybody has on what stands behind the functions
# Whoever logs all statements, or the row that an error is about, would log what citizens are called; whoever sorts
# without end would fill the disk.
SETTINGS = (
    "log_statement = 'none'",
    "log_min_duration_statement = -1",
    "log_error_verbosity = 'terse'",
    "temp_file_limit = '4GB'",
)
_VERSION_13 = 130_000
_QUIET_SINCE_13 = ("log_parameter_max_length = 0", "log_parameter_max_length_on_error = 0")
# What any login could fill a disk or hold the others up with.
CLOSED = (
    "p.proname LIKE 'lo\\_%' OR p.proname IN ('loread', 'lowrite', 'lo_import', 'lo_export')"
    " OR p.proname LIKE 'pg%advisory%' OR p.proname = 'pg_logical_emit_message'"
)


def lacks_functions(reader: Reader) -> bool:
    """Return whether a store that holds the rights lacks a function which this program calls: it is of an older one."""
    rows = reader.rows(
        "SELECT p.proname || '(' || oidvectortypes(p.proargtypes) || ')' FROM pg_catalog.pg_proc p"
        " JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'mcu'"
    )
    found = {row[0] for row in rows}
    return found.issuperset(OF_ROLE_MAKER[:1]) and not found.issuperset(CALLED)


def roles() -> Iterator[str]:
    """Yield what makes the owners and the groups where they are not there yet; nobody logs in as any of them."""
    for role in (*OWNERS, *ALL_GROUPS):
        more = " CREATEROLE" if role == ROLE_MAKER else " NOCREATEROLE"
        rights = f"NOLOGIN NOSUPERUSER NOCREATEDB NOREPLICATION NOBYPASSRLS{more}"
        yield (
            f"DO $do$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {literal(role)}) THEN"
            f" CREATE ROLE {role} {rights}; ELSE ALTER ROLE {role} {rights}; END IF; END $do$"
        )
    for group in ALL_GROUPS:
        yield f"GRANT {group} TO {ROLE_MAKER} WITH ADMIN OPTION"
    yield f"GRANT pg_signal_backend, pg_read_all_stats TO {ROLE_MAKER}"


def closing(database: str, version: int) -> Iterator[str]:
    """Yield what closes a database to everybody but its people; version as PostgreSQL counts, 150000 is 15."""
    name = quoted(database)
    yield f"REVOKE ALL ON DATABASE {name} FROM PUBLIC"
    yield f"GRANT CONNECT ON DATABASE {name} TO {STAFF}, {WALL}"
    for setting in SETTINGS if version < _VERSION_13 else (*SETTINGS, *_QUIET_SINCE_13):
        yield f"ALTER DATABASE {name} SET {setting}"
    yield "REVOKE CONNECT, TEMP ON DATABASE postgres, template1 FROM PUBLIC"
    yield "REVOKE ALL ON SCHEMA public FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA public TO {', '.join((STAFF, WALL, *OWNERS))}"
    yield "REVOKE ALL ON SCHEMA mcu FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA mcu TO {', '.join((STAFF, WALL, *OWNERS))}"
    yield "REVOKE USAGE ON LANGUAGE plpgsql, sql FROM PUBLIC"
    yield f"GRANT USAGE ON LANGUAGE plpgsql, sql TO {', '.join(OWNERS)}"
    yield (
        "DO $do$ DECLARE f record; BEGIN FOR f IN SELECT p.oid::regprocedure AS name FROM pg_proc p"
        f" JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'pg_catalog' AND ({CLOSED}) LOOP"
        " EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f.name); END LOOP; END $do$"
    )
    # The owner's own functions take turns by them.
    yield f"GRANT EXECUTE ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(bigint) TO {OWNER}"


def functions() -> Iterator[str]:
    """Yield whose the functions are and who may call them; nobody else may, the owners included."""
    yield (
        "DO $do$ DECLARE f record; BEGIN FOR f IN SELECT p.oid::regprocedure AS name FROM pg_proc p"
        " JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'mcu' LOOP"
        f" EXECUTE format('ALTER FUNCTION %s OWNER TO {OWNER}', f.name);"
        " EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name); END LOOP; END $do$"
    )
    # The functions of migrations write what nobody else may: the counts of what has changed.
    yield (
        "DO $do$ DECLARE f record; BEGIN FOR f IN SELECT p.oid::regprocedure AS name FROM pg_proc p"
        " JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public' LOOP"
        f" EXECUTE format('ALTER FUNCTION %s OWNER TO {OWNER}', f.name);"
        " EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name); END LOOP; END $do$"
    )
    added = tuple(f"note_added_{name}()" for name, table in TABLES.items() if table.kept is not Kept.NOTHING)
    for owner, known in ((JOURNAL, (*OF_JOURNAL, *added)), (ROLE_MAKER, OF_ROLE_MAKER)):
        for function in known:
            yield f"ALTER FUNCTION mcu.{function} OWNER TO {owner}"
            yield f"GRANT EXECUTE ON FUNCTION mcu.{function} TO {OWNER}"
    for function in _FOR_ALL:
        yield f"GRANT EXECUTE ON FUNCTION mcu.{function} TO {STAFF}, {WALL}"
    for function in _FOR_STAFF:
        yield f"GRANT EXECUTE ON FUNCTION mcu.{function} TO {STAFF}"
    for function in _FOR_PROGRAMS:
        yield f"GRANT EXECUTE ON FUNCTION mcu.{function} TO {STAFF}, {WALL}"
    for role in OWNERS:
        yield f"ALTER DEFAULT PRIVILEGES FOR ROLE {role} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC"


def inner_tables() -> Iterator[str]:
    """Yield whose the tables behind the functions are."""
    for name in ("rights", "sights", "own_sight", "deeds", "turn", "handed_over"):
        yield f"ALTER TABLE mcu.{name} OWNER TO {OWNER}"
    yield f"ALTER TABLE mcu.horizon OWNER TO {JOURNAL}"
    yield f"ALTER TABLE mcu.made_logins OWNER TO {ROLE_MAKER}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA mcu FROM PUBLIC, {', '.join(ALL_GROUPS)}"
    name, group, right = SIGHT
    yield f"GRANT {right} ON mcu.{name} TO {group}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {STAFF}"
    yield f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {JOURNAL}"
    yield f"REVOKE USAGE ON SEQUENCE public.row_changes_id_seq FROM {', '.join((STAFF, *GROUPS.values()))}"
