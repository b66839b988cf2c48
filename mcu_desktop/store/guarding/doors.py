"""Functions of a shared store for what no plain right can say: a look at citizens, search, giving a case away."""

from collections.abc import Iterator

from mcu_desktop.rules.permissions import Deed
from mcu_desktop.store.guarding.names import words
from mcu_desktop.store.guarding.postgres_journal import SAFE

MOST_FOUND = 20_000  # closed cases; a word that more of a block's cases have is no search
LOOK_MINUTES = 5  # a look that was noted is taken; over a lost line it is noted again
ANSWER_DAYS = 7  # the answer of a deed is kept: a line may be lost for hours
UNDO_DAYS = 2  # what was before a deed is kept: it is taken back within its day, by the clock of a workstation
UNDONE_AT_ONCE = 100  # deeds whose snapshots go in one statement

# A look is noted by one transaction and taken by a later one: what a transaction has noted it could also take back.
_SEE_CITIZENS = f"""
CREATE OR REPLACE FUNCTION mcu.look(wanted integer[]) RETURNS SETOF integer LANGUAGE plpgsql {SAFE} AS $$
DECLARE
    seen integer[];
BEGIN
    SELECT coalesce(array_agg(c.id), '{{}}') INTO seen FROM public.cases c
    WHERE c.id = ANY (wanted) AND mcu.may_at({words((Deed.SEE_CITIZEN,))}, c.sector_block_id, c.channel_id);
    PERFORM mcu.note_seen(seen);
    RETURN QUERY SELECT unnest(seen);
END $$;
CREATE OR REPLACE FUNCTION mcu.see_citizens(wanted integer[]) RETURNS SETOF public.citizens
LANGUAGE plpgsql STABLE {SAFE} AS $$
DECLARE
    seen integer[];
BEGIN
    SELECT coalesce(array_agg(c.id), '{{}}') INTO seen FROM public.cases c
    WHERE c.id = ANY (wanted) AND mcu.may_at({words((Deed.SEE_CITIZEN,))}, c.sector_block_id, c.channel_id);
    IF EXISTS (SELECT FROM unnest(seen) s WHERE NOT EXISTS (
        SELECT FROM public.row_changes r WHERE r.table_name = 'citizens' AND r.row_key = s::text AND r.operation = 'S'
            AND r.login = session_user::text AND r.deed IS DISTINCT FROM txid_current_if_assigned()
            AND r.at > clock_timestamp() - interval '{LOOK_MINUTES} minutes')) THEN
        RAISE EXCEPTION 'a look is noted before it is taken' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY SELECT p.* FROM public.citizens p WHERE p.case_id = ANY (seen);
END $$"""

# Row-level security may not look into a text index, so a block's people search through this door. It looks once for
# what is asked for: the open cases, all of them, or the closed ones (`of_closed`), no more than are looked at; for both
# where that is NULL. With `most` it finds the first so many of either queue: for a common word the server walks along
# the queue then, as it does for whoever needs no door. For who sees all cases meanwhile it finds all, too.
_FOUND_CASES = f"""
DROP FUNCTION IF EXISTS mcu.found_cases(text);
CREATE OR REPLACE FUNCTION mcu.found_cases(wanted text, of_closed boolean, most integer) RETURNS SETOF integer
LANGUAGE plpgsql STABLE {SAFE} AS $$
DECLARE
    sight record;
    looked text := 'SELECT c.id FROM public.case_search s JOIN public.cases c ON c.id = s.case_id'
        ' WHERE to_tsvector(''simple'', s.words) @@ to_tsquery(''simple'', $1) AND ';
BEGIN
    SELECT s.blocks, s.sees_all INTO sight FROM mcu.own_sight s;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    looked := looked || CASE WHEN sight.sees_all THEN '' WHEN cardinality(sight.blocks) = 1 THEN
        'c.sector_block_id = $2[1] AND ' ELSE 'c.sector_block_id = ANY ($2) AND ' END;
    IF of_closed IS NOT TRUE THEN
        RETURN QUERY EXECUTE looked || 'c.closed_at IS NULL' || CASE WHEN most IS NULL THEN '' ELSE
            ' ORDER BY c.queue_moment, c.id LIMIT $3' END USING wanted, sight.blocks, most;
    END IF;
    IF of_closed IS NOT FALSE THEN
        RETURN QUERY EXECUTE looked || 'c.closed_at IS NOT NULL' || CASE WHEN most IS NULL THEN '' ELSE
            ' ORDER BY c.closed_at DESC, c.id DESC' END || ' LIMIT $3'
            USING wanted, sight.blocks, least(most, {MOST_FOUND});
    END IF;
END $$"""

_HAND_OVER = f"""
CREATE OR REPLACE FUNCTION mcu.hand_over(wanted_id integer, block integer, reason text) RETURNS void
LANGUAGE plpgsql {SAFE} AS $$
BEGIN
    IF NOT mcu.may_case({words((Deed.EDIT_CASE,))}, wanted_id) THEN
        RAISE EXCEPTION 'this case is not for this person' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM mcu.handed_over h WHERE h.deed < txid_snapshot_xmin(txid_current_snapshot());
    INSERT INTO mcu.handed_over VALUES (session_user, txid_current(), wanted_id);
    UPDATE public.cases SET sector_block_id = block, route_reason = reason WHERE id = wanted_id;
END $$"""

# Nobody may delete the answers of deeds, as nobody may delete anything: any open program asks for it from time to time.
_FORGET_ANSWERS = f"""
CREATE OR REPLACE FUNCTION mcu.forget_answers() RETURNS void LANGUAGE sql {SAFE} AS $$
    DELETE FROM public.performed_deeds d WHERE d.at < now() - interval '{ANSWER_DAYS} days'
$$"""

# What was done and can be taken back no more goes with its snapshots; what is being taken back now is let alone.
_FORGET_UNDO = f"""
CREATE OR REPLACE FUNCTION mcu.forget_undo() RETURNS integer LANGUAGE sql {SAFE} AS $$
    WITH gone AS (
        DELETE FROM public.done_deeds WHERE id IN (
            SELECT d.id FROM public.done_deeds d WHERE d.at < now() - interval '{UNDO_DAYS} days'
            ORDER BY d.id LIMIT {UNDONE_AT_ONCE} FOR UPDATE SKIP LOCKED) RETURNING 1
    ) SELECT count(*)::integer FROM gone
$$"""


def doors() -> Iterator[str]:
    """Yield the functions that the program calls on every shared store."""
    yield from (_SEE_CITIZENS, _FOUND_CASES, _HAND_OVER, _FORGET_ANSWERS, _FORGET_UNDO)
