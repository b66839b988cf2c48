"""What can be tried on the shared store by bare SQL, and which deeds of the table of permissions it would be."""

from dataclasses import dataclass

from mcu_desktop.rules.permissions import Deed

# Blocks and channels of the town's cases: an own and a foreign one for everybody who has own ones.
PLACES = ("education/incident_management", "utilities/feedback_platform", "None/phone")


@dataclass(frozen=True)
class Action:
    """A statement, the deeds that allow it, and the state of the case it is tried on (none: it is of the store)."""

    name: str
    deeds: tuple[Deed, ...]
    sql: str
    case: str = ""


def _on_case() -> tuple[Action, ...]:
    edit, answer, check, term = Deed.EDIT_CASE, Deed.ANSWER, Deed.CHECK_ANSWER, Deed.MOVE_TERM
    of_case = "WHERE case_id = %(case)s"

    def column(deed: Deed, assignment: str, case: str = "open") -> Action:
        return Action(assignment, (deed,), f"UPDATE cases SET {assignment} WHERE id = %(case)s", case)

    return (
        column(edit, "gist = 'Иначе'"),
        column(edit, "house = '1'"),
        column(edit, "important = NOT important"),
        column(edit, "conflict = NOT conflict"),
        column(edit, "recipient_id = NULL, own_fields = 'recipient'"),
        column(edit, "satisfaction = 1"),
        column(edit, "state = 'assigned'"),
        column(answer, "state = 'drafted'"),
        column(answer, "state = 'sent', answered_at = now()", "checked"),
        column(check, "state = 'checked'", "drafted"),
        column(Deed.CLOSE, "closed_at = now()"),
        column(Deed.CLOSE, "outcome = 'other', closed_at = now(), state = 'closed'"),
        column(Deed.REOPEN, "closed_at = NULL", "closed"),
        column(Deed.REOPEN, "reopened = true"),
        column(term, "promised_on = current_date"),
        column(term, "interim_answered_at = now()"),
        Action("hand over", (edit,), "SELECT mcu.hand_over(%(case)s, 1, '')", "open"),
        Action("tag", (edit,), "INSERT INTO case_tags VALUES (%(case)s, 'метка')", "open"),
        Action("link", (edit,), "INSERT INTO case_links VALUES (%(case)s, %(case)s, 'duplicate')", "open"),
        Action("comment", (Deed.COMMENT,), "INSERT INTO case_comments (case_id, at, actor, text)"
               " VALUES (%(case)s, now(), '', 'Слова')", "open"),
        Action("attach", (Deed.COMMENT,), "INSERT INTO attachment_contents VALUES (encode(sha256('b'), 'hex'), 1, 'b');"
               " INSERT INTO attachments (case_id, name, content_hash, at, actor)"
               " VALUES ({case}, 'а', encode(sha256('b'), 'hex'), now(), '')", "open"),
        Action("citizen", (Deed.SEE_CITIZEN,), "SELECT mcu.look(ARRAY[%(case)s]::integer[])", "open"),
        Action("answer", (answer,), "INSERT INTO case_answers (case_id, text, state, remark, at, actor)"
               " VALUES (%(case)s, 'Слова', 'draft', '', now(), '')", "open"),
        Action("answer's text", (answer,), f"UPDATE case_answers SET text = 'Иначе' {of_case}", "drafted"),
        Action("answer approved", (check,), f"UPDATE case_answers SET state = 'checked' {of_case}", "drafted"),
        Action("answer returned", (check,),
               f"UPDATE case_answers SET state = 'returned', remark = 'Коротко' {of_case}", "drafted"),
        Action("answer sent", (answer,), f"UPDATE case_answers SET state = 'sent' {of_case}", "checked"),
        Action("answer given", (answer,), f"UPDATE case_texts SET answer_text = 'Слова' {of_case}", "checked"),
        Action("pause", (term,), "INSERT INTO case_pauses (case_id, started_at, reason, actor)"
               " VALUES (%(case)s, now(), '', '')", "open"),
        Action("resumed", (term, Deed.CLOSE), f"UPDATE case_pauses SET ended_at = now() {of_case}", "waiting"),
        Action("extension", (term,), "INSERT INTO case_extensions (case_id, days, reason, basis, made_at, actor)"
               " VALUES (%(case)s, 1, '', '', now(), '')", "open"),
        Action("task", (Deed.SET_TASK,), "INSERT INTO case_deadlines"
               " (case_id, stage, title, started_at, trace, warnings)"
               " VALUES (%(case)s, 'task', 'Т', now(), '', '')", "open"),
        Action("breach", (Deed.NOTE_BREACH, Deed.CLOSE), "INSERT INTO breaches VALUES (%(case)s, '', now(), '')",
               "open"),
    )  # fmt: skip


def _never() -> tuple[Action, ...]:
    """What no person may by any role: records stay as they are."""
    of_case = "WHERE case_id = %(case)s"
    return (
        Action("number", (), "UPDATE cases SET number = 'X' WHERE id = %(case)s", "open"),
        Action("received", (), "UPDATE cases SET received_at = now() WHERE id = %(case)s", "open"),
        Action("channel", (), "UPDATE cases SET channel_id = 1 WHERE id = %(case)s", "open"),
        Action("citizen's words", (), f"UPDATE case_texts SET received_text = 'Иначе' {of_case}", "open"),
        Action("source's step", (), "UPDATE cases SET source_status = 'Решено' WHERE id = %(case)s", "open"),
        Action("version back", (), "UPDATE cases SET version = 0 WHERE id = %(case)s", "open"),
        Action("citizens read", (), f"SELECT * FROM citizens {of_case}", "open"),
        Action("citizen not noted", (), "SELECT * FROM mcu.see_citizens(ARRAY[%(case)s]::integer[])", "open"),
        Action("citizen changed", (), f"UPDATE citizens SET name = 'X' {of_case}", "open"),
        Action("a second citizen", (), "INSERT INTO citizens VALUES (%(case)s, '', '', '', '', '')", "open"),
        Action("case removed", (), "DELETE FROM cases WHERE id = %(case)s", "open"),
        Action("history removed", (), f"DELETE FROM case_events {of_case}", "open"),
        Action("history changed", (), f"UPDATE case_events SET summary = 'X' {of_case}", "open"),
        Action("comment removed", (), f"DELETE FROM case_comments {of_case}", "open"),
        Action("another's answer removed", (), f"DELETE FROM case_answers {of_case}", "checked"),
        Action("another's pause removed", (), f"DELETE FROM case_pauses {of_case}", "waiting"),
    )


def _of_store() -> tuple[Action, ...]:
    take, roster = Deed.TAKE_IN, Deed.EDIT_ROSTER
    batch = (
        "INSERT INTO intake_batches (taken_at, actor, file_name, file_hash, layout, mapping, system, read, added,"
        " updated, unchanged, refused, demonstration) VALUES (now(), '', '', '', '', '', 'registry', 0, 0, 0, 0, 0, {})"
    )
    case = (
        "INSERT INTO cases (number, channel_id, kind, received_at, registered_at, gist, excerpt, route_reason,"
        " municipality, settlement, street, house, important, fast_track, source_status, reopened, queue_moment,"
        " version, intake_batch_id) VALUES ('Н', 1, 'message', now(), now(), '', '', '', '', '', '', '', false, false,"
        " '', false, now(), 1, {})"
    )
    return (
        Action("batch", (take,), batch.format("false")),
        Action("example", (Deed.DEMONSTRATE,), batch.format("true")),
        Action("new case by hand", (Deed.REGISTER,), case.format("NULL")),
        Action("new case of an old batch", (), case.format("1")),
        Action("refused row", (take,), "INSERT INTO refused_rows (intake_batch_id, row_number, reason, cells)"
               " VALUES (1, 1, '', '{{}}')"),
        Action("refused row given up", (Deed.MEND_ROW,), "DELETE FROM refused_rows"),
        Action("layout", (take,), "INSERT INTO named_layouts (name, mapping) VALUES ('С', '{{}}')"),
        Action("topic", (take,), "INSERT INTO topics (classifier, group_title, title, code, fast_track)"
               " VALUES ('all_russian', 'Г', 'Т', '', false)"),
        Action("template", (Deed.EDIT_TEMPLATES,), "INSERT INTO answer_templates (title, text) VALUES ('Ш', 'Т')"),
        Action("template removed", (Deed.EDIT_TEMPLATES,), "DELETE FROM answer_templates WHERE id = 1"),
        Action("answer's length", (Deed.EDIT_TEMPLATES,), "INSERT INTO settings VALUES ('answer_limit:x', '1')"),
        Action("shared view", (Deed.EDIT_TEMPLATES,),
               "INSERT INTO saved_views (title, person_id, wanted, position) VALUES ('В', NULL, '{{}}', 1)"),
        Action("zone", (), "UPDATE settings SET value = 'UTC' WHERE code = 'zone'"),
        Action("limit", (Deed.EDIT_LIMITS,), "UPDATE time_limits SET amount = 1 WHERE id = 1"),
        Action("holiday", (Deed.EDIT_CALENDAR,), "INSERT INTO calendar_days VALUES ('2031-01-09', 'day_off', '', '')"),
        Action("ladder", (Deed.EDIT_LADDER,), "UPDATE alert_steps SET amount = 9 WHERE id = 1"),
        Action("absence", (Deed.EDIT_ABSENCES,), "INSERT INTO absences (person_id, first_day, last_day, reason)"
               " VALUES (1, '2031-01-01', '2031-01-02', '')"),
        Action("person", (roster,), "UPDATE people SET phone = '1' WHERE id = 1"),
        Action("person removed", (), "DELETE FROM people WHERE id = 1"),
        Action("roster", (roster,), "UPDATE roster_entries SET job_title = 'X' WHERE position = 1"),
        Action("role", (roster,), "UPDATE roster_grants SET role = role WHERE role = 'curator'"),
        Action("edition", (roster,),
               "INSERT INTO roster_editions (order_number, order_date, valid_from) VALUES ('1', now(), '2031-01-01')"),
        Action("name", (roster,), "UPDATE dated_names SET name = 'X' WHERE id = 1"),
        Action("rating's method", (Deed.EDIT_RATING,),
               "INSERT INTO rating_methods (order_number, valid_from, content) VALUES ('', '2031-01-01', '')"),
        Action("map", (Deed.EDIT_MAP,), "INSERT INTO map_outlines (shapes, source, licence, added_at, actor)"
               " VALUES ('', '', '', now(), '')"),
        Action("report's head", (Deed.EDIT_REPORTS,),
               "INSERT INTO report_heads (valid_from, content) VALUES ('2031-01-01', '')"),
        Action("growth", (Deed.NOTE_FIGURES,),
               "INSERT INTO growth_marks (last_day, cause, at, actor) VALUES (now(), '', now(), '')"),
        Action("account", (Deed.EDIT_ACCOUNTS,), "SELECT mcu.lock_account('ekran', true)"),
        Action("account by hand", (), "UPDATE accounts SET locked = true"),
        Action("journal read", (Deed.EDIT_ACCOUNTS,), "SELECT * FROM row_changes LIMIT 1"),
        Action("journal written", (), "INSERT INTO row_changes (at, deed, login, address, program, operation,"
               " table_name, row_key) VALUES (now(), 1, '', '', '', 'I', 'cases', '1')"),
        Action("journal emptied", (), "DELETE FROM row_changes"),
        Action("seal", (), "INSERT INTO seals VALUES (900, 1, 1, 1, now(), '')"),
        Action("counts", (), "DELETE FROM daily_counts"),
    )  # fmt: skip


ACTIONS: tuple[Action, ...] = (*_on_case(), *_never(), *_of_store())
