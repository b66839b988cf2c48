"""What row-level security costs: standard questions of a block's head and of the head, beside the owner's own.

The same questions of the program, the same number of statements prepared by the driver, on a store as vacuuming leaves
it: new words wait in a list of their own until then, and looking it through would hide what the rights cost.
"""

import os
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from benchmarks.measuring import Measured, in_turn
from mcu_desktop.queries.case_card import read_case_card
from mcu_desktop.queries.counters import read_block_counts
from mcu_desktop.queries.queue import QueueFilter, read_first_page
from mcu_desktop.rules.terms import Standing
from mcu_desktop.store.reading import Reader
from mcu_desktop.text.search_words import search_words
from tests.server import running_server
from tests.shared.conftest import build_town

_ROUNDS, _SECONDS, _IN_A_ROW = 15, 5.0, 5  # of each question
_WARM_UP = 8  # the driver prepares a statement that comes the sixth time
_LOGINS = ("ermolenko", "vasileva")
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
_OVERDUE = "SELECT count(*) FROM cases WHERE closed_at IS NULL AND legal_deadline < now()"
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
            line.execute(b"VACUUM ANALYZE")
        with ExitStack() as opened:
            stores = (town.owner, *map(town.store, _LOGINS))
            readers = [opened.enter_context(closing(store.open_reader())) for store in stores]
            own_case = town.ids["education/phone/open"]
            return [found for name, ask in _asked(own_case) for found in _beside(name, cases, ask, readers)]


def _beside(name: str, cases: int, ask: Callable[[Reader], object], readers: list[Reader]) -> list[Measured]:
    works = [partial(ask, reader) for reader in readers]
    floor, *ours = in_turn(*works, warm_up=_WARM_UP, at_least=_ROUNDS, lasting=_SECONDS, in_a_row=_IN_A_ROW)
    return [
        Measured(f"rights {login} {name}", cases, taken, floor, "s") for login, taken in zip(_LOGINS, ours, strict=True)
    ]


def _asked(own_case: int) -> tuple[tuple[str, Callable[[Reader], object]], ...]:
    def page(wanted: QueueFilter) -> Callable[[Reader], object]:
        return lambda reader: read_first_page(reader, wanted, now=datetime.now(UTC), zone=_ZONE, limit=200)

    return (
        ("page", page(QueueFilter(block="education"))),
        ("any block", page(QueueFilter())),
        ("counts", lambda reader: read_block_counts(reader, now=datetime.now(UTC), zone=_ZONE)),
        ("overdue", lambda reader: reader.rows(_OVERDUE)),
        ("search", page(QueueFilter(search=_RARE_WORD))),
        ("common word", page(QueueFilter(search=_COMMON_WORD))),
        ("closed", page(QueueFilter(search=_RARE_WORD, standing=Standing.CLOSED))),
        ("key", lambda reader: reader.rows("SELECT * FROM cases WHERE id = :id", id=own_case)),
        ("card", lambda reader: read_case_card(reader, own_case, now=datetime.now(UTC))),
    )
