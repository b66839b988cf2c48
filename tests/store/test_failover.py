"""The server's power goes, its replica takes over: work goes on by itself, nothing is lost, nothing is doubled."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from pytestqt.qtbot import QtBot
from sqlalchemy import text
from sqlalchemy.orm import Session

from benchmarks.restarts import write_under
from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.seed_store import seed_store
from mcu_desktop.operations.task import Task
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store
from tests.server import TcpServer, running_replica, running_server

WAIT = 60_000


def add_line(session: Session, _task: Task) -> Change:
    session.execute(text("INSERT INTO journal (at, actor, summary) VALUES (now(), 'О', 'после сбоя')"))
    return Change(frozenset(), "Сделано")


def fail_over(primary: TcpServer, replica: TcpServer) -> None:
    threading.Event().wait(0.5)
    primary.stop("immediate")
    threading.Event().wait(0.5)  # both are no help: one is gone, the other one may only be read
    replica.promote()
    threading.Event().wait(0.5)


def test_a_replica_takes_over(qtbot: QtBot) -> None:
    with running_server() as primary:
        Store(find_place(primary.address("postgres"))).prepare(seed_store)
        with running_replica(primary) as replica:
            address = primary.address("postgres", replica=replica)
            desk = Desk(Store(find_place(address)))
            desk.watch()
            told: list[str] = []
            lost: list[str] = []
            desk.line.lost.connect(lost.append)
            answers: Callable[[Change], Any] = lambda change: told.append(change.text)  # noqa: E731 -- of a deed
            desk.write(desk, add_line, answers)
            qtbot.waitUntil(lambda: len(told) == 1, timeout=WAIT)
            done = write_under(partial(fail_over, primary, replica), address, workers=2)
            desk.write(desk, add_line, answers)
            qtbot.waitUntil(lambda: len(told) == 2, timeout=WAIT)
            assert lost, "The window has told that nobody answers"
            assert done.told > 0
            assert (done.lost, done.doubled) == (0, 0)
            desk.close()
