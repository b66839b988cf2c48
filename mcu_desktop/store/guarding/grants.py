"""Owners, grants and policies of every table, made of its line in `tables.py`."""

from collections.abc import Iterable, Iterator

from mcu_desktop.models.base import Base
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.terms import Role
from mcu_desktop.store.guarding.guards import adding_conditions
from mcu_desktop.store.guarding.names import GROUPS, JOURNAL, NARROW, OWNER, STAFF, WALL, WIDE, groups_of
from mcu_desktop.store.guarding.tables import TABLES, Read, Table

_JOURNAL = ("row_changes", "seals")
# A view is read by the policy's own plan: half of what calling a function of the owner takes.
# Nearly always nothing is handed over: NULL is known to hold no row, an empty array would be looked into for each.
_OF_OWN_BLOCK = "(sector_block_id = ANY ((SELECT s.blocks FROM mcu.own_sight s)::integer[])"
_OF_OWN_BLOCK += " OR id = ANY ((SELECT nullif(mcu.my_handed_over(), '{}'))::integer[]))"
_WITH_CASE = "EXISTS (SELECT FROM public.cases c WHERE c.id = {}.case_id)"
_WITH_FILE = "EXISTS (SELECT FROM public.attachments a WHERE a.content_hash = attachment_contents.content_hash)"
_NARROW_CONDITIONS = {
    "cases": _OF_OWN_BLOCK,
    "case_search": "mcu.is_mine(case_id)",  # no index of words is used under a policy: `mcu.found_cases` is the way
    "attachment_contents": f"{_WITH_FILE} OR NOT mcu.is_attached(content_hash)",
}
# What any program, the wall's too, takes away when it opens.
_FORGOTTEN = {"card_presences": "until < now() - interval '1 hour'"}
# What was issued hangs on the wall, but for the ratings of people.
_HUNG = {"issued_ratings": "objects = 'block'"}
ADDING = "adding"  # of a policy: it narrows the others down
_ADDED = adding_conditions()
_MY_ROW = "person_id = (SELECT mcu.my_person())"
_OWN_CONDITIONS = {
    "saved_views": f"person_id IS NULL OR {_MY_ROW}",
    "performed_deeds": "login = session_user::text",
    "cases_before": "EXISTS (SELECT FROM public.done_deeds d WHERE d.id = deed_id)",
}
_ADMINISTRATOR = GROUPS[Role.ADMINISTRATOR]
_READERS: dict[Read, tuple[str, ...]] = {
    Read.EVERYBODY: (STAFF, WALL),
    **dict.fromkeys((Read.PEOPLE, Read.CASE, Read.OF_CASE, Read.OWN, Read.DEED), (STAFF,)),
    Read.ADMINISTRATOR: (_ADMINISTRATOR, OWNER),  # the owner's functions look up what a person has changed
    Read.NOBODY: (),
}


def owners() -> Iterator[str]:
    """Yield whose each table is: the journal belongs to a role that has nothing else."""
    for name in TABLES:
        yield f"ALTER TABLE public.{name} OWNER TO {JOURNAL if name in _JOURNAL else OWNER}"


def grants() -> Iterator[str]:
    """Yield the rights of groups; whatever was given before is taken away first."""
    everybody = ", ".join(("PUBLIC", STAFF, WALL, *GROUPS.values()))
    for name, table in TABLES.items():
        yield f"REVOKE ALL ON public.{name} FROM {everybody}"
        columns = columns_of(name)
        if columns:  # rights of columns stay when those of their table are taken away
            yield f"REVOKE ALL ({', '.join(columns)}) ON public.{name} FROM {everybody}"
        for right, of_columns, groups in rights_of(name, table):
            where = f" ({', '.join(of_columns)})" if of_columns else ""
            yield f"GRANT {right}{where} ON public.{name} TO {', '.join(groups)}"


def rights_of(name: str, table: Table) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield each right on a table, the columns it is for (none: the whole table), and the groups that have it."""
    columns = columns_of(name)
    if _READERS[table.read]:
        yield "SELECT", (), _READERS[table.read]
    if name in _HUNG or _has_wall_columns(table):
        yield "SELECT", tuple(column for column in columns if column not in table.hidden), (WALL,)
    if table.add:
        yield "INSERT", (), groups_of(table.add)
    for wanted, deeds in table.change:
        yield "UPDATE", wanted or tuple(columns), groups_of(deeds)
    if table.remove:
        yield "DELETE", (), groups_of(table.remove)
    if name in _FORGOTTEN:
        yield "SELECT", (), (WALL,)
        yield "DELETE", (), (WALL,)


def policies() -> Iterator[str]:
    """Yield the row-level security of every table: two policies by group, and one for the wall."""
    for name, table in TABLES.items():
        for known in ("wide", "narrow", "wall", "own", ADDING):
            yield f"DROP POLICY IF EXISTS mcu_{known} ON public.{name}"
        yield f"ALTER TABLE public.{name} ENABLE ROW LEVEL SECURITY"
        for policy, groups, condition in policies_of(name, table):
            if policy == ADDING:
                yield (
                    f"CREATE POLICY mcu_{policy} ON public.{name} AS RESTRICTIVE FOR INSERT TO {', '.join(groups)}"
                    f" WITH CHECK ({condition})"
                )
                continue
            yield (
                f"CREATE POLICY mcu_{policy} ON public.{name} FOR ALL TO {', '.join(groups)}"
                f" USING ({condition}) WITH CHECK ({condition})"
            )


def policies_of(name: str, table: Table) -> Iterator[tuple[str, Iterable[str], str]]:
    """Yield each policy of a table: its name, the groups it is for, and its condition."""
    read = table.read
    if name in _ADDED:
        yield ADDING, (STAFF,), _ADDED[name]
    if read in {Read.CASE, Read.OF_CASE}:
        yield "wide", WIDE, "true"
        yield "narrow", NARROW, _NARROW_CONDITIONS.get(name, _WITH_CASE.format(name))
    elif read is Read.OWN:
        yield "own", (STAFF,), _OWN_CONDITIONS.get(name, _MY_ROW)
    if _has_wall_columns(table):
        yield "wall", (WALL,), "true"  # some of the columns, by grants
    elif name in _HUNG:
        yield "wide", (STAFF,), "true"
        yield "wall", (WALL,), _HUNG[name]
    elif name in _FORGOTTEN:
        yield "wall", (WALL,), _FORGOTTEN[name]
    elif read is Read.OWN and Deed.DEMONSTRATE in table.remove:
        yield "wide", groups_of((Deed.DEMONSTRATE,)), "true"
    elif read is Read.DEED:
        yield "wide", groups_of((*table.add, *table.remove)), "true"
    elif read in {Read.EVERYBODY, Read.PEOPLE, Read.ADMINISTRATOR, Read.NOBODY}:
        yield "wide", _READERS[read] or (STAFF,), "code NOT LIKE 'lock:%'" if name == "settings" else "true"


def _has_wall_columns(table: Table) -> bool:
    """Return whether the wall reads some columns of a table of cases."""
    return table.read is Read.CASE or (table.read is Read.OF_CASE and bool(table.hidden))


def columns_of(name: str) -> list[str]:
    """Return the columns of a table, none for the one of the migrations."""
    known = Base.metadata.tables.get(name)
    return [] if known is None else [column.name for column in known.columns]
