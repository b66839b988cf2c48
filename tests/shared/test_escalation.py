"""Ways by which a login has tried to become more than it is, in this program's prototypes and in known clients."""

from typing import Any

import psycopg
import pytest

from tests.shared.conftest import WALL, WORD, Town

_VERIFIER = "SCRAM-SHA-256$4096:YQ==$YQ==:YQ=="
ATTEMPTS = (
    # Other people's roles, and roles of the server.
    "SET ROLE mcu_owner",
    "SET ROLE mcu_journal",
    "SET ROLE mcu_rolemaker",
    "SET ROLE postgres",
    "SET ROLE shuvalov",
    "SET SESSION AUTHORIZATION postgres",
    "SET SESSION AUTHORIZATION shuvalov",
    "SET session_replication_role = replica",
    "SET is_superuser = on",
    "GRANT mcu_administrator TO ermolenko",
    "GRANT mcu_owner TO ermolenko",
    "GRANT pg_execute_server_program TO ermolenko",
    "GRANT pg_read_all_data TO ermolenko",
    "ALTER ROLE ermolenko SUPERUSER",
    "ALTER ROLE ermolenko CREATEROLE",
    "ALTER ROLE ermolenko BYPASSRLS",
    "ALTER ROLE shuvalov PASSWORD 'другой пароль'",
    "CREATE ROLE evil LOGIN",
    "DROP ROLE galkina",
    "ALTER GROUP mcu_head ADD USER ermolenko",
    # Functions that only the owners may call.
    f"SELECT mcu.set_login('evil', '{_VERIFIER}')",
    f"SELECT mcu.set_login('shuvalov', '{_VERIFIER}')",
    "SELECT mcu.follow_groups('ermolenko', ARRAY['mcu_administrator', 'mcu_staff'])",
    "SELECT mcu.follow_roster(false)",
    f"SELECT mcu.make_account('evil', NULL, '{_VERIFIER}')",
    f"SELECT mcu.reset_account('shuvalov', '{_VERIFIER}')",
    "SELECT mcu.lock_account('shuvalov', true)",
    "SELECT mcu.note_seen(ARRAY[1])",
    "SELECT * FROM mcu.held_groups()",
    "SELECT * FROM mcu.wanted_rights()",
    # Tables behind the functions.
    "INSERT INTO mcu.rights VALUES ('ermolenko', 1, 'administrator', NULL, NULL)",
    "UPDATE mcu.rights SET role = 'administrator'",
    "INSERT INTO mcu.deeds VALUES ('block_head', 'edit_roster', 'all')",
    "INSERT INTO mcu.handed_over VALUES ('ermolenko', txid_current(), 1)",
    "INSERT INTO mcu.made_logins VALUES ('postgres')",
    "UPDATE mcu.horizon SET last_id = 0",
    "SELECT * FROM mcu.rights",
    "SELECT * FROM mcu.sights",
    "UPDATE mcu.sights SET blocks = '{1,2,3,4,5,6,7,8,9}'",
    "UPDATE mcu.own_sight SET blocks = '{1,2,3,4,5,6,7,8,9}'",
    "INSERT INTO mcu.own_sight VALUES ('{1,2,3,4,5,6,7,8,9}')",
    # The journal, and what guards the tables.
    "INSERT INTO row_changes SELECT * FROM row_changes LIMIT 1",
    "INSERT INTO row_changes (at, deed, login, address, program) VALUES (now(), 1, 'shuvalov', '', '')",
    "UPDATE row_changes SET login = 'shuvalov'",
    "TRUNCATE row_changes",
    "DELETE FROM seals",
    "DELETE FROM performed_deeds",
    "ALTER TABLE row_changes DISABLE TRIGGER ALL",
    "ALTER TABLE cases DISABLE TRIGGER mcu_guard",
    "ALTER TABLE cases DISABLE ROW LEVEL SECURITY",
    "DROP TRIGGER mcu_guard ON cases",
    "DROP POLICY mcu_narrow ON cases",
    "CREATE POLICY mine ON cases USING (true)",
    "TRUNCATE cases CASCADE",
    "LOCK TABLE cases IN ACCESS EXCLUSIVE MODE",
    "ALTER TABLE cases OWNER TO ermolenko",
    "GRANT ALL ON cases TO ermolenko",
    "CREATE RULE r AS ON UPDATE TO cases DO INSTEAD NOTHING",
    # Things of one's own, to put in the way of functions.
    "CREATE TEMP TABLE accounts (login text)",
    "CREATE TABLE public.rights (login text)",
    "CREATE SCHEMA evil",
    "CREATE FUNCTION public.evil() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION pg_temp.evil() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION mcu.may(text[]) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)",
    "DO 'BEGIN END'",
    "CREATE VIEW v AS SELECT 1",
    "CREATE TRIGGER t BEFORE UPDATE ON cases FOR EACH ROW EXECUTE FUNCTION mcu.note_row()",
    "CREATE EXTENSION dblink",
    "CREATE LANGUAGE plperlu",
    # The server's files, disk, locks, sessions and secrets.
    "COPY (SELECT 1) TO PROGRAM 'id'",
    "COPY cases TO '/tmp/evil'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')",
    "SELECT lo_create(0)",
    "SELECT lo_import('/etc/passwd')",
    "SELECT pg_advisory_lock(1663)",
    "SELECT pg_try_advisory_xact_lock(1662)",
    "SELECT pg_reload_conf()",
    "ALTER SYSTEM SET log_statement = 'none'",
    "SELECT * FROM pg_authid",
    "SELECT passwd FROM pg_shadow",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres' AND pid <> pg_backend_pid()",
    "CREATE DATABASE evil",
    "DROP DATABASE town",
    "SELECT * FROM citizens",
    "COPY citizens TO STDOUT",
)
# What raises nothing but must change nothing: rows of others do not exist.
SILENT = (
    "UPDATE saved_views SET person_id = 1 WHERE person_id IS NOT NULL",
    "DELETE FROM done_deeds",
    "SELECT * FROM performed_deeds WHERE login <> session_user::text",
    "SELECT * FROM settings WHERE code LIKE 'lock:%'",
    "SELECT * FROM alert_marks WHERE person_id <> mcu.my_person()",
)


def test_there_are_enough_attempts() -> None:
    assert len(ATTEMPTS) >= 60


@pytest.mark.parametrize("login", ["ermolenko", "sharapova", WALL])
def test_no_attempt_succeeds(town: Town, login: str) -> None:
    with town.line(login) as line:
        assert [sql for sql in ATTEMPTS if _goes_through(line, sql)] == []


def test_no_attempt_of_an_administrator_succeeds(town: Town) -> None:
    """The server is not the administrator's, who gives logins and changes the own password."""
    own = ("mcu.lock_account", "_account('evil'", "SET ROLE shuvalov", "AUTHORIZATION shuvalov", "ROLE shuvalov PASS",
           "mcu.reset_account")  # fmt: skip
    with town.line("shuvalov") as line:
        tried = [sql for sql in ATTEMPTS if not any(part in sql for part in own)]
        assert [sql for sql in tried if _goes_through(line, sql)] == []


def test_what_is_not_ours_does_not_exist(town: Town) -> None:
    with town.line("ermolenko") as line:
        for sql in SILENT:
            assert not _goes_through(line, sql), sql


def test_other_databases_are_closed(town: Town) -> None:
    for database in ("postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(town.server.address(database, login="ermolenko", password=WORD))


def test_a_person_cannot_be_another_by_a_setting(town: Town) -> None:
    with town.line("ermolenko") as line:
        for name in ("app.login", "mcu.login", "application_name"):
            line.execute(f"SET {name} = 'shuvalov'".encode())
        assert not _goes_through(line, "UPDATE time_limits SET amount = 1")
        [name] = line.execute(b"SELECT mcu.my_name()").fetchone() or ("",)
        assert name.startswith("Ермоленко")


def test_history_cannot_be_written_under_another_name(town: Town) -> None:
    case_id = town.ids["education/phone/open"]
    with psycopg.connect(town.server.address(town.database, login="ermolenko", password=WORD)) as line:
        made = line.execute(
            "INSERT INTO case_events (case_id, at, actor, summary, changes) VALUES (%s, now(), 'Шувалов', 'X', '[]')"
            " RETURNING actor",
            (case_id,),
        ).fetchone()
        line.rollback()
    assert made is not None
    assert made[0].startswith("Ермоленко")


def test_undo_proves_nothing_by_a_snapshot_of_one_s_own(town: Town) -> None:
    """Who has not closed a case does not re-open it by a forged deed and snapshot."""
    case_id = town.ids["education/phone/closed"]
    with psycopg.connect(town.server.address(town.database, login="ermolenko", password=WORD)) as line:
        line.execute("INSERT INTO done_deeds (at, person_id, actor, summary) VALUES (now(), mcu.my_person(), '', 'X')")
        line.execute(
            'INSERT INTO cases_before SELECT max(id), %s, 1, \'{"case": {"closed_at": null}}\' FROM done_deeds',
            (case_id,),
        )
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            line.execute("UPDATE cases SET closed_at = NULL WHERE id = %s", (case_id,))


def _goes_through(line: "psycopg.Connection[Any]", sql: str) -> bool:
    """Return whether a statement has done or shown anything."""
    try:
        cursor = line.execute(sql.encode())
    except psycopg.Error:
        return False
    if sql.startswith(("SET ", "GRANT ", "ALTER ", "CREATE ", "DROP ", "DO ", "LOCK ", "COPY ", "TRUNCATE ")):
        return not _only_warned(line, sql)
    return cursor.rowcount > 0


def _only_warned(line: "psycopg.Connection[Any]", sql: str) -> bool:
    """Some statements warn and do nothing, as a grant of what one does not own."""
    if sql == "GRANT ALL ON cases TO ermolenko":
        [may] = line.execute(b"SELECT has_table_privilege('ermolenko', 'cases', 'DELETE')").fetchone() or (True,)
        return not may
    return False
