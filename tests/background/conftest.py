"""A desk on a real store of one workstation."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from mcu_desktop.background.desk import Desk
from mcu_desktop.store.store import Store


@pytest.fixture
def desk(qtbot: QtBot, sqlite_store: Store) -> Iterator[Desk]:
    made = Desk(sqlite_store)
    yield made
    made.close()
