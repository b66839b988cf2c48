"""Every screen of the menu opens on the shared store for whoever works there: nothing it reads is closed to people."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from mcu_desktop.queries.worker import read_worker
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.screens import ScreenName
from mcu_desktop.ui.window_frame import WindowFrame
from mcu_desktop.ui.workplace import Workplace
from tests.shared.conftest import ZONE, Town
from tests.ui.conftest import LiveDesk


def names(union: Any) -> Iterator[str]:
    for part in get_args(union):
        yield from names(part) if get_args(part) else (part,)


@pytest.mark.parametrize("login", ["ermolenko", "shuvalov"])
def test_every_screen_opens(qtbot: QtBot, town: Town, login: str, tmp_path: Path) -> None:
    desk = LiveDesk(town.store(login))
    desk.clock = lambda: datetime.now(UTC)
    refused: list[str] = []
    desk.failed.connect(refused.append)
    frame = WindowFrame()
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    workplace = Workplace(frame, desk, ZONE, desk.clock, settings, Drafts(tmp_path, desk.clock))  # type: ignore[arg-type]
    worker = read_worker(desk.reader)
    assert worker is not None
    workplace.me.fix(worker.person_id, worker.name)
    frame.show()
    workplace.start_reading()
    for name in names(ScreenName):
        workplace.show_screen(name)  # type: ignore[arg-type]
        QApplication.processEvents()
    assert refused == []
    assert not workplace.me.rights.is_owner
    workplace.show_screen("who")
    assert workplace.screens.who.person.currentText() == worker.name
    assert not workplace.screens.who.person.isEnabled(), "Nobody chooses who works"
    delete(frame)  # with all that would still ask the store
    desk.reader.close()
