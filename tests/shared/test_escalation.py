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
    # Round about: other ways to read, to write, to stay, to fill the disk.
    "TABLE citizens",
    "SELECT query_to_xml('SELECT * FROM citizens', true, true, '')",
    "SELECT table_to_xml('citizens', true, true, '')",
    "SELECT * FROM ts_stat('SELECT to_tsvector(name) FROM citizens')",
    "SELECT * FROM pg_stats WHERE schemaname = 'public' AND tablename IN ('cases', 'citizens')",
    "SELECT * FROM pg_stats_ext",
    "SELECT * FROM pg_statistic",
    "SELECT 1 FROM pg_stat_activity WHERE usename <> session_user AND query NOT LIKE '<%'",
    "SELECT pg_export_snapshot() FROM citizens",
    "EXPLAIN ANALYZE SELECT * FROM citizens",
    "DECLARE c CURSOR WITH HOLD FOR SELECT * FROM citizens",
    "SELECT last_value FROM cases_id_seq",
    "SELECT setval('cases_id_seq', 1)",
    "SELECT nextval('row_changes_id_seq')",
    "ALTER SEQUENCE cases_id_seq RESTART",
    "SELECT pg_logical_emit_message(false, 'x', repeat('a', 1000))",
    "SELECT pg_create_logical_replication_slot('x', 'test_decoding')",
    "SELECT pg_switch_wal()",
    "SELECT pg_stat_reset()",
    "SELECT pg_stat_file('base')",
    "SELECT pg_current_logfile()",
    "SELECT current_setting('data_directory')",
    "SET temp_file_limit = -1",
    "SET log_min_messages = fatal",
    "SET log_statement = 'all'",
    "SET session_preload_libraries = 'x'",
    "LOAD 'dblink'",
    "PREPARE TRANSACTION 'x'",
    "CREATE TYPE public.evil AS (a int)",
    "CREATE DOMAIN public.evil AS int",
    "CREATE AGGREGATE public.max (text) (SFUNC = textcat, STYPE = text)",
    "CREATE CAST (text AS integer) WITH INOUT AS IMPLICIT",
    "CREATE PUBLICATION evil",
    "CREATE SERVER evil FOREIGN DATA WRAPPER postgres_fdw",
    "CREATE STATISTICS s ON gist, street FROM cases",
    "CREATE EVENT TRIGGER t ON ddl_command_start EXECUTE FUNCTION mcu.note_row()",
    "REASSIGN OWNED BY mcu_owner TO CURRENT_USER",
    "COMMENT ON TABLE cases IS 'x'",
    "ALTER ROLE CURRENT_USER CONNECTION LIMIT 100",
    "ALTER ROLE CURRENT_USER VALID UNTIL 'infinity'",
    "ALTER DEFAULT PRIVILEGES FOR ROLE mcu_owner GRANT ALL ON TABLES TO PUBLIC",
    "ALTER FUNCTION mcu.may(text[]) RESET search_path",
    "ALTER DATABASE town SET log_statement = 'all'",
    "COPY case_tags FROM '/etc/passwd'",
    "SELECT lo_from_bytea(0, 'x')",
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


def test_a_look_is_noted_though_its_transaction_is_taken_back(town: Town) -> None:
    """What a transaction has noted it could take back: it sees nothing by that, nor by a part of it."""
    case_id = town.ids["education/phone/open"]
    see = f"SELECT name FROM mcu.see_citizens(ARRAY[{case_id}])"
    looks = "SELECT count(*) FROM row_changes WHERE operation = 'S' AND login = 'galkina'"
    with town.line() as owner:  # nobody else has looked at this one meanwhile
        owner.execute(b"UPDATE cases SET sector_block_id = (SELECT block_id FROM mcu.rights WHERE login = 'galkina')"
                      b" WHERE id = %s", (case_id,))  # fmt: skip
    try:
        before = town.value(looks)
        with psycopg.connect(town.server.address(town.database, login="galkina", password=WORD)) as line:
            for part in ("", "SAVEPOINT part"):
                line.execute(f"{part or 'SELECT 1'}".encode())
                line.execute(f"SELECT mcu.look(ARRAY[{case_id}])".encode())
                if part:
                    line.execute(b"RELEASE part")
                with pytest.raises(psycopg.errors.InsufficientPrivilege, match="noted before"):
                    line.execute(see.encode())
                line.rollback()
        assert town.value(looks) == before, "Taken back, and nothing was seen"
        with town.line("galkina") as line:
            line.execute(f"SELECT mcu.look(ARRAY[{case_id}])".encode())
            with line.transaction(force_rollback=True):
                assert line.execute(see.encode()).fetchall() == [("Канарейкин Кенар Кенарович",)]
        assert town.value(looks) == before + 1
    finally:
        with town.line() as owner:
            owner.execute(b"UPDATE cases SET sector_block_id = (SELECT block_id FROM mcu.rights WHERE login ="
                          b" 'ermolenko') WHERE id = %s", (case_id,))  # fmt: skip


def test_who_seals_in_a_transaction_left_open_holds_no_writer_up(town: Town) -> None:
    more, less = (b"UPDATE alert_steps SET amount = amount %s WHERE id = 1" % by for by in (b"+ 1", b"- 1"))
    with town.line() as owner:
        owner.execute(more)
    with psycopg.connect(town.server.address(town.database, login=WALL, password=WORD)) as sealing:
        assert (sealing.execute(b"SELECT mcu.mark_horizon()").fetchone() or (0,))[0] > 0
        with town.line("vasileva") as line:
            line.execute(b"SET lock_timeout = '2s'")
            line.execute(less)
        sealing.rollback()


def test_numbers_that_the_store_has_yet_to_give_are_not_taken(town: Town) -> None:
    """Whoever got the next ones would be refused, and a counter that was put back gives numbers twice."""
    case_id = town.ids["education/phone/open"]
    event = "INSERT INTO case_events ({} case_id, at, actor, summary, changes) VALUES ({} %s, now(), '', 'X', '[]')"
    with psycopg.connect(town.server.address(town.database, login="ermolenko", password=WORD)) as line:
        line.execute(event.format("", "").encode(), (case_id,))
        last = line.execute(b"SELECT currval('case_events_id_seq')").fetchone() or (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="numbers itself"):
            line.execute(event.format("id,", f"{last[0] + 1},").encode(), (case_id,))
        line.rollback()
    for assigned in ("last = 1", "last = last + 1", "last = 2147483647", "year = 2001", "last = last"):
        with psycopg.connect(town.server.address(town.database, login="yancen", password=WORD)) as line:
            line.execute(f"UPDATE number_counters SET {assigned}".encode())
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="number_counters"):
                line.commit()


def test_bytes_lie_under_no_other_file_s_hash(town: Town) -> None:
    """Whoever attaches that file later would have kept these."""
    with town.line("ermolenko") as line, pytest.raises(psycopg.errors.InsufficientPrivilege, match="content"):
        line.execute(b"INSERT INTO attachment_contents VALUES (repeat('a', 64), 4, 'evil')")


def test_the_journal_s_words_are_not_the_client_s_to_choose(town: Town) -> None:
    case_id = town.ids["education/phone/open"]
    with psycopg.connect(town.server.address(town.database, login="ermolenko", password=WORD)) as line:
        line.execute(b"SET timezone = 'Asia/Tokyo'; SET datestyle = 'German'; SET bytea_output = 'escape'")
        line.execute(b"UPDATE cases SET interim_answered_at = '2026-01-02 03:04:05+09' WHERE id = %s", (case_id,))
        line.execute(b"UPDATE cases SET interim_answered_at = NULL WHERE id = %s", (case_id,))
        line.commit()
    kept = "SELECT old FROM row_changes WHERE table_name = 'cases' AND login = 'ermolenko' ORDER BY id DESC LIMIT 1"
    assert town.value(kept) == '{"interim_answered_at": "2026-01-01T18:04:05+00:00"}'


def test_errors_and_plans_tell_nothing_of_others_rows(town: Town) -> None:
    """The message of a failed cast has the value in it: it may fail on one's own rows alone."""
    foreign = town.ids["utilities/phone/open"]
    with town.line() as owner:
        owner.execute(b"UPDATE cases SET gist = 'TAIL-CANARY' WHERE id = %s", (foreign,))
    asked = (
        "SELECT * FROM cases WHERE gist = 'TAIL-CANARY' AND gist::integer = 1",
        "SELECT * FROM cases WHERE 1 / (id - %s) > 0",
        "SELECT * FROM case_texts WHERE xmlparse(DOCUMENT received_text) IS NOT NULL AND case_id = %s",
        "SELECT to_tsquery(gist) FROM cases WHERE id = %s",
        "EXPLAIN (ANALYZE, VERBOSE) SELECT gist FROM cases WHERE id = %s",
        "INSERT INTO case_tags VALUES (%s, 'метка')",
        "INSERT INTO case_texts VALUES (%s, '', '', '')",
    )
    with town.line("ermolenko") as line:
        for sql in asked:
            try:
                said = str(line.execute(sql.encode(), (foreign,) if "%s" in sql else None).fetchall())
            except psycopg.errors.InsufficientPrivilege as error:
                said = str(error)
            assert "CANARY" not in said, sql
    with town.line() as owner:
        owner.execute(b"UPDATE cases SET gist = '' WHERE id = %s", (foreign,))


def test_history_is_written_neither_for_the_past_nor_for_the_future(town: Town) -> None:
    case_id = town.ids["education/phone/open"]
    lines = (
        "INSERT INTO case_events (case_id, at, actor, summary, changes) VALUES (%(case)s, {}, '', 'X', '[]')",
        "INSERT INTO case_comments (case_id, at, actor, text) VALUES (%(case)s, {}, '', 'X')",
        "INSERT INTO journal (at, actor, summary) VALUES ({}, '', 'X')",
    )
    with psycopg.connect(town.server.address(town.database, login="ermolenko", password=WORD)) as line:
        for sql in lines:
            line.execute(sql.format("now() - interval '1 hour'").encode(), {"case": case_id})
            for moment in ("'2020-01-01'", "now() + interval '2 days'"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege, match=": at"), line.transaction():
                    line.execute(sql.format(moment).encode(), {"case": case_id})
        line.rollback()


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
