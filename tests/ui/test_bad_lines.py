"""A line that is slow, and a cable that is pulled out: packets vanish, and nobody is told.

The window lives, says so, and goes on by itself. Its times are those of a person: nothing is made quicker for the test.
"""

import subprocess
import threading
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import psycopg
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.seed_store import seed_store
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store
from mcu_desktop.ui.case_card.deeds_section import DeedForm
from mcu_desktop.ui.connecting.line_state import LOST
from mcu_desktop.ui.opening import open_workplace
from mcu_desktop.ui.window_frame import WindowFrame
from mcu_desktop.ui.workplace import Workplace
from tests.cable import Cable, laid_cable
from tests.proxy import Proxy, proxy_to
from tests.server import TcpServer, running_server
from tests.ui.conftest import NOW
from tests.waiting import threads_that_wait

WAIT = 60_000
SAID_WITHIN = 12_000


@pytest.fixture
def cable() -> Iterator[Cable]:
    try:
        with laid_cable() as laid:
            yield laid
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        pytest.skip(f"No network namespace can be made here: {error}")


@pytest.fixture
def server(cable: Cable) -> Iterator[TcpServer]:
    with running_server(cable=cable) as running:
        yield running


@pytest.fixture
def slow_line(tcp_server: TcpServer) -> Iterator[Proxy]:
    with proxy_to(tcp_server.port) as proxy:
        yield proxy


@pytest.fixture
def opened(
    qtbot: QtBot, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> Iterator[Callable[[str, str], Workplace]]:
    """Open the window on a store with one case; the second address is the way the window goes."""
    made: list[Workplace] = []

    def open_on(address: str, way: str) -> Workplace:
        store, zone = Store(find_place(address)), ZoneInfo("Europe/Moscow")
        store.prepare(seed_store)
        store.perform(lambda session: take_in(session, Task(), file_of(incoming()), now=NOW, zone=zone, actor="О"))
        store.close()
        frame = WindowFrame()
        qtbot.addWidget(frame)
        frame.show()
        workplace = open_workplace(frame, find_place(way))
        assert workplace is not None
        made.append(workplace)
        with qtbot.waitSignal(workplace.begun, timeout=WAIT):
            workplace.start_reading()
        qtbot.waitUntil(lambda: workplace.queue.model.rowCount() == 1, timeout=WAIT)
        workplace.queue.table.selectRow(0)
        return workplace

    yield open_on
    for workplace in made:
        workplace.desk.close()


@pytest.fixture
def begun(qtbot: QtBot, type_words: Callable[[QWidget, str], None]) -> Callable[[Workplace], DeedForm]:
    """Begin a note on the chosen case, and give it away."""

    def begin(workplace: Workplace) -> DeedForm:
        qtbot.waitUntil(lambda: workplace.card.deeds.form is not None, timeout=WAIT)
        form = workplace.card.deeds.form
        assert form is not None
        type_words(form.fields.edits["text"], "Звонили")
        form.done_button.click()
        return form

    return begin


def is_noted(workplace: Workplace) -> bool:
    form, notes = workplace.card.deeds.form, workplace.card.body.comments.edit.toPlainText()
    return form is None and notes.count("Звонили") == 1


def test_a_cable_that_is_out_stops_nobody_from_typing(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    server: TcpServer,
    cable: Cable,
    opened: Callable[[str, str], Workplace],
    begun: Callable[[Workplace], DeedForm],
) -> None:
    address = server.address("postgres")
    workplace = opened(address, address)
    workplace.card.run_deed("comment")
    qtbot.waitUntil(lambda: workplace.card.deeds.form is not None, timeout=WAIT)
    waited = threads_that_wait(monkeypatch)
    cable.pull_out()
    form = begun(workplace)
    qtbot.waitUntil(lambda: workplace.strip.text == LOST, timeout=SAID_WITHIN)
    assert form.isVisible()
    assert form.fields.typed()["text"] == "Звонили"

    cable.put_in()
    qtbot.waitUntil(lambda: is_noted(workplace), timeout=WAIT)
    assert waited
    assert threading.main_thread() not in waited, "The window itself waits for nothing"
    with psycopg.connect(address) as line:
        assert line.execute("SELECT count(*) FROM case_comments").fetchone() == (1,), "Nothing is lost or doubled"


def test_a_slow_line_is_waited_for_by_nobody_but_the_form(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tcp_server: TcpServer,
    tcp_database: str,
    slow_line: Proxy,
    opened: Callable[[str, str], Workplace],
    begun: Callable[[Workplace], DeedForm],
) -> None:
    workplace = opened(tcp_server.address(tcp_database), tcp_server.address(tcp_database, port=slow_line.port))
    slow_line.delay = 0.3  # seconds a trip
    lost: list[str] = []
    workplace.desk.line.lost.connect(lost.append)
    waited = threads_that_wait(monkeypatch)
    workplace.card.run_deed("comment")
    begun(workplace)
    qtbot.waitUntil(lambda: is_noted(workplace), timeout=WAIT)
    assert waited
    assert threading.main_thread() not in waited, "The window itself waits for nothing"
    assert lost == [], "It is slow, not gone"
