"""The trigger and the functions with which a shared store writes and seals its journal."""

from collections.abc import Iterator

from mcu_desktop.store.guarding.tables import TABLES, Kept, Table

# In a function that runs as its owner nothing may be looked up where a caller can put things.
SAFE = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
_LOOKED = "MCU02"  # of an error that is caught where it is raised

NOTE_ROW = f"""
CREATE OR REPLACE FUNCTION mcu.note_row() RETURNS trigger LANGUAGE plpgsql {SAFE} SET timezone = 'UTC' AS $$
DECLARE
    whole jsonb;
    was jsonb;
    row_key text;
    old_text text;
    new_text text;
    digest text;
BEGIN
    IF TG_ARGV[0] = 'key' THEN
        EXECUTE format('SELECT ($1).%I::text', TG_ARGV[1]) INTO row_key
            USING CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    ELSE
        whole := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
        row_key := whole ->> TG_ARGV[1];
        IF TG_NARGS > 2 THEN
            row_key := row_key || '/' || (whole ->> TG_ARGV[2]);
        END IF;
        IF TG_OP = 'UPDATE' THEN
            was := to_jsonb(OLD);
            IF was = whole THEN
                RETURN NULL;
            END IF;
            IF TG_ARGV[0] = 'values' THEN
                SELECT jsonb_object_agg(k, was -> k)::text, jsonb_object_agg(k, whole -> k)::text
                INTO old_text, new_text
                FROM jsonb_object_keys(whole) k WHERE was -> k IS DISTINCT FROM whole -> k;
            ELSE
                SELECT jsonb_agg(k ORDER BY k)::text INTO new_text
                FROM jsonb_object_keys(whole) k WHERE was -> k IS DISTINCT FROM whole -> k;
            END IF;
        ELSIF TG_OP = 'DELETE' AND TG_ARGV[0] = 'values' THEN
            old_text := whole::text;
        END IF;
        IF TG_ARGV[0] = 'digests' THEN
            digest := encode(sha256(convert_to(whole::text, 'UTF8')), 'hex');
        END IF;
    END IF;
    INSERT INTO public.row_changes
        (at, deed, login, address, program, operation, table_name, row_key, old, new, digest)
    VALUES (clock_timestamp(), txid_current(), session_user, coalesce(host(inet_client_addr()), ''),
            left(current_setting('application_name'), 80), left(TG_OP, 1), TG_TABLE_NAME, left(row_key, 200),
            old_text, new_text, digest);
    RETURN NULL;
END $$"""

ONLY_ADDED = """
CREATE OR REPLACE FUNCTION mcu.only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is only added to' USING ERRCODE = 'insufficient_privilege';
END $$"""

# A look at the data of citizens, one line of the journal for each of them.
NOTE_SEEN = f"""
CREATE OR REPLACE FUNCTION mcu.note_seen(seen integer[]) RETURNS void LANGUAGE sql {SAFE} AS $$
    INSERT INTO public.row_changes (at, deed, login, address, program, operation, table_name, row_key)
    SELECT clock_timestamp(), txid_current(), session_user, coalesce(host(inet_client_addr()), ''),
           left(current_setting('application_name'), 80), 'S', 'citizens', s::text
    FROM unnest(seen) s
$$"""

# Once the lock is there, whoever has taken a number has also committed: up to here nothing can come in between. What a
# block that fails has locked is given back with it: nobody can keep the lock by leaving the transaction open. The
# hashing that follows in another transaction holds nobody up.
MARK_HORIZON = f"""
CREATE OR REPLACE FUNCTION mcu.mark_horizon() RETURNS bigint LANGUAGE plpgsql {SAFE} SET lock_timeout = '150ms' AS $$
DECLARE
    found bigint;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'a seal needs read committed';
    END IF;
    SELECT max(id) INTO found FROM public.row_changes;
    IF found IS NULL OR found <= coalesce((SELECT max(last_id) FROM public.seals), 0) THEN
        RETURN 0;
    END IF;
    BEGIN
        LOCK TABLE public.row_changes IN SHARE MODE;
        SELECT max(id) INTO found FROM public.row_changes;
        RAISE EXCEPTION 'the lock goes back' USING ERRCODE = '{_LOOKED}';
    EXCEPTION
        WHEN lock_not_available THEN
            RETURN -1;
        WHEN SQLSTATE '{_LOOKED}' THEN
            NULL;  -- what was found stays known
    END;
    UPDATE mcu.horizon SET last_id = found WHERE last_id < found;
    RETURN found;
END $$"""

MAKE_SEALS = f"""
CREATE OR REPLACE FUNCTION mcu.make_seals() RETURNS integer LANGUAGE plpgsql {SAFE} SET timezone = 'UTC' AS $$
DECLARE
    final bigint;
    last_number integer;
    last_hash text;
    sealed bigint;
    portion record;
    made integer := 0;
BEGIN
    BEGIN
        LOCK TABLE public.seals IN SHARE ROW EXCLUSIVE MODE NOWAIT;
    EXCEPTION WHEN lock_not_available THEN
        RETURN -1;
    END;
    SELECT last_id INTO final FROM mcu.horizon;
    LOOP
        SELECT s.number, s.hash, s.last_id INTO last_number, last_hash, sealed
        FROM public.seals s ORDER BY s.number DESC LIMIT 1;
        SELECT min(r.id) AS first_id, max(r.id) AS last_id, count(*)::integer AS count,
               string_agg(concat_ws(E'\\x1f', r.id::text, to_char(r.at, 'YYYY-MM-DD HH24:MI:SS.US'), r.deed::text,
                   r.login, r.address, r.program, r.operation, r.table_name, r.row_key, coalesce(r.old, ''),
                   coalesce(r.new, ''), coalesce(r.digest, '')), E'\\x1e' ORDER BY r.id) AS words INTO portion
        FROM (SELECT * FROM public.row_changes WHERE id > coalesce(sealed, 0) AND id <= final ORDER BY id LIMIT 5000) r;
        EXIT WHEN portion.count = 0;
        INSERT INTO public.seals (number, first_id, last_id, count, at, hash)
        VALUES (coalesce(last_number, 0) + 1, portion.first_id, portion.last_id, portion.count, clock_timestamp(),
                encode(sha256(convert_to(coalesce(last_hash, '') || E'\\x1e' || portion.words, 'UTF8')), 'hex'));
        made := made + 1;
    END LOOP;
    RETURN made;
END $$"""


# Functions of migrations look up the tables of the store wherever they are called from, and write as its owner.
_OF_MIGRATIONS = """
DO $do$ DECLARE f record; BEGIN
    FOR f IN SELECT p.oid::regprocedure AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = 'public' LOOP
        EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp', f.name);
    END LOOP;
END $do$"""


def _own_number(name: str) -> str:
    """Return what refuses a row with a number that the store has yet to give: the next to get it would fail."""
    from mcu_desktop.models import Base

    numbered = Base.metadata.tables[name].autoincrement_column
    if numbered is None:
        return ""
    given = f"SELECT n.last_value FROM public.{name}_{numbered.name}_seq n"
    return f"""
    IF current_setting('is_superuser') = 'off' AND (SELECT max(a.{numbered.name}) FROM added a) > ({given}) THEN
        RAISE EXCEPTION 'the store gives its numbers itself' USING ERRCODE = 'insufficient_privilege';
    END IF;"""


def _note_added(name: str, table: Table) -> str:
    """Return the function that notes all rows of an insert at once: a row at a time would cost an intake its half."""
    key = " || '/' || ".join(f"a.{column}::text" for column in table.key)
    digest = "NULL" if table.kept is Kept.KEY else "encode(sha256(convert_to(to_jsonb(a)::text, 'UTF8')), 'hex')"
    return f"""
CREATE OR REPLACE FUNCTION mcu.note_added_{name}() RETURNS trigger LANGUAGE plpgsql {SAFE} SET timezone = 'UTC' AS $$
BEGIN{_own_number(name)}
    INSERT INTO public.row_changes (at, deed, login, address, program, operation, table_name, row_key, digest)
    SELECT clock_timestamp(), txid_current(), session_user, coalesce(host(inet_client_addr()), ''),
           left(current_setting('application_name'), 80), 'I', '{name}', left({key}, 200), {digest}
    FROM added a;
    RETURN NULL;
END $$"""


def postgres_journal() -> Iterator[str]:
    """Yield what makes the functions and triggers of the journal; whose they are is said when rights are set up."""
    yield "CREATE SCHEMA IF NOT EXISTS mcu"
    yield "CREATE TABLE IF NOT EXISTS mcu.horizon (last_id bigint NOT NULL)"
    yield "INSERT INTO mcu.horizon SELECT 0 WHERE NOT EXISTS (SELECT FROM mcu.horizon)"
    yield _OF_MIGRATIONS
    yield from (NOTE_ROW, ONLY_ADDED, NOTE_SEEN, MARK_HORIZON, MAKE_SEALS)
    for name, table in TABLES.items():
        if table.kept is Kept.NOTHING:
            continue
        arguments = ", ".join(f"'{word}'" for word in (table.kept, *table.key))
        yield (
            f"CREATE TRIGGER mcu_journal AFTER UPDATE OR DELETE ON public.{name}"
            f" FOR EACH ROW EXECUTE FUNCTION mcu.note_row({arguments})"
        )
        yield _note_added(name, table)
        yield (
            f"CREATE TRIGGER mcu_journal_added AFTER INSERT ON public.{name} REFERENCING NEW TABLE AS added"
            f" FOR EACH STATEMENT EXECUTE FUNCTION mcu.note_added_{name}()"
        )
    for name in ("row_changes", "seals"):
        yield (
            f"CREATE TRIGGER mcu_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON public.{name}"
            " FOR EACH STATEMENT EXECUTE FUNCTION mcu.only_added()"
        )
