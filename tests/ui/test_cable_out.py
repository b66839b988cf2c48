"""The cable is pulled out: packets vanish, and nobody is told. The window lives, says so, and goes on by itself.

The times are those of a person: nothing is made quicker for the test.
"""

import subprocess
from collections.abc import Callable, Iterator
from itertools import pairwise
from time import monotonic
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.seed_store import seed_store
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store
from mcu_desktop.ui.connecting.line_state import LOST
from mcu_desktop.ui.opening import open_workplace
from mcu_desktop.ui.window_frame import WindowFrame
from mcu_desktop.ui.workplace import Workplace
from tests.cable import Cable, laid_cable
from tests.server import TcpServer, running_server
from tests.ui.conftest import NOW

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
def workplace(
    qtbot: QtBot, server: TcpServer, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> Iterator[Workplace]:
    place, zone = find_place(server.address("postgres")), ZoneInfo("Europe/Moscow")
    store = Store(place)
    store.prepare(seed_store)
    store.perform(lambda session: take_in(session, Task(), file_of(incoming()), now=NOW, zone=zone, actor="О"))
    store.close()
    frame = WindowFrame()
    qtbot.addWidget(frame)
    frame.show()
    opened = open_workplace(frame, place)
    assert opened is not None
    with qtbot.waitSignal(opened.painted, timeout=WAIT):
        opened.start_reading()
    qtbot.waitUntil(lambda: opened.queue.model.rowCount() == 1, timeout=WAIT)
    yield opened
    opened.desk.close()


def test_a_cable_that_is_out_stops_nobody_from_typing(
    qtbot: QtBot, workplace: Workplace, cable: Cable, type_words: Callable[[QWidget, str], None]
) -> None:
    workplace.queue.table.selectRow(0)
    workplace.card.run_deed("comment")
    qtbot.waitUntil(lambda: workplace.card.deeds.form is not None, timeout=WAIT)
    form = workplace.card.deeds.form
    assert form is not None
    field = form.fields.edits["text"]
    beats: list[float] = []
    heart = QTimer(workplace)
    heart.timeout.connect(lambda: beats.append(monotonic()))
    heart.start(20)

    cable.pull_out()
    type_words(field, "Звонили")
    form.done_button.click()
    qtbot.waitUntil(lambda: workplace.strip.text == LOST, timeout=SAID_WITHIN)
    assert form.isVisible()
    assert form.fields.typed()["text"] == "Звонили"

    cable.put_in()
    qtbot.waitUntil(lambda: workplace.card.deeds.form is None, timeout=WAIT)
    heart.stop()
    qtbot.waitUntil(lambda: "Звонили" in workplace.card.body.comments.edit.toPlainText(), timeout=WAIT)
    notes = workplace.desk._store.perform(lambda session: session.connection().exec_driver_sql(
        "SELECT count(*) FROM case_comments").scalar_one())  # fmt: skip
    assert notes == 1, "Nothing is lost, nothing is doubled"
    gaps = sorted(after - before for before, after in pairwise(beats))
    assert gaps[len(gaps) * 99 // 100] <= 0.2, "The heart of the window beats"
    assert gaps[-1] < 1, "To wait for the store would take seconds"
