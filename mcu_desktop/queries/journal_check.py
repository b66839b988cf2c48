"""Whether the journal is whole: each seal is made of the changes it covers and of the seal before."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from mcu_desktop.store.reading import Reader, Row, as_moment, stored_moment

_AT_ONCE = 5_000  # changes; no seal covers more
_COLUMNS = "id, at, deed, login, address, program, operation, table_name, row_key, old, new, digest"


@dataclass(frozen=True, slots=True)
class LastSeal:
    """The newest seal: what documents print and workstations keep."""

    number: int
    hash: str
    at: datetime

    @property
    def words(self) -> str:
        """Return the seal as the foot of a document says it: «Журнал: печать № 12, 0123456789abcdef»."""
        return f"Журнал: печать № {self.number}, {self.hash[:16]}"


def read_last_seal(reader: Reader) -> LastSeal | None:
    """Return the newest seal, None where nothing was sealed yet."""
    rows = reader.rows("SELECT number, hash, at FROM seals ORDER BY number DESC LIMIT 1")
    return LastSeal(rows[0][0], rows[0][1], as_moment(rows[0][2])) if rows else None


def has_unsealed(reader: Reader) -> bool:
    """Return whether an embedded store has changed since its newest seal."""
    sql = "SELECT coalesce((SELECT max(id) FROM row_changes), 0) > coalesce((SELECT max(last_id) FROM seals), 0)"
    return bool(reader.rows(sql)[0][0])


def find_lost_anchor(reader: Reader, anchors: Sequence[tuple[int, str]]) -> str:
    """Return in Russian which remembered seal (number and hash) the store has no more or has otherwise; empty: none."""
    stored: dict[int, str] = dict(reader.rows("SELECT number, hash FROM seals"))
    for number, known in anchors:
        if number not in stored:
            return f"Печати № {number}, которую помнит это рабочее место, в журнале больше нет: его конец отрезан."
        if stored[number] != known:
            return f"Печать № {number} не та, которую помнит это рабочее место: журнал переписан."
    return ""


def find_broken_seal(reader: Reader, step: Callable[[int, int], object] = lambda _done, _all: None) -> str:
    """Return in Russian which seal does not fit its changes, an empty text where all do; `step` hears how far it is."""
    seals = reader.rows("SELECT number, first_id, last_id, count, hash FROM seals ORDER BY number")
    before, last_id = "", 0
    for place, (number, first_id, seal_last_id, count, kept) in enumerate(seals, 1):
        step(place, len(seals))
        if number != place:
            return f"Нет печати № {place} журнала: её убрали."
        sql = f"SELECT {_COLUMNS} FROM row_changes WHERE id > :after AND id <= :last ORDER BY id"
        rows = reader.rows(sql, after=last_id, last=seal_last_id)
        if len(rows) != count or (rows and rows[0][0] != first_id) or seal_hash(before, rows) != kept:
            return f"Печать № {number} журнала не сходится: строки {first_id}–{seal_last_id} изменены или убраны."
        before, last_id = kept, seal_last_id
    return ""


def seal_hash(before: str, rows: Iterable[Row]) -> str:
    """Return the hash of a seal over changes, after the hash of the seal before."""
    return sha256(f"{before}\x1e{chr(30).join(map(_words, rows))}".encode()).hexdigest()


def read_unsealed(reader: Reader, after: int) -> list[Row]:
    """Return the next changes after an id that a seal can cover."""
    sql = f"SELECT {_COLUMNS} FROM row_changes WHERE id > :after ORDER BY id LIMIT {_AT_ONCE}"
    return reader.rows(sql, after=after)


def _words(row: Row) -> str:
    values: list[Any] = ["" if value is None else str(value) for value in row]
    values[1] = _moment(row[1])
    return "\x1f".join(values)


def _moment(value: Any) -> str:
    return value if isinstance(value, str) else stored_moment(value)


def check_journal(
    reader: Reader, anchors: Sequence[tuple[int, str]], step: Callable[[int, int], object] = lambda _done, _all: None
) -> str:
    """Check the chain, what this workstation remembers and the tables themselves; return in Russian how it went."""
    from mcu_desktop.queries.journal_replay import find_differences

    broken = find_broken_seal(reader, step) or find_lost_anchor(reader, anchors)
    if broken:
        return f"{broken} Ничего не меняйте в хранилище, сохраните его копию и позовите того, кто разбирает нарушения."
    seal = read_last_seal(reader)
    whole = "Печатей ещё нет." if seal is None else f"Печати целы, последняя № {seal.number}."
    remembered = f" Помнит это рабочее место: {len(anchors)}, все на месте." if anchors else ""
    if not reads_whole(reader):
        return f"{whole}{remembered} Сверку с таблицами делает владелец сервера: mcu-desktop store check."
    differences = find_differences(reader, step)
    if not differences:
        return f"{whole}{remembered} Таблицы сходятся с журналом."
    said = "; ".join(f"{found.table} {found.row_key}: {found.what}" for found in differences[:5])
    return f"{whole}{remembered} Таблицы расходятся с журналом ({len(differences)}): {said}."


def reads_whole(reader: Reader) -> bool:
    """Return whether the reader sees every row: an embedded store's does, and the owner of a server."""
    return reader.dialect == "sqlite" or reader.rows("SELECT current_setting('is_superuser')") == [("on",)]
