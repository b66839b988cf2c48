"""The line of the wall, with its own thread: it waits for a store, keeps it, and finds it again."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from mcu_desktop.background.wall_line import WallLine
from mcu_desktop.operations.seed_store import seed_store
from mcu_desktop.store.place import find_place
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store


def blocks(reader: Reader) -> Any:
    return reader.rows("SELECT count(*) FROM sector_blocks")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "зал.sqlite3"


@pytest.fixture
def line(qtbot: QtBot, file: Path) -> Iterator[WallLine]:
    made = WallLine(find_place(str(file)))
    yield made
    made.close()


@pytest.fixture
def ask(qtbot: QtBot, line: WallLine) -> Callable[..., tuple[str, Any]]:
    """Ask and wait for what comes home: («answer», found) or («failed», words)."""

    def run(job: Callable[[Reader], Any] = blocks) -> tuple[str, Any]:
        came: list[tuple[str, Any]] = []
        line.ask(job, lambda found: came.append(("answer", found)), lambda words: came.append(("failed", words)))
        qtbot.waitUntil(lambda: bool(came), timeout=20_000)
        return came[0]

    return run


def test_a_store_that_is_not_there_is_waited_for_and_never_made(ask: Callable[..., Any], file: Path) -> None:
    kind, words = ask()
    assert (kind, file.exists()) == ("failed", False)
    assert "не подготовлено" in words
    Store(find_place(str(file))).prepare(seed_store)
    assert ask() == ("answer", [(9,)])


def test_a_store_that_goes_away_is_found_again(ask: Callable[..., Any], file: Path) -> None:
    Store(find_place(str(file))).prepare(seed_store)
    assert ask()[0] == "answer"
    content = file.read_bytes()
    for found in file.parent.glob(f"{file.name}*"):
        found.unlink()
    file.write_bytes(b"not a store at all, but of some length" * 200)
    assert ask(lambda reader: reader.rows("SELECT nothing FROM nowhere"))[0] == "failed"
    assert ask()[0] == "failed", "The connection of before was given up"
    file.write_bytes(content)
    assert ask() == ("answer", [(9,)])


def test_a_fault_is_written_to_the_journal_once(ask: Callable[..., Any], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            ask()
    [written] = [record.message for record in caplog.records if "The wall has no figures" in record.message]
    assert "ещё не подготовлено этой версией программы" in written
