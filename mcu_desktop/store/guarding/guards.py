"""Guards: triggers that hold each deed to its own cases and columns.

Rights of tables and columns are given to groups, and a person may be in several: the groups' columns and the groups'
rows would add up to more than any of the roles may. A guard asks for each row which deed it would be.
"""

from collections.abc import Callable, Iterator

from mcu_desktop.rules.case_way import WAY
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.terms import AnswerState, TermStage, WorkState
from mcu_desktop.store.guarding.doors import ANSWER_DAYS
from mcu_desktop.store.guarding.names import OWNER, literal, words
from mcu_desktop.store.guarding.postgres_journal import SAFE
from mcu_desktop.store.guarding.tables import HOLDING_A_SETTING, SETTINGS, TABLES, Deeds, Read, Table

_NEW = frozenset({Deed.TAKE_IN, Deed.REGISTER, Deed.DEMONSTRATE})
# What is removed only by taking one's own deed of this day back: it is a record otherwise.
_ONLY_BACK = frozenset({"case_answers", "case_extensions", "case_pauses", "breaches"})
_STATES: dict[WorkState, Deeds] = {
    state: tuple(dict.fromkeys(passage.deed for passage in WAY.values() if passage.target is state))
    for state in WorkState
} | {WorkState.REGISTERED: (Deed.EDIT_CASE, Deed.ANSWER), WorkState.ASSIGNED: (Deed.EDIT_CASE, Deed.ANSWER)}


def guards() -> Iterator[str]:
    """Yield the guards of all tables whose rights depend on the row."""
    yield _refusal()
    yield _counter()
    for name, body in _OWN_BODIES.items():
        yield _guard(name, body())
    for name in _of_case_tables():
        yield _guard(name, _of_case(name, TABLES[name]))
    for name in _signed_tables():
        yield _guard(name, "")


def adding_conditions() -> dict[str, str]:
    """Return on which condition a person adds a row to a table of cases."""
    register = words((Deed.REGISTER,))
    of_cases = (
        f"CASE WHEN cases.intake_batch_id IS NULL THEN (SELECT mcu.may({register})) ELSE (SELECT mcu.taking_in()) END"
    )
    others = {name: _may_add(name, TABLES[name]).replace("NEW.", f"{name}.") for name in _of_case_tables()}
    return {"cases": of_cases, **others}


def guarded_tables() -> tuple[str, ...]:
    """Return the tables that have a guard."""
    return (*_OWN_BODIES, *_of_case_tables(), *_signed_tables())


def _signed_tables() -> list[str]:
    """Return the other tables that name who has written a row: it is always the one who did."""
    known = {*_OWN_BODIES, *_of_case_tables()}
    return [name for name in TABLES if "actor" in _columns(name) and name not in known]


def _of_case_tables() -> list[str]:
    return [
        name
        for name, table in TABLES.items()
        if table.read in {Read.OF_CASE, Read.NOBODY} and "case_id" in _columns(name) and name not in _OWN_BODIES
    ]


def _columns(name: str) -> frozenset[str]:
    from mcu_desktop.models import Base

    known = Base.metadata.tables.get(name)
    return frozenset() if known is None else frozenset(column.name for column in known.columns)


def _refusal() -> str:
    return (
        "CREATE OR REPLACE FUNCTION mcu.refuse(what text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE EXCEPTION 'this deed is not for this person: %', what USING ERRCODE = 'insufficient_privilege'; END $$"
    )


def _guard(name: str, body: str) -> str:
    """Return a guard; the owner's own functions and the owner of the server pass it."""
    sign = "    NEW.actor := coalesce(mcu.my_name(), NEW.actor);\n" if "actor" in _columns(name) else ""
    sign += _dated(name) if sign else ""
    signed = f"    IF TG_OP <> 'DELETE' THEN\n    {sign}    END IF;\n" if sign else ""
    # Whether a row may be added is a policy's: it asks once a statement what a trigger would ask for each row.
    added = "INSERT OR " if sign or (name in _OWN_BODIES and name != "cases") else ""
    return f"""
CREATE OR REPLACE FUNCTION mcu.guard_{name}() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF current_user = '{OWNER}' OR current_setting('is_superuser') = 'on' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
{body}{signed}    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS mcu_guard ON public.{name};
CREATE TRIGGER mcu_guard BEFORE {added}UPDATE OR DELETE ON public.{name}
    FOR EACH ROW EXECUTE FUNCTION mcu.guard_{name}()"""


def _dated(name: str) -> str:
    """A line of history says when it was written: as long ago, at most, as a deed waits for its line to come back."""
    if "at" not in _columns(name) or name == "report_schedules":  # that has the time of a day there
        return ""
    is_new = "TG_OP = 'INSERT' OR NEW.at <> OLD.at"
    is_near = f"NEW.at BETWEEN now() - interval '{ANSWER_DAYS} days' AND now() + interval '1 day'"
    return f"        IF {is_new} THEN " + _unless(is_near, "at").strip() + " END IF;\n"


def _unless(allowed: str, what: str) -> str:
    return f"IF NOT ({allowed}) THEN PERFORM mcu.refuse({literal(what)}); END IF;\n"


def _of_cases() -> str:
    lines = [
        "    IF TG_OP = 'DELETE' THEN\n        ",
        _unless("mcu.is_example(OLD.id)", "cases"),
        "    ELSIF TG_OP = 'UPDATE' THEN\n",
    ]
    for columns, deeds in TABLES["cases"].change:
        for column_set, wanted in _split(columns, deeds):
            old, new = (", ".join(f"{row}.{column}" for column in column_set) for row in ("OLD", "NEW"))
            names = ", ".join(map(literal, column_set))
            differs = f"({old}) IS DISTINCT FROM ({new})"
            allowed = [
                f"mcu.may_at({wanted}, OLD.sector_block_id, OLD.channel_id)",
                f"mcu.may_case({wanted}, OLD.id)",
                f"mcu.puts_back('cases', OLD.id::text, to_jsonb(OLD), to_jsonb(NEW), ARRAY[{names}])",
            ]
            if Deed.TAKE_IN in deeds:
                allowed.insert(0, "mcu.taking_in()")
            lines += [f"        IF {differs} THEN\n            ", _unless(" OR ".join(allowed), column_set[0]),
                      "        END IF;\n"]  # fmt: skip
    lines.append("        IF NEW.version < OLD.version THEN PERFORM mcu.refuse('version'); END IF;\n    END IF;\n")
    return "".join(lines)


def _split(columns: tuple[str, ...], deeds: Deeds) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield groups of columns with the deeds they are, in SQL; what a value means decides in some of them."""
    own = tuple(deed for deed in deeds if deed not in _NEW)
    if columns == ("state",):
        by_state = " ".join(f"WHEN {literal(state)} THEN {words(wanted)}" for state, wanted in _STATES.items())
        yield columns, f"(CASE NEW.state {by_state} END)"
    elif "closed_at" in columns:
        reopen, close = words((Deed.REOPEN,)), words((Deed.CLOSE,))
        yield columns, f"(CASE WHEN NEW.closed_at IS NULL THEN {reopen} ELSE {close} END)"
    else:
        yield columns, words(own)


def _of_case(name: str, table: Table) -> str:
    lines = ["    IF TG_OP = 'DELETE' THEN\n        ", _unless(_may_remove(name, table), name)]
    if table.change:
        lines.append("    ELSIF TG_OP = 'UPDATE' THEN\n        IF NEW.case_id <> OLD.case_id THEN")
        lines.append(f" PERFORM mcu.refuse({literal(name)}); END IF;\n")
        lines += [f"        {line}" for line in _may_change(name, table)]
    lines.append("    END IF;\n")
    return "".join(lines)


def _at(deeds: Deeds, row: str, name: str) -> list[str]:
    """Return what allows one of the deeds on the case of a row; a link belongs to either of its cases."""
    own = tuple(deed for deed in deeds if deed not in {*_NEW, Deed.MEND_ROW})
    if not own:
        return []
    asked = [f"mcu.may_case({words(own)}, {row}.case_id)"]
    if name == "case_links":
        asked.append(f"mcu.may_case({words(own)}, {row}.other_id)")
    return asked


def _may_add(name: str, table: Table) -> str:
    new = tuple(deed for deed in table.add if deed in _NEW)
    asked = ["(SELECT mcu.taking_in())", f"(mcu.may({words(new)}) AND mcu.born_now(NEW.case_id))"] if new else []
    if name == "case_deadlines":
        task, others = literal(TermStage.TASK), tuple(deed for deed in table.add if deed not in _NEW)
        asked.append(f"(NEW.stage = {task} AND mcu.may_case({words((Deed.SET_TASK,))}, NEW.case_id))")
        asked.append(f"(NEW.stage <> {task} AND mcu.may_case({words(others)}, NEW.case_id))")
    elif name == "case_answers":
        asked.append(f"(NEW.state <> {literal(AnswerState.CHECKED)} AND {_at(table.add, 'NEW', name)[0]})")
    else:
        asked += _at(table.add, "NEW", name)
    return " OR ".join(asked)


def _may_change(name: str, table: Table) -> Iterator[str]:
    back = "mcu.puts_back({}, {}::text, to_jsonb(OLD), to_jsonb(NEW), ARRAY[{}])"
    key = f"OLD.{table.key[0]}"
    for columns, deeds in table.change:
        names = columns or tuple(sorted(_columns(name) - {*table.key, "case_id"}))
        old, new = (", ".join(f"{row}.{column}" for column in names) for row in ("OLD", "NEW"))
        asked = ["mcu.taking_in()"] if Deed.TAKE_IN in deeds else []
        wanted = _at(deeds, "OLD", name)
        if name == "case_answers":
            wanted = [_answer_deed()]
        elif name == "case_deadlines":
            tasks = (Deed.SET_TASK, Deed.CLOSE)
            others = words(tuple(deed for deed in deeds if deed is not Deed.TAKE_IN))
            task = f"OLD.stage = {literal(TermStage.TASK)} OR NEW.stage = {literal(TermStage.TASK)}"
            wanted = [f"mcu.may_case(CASE WHEN {task} THEN {words(tasks)} ELSE {others} END, OLD.case_id)"]
        asked += wanted
        if len(table.key) == 1:
            asked.append(back.format(literal(name), key, ", ".join(map(literal, names))))
        yield f"IF ({old}) IS DISTINCT FROM ({new}) THEN {_unless(' OR '.join(asked), name)}        END IF;\n"


def _answer_deed() -> str:
    """Return who may change a version of an answer: whoever writes answers does not approve them."""
    judged = ", ".join(map(literal, (AnswerState.CHECKED, AnswerState.RETURNED)))
    check, answer = words((Deed.CHECK_ANSWER,)), words((Deed.ANSWER,))
    is_judged = f"(NEW.state IN ({judged}) AND NEW.state <> OLD.state) OR NEW.remark <> OLD.remark"
    both = f"(NEW.text <> OLD.text AND NOT mcu.may_case({answer}, OLD.case_id))"
    return f"(NOT {both} AND mcu.may_case(CASE WHEN {is_judged} THEN {check} ELSE {answer} END, OLD.case_id))"


def _may_remove(name: str, table: Table) -> str:
    asked = ["mcu.is_example(OLD.case_id)"]
    if name == "case_deadlines":
        task, set_task = literal(TermStage.TASK), words((Deed.SET_TASK,))
        others = words(tuple(deed for deed in table.remove if deed not in _NEW))
        asked.insert(0, "mcu.taking_in()")
        asked.append(f"(OLD.stage <> {task} AND mcu.may_case({others}, OLD.case_id))")
        asked.append(f"(OLD.stage = {task} AND mcu.added_today('case_deadlines', OLD.id::text)"
                     f" AND mcu.may_case({set_task}, OLD.case_id))")  # fmt: skip
    elif name in _ONLY_BACK:
        [may] = _at(table.remove, "OLD", name)
        asked.append(f"({may} AND mcu.added_today({literal(name)}, OLD.{table.key[0]}::text))")
    else:
        asked += _at(table.remove, "OLD", name)
    return " OR ".join(asked)


def _settings() -> str:
    """A setting is the deed that the beginning of its code says; who changes the calendar holds a row and leaves it."""
    of_code = " OR ".join(
        f"(NEW.code LIKE {literal(begin + '%')} AND mcu.may({words((deed,))}))" for begin, deed in SETTINGS.items()
    )
    same = f"TG_OP = 'UPDATE' AND OLD.value = NEW.value AND mcu.may({words(HOLDING_A_SETTING)})"
    allowed = f"TG_OP <> 'DELETE' AND (({of_code}) OR ({same})) AND (TG_OP = 'INSERT' OR OLD.code = NEW.code)"
    return "    " + _unless(allowed, "settings")


def _views() -> str:
    """A shared view is changed by whoever keeps the templates; where it stands in one's row, by anybody."""
    shared = "(TG_OP <> 'INSERT' AND OLD.person_id IS NULL) OR (TG_OP <> 'DELETE' AND NEW.person_id IS NULL)"
    moved = "TG_OP = 'UPDATE' AND (OLD.title, OLD.person_id, OLD.wanted) IS NOT DISTINCT FROM"
    moved += " (NEW.title, NEW.person_id, NEW.wanted)"
    allowed = f"NOT ({shared}) OR ({moved}) OR mcu.may({words((Deed.EDIT_TEMPLATES,))})"
    return "    " + _unless(allowed, "saved_views")


def _batches() -> str:
    take_in, demonstrate = words((Deed.TAKE_IN,)), words((Deed.DEMONSTRATE,))
    return (
        "    IF TG_OP = 'INSERT' THEN\n        "
        + _unless(f"mcu.may(CASE WHEN NEW.demonstration THEN {demonstrate} ELSE {take_in} END)", "intake_batches")
        + "    ELSIF TG_OP = 'DELETE' THEN\n        "
        + _unless(f"OLD.demonstration AND mcu.may({demonstrate})", "intake_batches")
        + "    END IF;\n"
    )


def _contents() -> str:
    """Bytes lie under their own hash: under another file's they would be what the next one gets who keeps that file."""
    is_own = "TG_OP = 'DELETE' OR NEW.content_hash = encode(sha256(NEW.content), 'hex')"
    return "    " + _unless(is_own, "content")


def _counter() -> str:
    """A number that was given belongs to a case; looked at with the commit, when the case is there."""
    number = f"{literal('МЦУ-')} || NEW.year || '-' || lpad(NEW.last::text, greatest(6, length(NEW.last::text)), '0')"
    is_given = f"EXISTS (SELECT FROM public.cases c WHERE c.number = {number})"
    is_later = "TG_OP = 'INSERT' OR (NEW.last > OLD.last AND NEW.year = OLD.year)"
    return f"""
CREATE OR REPLACE FUNCTION mcu.number_given() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
BEGIN
    IF current_setting('is_superuser') = 'off' THEN
        {_unless(f"({is_later}) AND {is_given}", "number_counters")}    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS mcu_number_given ON public.number_counters;
CREATE CONSTRAINT TRIGGER mcu_number_given AFTER INSERT OR UPDATE ON public.number_counters
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mcu.number_given()"""


_OWN_BODIES: dict[str, Callable[[], str]] = {
    "cases": _of_cases,
    "settings": _settings,
    "saved_views": _views,
    "intake_batches": _batches,
    "attachment_contents": _contents,
    "report_pictures": _contents,
    "card_presences": str,  # a hint: whoever sees the case may say so, under the own name
}
