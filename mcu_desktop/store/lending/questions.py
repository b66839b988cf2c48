"""What a shared store lends to a deed, asked in one round trip: the rows of its cases, locked, and the catalogues."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from mcu_desktop.store.about import About, Undone
from mcu_desktop.store.guarding.tables import TABLES, Read
from mcu_desktop.store.table_rows import plain_columns

if TYPE_CHECKING:
    from sqlalchemy import Table

# What deeds on cases look up beside them. A program keeps these and asks only whether they are still the same.
CATALOGUES: Final = (
    "settings",
    "sector_blocks",
    "channels",
    "topics",
    "topic_routes",
    "responsible_recipients",
    "time_limits",
    "calendar_years",
    "calendar_days",
    "working_hours",
    "roster_editions",
    "roster_entries",
    "roster_grants",
    "absences",
)
# What deeds add to and never read, though it belongs to the case.
_ADDED_TO: Final = frozenset({"case_events", "card_presences"})
# Their new rows are named by others or by the answer of the deed: the store gives the number before.
_NUMBERED: Final = ("done_deeds", "responsible_recipients")
_ALL: Final = "true"
_IDS: Final = "CAST(:ids AS integer[])"
LOOK: Final = f"SELECT mcu.look({_IDS})"
_LAST_DEED = "(SELECT max(d.id) FROM done_deeds d WHERE d.undone_at IS NULL AND d.person_id = {})"


@lru_cache(maxsize=1)
def tables() -> "dict[str, Table]":
    """Return the tables of the store by name, each after those that it refers to."""
    from mcu_desktop.models import Base

    return {table.name: table for table in Base.metadata.sorted_tables}


@lru_cache(maxsize=1)
def tables_of_case() -> tuple[str, ...]:
    """Return the tables whose rows go with a case; they are lent with it."""
    return tuple(
        name
        for name, table in tables().items()
        if TABLES[name].read is Read.OF_CASE and "case_id" in table.columns and name not in _ADDED_TO
    )


def lent_questions(about: About) -> dict[str, str]:
    """Return the selects that lend, by table; the first of them lock, so that the others see what cannot change."""
    asked: dict[str, str] = {}
    if about.undone is not None:
        asked["done_deeds"] = _lent("done_deeds", f"id IN ({_undone(about.undone)}) AND undone_at IS NULL FOR UPDATE")
        asked["cases_before"] = _lent("cases_before", f"deed_id IN ({_undone(about.undone)})")
    wanted = _case_ids(about)
    asked["cases"] = _lent("cases", f"id = ANY({wanted}) ORDER BY id FOR UPDATE")
    asked |= {name: _lent(name, f"case_id = ANY({wanted})") for name in tables_of_case()}
    asked["case_links"] += f" OR other_id = ANY({wanted})"  # a link lies with the later of its two cases
    if about.registers:
        asked["number_counters"] = _lent("number_counters", f"{_ALL} FOR UPDATE")
    if about.citizens:
        asked["citizens"] = _lent("citizens", _ALL, source=f"mcu.see_citizens({wanted})")
    return asked


def parameters(about: About) -> dict[str, Any]:
    """Return the parameters of all questions."""
    undone = about.undone
    return {
        "ids": list(about.case_ids),
        "numbers": list(about.numbers),
        "undone": None if undone is None else undone.deed_id,
        "person": 0 if undone is None else undone.person_id,
    }


def catalogue_question(name: str) -> str:
    """Return the select that lends a whole catalogue."""
    return _lent(name, _ALL)


def stamps_question() -> str:
    """Return the select that gives for each catalogue a number which any change of its rows makes another one.

    A row that is written anew lies elsewhere (`ctid`) and bears the number of its writer (`xmin`).
    """
    return " UNION ALL ".join(f"SELECT '{name}', sum(hashtext(concat(xmin, ctid))) FROM {name}" for name in CATALOGUES)


def numbers_question(about: About) -> str:
    """Return the select that takes a number for a new row of each numbered table, with the name of the table."""
    names = (*_NUMBERED, "cases") if about.registers else _NUMBERED
    return " UNION ALL ".join(f"SELECT '{name}', nextval(pg_get_serial_sequence('{name}', 'id'))" for name in names)


def _case_ids(about: About) -> str:
    """Return an array of the ids."""
    if about.undone is not None:
        return f"ARRAY(SELECT b.case_id FROM cases_before b WHERE b.deed_id IN ({_undone(about.undone)}))"
    if about.numbers:
        numbers = "CAST(:numbers AS text[])"
        return f"ARRAY(SELECT c.id FROM cases c WHERE c.id = ANY({_IDS}) OR c.number = ANY({numbers}))"
    return _IDS


def _undone(undone: Undone) -> str:
    """Return the ids of deeds, two where the workstation says another person than the store: it may be its owner's."""
    if undone.deed_id is not None:
        return ":undone"
    return f"{_LAST_DEED.format('mcu.my_person()')}, {_LAST_DEED.format(':person')}"


def _lent(name: str, condition: str, *, source: str = "") -> str:
    return f"SELECT {plain_columns(tables()[name])} FROM {source or name} WHERE {condition}"
