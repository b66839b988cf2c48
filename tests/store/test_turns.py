"""Whose turn it is to write."""

from pathlib import Path
from threading import Event, Thread

from mcu_desktop.store.turns import turn_to_write

_PATIENCE = 30.0


def test_who_writes_deed_after_deed_lets_the_waiting_one_go_first(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite3"
    waits, order = Event(), []

    def wait_and_write() -> None:
        with turn_to_write(file, waiting=waits.set):
            order.append("who waited")

    waiting = Thread(target=wait_and_write)
    with turn_to_write(file, waiting=None):
        waiting.start()
        assert waits.wait(_PATIENCE)
    with turn_to_write(file, waiting=None):
        order.append("who had just written")
    waiting.join(_PATIENCE)
    assert order == ["who waited", "who had just written"]


def test_a_free_turn_is_taken_without_a_word(tmp_path: Path) -> None:
    said: list[str] = []
    for _deed in range(3):
        with turn_to_write(tmp_path / "store.sqlite3", waiting=lambda: said.append("ждём")):
            pass
    assert said == []
