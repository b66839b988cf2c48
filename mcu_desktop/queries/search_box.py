"""Filters typed into the search box: «блок:образование срок:просрочено» becomes what the queue is asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from mcu_desktop.rules.russian import comparable
from mcu_desktop.rules.terms import Outcome, Standing, WorkState
from mcu_desktop.rules.titles import OUTCOMES, STANDINGS, STATES
from mcu_desktop.store.reading import Reader, in_list
from mcu_desktop.text.search_query import SearchQuery

if TYPE_CHECKING:
    from mcu_desktop.queries.queue import QueueFilter

_NOTHING = "1 = 0"  # a filter that names nothing the store has


@dataclass(slots=True)
class _Box:
    """What the filters come to so far."""

    wanted: "QueueFilter"
    clauses: list[str] = field(default_factory=list)
    parameters: dict[str, object] = field(default_factory=dict)


def apply_box(
    reader: Reader, wanted: "QueueFilter", query: SearchQuery
) -> tuple["QueueFilter", list[str], dict[str, object]]:
    """Return the wish with what was typed instead of what the bar says, and further conditions on `cases c`."""
    box = _Box(wanted)
    for kind, value in query.filters:
        _APPLY[kind](reader, box, comparable(value))
    return box.wanted, box.clauses, box.parameters


def offered_filters(reader: Reader) -> tuple[str, ...]:
    """Return what completion offers: each filter with the values that are few."""
    offered = [f"срок:{title}" for title in STANDINGS.values()]
    offered += [f"состояние:{title}" for title in STATES.values()]
    offered += [f"итог:{title}" for title in OUTCOMES.values()]
    offered += [f"блок:{title}" for (title,) in reader.rows("SELECT short_title FROM sector_blocks ORDER BY position")]
    channels = reader.rows("SELECT title FROM channels WHERE NOT archived ORDER BY position")
    offered += [f"канал:{title}" for (title,) in channels]
    offered += [f"метка:{title}" for (title,) in reader.rows("SELECT DISTINCT title FROM case_tags ORDER BY title")]
    return tuple(_quoted(line) for line in offered)


def _quoted(line: str) -> str:
    key, _, value = line.partition(":")
    return f'{key}:"{value}"' if " " in value else line


def _first(lines: Iterable[tuple[str, str]], value: str) -> str | None:
    """Return the code of the first title that begins with the value, or else has it."""
    titles = [(code, comparable(title)) for code, title in lines]
    begun = next((code for code, title in titles if title.startswith(value)), None)
    return begun or next((code for code, title in titles if value in title), None)


def _block(reader: Reader, box: _Box, value: str) -> None:
    lines = [(code, f"{short} {title}") for code, short, title in
             reader.rows("SELECT code, short_title, title FROM sector_blocks ORDER BY position")]  # fmt: skip
    _take(box, _first(lines, value), lambda code: replace(box.wanted, block=code))


def _channel(reader: Reader, box: _Box, value: str) -> None:
    lines = reader.rows("SELECT code, title FROM channels ORDER BY position")
    _take(box, _first([(a, b) for a, b in lines], value), lambda code: replace(box.wanted, channel_code=code))


def _standing(_reader: Reader, box: _Box, value: str) -> None:
    found = _first([(str(code), title) for code, title in STANDINGS.items()], value)
    _take(box, found, lambda code: replace(box.wanted, standing=Standing(code)))


def _state(_reader: Reader, box: _Box, value: str) -> None:
    found = _first([(str(code), title) for code, title in STATES.items()], value)
    if found == WorkState.CLOSED:
        box.wanted = replace(box.wanted, standing=Standing.CLOSED)
    _clause(box, found, "c.state = :box_state", "box_state")


def _outcome(_reader: Reader, box: _Box, value: str) -> None:
    found = _first([(str(code), title) for code, title in OUTCOMES.items()], value)
    box.wanted = replace(box.wanted, standing=Standing.CLOSED)
    _clause(box, None if found is None else str(Outcome(found)), "c.outcome = :box_outcome", "box_outcome")


def _recipient(reader: Reader, box: _Box, value: str) -> None:
    _ids(box, reader.rows("SELECT id, title FROM responsible_recipients"), value, "c.recipient_id", "box_recipient")


def _topic(reader: Reader, box: _Box, value: str) -> None:
    rows = reader.rows("SELECT id, group_title || ' ' || title FROM topics")
    _ids(box, rows, value, "c.topic_id", "box_topic")


def _tag(_reader: Reader, box: _Box, value: str) -> None:
    sql = "c.id IN (SELECT case_id FROM case_tags WHERE title = :box_tag)"
    _clause(box, value.lstrip("#"), sql, "box_tag")


def _number(_reader: Reader, box: _Box, value: str) -> None:
    _clause(box, value.upper(), "(c.number = :box_number OR c.source_number = :box_number)", "box_number")


def _since(_reader: Reader, box: _Box, value: str) -> None:
    _take(box, _day(value), lambda day: replace(box.wanted, received_from=day))


def _until(_reader: Reader, box: _Box, value: str) -> None:
    _take(box, _day(value), lambda day: replace(box.wanted, received_to=day))


def _day(value: str) -> date | None:
    for form in ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"):
        try:
            return datetime.strptime(value, form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    return None


def _take(box: _Box, found: object, apply: Callable[..., "QueueFilter"]) -> None:
    if found is None:
        box.clauses.append(_NOTHING)
    else:
        box.wanted = apply(found)


def _clause(box: _Box, value: str | None, sql: str, name: str) -> None:
    if value is None:
        box.clauses.append(_NOTHING)
    else:
        box.clauses.append(sql)
        box.parameters[name] = value


def _ids(box: _Box, rows: Iterable[tuple[int, str]], value: str, column: str, name: str) -> None:
    ids = [found for found, title in rows if value in comparable(title)]
    if not ids:
        box.clauses.append(_NOTHING)
        return
    listed, parameters = in_list(name, ids)
    box.clauses.append(f"{column} IN {listed}")
    box.parameters |= parameters


_APPLY: dict[str, Callable[[Reader, _Box, str], None]] = {
    "block": _block,
    "standing": _standing,
    "channel": _channel,
    "state": _state,
    "recipient": _recipient,
    "topic": _topic,
    "tag": _tag,
    "number": _number,
    "since": _since,
    "until": _until,
    "outcome": _outcome,
}
