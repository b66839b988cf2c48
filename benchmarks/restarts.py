"""Many writers under a server that is restarted again and again: `python -m benchmarks.restarts`, 0 lost, 0 doubled."""

import argparse
import logging
import multiprocessing
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing.synchronize import Event
from time import monotonic, perf_counter
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.orm import Session

from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.deed_answers import DeedKey
from mcu_desktop.operations.perform import performed
from mcu_desktop.operations.seed_store import seed_store
from mcu_desktop.store.line_faults import LineLost
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store
from tests.server import TcpServer, running_server

_NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
_AGAIN_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Restarted:
    """What became of the deeds: told to be done; found lost, found doubled; the longest wait in seconds."""

    told: int
    lost: int
    doubled: int
    longest_wait: float


def write_under_restarts(server: TcpServer, database: str, *, workers: int, restarts: int) -> Restarted:
    """Let so many processes write while the server is restarted, every other time as if its power had gone."""

    def restart() -> None:
        for number in range(restarts):
            threading.Event().wait(0.5)
            server.restart("immediate" if number % 2 else "fast")

    return write_under(restart, server.address(database), workers=workers)


def write_under(fault: Callable[[], None], address: str, *, workers: int) -> Restarted:
    """Let so many processes write into a shared store while something befalls its server, and count what is there."""
    context = multiprocessing.get_context("spawn")
    over, begun = context.Event(), context.Barrier(workers + 1)
    with context.Pool(workers, initializer=_take, initargs=(over, begun)) as pool:
        working = pool.starmap_async(_write, [(address, worker) for worker in range(workers)])
        begun.wait()
        fault()
        over.set()
        done = working.get()
    told = sum(count for count, _wait in done)
    with closing(Store(find_place(address)).open_reader()) as reader:
        sql = "SELECT count(*), count(DISTINCT summary) FROM journal WHERE actor LIKE 'W%'"
        kept, different = reader.rows(sql)[0]
    return Restarted(told, max(told - different, 0), kept - different, max(wait for _count, wait in done))


_OVER: list[Event] = []


def _take(over: Event, begun: "threading.Barrier") -> None:
    _OVER.append(over)
    logging.getLogger("psycopg").setLevel(logging.CRITICAL)  # that a line is lost is what is wanted here
    begun.wait()


def _write(address: str, worker: int) -> tuple[int, float]:
    """Write line after line, each under its key until it is told to be done; returns how many, and the longest wait."""
    store = Store(find_place(address))
    told, longest = 0, 0.0
    while not _OVER[0].is_set():
        begun = monotonic()
        _do_until_told(store, partial(_add_line, f"W{worker}", f"{worker}-{told}"))
        told, longest = told + 1, max(longest, monotonic() - begun)
    store.close()
    return told, longest


def _do_until_told(store: Store, deed: Callable[[Session], Change]) -> None:
    key, is_repeat = str(uuid4()), False
    while True:
        try:
            store.perform(partial(performed, deed=deed, now=_NOW, key=DeedKey(key, is_repeat=is_repeat)))
        except LineLost:
            is_repeat = True
            threading.Event().wait(_AGAIN_SECONDS)
        else:
            return


def _add_line(actor: str, line: str, session: Session) -> Change:
    sql = "INSERT INTO journal (at, actor, summary) VALUES (now(), :actor, :line)"
    session.execute(text(sql), {"actor": actor, "line": line})
    return Change(frozenset({Touched.CASES}), line)


def _main() -> None:
    parser = argparse.ArgumentParser("benchmarks.restarts", description=__doc__)
    parser.add_argument("--workers", type=int, default=15)
    parser.add_argument("--restarts", type=int, default=50)
    wanted = parser.parse_args()
    with running_server() as server:
        Store(find_place(server.address("postgres"))).prepare(seed_store)
        started = perf_counter()
        print(write_under_restarts(server, "postgres", workers=wanted.workers, restarts=wanted.restarts))
        print(f"{perf_counter() - started:.1f} s")


if __name__ == "__main__":
    _main()
