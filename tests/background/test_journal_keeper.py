"""The journal sealed from time to time, and once more when the window closes."""

from contextlib import closing

from pytestqt.qtbot import QtBot
from sqlalchemy import text

from mcu_desktop.background.journal_keeper import JournalKeeper
from mcu_desktop.queries.journal_check import has_unsealed
from mcu_desktop.store.anchors import read_anchors
from mcu_desktop.store.store import Store

WAIT = 20_000


def is_unsealed(store: Store) -> bool:
    with closing(store.open_reader()) as reader:
        return has_unsealed(reader)


def change(store: Store) -> None:
    store.perform(lambda session: session.execute(text("UPDATE people SET phone = '8 48233 1-11-11'")))


def test_what_has_changed_is_sealed_by_itself(qtbot: QtBot, sqlite_store: Store) -> None:
    change(sqlite_store)
    assert is_unsealed(sqlite_store)
    keeper = JournalKeeper(sqlite_store)
    keeper.look()
    qtbot.waitUntil(lambda: not is_unsealed(sqlite_store), timeout=WAIT)
    keeper.close()


def test_a_window_that_closes_leaves_nothing_unsealed(sqlite_store: Store) -> None:
    keeper = JournalKeeper(sqlite_store)
    keeper.begin()
    change(sqlite_store)
    keeper.close()
    assert not is_unsealed(sqlite_store)
    assert len(read_anchors(sqlite_store.place)) == 1
