"""Circles of garbage die in the GUI thread, whichever thread has made them."""

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from mcu_desktop.background import collecting
from mcu_desktop.background.collecting import Collector, collect_due, give_up_what_was_kept, keep_what_is_loaded
from mcu_desktop.store.store import Store


class Circle:
    """Keeps itself alive; tells in which thread it has died."""

    died_in: list[int]

    def __init__(self) -> None:
        self.died_in, self.itself = [], self

    def __del__(self) -> None:
        self.died_in.append(threading.get_ident())


@pytest.fixture
def usual_collecting() -> Iterator[None]:
    """Give the tests back what they collect by."""
    was_enabled = gc.isenabled()
    gc.enable()
    yield
    if not was_enabled:
        gc.disable()


def lose_a_circle() -> list[int]:
    return Circle().died_in


def allocate() -> None:
    kept = [[number] for number in range(20_000)]
    assert len(kept) == 20_000


def in_another_thread() -> None:
    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()


@pytest.mark.usefixtures("usual_collecting")
def test_python_alone_collects_wherever_it_is() -> None:
    deaths = lose_a_circle()
    in_another_thread()
    assert deaths, "Without this there would be nothing to guard against"
    assert deaths != [threading.get_ident()]


@pytest.mark.usefixtures("usual_collecting")
def test_what_other_threads_allocate_collects_nothing_there(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "_LOOK_MILLISECONDS", 10)
    collector = Collector()
    deaths = lose_a_circle()
    in_another_thread()
    assert deaths == []
    many = [[number] for number in range(2_000)]  # enough new things for a look to be due
    qtbot.waitUntil(lambda: bool(deaths), timeout=10_000)
    assert deaths == [threading.get_ident()]
    assert len(many) == 2_000
    collector.deleteLater()


@pytest.mark.usefixtures("usual_collecting")
def test_what_is_loaded_is_looked_through_again_when_it_is_given_up() -> None:
    gc.disable()
    early = lose_a_circle()
    keep_what_is_loaded()
    late = lose_a_circle()
    gc.collect()
    assert (len(early), len(late)) == (0, 1)
    give_up_what_was_kept()
    gc.collect()
    assert len(early) == 1


def test_garbage_that_is_not_due_is_left() -> None:
    gc.collect()
    before = gc.get_stats()
    collect_due()
    assert [one["collections"] for one in gc.get_stats()] == [one["collections"] for one in before]


@pytest.mark.usefixtures("usual_collecting")
@pytest.mark.parametrize("is_usual", [True, False])
def test_a_deed_leaves_collecting_as_it_was(sqlite_store: Store, is_usual: bool) -> None:
    if not is_usual:
        gc.disable()
    assert not sqlite_store.perform(lambda _session: gc.isenabled()), "No deed is interrupted to look for circles"
    assert gc.isenabled() is is_usual
