"""Reading: the first page of a block, a search, a card, each beside its raw selects."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.bare_window import PAGE_SQL
from benchmarks.measuring import Measured, in_pairs, seconds
from benchmarks.stores import store_of
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.queries.case_card import QUESTIONS, read_case_card
from mcu_desktop.queries.queue import QueueFilter, read_first_page
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.store.reading import Reader

_PAIRS = 51
_BLOCK = "utilities"
_COMMON_WORD = "улица"


def measure_first_page(cases: int, wanted: str | None) -> list[Measured]:
    """Measure the first page of the fullest block's open queue."""
    store = store_of(cases, wanted)
    now = datetime.now(UTC)
    with closing(open_store(store).open_reader()) as reader, closing(_raw(store)) as raw:
        zone = read_zone(reader)
        block = raw.execute("SELECT id FROM sector_blocks WHERE code = ?", (_BLOCK,)).fetchone()[0]
        sql = PAGE_SQL.replace("c.closed_at IS NULL", f"c.closed_at IS NULL AND c.sector_block_id = {block}")

        def ours() -> object:
            return read_first_page(reader, QueueFilter(block=_BLOCK), now=now, zone=zone)

        return [_pair("first_page", cases, ours, lambda: raw.execute(sql).fetchall())]


def measure_search(cases: int, wanted: str | None) -> list[Measured]:
    """Measure the first page of a search for a rare word, beside the bare index."""
    store = store_of(cases, wanted)
    now = datetime.now(UTC)
    with closing(open_store(store).open_reader()) as reader, closing(_raw(store)) as raw:
        zone = read_zone(reader)
        word = _an_open_number(reader).rsplit("-", 1)[1]
        sql = PAGE_SQL.replace(
            "c.closed_at IS NULL",
            f"c.closed_at IS NULL AND c.id IN"
            f" (SELECT rowid FROM case_search_index WHERE case_search_index MATCH '\"{word}\" *')",
        )

        def ours() -> object:
            return read_first_page(reader, QueueFilter(search=word), now=now, zone=zone)

        def of_a_common_word() -> object:
            return read_first_page(reader, QueueFilter(search=_COMMON_WORD), now=now, zone=zone)

        # A common word has a bound of its own, 50 ms: its floor is the first page that nothing is searched in.
        return [
            _pair("search", cases, ours, lambda: raw.execute(sql).fetchall()),
            _pair("search_common", cases, of_a_common_word, lambda: raw.execute(PAGE_SQL).fetchall()),
        ]


def measure_card(cases: int, wanted: str | None) -> list[Measured]:
    """Measure the opening of a card beside the same selects asked bare, each pair on the next open case."""
    store = store_of(cases, wanted)
    now = datetime.now(UTC)
    with closing(open_store(store).open_reader()) as reader, closing(_raw(store)) as raw:
        ids = [row[0] for row in reader.rows("SELECT id FROM cases WHERE closed_at IS NULL ORDER BY id LIMIT 100")]

        def ours() -> object:
            return [read_case_card(reader, case_id, now=now) for case_id in ids]

        def floor() -> object:
            return [[raw.execute(sql, {"case_id": case_id}).fetchall() for sql in QUESTIONS] for case_id in ids]

        return [_pair("card_100", cases, ours, floor)]


def _an_open_number(reader: Reader) -> str:
    return str(reader.rows("SELECT number FROM cases WHERE closed_at IS NULL ORDER BY id LIMIT 1")[0][0])


def _raw(store: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{Path(store).as_uri()}?mode=ro", uri=True)


def _pair(name: str, cases: int, ours: Callable[[], object], floor: Callable[[], object]) -> Measured:
    medians = in_pairs(lambda: seconds(ours), lambda: seconds(floor), pairs=_PAIRS)
    return Measured(name, cases, medians[0] * 1_000, medians[1] * 1_000, "ms")
