"""Logins of a shared store: made from the roster by functions, so that no person needs the right to make roles.

`set_login` and `follow_groups` belong to the one role that may make roles; only the functions of the owner call them.
"""

from collections.abc import Iterator

from mcu_desktop.rules.permissions import PERMISSIONS
from mcu_desktop.store.guarding.names import ALL_GROUPS, GROUPS, STAFF, WALL, WIDE, is_narrow, literal
from mcu_desktop.store.guarding.postgres_journal import SAFE
from mcu_desktop.store.guarding.refusals import LAST_ADMINISTRATOR

LOGIN_PATTERN = "^[a-z][a-z0-9_.]{1,40}$"
RESERVED_PATTERN = "^(pg_|mcu_|postgres$|public$|none$)"
_VERIFIER = "^SCRAM-SHA-256\\$[0-9]+:[A-Za-z0-9+/=]+\\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$"
_NOT_ALLOWED = "USING ERRCODE = 'insufficient_privilege'"
_GROUP_ARRAY = "ARRAY[" + ", ".join(literal(group) for group in ALL_GROUPS) + "]"
LONGEST_HOURS = 1  # of a transaction: sorting and listing a year of cases is far below
FROZEN_SECONDS = 60  # what a deed of a thousand cases takes on a slow computer is far below
_WIDE_ARRAY = "ARRAY[" + ", ".join(literal(group) for group in WIDE) + "]"
_NARROW_ROLES = "ARRAY[" + ", ".join(literal(role) for role in PERMISSIONS if is_narrow(role)) + "]"
_GROUP_OF_ROLE = " ".join(f"WHEN {literal(role)} THEN {literal(GROUPS[role])}" for role in PERMISSIONS)

_ROLE_MAKER = f"""
CREATE OR REPLACE FUNCTION mcu.set_login(login text, verifier text) RETURNS void LANGUAGE plpgsql {SAFE} AS $$
BEGIN
    IF login !~ {literal(LOGIN_PATTERN)} OR login ~ {literal(RESERVED_PATTERN)} THEN
        RAISE EXCEPTION 'not a login' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF verifier !~ {literal(_VERIFIER)} THEN
        RAISE EXCEPTION 'not a verifier' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF EXISTS (SELECT FROM mcu.made_logins m WHERE m.login = set_login.login) THEN
        EXECUTE format('ALTER ROLE %I PASSWORD %L', login, verifier);
        IF login <> session_user::text THEN  -- another one's, as when it is in wrong hands: they may be in
            PERFORM pg_terminate_backend(s.pid) FROM pg_stat_activity s WHERE s.usename = login;
        END IF;
        RETURN;
    END IF;
    IF EXISTS (SELECT FROM pg_roles r WHERE r.rolname = login) THEN
        RAISE EXCEPTION 'this role is not ours' USING ERRCODE = 'duplicate_object';
    END IF;
    EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS'
                   ' CONNECTION LIMIT 8 PASSWORD %L', login, verifier);
    INSERT INTO mcu.made_logins VALUES (login);
END $$;
CREATE OR REPLACE FUNCTION mcu.follow_groups(login text, wanted text[]) RETURNS void LANGUAGE plpgsql {SAFE} AS $$
DECLARE
    place text;
    held text[];
BEGIN
    IF NOT EXISTS (SELECT FROM mcu.made_logins m WHERE m.login = follow_groups.login) THEN
        RAISE EXCEPTION 'this role is not ours' {_NOT_ALLOWED};
    END IF;
    SELECT coalesce(array_agg(g.rolname::text), '{{}}') INTO held
    FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid JOIN pg_roles l ON l.oid = a.member
    WHERE l.rolname = login;
    FOREACH place IN ARRAY {_GROUP_ARRAY} LOOP
        IF place = ANY (wanted) AND place <> ALL (held) THEN
            EXECUTE format('GRANT %I TO %I', place, login);
        ELSIF place <> ALL (wanted) AND place = ANY (held) THEN
            EXECUTE format('REVOKE %I FROM %I', place, login);
        END IF;
    END LOOP;
    EXECUTE format('ALTER ROLE %I %s', login, CASE WHEN wanted = '{{}}' THEN 'NOLOGIN' ELSE 'LOGIN' END);
    -- Whoever sees no more of all cases would go on seeing them in an open transaction, as it was planned.
    IF wanted = '{{}}' OR (held && {_WIDE_ARRAY} AND NOT wanted && {_WIDE_ARRAY}) THEN
        PERFORM pg_terminate_backend(s.pid) FROM pg_stat_activity s
        WHERE s.usename = login AND s.pid <> pg_backend_pid();
    END IF;
END $$;
CREATE OR REPLACE FUNCTION mcu.held_groups() RETURNS TABLE (login text, groups text[]) LANGUAGE sql STABLE {SAFE} AS $$
    SELECT m.login, coalesce(array_agg(g.rolname::text ORDER BY g.rolname) FILTER (
        WHERE g.rolname = ANY ({_GROUP_ARRAY})), '{{}}')
    FROM mcu.made_logins m JOIN pg_roles l ON l.rolname = m.login
    LEFT JOIN pg_auth_members a ON a.member = l.oid LEFT JOIN pg_roles g ON g.oid = a.roleid GROUP BY m.login
$$"""


def end_frozen(seconds: int) -> str:
    """Return the function that ends sessions of people which have left a deed lying for so long, with its locks.

    The server's own limit does not see a deed on lent rows: the driver's Flush, sent after the answers were asked for,
    stops the clock. A hostile client switches that limit off, or is busy with nothing: no deed lasts an hour.
    """
    return f"""
CREATE OR REPLACE FUNCTION mcu.end_frozen() RETURNS integer LANGUAGE sql VOLATILE {SAFE} AS $$
    SELECT count(pg_terminate_backend(s.pid))::integer
    FROM pg_stat_activity s JOIN mcu.made_logins m ON m.login = s.usename
    WHERE s.datname = current_database() AND (s.xact_start < clock_timestamp() - interval '{LONGEST_HOURS} hours' OR (
        s.state LIKE 'idle in transaction%' AND s.state_change < clock_timestamp() - interval '{seconds} seconds'))
$$"""


# The edition in force today, the absences of today, each absent one passed over to the end of the chain of deputies.
_WANTED = f"""
CREATE OR REPLACE FUNCTION mcu.wanted_rights()
RETURNS TABLE (login text, person_id integer, role text, block_id integer, channel_id integer)
LANGUAGE sql VOLATILE {SAFE} AS $$
    WITH RECURSIVE today AS (
        SELECT (clock_timestamp() AT TIME ZONE (SELECT value FROM public.settings WHERE code = 'zone'))::date AS day
    ), held AS (
        SELECT e.person_id, g.role, g.sector_block_id, g.channel_id
        FROM public.roster_entries e JOIN public.roster_grants g ON g.entry_id = e.id
        WHERE e.person_id IS NOT NULL AND e.edition_id = (
            SELECT r.id FROM public.roster_editions r, today t WHERE r.valid_from <= t.day
            ORDER BY r.valid_from DESC LIMIT 1)
    ), away AS (
        SELECT DISTINCT ON (a.person_id) a.person_id, a.deputy_id FROM public.absences a, today t
        WHERE a.first_day <= t.day AND a.last_day >= t.day ORDER BY a.person_id, a.id DESC
    ), chain (holder, acting, passed) AS (
        SELECT DISTINCT h.person_id, h.person_id, ARRAY[h.person_id] FROM held h
        UNION ALL
        SELECT c.holder, a.deputy_id, c.passed || a.deputy_id FROM chain c JOIN away a ON a.person_id = c.acting
        WHERE a.deputy_id IS NOT NULL AND a.deputy_id <> ALL (c.passed)
    ), last_of_chain AS (
        SELECT DISTINCT ON (c.holder) c.holder, c.acting FROM chain c ORDER BY c.holder, cardinality(c.passed) DESC
    ), acting AS (
        SELECT h.person_id AS holder, h.person_id AS acting FROM held h
        UNION SELECT l.holder, l.acting FROM last_of_chain l
    )
    SELECT DISTINCT a.login::text, a.person_id, h.role::text, h.sector_block_id, h.channel_id
    FROM public.accounts a JOIN acting ON acting.acting = a.person_id JOIN held h ON h.person_id = acting.holder
    WHERE NOT a.locked
$$;
CREATE OR REPLACE FUNCTION mcu.wanted_groups() RETURNS TABLE (login text, groups text[])
LANGUAGE sql VOLATILE {SAFE} AS $$
    SELECT a.login::text, CASE
        WHEN a.person_id IS NULL AND NOT a.locked THEN ARRAY[{literal(WALL)}]
        WHEN count(r.role) = 0 THEN ARRAY[]::text[]
        ELSE (SELECT array_agg(g ORDER BY g) FROM (SELECT {literal(STAFF)} AS g UNION
              SELECT unnest(array_agg(CASE r.role {_GROUP_OF_ROLE} END))) found) END
    FROM public.accounts a LEFT JOIN mcu.rights r ON r.login = a.login
    GROUP BY a.login, a.person_id, a.locked
$$"""

_FOLLOW = f"""
CREATE OR REPLACE FUNCTION mcu.follow_roster(strictly boolean) RETURNS void LANGUAGE plpgsql {SAFE} AS $$
DECLARE
    had boolean;
    has boolean;
    changed record;
BEGIN
    UPDATE mcu.turn SET number = number + 1;
    had := EXISTS (SELECT FROM mcu.rights r WHERE r.role = 'administrator');
    has := EXISTS (SELECT FROM mcu.wanted_rights() w WHERE w.role = 'administrator');
    IF had AND NOT has AND strictly THEN
        RAISE EXCEPTION 'nobody would be left as an administrator' USING ERRCODE = {literal(LAST_ADMINISTRATOR)};
    END IF;
    DELETE FROM mcu.rights r WHERE (has OR r.role <> 'administrator') AND NOT EXISTS (
        SELECT FROM mcu.wanted_rights() w WHERE w.login = r.login AND w.role = r.role
            AND w.block_id IS NOT DISTINCT FROM r.block_id AND w.channel_id IS NOT DISTINCT FROM r.channel_id);
    INSERT INTO mcu.rights SELECT * FROM mcu.wanted_rights() EXCEPT SELECT * FROM mcu.rights;
    DELETE FROM mcu.sights;
    INSERT INTO mcu.sights
    SELECT r.login, coalesce(array_agg(DISTINCT r.block_id) FILTER (WHERE r.block_id IS NOT NULL), '{{}}'),
        bool_or(r.role <> ALL ({_NARROW_ROLES}))
    FROM mcu.rights r GROUP BY r.login;
    FOR changed IN SELECT w.login, w.groups FROM mcu.wanted_groups() w JOIN mcu.held_groups() h ON h.login = w.login
        WHERE w.groups <> h.groups LOOP
        PERFORM mcu.follow_groups(changed.login, changed.groups);
        -- A prepared question keeps the policies of the groups it was planned for, until a schema's rights are given.
        GRANT USAGE ON SCHEMA mcu TO {STAFF};
    END LOOP;
END $$;
CREATE OR REPLACE FUNCTION mcu.roster_changed() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
BEGIN
    PERFORM mcu.follow_roster(true);
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION mcu.follow_day() RETURNS boolean LANGUAGE plpgsql {SAFE} AS $$
BEGIN
    IF NOT EXISTS (SELECT * FROM mcu.wanted_rights() EXCEPT SELECT * FROM mcu.rights)
       AND NOT EXISTS (SELECT * FROM mcu.rights EXCEPT SELECT * FROM mcu.wanted_rights()) THEN
        RETURN false;
    END IF;
    PERFORM mcu.follow_roster(false);
    RETURN true;
END $$"""

_DOORS = f"""
CREATE OR REPLACE FUNCTION mcu.require_administrator() RETURNS void LANGUAGE plpgsql STABLE {SAFE} AS $$
BEGIN
    IF current_setting('is_superuser') = 'on' OR EXISTS (
        SELECT FROM mcu.rights r WHERE r.login = session_user::text AND r.role = 'administrator') THEN
        RETURN;
    END IF;
    RAISE EXCEPTION 'only an administrator gives logins' {_NOT_ALLOWED};
END $$;
CREATE OR REPLACE FUNCTION mcu.make_account(new_login text, person integer, verifier text) RETURNS void
LANGUAGE plpgsql {SAFE} AS $$
BEGIN
    PERFORM mcu.require_administrator();
    IF person IS NOT NULL AND NOT EXISTS (SELECT FROM public.roster_entries e WHERE e.person_id = person) THEN
        RAISE EXCEPTION 'this person is in no roster' USING ERRCODE = 'foreign_key_violation';
    END IF;
    PERFORM mcu.set_login(new_login, verifier);
    INSERT INTO public.accounts (login, person_id, locked, made_at, made_by)
    VALUES (new_login, person, false, clock_timestamp(), session_user);
END $$;
CREATE OR REPLACE FUNCTION mcu.reset_account(known_login text, verifier text) RETURNS void LANGUAGE plpgsql {SAFE} AS $$
BEGIN
    PERFORM mcu.require_administrator();
    IF NOT EXISTS (SELECT FROM public.accounts a WHERE a.login = known_login) THEN
        RAISE EXCEPTION 'no such account' USING ERRCODE = 'no_data_found';
    END IF;
    PERFORM mcu.set_login(known_login, verifier);
END $$;
CREATE OR REPLACE FUNCTION mcu.lock_account(known_login text, wanted boolean) RETURNS void LANGUAGE plpgsql {SAFE} AS $$
BEGIN
    PERFORM mcu.require_administrator();
    UPDATE public.accounts SET locked = wanted WHERE login = known_login;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such account' USING ERRCODE = 'no_data_found';
    END IF;
END $$;
CREATE OR REPLACE FUNCTION mcu.change_own_password(verifier text) RETURNS void LANGUAGE plpgsql {SAFE} AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM public.accounts a WHERE a.login = session_user::text AND a.person_id IS NOT NULL) THEN
        RAISE EXCEPTION 'no such account' USING ERRCODE = 'no_data_found';
    END IF;
    PERFORM mcu.set_login(session_user::text, verifier);
END $$"""
FOLLOWED = ("roster_editions", "roster_entries", "roster_grants", "absences", "accounts")


def role_maker_functions() -> Iterator[str]:
    """Yield the table and the functions that belong to the role that may make roles."""
    yield "CREATE TABLE IF NOT EXISTS mcu.made_logins (login text PRIMARY KEY)"
    yield _ROLE_MAKER
    yield end_frozen(FROZEN_SECONDS)


def account_functions() -> Iterator[str]:
    """Yield the functions of the owner, and the triggers by which rights follow the roster at the commit."""
    yield from (_WANTED, _FOLLOW, _DOORS)
    for name in FOLLOWED:
        yield f"DROP TRIGGER IF EXISTS mcu_follow ON public.{name}"
        yield (
            f"CREATE CONSTRAINT TRIGGER mcu_follow AFTER INSERT OR UPDATE OR DELETE ON public.{name}"
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mcu.roster_changed()"
        )
