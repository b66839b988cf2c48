"""A store, opened: readers beside one writer."""

import gc
import sqlite3
import stat
import weakref
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mcu_desktop.rules.errors import UserFacingError, system_reason
from mcu_desktop.store import migrating, restoring
from mcu_desktop.store.about import About
from mcu_desktop.store.faults import said_in_words
from mcu_desktop.store.in_use import WindowMark
from mcu_desktop.store.line_faults import LostRace
from mcu_desktop.store.place import Place, reading_address, refuse_share
from mcu_desktop.store.reading import PostgresReader, Reader, SqliteReader
from mcu_desktop.store.sql_functions import add_functions
from mcu_desktop.store.turns import turn_to_write

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from mcu_desktop.store.lending.borrower import Borrower
    from mcu_desktop.store.line import Line

Result = TypeVar("Result")
_BUSY_MILLISECONDS = 15_000
_TRIES = 3  # of a deed that has met another one: the store has taken it back whole


def _has_phrase(phrase: str, text: str) -> bool:
    """Return whether a text has the words of a phrase one after the other, in any of their forms."""
    from mcu_desktop.text.search_words import query_words

    wanted, found = query_words(phrase), query_words(text)
    return any(found[start : start + len(wanted)] == wanted for start in range(len(found) - len(wanted) + 1))


def _open_weakly(store: "weakref.ref[Store]") -> "Line":
    """Open the writer's line of a store that its engine does not keep alive."""
    owner = store()
    if owner is None:
        raise ReferenceError("the store is gone")
    return owner.open_line(autocommit=False)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Leave garbage of cycles lying: a deed makes many rows and no cycles, and to look for them costs a tenth of it."""
    was_enabled = gc.isenabled()  # in a window it never is: there the GUI thread alone collects
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _refuse_what_is_no_file(file: Path) -> None:
    """Refuse a path that leads to no file and to no place for one."""
    try:
        kind = file.stat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise UserFacingError(
            f"Хранилище «{file}» не открывается ({system_reason(error)}). Ничего не изменено. "
            "Проверьте путь и права или укажите другой файл: --store ПУТЬ."
        ) from error
    if not stat.S_ISREG(kind):
        what = "папка, а не файл хранилища" if stat.S_ISDIR(kind) else "не файл"
        raise UserFacingError(f"«{file}» — {what}. Ничего не изменено. Укажите файл: --store ПУТЬ.")


class Store:
    """One store. `waiting` is called once when another process is writing and this one waits its turn."""

    def __init__(self, place: Place, *, waiting: Callable[[], object] | None = None) -> None:
        self.place = place
        self.waiting = waiting
        self._mark: WindowMark | None = None
        self._folds = False  # a shared store keeps its summaries, once that was seen
        self._lines: weakref.WeakSet[Line] = weakref.WeakSet()

    def open_reader(self) -> Reader:
        """Return a connection that only reads; the caller closes it."""
        if self.place.file is None:
            return PostgresReader(self.open_line(autocommit=True))
        with said_in_words(str(self.place.file)):
            connection = sqlite3.connect(
                reading_address(self.place.file), uri=True, isolation_level=None, check_same_thread=False
            )
            connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
            connection.execute("PRAGMA query_only = ON")
            connection.create_function("has_phrase", 2, _has_phrase, deterministic=True)
            add_functions(connection)
            return SqliteReader(connection, str(self.place.file))

    def open_line(self, *, autocommit: bool) -> "Line":
        """Return a connection to a shared store; the caller closes it."""
        from mcu_desktop.store.line import connect

        line = connect(self.place, autocommit=autocommit)
        self._lines.add(line)
        return line

    def own_processes(self) -> frozenset[int]:
        """Return the processes of a shared store's server that serve this program."""
        return frozenset(line.info.backend_pid for line in tuple(self._lines) if not line.closed)

    def cut_lines(self) -> None:
        """End every line to a shared store that does not answer: who waits for it in any thread is told so."""
        for line in tuple(self._lines):
            line.cut()

    def close(self) -> None:
        """Give back the connection that is kept for the next deed on a shared store, and a file that was occupied."""
        if "_engine" in self.__dict__:
            self._engine.dispose()
        if "_borrower" in self.__dict__:
            self.__dict__.pop("_borrower").close()
        if self._mark is not None:
            self._mark.give_back()

    def version(self) -> int:
        """Return the schema version of the store; 0 where there is nothing yet."""
        if self.place.file is not None:
            _refuse_what_is_no_file(self.place.file)
            self._finish_exchange(self.place.file)
            with said_in_words(str(self.place.file)):
                return migrating.file_version(self.place.file)
        with closing(self.open_reader()) as reader:
            return migrating.shared_version(reader)

    def is_ready(self) -> bool:
        """Return whether the store is of the program's schema, and holds the rights as this program asks for them."""
        if self.place.file is not None:
            return self.version() == migrating.SCHEMA_VERSION
        from mcu_desktop.store.guarding.hardening import lacks_functions

        with closing(self.open_reader()) as reader:
            return migrating.shared_version(reader) == migrating.SCHEMA_VERSION and not lacks_functions(reader)

    def prepare(self, seed: Callable[["Session"], None]) -> None:
        """Make or upgrade the store where needed; `seed` fills its empty tables in the same transaction."""
        file = self.place.file
        if file is not None:
            refuse_share(file)
            self._make_folder(file.parent)
        version = self.version()
        migrating.refuse_newer(version)
        if version == migrating.SCHEMA_VERSION:
            return
        if file is not None and version:
            migrating.keep_copy_before_migration(file, version)

        def upgrade_and_seed(session: "Session") -> None:
            if migrating.upgrade(session.connection()):
                seed(session)

        self.perform(upgrade_and_seed)

    def perform(self, deed: Callable[["Session"], Result], *, about: About | None = None) -> Result:
        """Run a deed in one transaction of the one writer, and return what it says.

        What the deed has changed of cases comes into the kept summaries in the same transaction. Where it is said
        which cases the deed is about, a shared store is crossed twice for it, else once for each of its questions.
        """
        with self._turn_to_write():
            for _again in range(_TRIES - 1):
                try:
                    return self._perform_once(deed, about)
                except LostRace:
                    continue
            return self._perform_once(deed, about)

    def _perform_once(self, deed: Callable[["Session"], Result], about: About | None) -> Result:
        from sqlalchemy.orm import Session

        from mcu_desktop.store.guarding.journal import numbered_deed
        from mcu_desktop.store.summaries import FOLD, fold_changes, has_summaries

        file = self.place.file
        with said_in_words(str(file or "Общее хранилище")):
            with (
                _no_collecting(),
                Session(self._engine, autoflush=False) as session,
                session.begin(),
                numbered_deed(session.connection()),
            ):
                if file is None and about is not None:
                    result, changes = self._borrower.do(session, deed, about)
                else:
                    result, changes = deed(session), []
                session.flush()
                if file is None:
                    from mcu_desktop.store.writing import commit_and_tell

                    self._folds = self._folds or has_summaries(session.connection())
                    last = (FOLD,) if self._folds else ()
                    commit_and_tell(session, getattr(result, "touched", None), first=changes, last=last)
                else:
                    fold_changes(session.connection())
            if file is not None:
                self._engine.dispose()
            return result

    def occupy(self) -> bool:
        """Hold an embedded store for a window until `close`; returns whether the last window has ended badly."""
        if self.place.file is None:
            return False
        self._mark = WindowMark(self.place.file)
        return self._mark.take()

    def exchange_file(self, copy: Path, *, moment: datetime) -> Path | None:
        """Put a checked copy in the place of an embedded store; returns where the former now lies, if there was one.

        The caller holds the window's mark, so that nobody reads meanwhile.
        """
        if self.place.file is None:
            raise TypeError(self.place)
        _refuse_what_is_no_file(self.place.file)
        with self._turn_to_write():
            return restoring.exchange(self.place.file, copy, moment=moment)

    def _finish_exchange(self, file: Path) -> None:
        """End what a killed program has begun, before anybody looks at the file."""
        if restoring.is_interrupted(file):
            with self._turn_to_write():
                restoring.finish_interrupted(file)

    @cached_property
    def _borrower(self) -> "Borrower":
        from mcu_desktop.store.lending.borrower import Borrower

        return Borrower()

    @cached_property
    def _engine(self) -> "Engine":
        from mcu_desktop.store.writing import make_file_engine, make_shared_engine

        if self.place.file is not None:
            return make_file_engine(self.place.file, busy_milliseconds=_BUSY_MILLISECONDS)
        engine = make_shared_engine(partial(_open_weakly, weakref.ref(self)))
        # Its connection lives from deed to deed, and no longer than the store.
        weakref.finalize(self, engine.dispose)
        return engine

    @contextmanager
    def _turn_to_write(self) -> Iterator[None]:
        if self.place.file is None:
            yield
            return
        with turn_to_write(self.place.file, waiting=self.waiting):
            yield

    def _make_folder(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise UserFacingError(
                f"Папку «{folder}» нельзя создать или открыть ({system_reason(error)}). Ничего не изменено. "
                "Проверьте права или укажите другую папку: --store ПУТЬ."
            ) from error
