"""Copies are made whole, tried, thinned out, and bring a store back; a fault at any moment loses nothing."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mcu_desktop.operations import keep_copies
from mcu_desktop.operations.edit_copy_habits import save_copy_habits
from mcu_desktop.operations.keep_copies import (
    copy_store,
    examine,
    is_changed,
    rehearse,
    restore_store,
    thin_out,
)
from mcu_desktop.operations.seed_store import seed_store
from mcu_desktop.queries.last_change import read_mark
from mcu_desktop.rules.copies import CopyHabits
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.copies import folder_of, list_copies, make_copy, read_note
from mcu_desktop.store.in_use import WindowMark
from mcu_desktop.store.migrating import SCHEMA_VERSION
from mcu_desktop.store.place import Place
from mcu_desktop.store.store import Store
from tests.killing import killed_at_each_step

NOW = datetime(2026, 10, 12, 7, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")


def file_of_store(store: Store) -> Path:
    assert store.place.file is not None
    return store.place.file


def note(store: Store, words: str) -> None:
    """Change the store so that it can be told from its copies."""
    store.perform(
        lambda session: session.execute(
            text("INSERT INTO journal (at, actor, summary) VALUES ('2026-10-12 07:00:00.000000', 'О', :words)"),
            {"words": words},
        )
    )


def notes(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [row[0] for row in connection.execute("SELECT summary FROM journal ORDER BY id")]


@pytest.fixture
def copied(sqlite_store: Store) -> Path:
    """A copy of the store with one line in its journal; the store has gone on since, partly in its log."""
    note(sqlite_store, "до")
    copy = copy_store(sqlite_store, folder=None, now=NOW).file
    note(sqlite_store, "после")
    return copy


def test_a_copy_is_named_by_its_moment_and_known(sqlite_store: Store) -> None:
    copy = copy_store(sqlite_store, folder=None, now=NOW)
    assert copy.file.name == "store-2026-10-12-100000.sqlite3"
    assert copy.file.stat().st_mode & 0o777 == 0o600
    [listed] = list_copies(file_of_store(sqlite_store), copy.file.parent, MOSCOW)
    assert listed == copy
    assert (listed.note and listed.note.schema, listed.made_at) == (SCHEMA_VERSION, NOW)
    assert [path.suffix for path in sorted(copy.file.parent.iterdir())] == [".sqlite3", ".json"]


def test_a_copy_from_beside_an_open_transaction_is_of_one_moment(sqlite_store: Store, copied: Path) -> None:
    with closing(sqlite3.connect(file_of_store(sqlite_store), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM journal")
        copy = copy_store(sqlite_store, folder=None, now=NOW + timedelta(hours=1))
    assert notes(copy.file) == ["до", "после"]
    assert notes(copied) == ["до"]


def test_a_store_comes_back_and_the_former_goes_aside_with_its_log(sqlite_store: Store, copied: Path) -> None:
    file = file_of_store(sqlite_store)
    with closing(sqlite3.connect(file)) as held:  # keeps the log from being written back into the file
        held.execute("SELECT 1 FROM journal").fetchone()
        note(sqlite_store, "в журнале упреждения")
        assert Path(f"{file}-wal").stat().st_size > 0
        restored = restore_store(sqlite_store, copied, now=NOW)
    assert notes(file) == ["до"], "The log of the former store is not replayed into the copy"
    assert restored.aside is not None
    assert notes(restored.aside) == ["до", "после", "в журнале упреждения"]
    note(sqlite_store, "дальше")
    assert notes(file) == ["до", "дальше"]
    assert notes(copied) == ["до"]


def test_a_lost_store_comes_back(sqlite_store: Store, copied: Path) -> None:
    file_of_store(sqlite_store).unlink()
    assert restore_store(sqlite_store, copied, now=NOW).aside is None
    assert notes(file_of_store(sqlite_store)) == ["до"]


def test_a_damaged_store_comes_back_and_is_kept_for_whoever_mends_it(sqlite_store: Store, copied: Path) -> None:
    file_of_store(sqlite_store).write_bytes(b"SQLite format 3\0" + os.urandom(9_000))
    restored = restore_store(sqlite_store, copied, now=NOW)
    assert notes(file_of_store(sqlite_store)) == ["до"]
    assert restored.aside is not None
    assert restored.aside.stat().st_size == 9_016


def test_a_store_that_a_window_has_open_is_not_exchanged(sqlite_store: Store, copied: Path) -> None:
    file = file_of_store(sqlite_store)
    window = WindowMark(file)
    assert window.take() is False
    with pytest.raises(UserFacingError, match="открыто в окне"):
        restore_store(sqlite_store, copied, now=NOW)
    assert notes(file) == ["до", "после"]
    window.give_back()
    restore_store(sqlite_store, copied, now=NOW)


def test_a_window_that_died_is_known_at_the_next_start(sqlite_store: Store) -> None:
    file = file_of_store(sqlite_store)
    child = os.fork()
    if child == 0:
        WindowMark(file).take()
        os._exit(0)
    os.waitpid(child, 0)
    for expected in (True, False):
        mark = WindowMark(file)
        assert mark.take() is expected
        mark.give_back()


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda content: content[:-4096] + bytes(4096), "содержимое не то"),
        (lambda content: content[:5000] + bytes([content[5000] ^ 1]) + content[5001:], "содержимое не то"),
        (lambda content: content[: len(content) // 2], "содержимое не то"),
        (lambda _content: b"", "содержимое не то"),
    ],
    ids=["page", "bit", "cut", "empty"],
)
def test_a_copy_that_was_damaged_is_noticed_and_never_used(
    sqlite_store: Store, copied: Path, damage: Callable[[bytes], bytes], words: str
) -> None:
    copied.write_bytes(damage(copied.read_bytes()))
    assert words in examine(copied, now=NOW).damage
    for use in (lambda: restore_store(sqlite_store, copied, now=NOW), lambda: rehearse(copied, now=NOW)):
        with pytest.raises(UserFacingError, match="не годится"):
            use()
    assert notes(file_of_store(sqlite_store)) == ["до", "после"]


@pytest.mark.parametrize("content", [b"", b"not a store" * 999, b"SQLite format 3\0" + bytes(8_000)])
def test_a_file_that_is_no_copy_is_refused_and_nothing_is_written_beside_it(
    sqlite_store: Store, content: bytes, tmp_path: Path
) -> None:
    foreign = tmp_path / "usb" / "photo.sqlite3"
    foreign.parent.mkdir()
    foreign.write_bytes(content)
    with pytest.raises(UserFacingError, match="не годится"):
        restore_store(sqlite_store, foreign, now=NOW)
    assert list(foreign.parent.iterdir()) == [foreign]
    with pytest.raises(UserFacingError, match="само хранилище"):
        restore_store(sqlite_store, file_of_store(sqlite_store), now=NOW)
    with pytest.raises(UserFacingError, match="нет такой папки"):
        restore_store(sqlite_store, tmp_path / "none.sqlite3", now=NOW)


def test_a_copy_of_a_newer_program_is_refused(sqlite_store: Store, copied: Path) -> None:
    newer = copied.with_name("newer.sqlite3")
    shutil.copyfile(copied, newer)
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(UserFacingError, match="более новой программой"):
        restore_store(sqlite_store, newer, now=NOW)
    assert notes(file_of_store(sqlite_store)) == ["до", "после"]


def test_a_damaged_store_is_not_copied_over_a_good_copy(sqlite_store: Store, copied: Path) -> None:
    file = file_of_store(sqlite_store)
    good = copied.read_bytes()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    damaged = bytearray(file.read_bytes())
    damaged[4096 * 5 : 4096 * 9] = os.urandom(4096 * 4)
    file.write_bytes(damaged)
    with pytest.raises(UserFacingError, match="повреждён"):
        make_copy(file, copied.parent, moment=NOW.astimezone(MOSCOW), mark=())
    assert copied.read_bytes() == good
    assert sorted(path.name for path in copied.parent.iterdir()) == [copied.name, f"{copied.name}.json"]


def test_a_rehearsal_counts_and_leaves_nothing_behind(sqlite_store: Store, copied: Path, tmp_path: Path) -> None:
    before = sorted(path for path in tmp_path.rglob("*"))
    tried = rehearse(copied, now=NOW)
    assert (tried.cases, tried.newest) == (0, None)
    assert sorted(path for path in tmp_path.rglob("*")) == before


def test_copies_are_thinned_out_by_the_store_s_own_habits(sqlite_store: Store) -> None:
    sqlite_store.perform(
        lambda session: save_copy_habits(session, CopyHabits(days=2, weeks=0, months=0), now=NOW, actor="О")
    )
    for days in (9, 8, 7):
        for hours in (0, 2):
            copy_store(sqlite_store, folder=None, now=NOW - timedelta(days=days) + timedelta(hours=hours))
    folder = folder_of(file_of_store(sqlite_store), "")
    (folder / "store-before-6.sqlite3").write_bytes(b"of an upgrade")
    (folder / "store-2026-10-01-100000.sqlite3").write_bytes(b"nobody has looked into it")
    left, begun = (folder / f"store-2026-10-0{day}-000000.sqlite3.unfinished" for day in (1, 2))
    for path, at in ((left, NOW - timedelta(days=2)), (begun, NOW - timedelta(hours=1))):
        path.write_bytes(b"half")
        os.utime(path, (at.timestamp(), at.timestamp()))
    removed = thin_out(sqlite_store, None, now=NOW)
    assert sorted(path.name for path in removed) == [
        "store-2026-10-03-100000.sqlite3",
        "store-2026-10-03-120000.sqlite3",
        "store-2026-10-04-100000.sqlite3",
        "store-2026-10-05-100000.sqlite3",
    ]
    assert {path.name for path in folder.glob("*.sqlite3")} == {
        "store-before-6.sqlite3",
        "store-2026-10-01-100000.sqlite3",
        "store-2026-10-04-120000.sqlite3",
        "store-2026-10-05-120000.sqlite3",
    }
    assert len(list(folder.glob("*.json"))) == 2, "Notes go with their copies"
    assert list(folder.glob("*.unfinished")) == [begun], "What a killed program has left goes the day after"


def test_whether_something_has_changed_since_the_last_copy(sqlite_store: Store) -> None:
    def changed() -> bool:
        with closing(sqlite_store.open_reader()) as reader:
            return is_changed(list_copies(file_of_store(sqlite_store), folder, MOSCOW), read_mark(reader))

    folder = folder_of(file_of_store(sqlite_store), "")
    assert changed()
    copy_store(sqlite_store, folder=None, now=NOW)
    assert not changed()
    note(sqlite_store, "новое")
    assert changed()


def test_a_folder_of_habits_must_be_there(sqlite_store: Store, tmp_path: Path) -> None:
    def save(session: Session) -> Any:
        return save_copy_habits(session, CopyHabits(folder=str(tmp_path / "нет")), now=NOW, actor="О")

    with pytest.raises(UserFacingError, match="Выберите папку, которая есть"):
        sqlite_store.perform(save)


def test_a_copy_killed_at_any_step_leaves_good_copies_only(sqlite_store: Store, copied: Path) -> None:
    file, later = file_of_store(sqlite_store), NOW + timedelta(hours=1)
    for _step in killed_at_each_step(lambda: copy_store(sqlite_store, folder=None, now=later)):
        for copy in list_copies(file, copied.parent, MOSCOW):
            assert notes(copy.file) in (["до"], ["до", "после"])
            assert examine(copy.file, now=NOW).damage == ""
    assert [notes(copy.file) for copy in list_copies(file, copied.parent, MOSCOW)] == [["до", "после"], ["до"]]
    assert [path.name for path in copied.parent.iterdir() if "unfinished" in path.name] == []


def test_a_restore_killed_at_any_step_leaves_the_old_store_or_the_new(sqlite_store: Store, copied: Path) -> None:
    file = file_of_store(sqlite_store)
    before = {path.name: path.read_bytes() for path in file.parent.iterdir() if path.is_file()}
    states = []
    for _step in killed_at_each_step(lambda: restore_store(sqlite_store, copied, now=NOW)):
        assert Store(sqlite_store.place).version() == SCHEMA_VERSION, "Opening ends what was begun"
        states.append(notes(file))
        if states[-1] == ["до"]:
            [aside] = file.parent.glob("store-aside-*.sqlite3")
            assert notes(aside) == ["до", "после"]
        for path in file.parent.iterdir():
            if path.is_file():
                path.unlink()
        for name, content in before.items():
            (file.parent / name).write_bytes(content)
    assert {tuple(state) for state in states} == {("до",), ("до", "после")}
    assert states == sorted(states, key=len, reverse=True), "Once it is decided it stays decided"
    assert notes(file) == ["до"]


def test_a_disk_without_room_is_said_before_it_is_filled(
    sqlite_store: Store, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(10, 9, 1))
    with pytest.raises(UserFacingError, match="свободно 0 МБ, а нужно"):
        copy_store(sqlite_store, folder=None, now=NOW + timedelta(hours=1))


_UNDER_A_LIMIT = """
import resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from mcu_desktop.operations.keep_copies import copy_store, restore_store
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.place import Place
from mcu_desktop.store.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store(Place(Path(sys.argv[1]), ""))
now = datetime(2026, 10, 12, 9, tzinfo=UTC)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    if sys.argv[2] == "copy":
        copy_store(store, folder=None, now=now)
    else:
        restore_store(store, Path(sys.argv[2]), now=now)
except UserFacingError as error:
    print(error)
    sys.exit(1)
"""


@pytest.mark.parametrize("limit", [0, 4096, 70_000, 300_000])
@pytest.mark.parametrize("what", ["copy", "restore"])
def test_a_disk_that_refuses_in_the_middle_loses_nothing(
    sqlite_store: Store, copied: Path, what: str, limit: int
) -> None:
    file = file_of_store(sqlite_store)
    wanted = str(copied) if what == "restore" else what
    done = subprocess.run(
        [sys.executable, "-c", _UNDER_A_LIMIT, str(file), wanted, str(limit)],
        check=False, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert done.stderr == ""
    assert any(words in done.stdout for words in ("целы", "цела", "Проверьте диск", "не изменено"))
    assert notes(file) == ["до", "после"]
    assert notes(copied) == ["до"]
    assert examine(copied, now=NOW).damage == ""
    assert not [path for path in file.parent.rglob("*") if path.name.endswith((".unfinished", ".restored"))]


@pytest.mark.skipif(shutil.which("mount") is None or os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_small_disk_that_is_full(sqlite_store: Store, copied: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "none", str(small)], check=False)
    if mounted.returncode != 0:
        pytest.skip("mounting is not allowed here")
    try:
        with pytest.raises(UserFacingError, match="свободно"):
            copy_store(sqlite_store, folder=small, now=NOW)
        assert list(small.iterdir()) == []
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_folder_that_cannot_be_written_is_said(sqlite_store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserFacingError, match="не записывается"):
        copy_store(sqlite_store, folder=tmp_path / "file", now=NOW)


def test_a_copy_on_a_disk_that_cannot_be_written_is_still_looked_into(
    sqlite_store: Store, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> None:
        raise OSError(errno.EROFS, "read only")

    monkeypatch.setattr(keep_copies, "write_note", refuse)
    assert examine(copied, now=NOW).damage == ""
    assert restore_store(sqlite_store, copied, now=NOW).cases == 0


def test_an_old_copy_is_brought_back_and_upgraded_when_it_is_opened(sqlite_store: Store, copied: Path) -> None:
    known = read_note(copied)
    assert known is not None
    assert rehearse(copied, now=NOW).copy == copied
    restore_store(sqlite_store, copied, now=NOW)
    sqlite_store.prepare(seed_store)
    assert sqlite_store.version() == SCHEMA_VERSION


def test_a_shared_store_says_how_its_copies_are_made() -> None:
    shared = Store(Place(None, "postgresql+psycopg://mcu@127.0.0.1:1/mcu"))
    with pytest.raises(UserFacingError, match="администратор сервера"):
        copy_store(shared, folder=None, now=NOW)
