"""Who may do what now, as the shared store knows it: read from the roster of today, asked by policies and guards."""

from collections.abc import Iterator

from mcu_desktop.rules.grants import FEEDBACK_CHANNEL, INCIDENT_CHANNEL
from mcu_desktop.rules.permissions import PERMISSIONS
from mcu_desktop.store.guarding.names import literal
from mcu_desktop.store.guarding.postgres_journal import SAFE

_TABLES = (
    # Rows of the roster's rights for each login that may work now; `follow_roster` keeps them.
    (
        "CREATE TABLE IF NOT EXISTS mcu.rights"
        " (login text NOT NULL, person_id integer, role text NOT NULL, block_id integer, channel_id integer)"
    ),
    "CREATE INDEX IF NOT EXISTS rights_login ON mcu.rights (login)",
    # What of them decides which cases a login sees, a row each: a policy asks for it in every statement on cases.
    (
        "CREATE TABLE IF NOT EXISTS mcu.sights"
        " (login text PRIMARY KEY, blocks integer[] NOT NULL, sees_all boolean NOT NULL)"
    ),
    (
        "CREATE OR REPLACE VIEW mcu.own_sight WITH (security_barrier) AS"
        " SELECT s.blocks, s.sees_all FROM mcu.sights s WHERE s.login = session_user::text"
    ),
    "CREATE TABLE IF NOT EXISTS mcu.deeds (role text NOT NULL, deed text NOT NULL, reach text NOT NULL)",
    # Whoever changes rights takes the turn first, so that two cannot each leave the other as the last administrator.
    "CREATE TABLE IF NOT EXISTS mcu.turn (number bigint NOT NULL)",
    "INSERT INTO mcu.turn SELECT 0 WHERE NOT EXISTS (SELECT FROM mcu.turn)",
    # Cases that their block gives away in this very transaction.
    "CREATE TABLE IF NOT EXISTS mcu.handed_over (login text NOT NULL, deed bigint NOT NULL, case_id integer NOT NULL)",
)
_COORDINATED = f"{literal(INCIDENT_CHANNEL)}, {literal(FEEDBACK_CHANNEL)}"

_MAY_AT = f"""
CREATE OR REPLACE FUNCTION mcu.may_at(wanted text[], block integer, channel integer) RETURNS boolean
LANGUAGE plpgsql STABLE {SAFE} AS $$
BEGIN
    RETURN current_setting('is_superuser') = 'on' OR EXISTS (
        SELECT FROM mcu.rights r JOIN mcu.deeds d ON d.role = r.role
        WHERE r.login = session_user::text AND d.deed = ANY (wanted) AND (d.reach = 'all'
            OR (d.reach = 'own_block' AND r.block_id = block)
            OR (d.reach = 'own_channel' AND (r.channel_id = channel OR NOT EXISTS (
                SELECT FROM public.channels c WHERE c.id = channel AND c.code IN ({_COORDINATED}))))));
END $$"""

_MAY = f"""
CREATE OR REPLACE FUNCTION mcu.may(wanted text[]) RETURNS boolean LANGUAGE plpgsql STABLE {SAFE} AS $$
BEGIN
    RETURN current_setting('is_superuser') = 'on' OR EXISTS (
        SELECT FROM mcu.rights r JOIN mcu.deeds d ON d.role = r.role
        WHERE r.login = session_user::text AND d.deed = ANY (wanted));
END $$"""

_MAY_CASE = f"""
CREATE OR REPLACE FUNCTION mcu.may_case(wanted text[], wanted_id integer) RETURNS boolean
LANGUAGE plpgsql STABLE {SAFE} AS $$
DECLARE
    place record;
BEGIN
    SELECT c.sector_block_id, c.channel_id INTO place FROM public.cases c WHERE c.id = wanted_id;
    RETURN FOUND AND (mcu.may_at(wanted, place.sector_block_id, place.channel_id)
        OR (wanted_id = ANY (mcu.my_handed_over()) AND mcu.may(wanted)));
END $$"""

# In plpgsql, which keeps their plans: policies ask them once a statement, and SQL would be parsed anew each time.
_MINE = f"""
CREATE OR REPLACE FUNCTION mcu.my_blocks() RETURNS integer[] LANGUAGE plpgsql STABLE {SAFE} AS $$
BEGIN
    RETURN coalesce((SELECT s.blocks FROM mcu.own_sight s), '{{}}');
END $$;
CREATE OR REPLACE FUNCTION mcu.my_person() RETURNS integer LANGUAGE plpgsql STABLE {SAFE} AS $$
BEGIN
    RETURN (SELECT a.person_id FROM public.accounts a WHERE a.login = session_user::text);
END $$;
CREATE OR REPLACE FUNCTION mcu.my_name() RETURNS text LANGUAGE plpgsql STABLE {SAFE} AS $$
BEGIN
    RETURN (SELECT p.family_name || ' ' || p.given_name || CASE WHEN p.patronymic = '' THEN '' ELSE ' ' || p.patronymic
        END FROM public.accounts a JOIN public.people p ON p.id = a.person_id WHERE a.login = session_user::text);
END $$;
CREATE OR REPLACE FUNCTION mcu.my_handed_over() RETURNS integer[] LANGUAGE plpgsql STABLE {SAFE} AS $$
BEGIN
    RETURN coalesce((SELECT array_agg(h.case_id) FROM mcu.handed_over h
        WHERE h.deed = txid_current_if_assigned() AND h.login = session_user::text), '{{}}');
END $$;
CREATE OR REPLACE FUNCTION mcu.working_logins() RETURNS TABLE (login text) LANGUAGE sql STABLE {SAFE} AS $$
    SELECT DISTINCT r.login FROM mcu.rights r
$$"""

# What makes a deed part of an intake or of a registration; both are known by rows that this transaction has written.
_THIS = "(txid_current() % 4294967296)::text"
_UNDER_WAY = f"""
CREATE OR REPLACE FUNCTION mcu.taking_in() RETURNS boolean LANGUAGE plpgsql STABLE {SAFE} AS $$
BEGIN
    RETURN EXISTS (SELECT FROM (SELECT b.xmin FROM public.intake_batches b ORDER BY b.id DESC LIMIT 20) newest
        WHERE newest.xmin::text = {_THIS}) AND mcu.may(ARRAY['take_in', 'demonstrate']);
END $$;
CREATE OR REPLACE FUNCTION mcu.born_now(wanted_id integer) RETURNS boolean LANGUAGE plpgsql STABLE {SAFE} AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.cases c WHERE c.id = wanted_id AND c.xmin::text = {_THIS})
        AND NOT EXISTS (SELECT FROM public.case_events e WHERE e.case_id = wanted_id AND e.xmin::text <> {_THIS});
END $$;
CREATE OR REPLACE FUNCTION mcu.is_example(wanted_id integer) RETURNS boolean LANGUAGE plpgsql STABLE {SAFE} AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.cases c JOIN public.intake_batches b ON b.id = c.intake_batch_id
        WHERE c.id = wanted_id AND b.demonstration) AND mcu.may(ARRAY['demonstrate']);
END $$"""

# Undo is no right of its own: a person puts back what the journal proves to be the same person's change of this day.
_PUTS_BACK = f"""
CREATE OR REPLACE FUNCTION mcu.puts_back(wanted_table text, wanted_key text, was jsonb, will jsonb, columns text[])
RETURNS boolean LANGUAGE plpgsql STABLE {SAFE} AS $$
BEGIN
    RETURN NOT EXISTS (
        SELECT FROM unnest(columns) k WHERE was -> k IS DISTINCT FROM will -> k AND NOT EXISTS (
            SELECT FROM public.row_changes r
            WHERE r.table_name = wanted_table AND r.row_key = wanted_key AND r.operation = 'U'
                AND r.login = session_user::text AND r.at > now() - interval '1 day'
                AND (r.old::jsonb) -> k IS NOT DISTINCT FROM will -> k AND (r.old::jsonb) ? k));
END $$;
CREATE OR REPLACE FUNCTION mcu.added_today(wanted_table text, wanted_key text) RETURNS boolean
LANGUAGE plpgsql STABLE {SAFE} AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.row_changes r
        WHERE r.table_name = wanted_table AND r.row_key = wanted_key AND r.operation = 'I'
            AND r.login = session_user::text AND r.at > now() - interval '1 day');
END $$"""


# For policies that could not look themselves: a case of the own block, a file that some case has.
_LOOKS = f"""
CREATE OR REPLACE FUNCTION mcu.is_mine(wanted_id integer) RETURNS boolean LANGUAGE plpgsql STABLE {SAFE} AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.cases c WHERE c.id = wanted_id AND (c.sector_block_id = ANY (mcu.my_blocks())
        OR c.id = ANY (mcu.my_handed_over())));
END $$;
CREATE OR REPLACE FUNCTION mcu.is_attached(wanted_hash text) RETURNS boolean LANGUAGE plpgsql STABLE {SAFE} AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.attachments a WHERE a.content_hash = wanted_hash);
END $$"""


def rights_functions() -> Iterator[str]:
    """Yield the tables and functions; the table of deeds is filled from the one of the buttons."""
    yield from _TABLES
    yield "DELETE FROM mcu.deeds"
    yield "INSERT INTO mcu.deeds VALUES " + ", ".join(
        f"({literal(role)}, {literal(deed)}, {literal(reach)})"
        for role, deeds in PERMISSIONS.items()
        for deed, reach in deeds.items()
    )
    # `may_case` asks `my_handed_over`: functions in plpgsql are looked up when they run.
    yield from (_MAY_AT, _MAY, _MAY_CASE, _MINE, _UNDER_WAY, _PUTS_BACK, _LOOKS)
