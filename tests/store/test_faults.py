"""What people are told when the store cannot be used, and that it is left as it was."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from filelock import FileLock
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from mcu_desktop.operations.seed_store import seed_store
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store import store as store_module
from mcu_desktop.store import turns
from mcu_desktop.store.backup import make_verified_copy
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store


def _file(store: Store) -> Path:
    assert store.place.file is not None
    return store.place.file


def test_a_deed_that_fails_leaves_nothing(store: Store) -> None:
    def half(session: Session) -> None:
        session.execute(text("DELETE FROM roster_entries"))
        raise UserFacingError("Отказ на полпути")

    with pytest.raises(UserFacingError, match="Отказ на полпути"):
        store.perform(half)
    with closing(store.open_reader()) as reader:
        assert reader.rows("SELECT count(*) FROM roster_entries") == [(15,)]


def test_a_reader_cannot_write(sqlite_store: Store) -> None:
    with closing(sqlite_store.open_reader()) as reader, pytest.raises(UserFacingError, match="нельзя писать"):
        reader.rows("DELETE FROM roster_entries")


@pytest.mark.parametrize("name", ["full_name", "locked_until"])
def test_a_fault_of_the_program_is_not_taken_for_one_of_the_disk(sqlite_store: Store, name: str) -> None:
    with pytest.raises(OperationalError, match=name):
        sqlite_store.perform(lambda session: session.execute(text(f"UPDATE people SET {name} = ''")))


def test_a_store_with_odd_characters_in_its_path_opens(tmp_path: Path) -> None:
    store = Store(find_place(str(tmp_path / "Папка 100% #1 ?" / "хранилище &.sqlite3")))
    store.prepare(seed_store)
    with closing(store.open_reader()) as reader:
        assert reader.rows("SELECT count(*) FROM sector_blocks") == [(9,)]
    assert [path.name for path in tmp_path.iterdir()] == ["Папка 100% #1 ?"]


def test_only_its_owner_may_read_a_new_store(tmp_path: Path) -> None:
    store = Store(find_place(str(tmp_path / "new" / "store.sqlite3")))
    store.prepare(seed_store)
    assert stat.S_IMODE(_file(store).stat().st_mode) == 0o600
    assert stat.S_IMODE(_file(store).parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Это не база".encode() * 100, "не хранилище программы"),
        (b"SQLite format 3\0" + b"\0" * 5000, "не хранилище программы|повреждено"),
    ],
)
def test_a_foreign_file_is_refused_and_left_as_it_was(content: bytes, words: str, tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite3"
    file.write_bytes(content)
    with pytest.raises(UserFacingError, match=words):
        Store(find_place(str(file))).prepare(seed_store)
    assert file.read_bytes() == content


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE photos (id INTEGER)")
    with pytest.raises(UserFacingError, match="другой программы"):
        Store(find_place(str(file))).prepare(seed_store)


def test_a_folder_in_the_place_of_a_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="папка"):
        Store(find_place(str(tmp_path))).prepare(seed_store)


def test_a_place_under_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserFacingError, match="нельзя создать или открыть"):
        Store(find_place(str(tmp_path / "file" / "store.sqlite3"))).prepare(seed_store)


def test_a_store_that_may_not_be_written_is_said_in_words(sqlite_store: Store) -> None:
    def write(session: Session) -> None:
        connection = session.connection()
        connection.exec_driver_sql("PRAGMA query_only = ON")  # what SQLite answers where rights are missing
        connection.exec_driver_sql("DELETE FROM roster_entries")

    with pytest.raises(UserFacingError, match="нельзя писать"):
        sqlite_store.perform(write)


def test_a_full_disk_is_said_in_words_and_nothing_is_stored(sqlite_store: Store) -> None:
    def fill(session: Session) -> None:
        connection = session.connection()
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")  # SQLite's own way to say «disk full»
        for number in range(500):
            connection.exec_driver_sql(
                "INSERT INTO journal (at, actor, summary) VALUES (?, '', ?)",
                ("2026-10-12 00:00:00.000000", "x" * 900 + str(number)),
            )

    with pytest.raises(UserFacingError, match="нет места"):
        sqlite_store.perform(fill)
    with closing(sqlite_store.open_reader()) as reader:
        assert reader.rows("SELECT count(*) FROM journal WHERE actor = ''") == [(0,)]


def test_a_writer_waits_for_its_turn_and_says_so(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_WAIT_SECONDS", 0.1)
    said: list[str] = []
    waiting = Store(sqlite_store.place, waiting=lambda: said.append("ждём"))
    with FileLock(f"{sqlite_store.place.file}.lock"), pytest.raises(UserFacingError, match="занято"):
        waiting.perform(lambda session: session.connection())
    assert said == ["ждём"]
    assert waiting.perform(lambda _session: "дождались") == "дождались"


def test_a_store_locked_by_another_tool_is_said_in_words(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "_BUSY_MILLISECONDS", 50)
    with closing(sqlite3.connect(_file(sqlite_store), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserFacingError, match="занято другой программой"):
            sqlite_store.perform(lambda session: session.connection())


def test_a_shared_store_that_does_not_answer_is_said_in_words() -> None:
    store = Store(find_place("postgresql://mcu:secret@127.0.0.1:1/mcu"))
    with pytest.raises(UserFacingError, match="не отвечает") as refused:
        store.version()
    assert "secret" not in str(refused.value)


def test_a_page_damaged_under_a_reader_is_said_in_words(sqlite_store: Store) -> None:
    content = bytearray(_file(sqlite_store).read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    _file(sqlite_store).write_bytes(content)
    with closing(sqlite_store.open_reader()) as reader, pytest.raises(UserFacingError, match="повреждено"):
        reader.rows("SELECT * FROM roster_entries")


def test_a_question_that_is_wrong_is_a_fault_of_the_program(store: Store) -> None:
    with closing(store.open_reader()) as reader, pytest.raises((sqlite3.Error, psycopg.Error)):
        reader.rows("SELECT * FROM no_such_table")


def test_a_shared_store_cut_off_is_said_in_words(postgres_store: Store) -> None:
    reader, other = postgres_store.open_reader(), postgres_store.open_reader()
    [(process,)] = reader.rows("SELECT pg_backend_pid()")
    other.rows("SELECT pg_terminate_backend(:process)", process=process)
    with pytest.raises(UserFacingError, match="не отвечает"):
        reader.rows("SELECT 1")
    reader.close()
    other.close()


def test_a_copy_holds_what_was_committed_a_moment_ago(sqlite_store: Store, tmp_path: Path) -> None:
    sqlite_store.perform(lambda session: session.execute(text("DELETE FROM roster_entries WHERE position = 15")))
    copy = make_verified_copy(_file(sqlite_store), tmp_path / "backups" / "copy.sqlite3")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM roster_entries").fetchone() == (14,)
    assert [path.name for path in copy.parent.iterdir()] == ["copy.sqlite3"]


def test_a_damaged_store_never_takes_the_place_of_a_good_copy(sqlite_store: Store, tmp_path: Path) -> None:
    copy = make_verified_copy(_file(sqlite_store), tmp_path / "copy.sqlite3")
    good = copy.read_bytes()
    damaged = bytearray(_file(sqlite_store).read_bytes())
    damaged[4096 * 5 : 4096 * 9] = os.urandom(4096 * 4)
    _file(sqlite_store).write_bytes(damaged)
    with pytest.raises((UserFacingError, sqlite3.DatabaseError)):
        make_verified_copy(_file(sqlite_store), copy)
    assert copy.read_bytes() == good
