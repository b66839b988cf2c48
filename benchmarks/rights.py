"""What row-level security costs: standard questions of a block's head and of the head, beside the owner's own."""

import os
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from benchmarks.measuring import Measured, in_pairs, seconds
from mcu_desktop.queries.counters import read_block_counts
from mcu_desktop.queries.queue import QueueFilter, read_first_page
from mcu_desktop.store.reading import Reader
from mcu_desktop.text.search_words import search_words
from tests.server import running_server
from tests.shared.conftest import build_town

_PAIRS = 31  # they take milliseconds
_ZONE = ZoneInfo("Europe/Moscow")
# Moments and blocks do not go together: 907 is prime.
_MOMENT = "now() + (n % 907 - 300) * interval '1 hour'"
_SPREAD = (
    "INSERT INTO cases (number, channel_id, kind, received_at, registered_at, gist, excerpt, sector_block_id,"
    " route_reason, municipality, settlement, street, house, important, fast_track, source_status, reopened,"
    " legal_deadline, control_date, queue_moment, version, closed_at)"
    " SELECT 'Б-' || n, 1, 'message', now(), now(), 'Яма', '', 1 + n % 9, '', '', '', '', '', false, false, '', false,"
    f" {_MOMENT}, {_MOMENT}, {_MOMENT}, 1,"
    " CASE WHEN n % 10 = 0 THEN NULL ELSE now() END FROM generate_series(1, {cases}) n"
)
_COMMON_WORD, _RARE_WORD = "яма", "редкость"
_SPREAD_WORDS = (
    "INSERT INTO case_search (case_id, words) SELECT c.id, '{common}' || CASE WHEN c.id % 9973 < 2 THEN ' {rare}'"
    " ELSE '' END FROM cases c WHERE c.number LIKE 'Б-%'"
)


def measure_rights(cases: int, _wanted: str | None) -> list[Measured]:
    """Measure on a shared store with so many cases, one in ten of them open; needs the servers of the tests."""
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    with running_server("shared_buffers = 128MB") as server:  # as PostgreSQL has it by itself
        town = build_town(server, "town")
        with town.line() as line:
            line.execute(b"SET session_replication_role = replica")
            line.execute(b"SET statement_timeout = 0")
            line.execute(_SPREAD.format(cases=cases).encode())
            words = {"common": search_words(_COMMON_WORD), "rare": search_words(_RARE_WORD)}
            line.execute(_SPREAD_WORDS.format(**words).encode())
            line.execute(b"ANALYZE")
        found: list[Measured] = []
        with closing(town.owner.open_reader()) as owner:
            for login in ("ermolenko", "vasileva"):
                with closing(town.store(login).open_reader()) as reader:
                    found += [_beside(f"rights {login} {name}", cases, ask, reader, owner) for name, ask in _ASKED]
        return found


def _beside(name: str, cases: int, ask: Callable[[Reader], object], reader: Reader, owner: Reader) -> Measured:
    ours, floor = in_pairs(lambda: seconds(lambda: ask(reader)), lambda: seconds(lambda: ask(owner)), pairs=_PAIRS)
    return Measured(name, cases, ours, floor, "s")


def _page(reader: Reader) -> object:
    wanted = QueueFilter(block="education")
    return read_first_page(reader, wanted, now=datetime.now(UTC), zone=_ZONE, limit=200)


def _whole_page(reader: Reader) -> object:
    return read_first_page(reader, QueueFilter(), now=datetime.now(UTC), zone=_ZONE, limit=200)


def _counts(reader: Reader) -> object:
    return read_block_counts(reader, now=datetime.now(UTC), zone=_ZONE)


def _overdue(reader: Reader) -> object:
    return reader.rows("SELECT count(*) FROM cases WHERE closed_at IS NULL AND legal_deadline < now()")


def _by_key(reader: Reader) -> object:
    return reader.rows("SELECT * FROM cases WHERE id = 2")


def _search(reader: Reader) -> object:
    return read_first_page(reader, QueueFilter(search=_RARE_WORD), now=datetime.now(UTC), zone=_ZONE, limit=200)


_ASKED = (
    ("page", _page),
    ("any block", _whole_page),
    ("counts", _counts),
    ("overdue", _overdue),
    ("search", _search),
    ("key", _by_key),
)
