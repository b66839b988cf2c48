"""The journal as its page shows it: deeds in words, changed rows, looks at the data of citizens."""

import json
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from zoneinfo import ZoneInfo

from mcu_desktop.queries.local_days import within_days
from mcu_desktop.rules.table_titles import table_title
from mcu_desktop.rules.titles import CITIZEN_SEEN
from mcu_desktop.store.reading import Reader, as_moment

MOST_SHOWN = 1_000
_OPERATIONS = {"I": "добавлено", "U": "изменено", "D": "удалено", "S": "показаны"}
_LONGEST = 500


class JournalKind(StrEnum):
    """What of the journal is wanted."""

    DEEDS = "deeds"  # words of deeds on the store as a whole
    SEEN = "seen"  # who has seen or taken away the data of citizens
    ROWS = "rows"  # every changed row


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """Days both inclusive; `who` and `what` are parts of names, letters in any case; a row's key in full."""

    kind: JournalKind
    first_day: date | None = None
    last_day: date | None = None
    who: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line, newest first."""

    at: datetime
    who: str
    where: str  # address and program, empty where the store does not know them
    what: str
    details: str


_DEEDS = "SELECT j.at, j.actor, '', j.summary, '' FROM journal j"
_ROWS = (
    "SELECT r.at, r.login, r.address || ' ' || r.program, r.operation, r.table_name, r.row_key, r.old, r.new"
    " FROM row_changes r"
)
_SEEN = (
    "SELECT e.at, e.actor, '', e.summary, c.number FROM case_events e JOIN cases c ON c.id = e.case_id"
    " WHERE e.summary = :seen UNION ALL"
    " SELECT j.at, j.actor, '', j.summary, '' FROM journal j WHERE j.summary LIKE 'Выгрузка с данными заявителей%'"
    " UNION ALL SELECT r.at, r.login, r.address || ' ' || r.program, 'Прочитаны данные заявителя',"
    " coalesce(c.number, r.row_key) FROM row_changes r LEFT JOIN cases c ON CAST(c.id AS text) = r.row_key"
    " WHERE r.operation = 'S'"
)


_Lines = Generator[JournalLine, None, None]


def read_journal(
    reader: Reader, wanted: JournalFilter, *, zone: ZoneInfo, check: Callable[[], object] = lambda: None
) -> tuple[JournalLine, ...]:
    """Return the newest lines of the wish; of the rows a shared store shows them to administrators alone.

    Rare ones are looked for as far back as the days go; `check` is asked between portions, to stop.
    """
    source = _rows if wanted.kind is JournalKind.ROWS else _words
    with closing(source(reader, wanted, zone, check)) as lines:
        return tuple(islice((line for line in lines if _fits(line, wanted)), MOST_SHOWN))


def _words(reader: Reader, wanted: JournalFilter, zone: ZoneInfo, check: Callable[[], object]) -> _Lines:
    source = _DEEDS if wanted.kind is JournalKind.DEEDS else _SEEN
    clauses, parameters = within_days("at", wanted.first_day, wanted.last_day, zone, name="made")
    if wanted.kind is JournalKind.SEEN:
        parameters["seen"] = CITIZEN_SEEN
    where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
    named = f"WITH lines (at, who, place, what, details) AS ({source})"
    sql = f"{named} SELECT * FROM lines{where} ORDER BY at DESC"
    with closing(reader.portions(sql, MOST_SHOWN, **parameters)) as portions:
        for rows in portions:
            check()
            for at, who, place, what, details in rows:
                yield JournalLine(as_moment(at), who, place.strip(), what, details)


def _rows(reader: Reader, wanted: JournalFilter, zone: ZoneInfo, check: Callable[[], object]) -> _Lines:
    clauses, parameters = within_days("at", wanted.first_day, wanted.last_day, zone, name="made")
    clauses = ["r.operation <> 'B'", *(clause.replace("at ", "r.at ", 1) for clause in clauses)]
    sql = f"{_ROWS} WHERE {' AND '.join(clauses)} ORDER BY r.id DESC"
    with closing(reader.portions(sql, MOST_SHOWN, **parameters)) as portions:
        for rows in portions:
            check()
            for at, login, place, operation, table, row_key, old, new in rows:
                yield JournalLine(
                    as_moment(at),
                    login or "не назван",  # a deed of an embedded store that nobody has put a name to
                    place.strip(),
                    f"{table_title(table)}: {_OPERATIONS[operation]}",
                    _in_words(table, row_key, old, new),
                )


def _in_words(table: str, row_key: str, old: str | None, new: str | None) -> str:
    """Return «cases 12: gist: было «Яма», стало «Яма у школы»»."""
    said = f"{table} {row_key}"
    before, after = json.loads(old or "{}"), json.loads(new or "{}")
    if isinstance(after, list):  # personal data: which columns, never what they were
        return f"{said}: {', '.join(after)}"
    changed = [
        f"{name}: было «{_text(value)}»" + (f", стало «{_text(after[name])}»" if name in after else "")
        for name, value in before.items()
    ]
    return (said + (": " + "; ".join(changed) if changed else ""))[:_LONGEST]


def _text(value: object) -> str:
    return "" if value is None else str(value)[:80]


def _fits(line: JournalLine, wanted: JournalFilter) -> bool:
    who, what = wanted.who.casefold(), wanted.what.casefold()
    return who in f"{line.who} {line.where}".casefold() and what in f"{line.what} {line.details}".casefold()
