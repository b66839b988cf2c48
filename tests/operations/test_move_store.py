"""A whole store goes to another place and back: all of it, proved, or nothing of it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mcu_desktop.operations import move_store as moving
from mcu_desktop.operations.attach import NewFile, attach
from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.move_store import Moved, move_store, place_words
from mcu_desktop.operations.note_on_case import add_comment
from mcu_desktop.operations.perform import performed
from mcu_desktop.operations.task import Cancelled, Task
from mcu_desktop.operations.undo import undo
from mcu_desktop.operations.walk_case import begin_work, submit_answer
from mcu_desktop.queries.queue import QueueFilter, read_case_ids
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.place import Place, find_place
from mcu_desktop.store.store import Store
from mcu_desktop.store.table_rows import SqliteSide, moved_tables, side_of
from mcu_desktop.store.tally import Tally
from mcu_desktop.store.turns import DOOR, LOCK
from tests.killing import killed_at_each_step
from tests.operations.conftest import _NOW as NOW

MOSCOW = ZoneInfo("Europe/Moscow")
ANSWER = "Яма засыпана: 100 % щебня,\tдвор «А»; ё — ́ 🙂 \\N \\. 'x' \"y\""
FILE = bytes(range(256)) * 5_000  # with every byte, larger than one page of either store


def fill(store: Store) -> None:
    """Put in cases, files, an answer, a note, a snapshot for undo and a roster edition of its own."""
    store.perform(lambda session: add_demonstration(session, Task(), cases_count=40, seed=2, now=NOW, zone=MOSCOW))
    signed: dict[str, Any] = {"now": NOW, "actor": "Лескова А. И."}
    case_id = store.perform(lambda s: s.scalars(text("SELECT min(id) FROM cases WHERE closed_at IS NULL")).one())
    deeds: tuple[Callable[[Session], Any], ...] = (
        lambda s: attach(s, case_id, [NewFile("план двора.png", FILE), NewFile("a.txt", b"\0\\x00")], **signed),
        lambda s: add_comment(s, case_id, text="Позвонить", **signed),
        lambda s: begin_work(s, case_id, **signed),
        lambda s: submit_answer(s, case_id, text=ANSWER, **signed),
    )
    for deed in deeds:
        store.perform(partial(_performed, deed))


def _performed(deed: Callable[[Session], Any], session: Session) -> Any:
    return performed(session, deed, now=NOW)


def tallies(store: Store) -> dict[str, tuple[int, str]]:
    def read(session: Session) -> dict[str, tuple[int, str]]:
        side, found = side_of(session), {}
        for table in moved_tables():
            tally = Tally()
            assert len(list(tally.pass_on(side.rows(table)))) == side.count(table)
            found[table.name] = (tally.rows, tally.checksum)
        return found

    return store.perform(read)


def move(source: Store, target: Place) -> Moved:
    return move_store(source, target, Task())


@pytest.fixture
def shared(request: pytest.FixtureRequest) -> Store:
    """An empty shared store with its catalogues."""
    found: Store = request.getfixturevalue("postgres_store")
    return found


@pytest.fixture
def full(sqlite_store: Store) -> Store:
    fill(sqlite_store)
    return sqlite_store


def test_all_goes_to_a_shared_store_and_comes_back_the_same(full: Store, shared: Store, tmp_path: Path) -> None:
    before, file = tallies(full), _file(full)
    untouched = sha256(file.read_bytes()).hexdigest()
    moved = move(full, shared.place)
    assert {table.name: (table.rows, table.checksum) for table in moved.tables} == before == tallies(shared)
    assert sha256(file.read_bytes()).hexdigest() == untouched
    back = Place(tmp_path / "back.sqlite3", "")
    move(shared, back)
    assert tallies(Store(back)) == before
    assert sum(rows for rows, _checksum in before.values()) == moved.rows
    filled = {name for name, (rows, _checksum) in before.items() if rows}
    assert {"attachments", "attachment_contents", "cases_before", "done_deeds", "roster_entries"} <= filled


@pytest.mark.parametrize("kind", ["shared", "file"])
def test_work_goes_on_in_the_new_place(full: Store, kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    new: Store = request.getfixturevalue("shared") if kind == "shared" else Store(Place(tmp_path / "n.sqlite3", ""))
    move(full, new.place)
    signed: dict[str, Any] = {"now": NOW, "actor": "О"}
    case_id = new.perform(lambda s: s.scalars(text("SELECT case_id FROM attachments LIMIT 1")).one())
    new.perform(partial(_performed, lambda s: add_comment(s, case_id, text="Дальше", **signed)))
    undone = new.perform(lambda s: undo(s, None, now=NOW))
    assert "отменено" in undone.text.casefold(), "A snapshot from before the move is taken back"
    with closing(new.open_reader()) as reader:
        assert reader.rows("SELECT count(*) FROM case_comments") == [(2,)]
        [(content,)] = reader.rows("SELECT content FROM attachment_contents WHERE size > 100")
        assert bytes(content) == FILE
        found = read_case_ids(reader, QueueFilter(search="яма"), now=NOW, zone=MOSCOW)
    with closing(full.open_reader()) as reader:
        assert read_case_ids(reader, QueueFilter(search="яма"), now=NOW, zone=MOSCOW) == found
    assert len(found) > 0


def test_a_place_that_has_cases_is_refused_and_left(full: Store, shared: Store, tmp_path: Path) -> None:
    fill(shared)
    before = tallies(shared)
    with pytest.raises(UserFacingError, match="только в пустое"):
        move(full, shared.place)
    assert tallies(shared) == before
    taken = tmp_path / "taken.sqlite3"
    taken.write_bytes(b"own")
    with pytest.raises(UserFacingError, match="уже есть"):
        move(full, Place(taken, ""))
    assert taken.read_bytes() == b"own"
    with pytest.raises(UserFacingError, match="уже лежит там"):
        move(full, full.place)


def test_a_place_that_is_no_store_and_one_that_cannot_be_written(full: Store, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="Переносить нечего"):
        move(Store(Place(tmp_path / "none.sqlite3", "")), Place(tmp_path / "b.sqlite3", ""))
    assert not (tmp_path / "none.sqlite3").exists()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserFacingError, match="нельзя создать"):
        move(full, Place(tmp_path / "file" / "b.sqlite3", ""))
    with pytest.raises(UserFacingError, match="не отвечает"):
        move(full, find_place("postgresql://mcu:secret@127.0.0.1:1/mcu"))


def test_a_row_that_came_over_otherwise_takes_all_back(
    full: Store, shared: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tallies(shared)

    def damaged(side: Any, tables: Any) -> None:
        side._execute("UPDATE case_texts SET answer_text = answer_text || ' ' WHERE case_id = 1")

    monkeypatch.setattr("mcu_desktop.store.table_rows.PostgresSide.settle", damaged)
    with pytest.raises(UserFacingError, match="«Тексты сообщений» пришла не такой"):
        move(full, shared.place)
    assert tallies(shared) == before


@pytest.mark.parametrize("words", ["Переносим: Сообщения", "Сверяем: Тексты сообщений"])
def test_a_move_that_is_cancelled_leaves_the_new_place_as_it_was(full: Store, shared: Store, words: str) -> None:
    before = tallies(shared)
    task = Task(lambda _percent, text: task.cancel() if text == words else None)
    with pytest.raises(Cancelled):
        move_store(full, shared.place, task)
    assert tallies(shared) == before


def test_progress_rises_to_the_end(full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "_ROWS_A_STEP", 10)
    told: list[int] = []
    move_store(full, Place(tmp_path / "new.sqlite3", ""), Task(lambda percent, _text: told.append(percent)))
    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] == 99


def test_a_text_that_the_shared_store_would_refuse_is_named(full: Store, shared: Store) -> None:
    before = tallies(shared)
    for value in ("x" * 201, "x\0"):
        full.perform(partial(_rename_house, value))
        with pytest.raises(UserFacingError, match=r"«house» в таблице «Сообщения», строка \(3,\)"):
            move(full, shared.place)
    assert tallies(shared) == before


def test_a_move_into_a_file_killed_at_any_step_leaves_nothing_or_all(full: Store, tmp_path: Path) -> None:
    target = Place(tmp_path / "new" / "new.sqlite3", "")
    before, whole = tallies(full), 0
    steps = ((SqliteSide, "make_room"), (SqliteSide, "settle"), (moving, "_prove"))
    for _step in killed_at_each_step(lambda: move(full, target), steps):
        if _there(target):
            assert tallies(Store(target)) == before
            whole += 1
            _file(Store(target)).unlink()
    assert tallies(Store(target)) == before
    left = sorted(path.name for path in (tmp_path / "new").iterdir() if path.suffix not in {DOOR, LOCK})
    assert left == ["new.sqlite3"]
    assert tallies(full) == before


def test_a_move_into_a_shared_store_killed_at_any_step_leaves_it_empty(full: Store, shared: Store) -> None:
    from mcu_desktop.store.table_rows import PostgresSide

    empty = tallies(shared)
    target = Store(shared.place)
    for _step in killed_at_each_step(lambda: move(full, target.place), ((PostgresSide, "put"),), every=16):
        assert tallies(shared) == empty
    assert tallies(shared) == tallies(full)


def test_a_full_disk_is_said_and_leaves_nothing(full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Small(SqliteSide):
        """A side whose disk is full; SQLite's own way to say so."""

        def make_room(self, tables: Any) -> None:
            super().make_room(tables)
            pages = self._execute("PRAGMA page_count").fetchone()[0]
            self._execute(f"PRAGMA max_page_count = {pages}")

    whole = side_of
    monkeypatch.setattr(moving, "side_of", lambda session: _small(whole(session), Small, session))
    target = Place(tmp_path / "new" / "new.sqlite3", "")
    with pytest.raises(UserFacingError, match="нет места"):
        move(full, target)
    assert list((tmp_path / "new").iterdir()) == []


def _rename_house(value: str, session: Session) -> None:
    session.execute(text("UPDATE cases SET house = :value WHERE id = 3"), {"value": value})


def _small(side: Any, small: type[SqliteSide], session: Session) -> Any:
    connection = session.connection().connection.driver_connection
    is_target = "unfinished" in str(session.connection().engine.url.database)
    return small(connection) if is_target and isinstance(connection, sqlite3.Connection) else side


def test_a_place_is_called_without_its_password() -> None:
    assert place_words(find_place("postgresql://mcu:secret@db.local/town")) == (
        "общее хранилище (mcu на db.local, база town)"
    )


def _file(store: Store) -> Path:
    assert store.place.file is not None
    return store.place.file


def _there(place: Place) -> bool:
    assert place.file is not None
    return place.file.exists()
