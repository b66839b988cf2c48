"""Copies that make themselves, and what is said after a bad end."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from mcu_desktop.background import copy_keeper
from mcu_desktop.background.copy_keeper import CopyKeeper
from mcu_desktop.operations import keep_copies
from mcu_desktop.store.store import Store

WAIT = 20_000


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 10, 12, 7, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keeper_of(sqlite_store: Store, clock: Clock) -> Iterator[Callable[..., CopyKeeper]]:
    made: list[CopyKeeper] = []

    def make(*, ended_badly: bool = False) -> CopyKeeper:
        made.append(CopyKeeper(sqlite_store, clock, ended_badly=ended_badly))
        return made[-1]

    yield make
    for keeper in made:
        keeper.close()
        keeper._pool.shutdown(wait=True)


def file_of(store: Store) -> Path:
    assert store.place.file is not None
    return store.place.file


def copies(store: Store) -> list[str]:
    return sorted(path.name for path in (file_of(store).parent / "backups").glob("*.sqlite3"))


def looked(keeper: CopyKeeper) -> None:
    """Let the keeper look once, and wait for its thread."""
    keeper.look()
    keeper._pool.submit(int).result(timeout=60)


def change(store: Store) -> None:
    store.perform(
        lambda session: session.execute(
            text("INSERT INTO journal (at, actor, summary) VALUES ('2026-10-12 07:00:00.000000', 'О', '')")
        )
    )


def test_copies_are_made_when_they_are_due(
    keeper_of: Callable[..., CopyKeeper], sqlite_store: Store, clock: Clock
) -> None:
    keeper = keeper_of()
    looked(keeper)
    assert copies(sqlite_store) == ["store-2026-10-12-100000.sqlite3"]
    clock.now += timedelta(hours=5)
    looked(keeper)
    assert len(copies(sqlite_store)) == 1, "Nothing has changed"
    change(sqlite_store)
    looked(keeper)
    assert len(copies(sqlite_store)) == 2
    change(sqlite_store)
    clock.now += timedelta(hours=3)
    looked(keeper)
    assert len(copies(sqlite_store)) == 2, "It is not yet time"


def test_a_copy_that_cannot_be_made_is_told_once_and_tried_again_later(
    qtbot: QtBot, keeper_of: Callable[..., CopyKeeper], sqlite_store: Store, clock: Clock
) -> None:
    keeper = keeper_of()
    backups = file_of(sqlite_store).parent / "backups"
    backups.write_bytes(b"in the way")
    told: list[str] = []
    keeper.told.connect(lambda words, kind: told.append(f"{kind}: {words}"))
    with qtbot.waitSignal(keeper.told, timeout=WAIT):
        keeper.look()
    looked(keeper)
    qtbot.wait(1)
    assert len(told) == 1
    assert told[0].startswith("error: Копия хранилища не сделана")
    backups.unlink()
    looked(keeper)
    assert copies(sqlite_store) == [], "It rests an hour"
    clock.now += timedelta(hours=1)
    looked(keeper)
    assert len(copies(sqlite_store)) == 1


def test_after_a_bad_end_the_whole_store_is_checked_and_it_is_said(
    qtbot: QtBot, keeper_of: Callable[..., CopyKeeper]
) -> None:
    keeper = keeper_of(ended_badly=True)
    with qtbot.waitSignal(keeper.told, timeout=WAIT) as told:
        keeper.begin()
    assert told.args is not None
    assert told.args[1] == "info"
    assert "исправно" in told.args[0]


def test_damage_after_a_bad_end_is_said_with_what_to_do(
    qtbot: QtBot, keeper_of: Callable[..., CopyKeeper], sqlite_store: Store
) -> None:
    file = file_of(sqlite_store)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'topic_routes'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(file.read_bytes())
    content[size * (root - 1) : size * root] = os.urandom(size)
    file.write_bytes(content)
    keeper = keeper_of(ended_badly=True)
    with qtbot.waitSignal(keeper.told, timeout=WAIT) as told:
        keeper.begin()
    assert told.args is not None
    assert told.args[1] == "error"
    assert "повреждено" in told.args[0]
    looked(keeper)
    assert copies(sqlite_store) == [], "A damaged store is not copied"


def test_a_fault_of_the_program_is_logged_and_said(
    qtbot: QtBot, keeper_of: Callable[..., CopyKeeper], monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    def fail(*_given: object, **_named: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(keep_copies, "keep_if_due", fail)
    keeper = keeper_of()
    with qtbot.waitSignal(keeper.told, timeout=WAIT) as told:
        keeper.look()
    assert told.args is not None
    assert "Подробности" in told.args[0]
    assert "ZeroDivisionError" in caplog.text


def test_closing_stops_a_copy_between_its_steps(
    keeper_of: Callable[..., CopyKeeper], sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mcu_desktop.store.backup._PAGES_A_STEP", 5)
    keeper = keeper_of()
    steps: list[int] = []

    def step(percent: int) -> None:
        steps.append(percent)
        keeper.close()
        CopyKeeper._step(keeper, percent)

    monkeypatch.setattr(keeper, "_step", step)
    keeper.look()
    keeper._pool.shutdown(wait=True)
    assert len(steps) == 1
    assert copies(sqlite_store) == []
    assert not list((file_of(sqlite_store).parent / "backups").iterdir())


def test_the_first_look_comes_by_itself_but_not_with_the_window(
    qtbot: QtBot, keeper_of: Callable[..., CopyKeeper], sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []
    monkeypatch.setattr(CopyKeeper, "_keep", lambda _keeper: looks.append(1))
    patient = keeper_of()
    patient.begin()
    monkeypatch.setattr(copy_keeper, "_FIRST_LOOK_MILLISECONDS", 0)
    keeper_of().begin()
    qtbot.waitUntil(lambda: bool(looks), timeout=WAIT)
    patient._pool.shutdown(wait=True)
    assert looks == [1], "Who has just opened a window has the disk for some time"
