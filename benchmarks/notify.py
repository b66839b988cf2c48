"""How soon a change shows on twenty workstations, beside LISTEN and NOTIFY alone."""

import select
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from sqlalchemy.orm import Session

from benchmarks.measuring import Measured
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.note_on_case import add_comment
from mcu_desktop.operations.seed_store import seed_store
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.queue import QueueFilter, read_first_page
from mcu_desktop.store.place import find_place
from mcu_desktop.store.pulse import open_pulse
from mcu_desktop.store.store import Store
from tests.server import running_server

_WORKSTATIONS, _CHANGES = 20, 30
_WAIT_SECONDS = 30.0
_ZONE = ZoneInfo("Europe/Moscow")
_SHARE = 0.99


class _Round:
    """One change on its way: who has seen it, and when."""

    def __init__(self) -> None:
        self.seen: list[float] = []
        self._full = threading.Semaphore(0)

    def see(self) -> None:
        self.seen.append(perf_counter())
        self._full.release()

    def wait(self) -> None:
        for _ in range(_WORKSTATIONS):
            if not self._full.acquire(timeout=_WAIT_SECONDS):
                raise TimeoutError("a workstation has heard nothing")


def measure_notify(cases: int, wanted: str | None) -> list[Measured]:
    """Return the p99 over all workstations and changes, in milliseconds: from the deed's end to the page read again."""
    if wanted is not None:
        raise SystemExit("notify brings its own server up")
    sys.setswitchinterval(0.001)  # as the window does; twenty of them share one interpreter here
    with running_server() as server:
        address = server.address("postgres")
        store = Store(find_place(address))
        store.prepare(seed_store)
        now = datetime.now(UTC)
        store.perform(
            lambda session: add_demonstration(session, Task(), cases_count=cases, seed=1, now=now, zone=_ZONE)
        )
        ours = _p99(partial(_workstations, address, now), partial(_deed, store, now))
        floor = _p99(partial(_listeners, address), partial(_bare_notify, address))
        store.close()
    return [Measured("notify", cases, ours, floor, "ms")]


def _p99(listen: Callable[[list[_Round]], Any], change: Callable[[], float]) -> float:
    rounds: list[_Round] = [_Round()]
    taken: list[float] = []
    with listen(rounds):
        for number in range(_CHANGES + 1):
            begun = change()
            rounds[-1].wait()
            if number:  # the first is a warm-up
                taken += [(seen - begun) * 1_000 for seen in rounds[-1].seen]
            rounds.append(_Round())
    return sorted(taken)[int(len(taken) * _SHARE) - 1]


def _deed(store: Store, now: datetime) -> float:
    """Do a deed of a person; returns the moment at which all that was left was to commit."""
    ended: list[float] = []

    def note(session: Session) -> Change:
        add_comment(session, 1, text="Звонили", now=now, actor="О")
        ended.append(perf_counter())
        return Change(frozenset({Touched.CASES}), "")

    store.perform(note)
    return ended[0]


@contextmanager
def _workstations(address: str, now: datetime, rounds: list[_Round]) -> Iterator[None]:
    with _threads(partial(_work_at, address, now, rounds)):
        yield


def _work_at(address: str, now: datetime, rounds: list[_Round], ready: Callable[[], None], over: socket.socket) -> None:
    """Listen as a window does, and read its page again after each hint."""
    store = Store(find_place(address))
    with closing(store.open_reader()) as reader, open_pulse(store, over, str(threading.get_ident())) as pulse:
        read_first_page(reader, QueueFilter(), now=now, zone=_ZONE)
        ready()
        while True:
            heard = pulse.wait(_WAIT_SECONDS)
            if not heard.kinds:
                return
            read_first_page(reader, QueueFilter(), now=now, zone=_ZONE)
            rounds[-1].see()


@contextmanager
def _listeners(address: str, rounds: list[_Round]) -> Iterator[None]:
    with _threads(partial(_listen_bare, address, rounds)):
        yield


def _listen_bare(address: str, rounds: list[_Round], ready: Callable[[], None], over: socket.socket) -> None:
    with psycopg.connect(address, autocommit=True) as line:
        line.execute("LISTEN bare")
        ready()
        while True:
            lines: list[Any] = [line.fileno(), over]
            if over in select.select(lines, [], [])[0]:
                return
            for _notice in line.notifies(timeout=0):
                rounds[-1].see()


def _bare_notify(address: str) -> float:
    with psycopg.connect(address, autocommit=True) as line:
        begun = perf_counter()
        line.execute("NOTIFY bare")
        return begun


@contextmanager
def _threads(work: Callable[[Callable[[], None], socket.socket], None]) -> Iterator[None]:
    """Run the work of every workstation in a thread of its own until the block ends."""
    ready = threading.Semaphore(0)
    with ExitStack() as stack:
        bells = [socket.socketpair() for _ in range(_WORKSTATIONS)]
        for ends in bells:
            for end in ends:
                stack.enter_context(end)
        threads = [threading.Thread(target=work, args=(ready.release, bell[0])) for bell in bells]
        for thread in threads:
            thread.start()
        for _ in threads:
            ready.acquire()
        try:
            yield
        finally:
            for bell in bells:
                bell[1].send(b".")
            for thread in threads:
                thread.join(_WAIT_SECONDS)
