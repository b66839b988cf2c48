"""Moving a whole store to another place: every table, proved row for row, all or nothing."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Table, func, literal_column, or_, select
from sqlalchemy.orm import Session

from mcu_desktop.models import Base
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.errors import UserFacingError, system_reason
from mcu_desktop.rules.russian import ROWS, format_number, plural
from mcu_desktop.rules.table_titles import table_title
from mcu_desktop.store.migrating import SCHEMA_VERSION, refuse_newer
from mcu_desktop.store.place import Place, refuse_share
from mcu_desktop.store.store import Store
from mcu_desktop.store.table_rows import Side, moved_tables, side_of, texts_of
from mcu_desktop.store.tally import PlainRow, Tally
from mcu_desktop.store.turns import DOOR, LOCK

_ROWS_A_STEP = 1_000
# What people have brought in: a store that has none of it holds catalogues alone.
_BROUGHT_IN = ("cases", "intake_batches", "refused_rows")
_WITHOUT_LIMITS = ("SET LOCAL statement_timeout = 0", "SET LOCAL idle_in_transaction_session_timeout = 0")
_EMPTIED = "В новом хранилище ничего не появилось, прежнее не изменено."


@dataclass(frozen=True, slots=True)
class MovedTable:
    """One table after the move: its rows and the checksum that both stores have given."""

    name: str
    rows: int
    checksum: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved where; the places are named without passwords."""

    source: str
    target: str
    rows: int
    tables: tuple[MovedTable, ...]
    closed_logins: tuple[str, ...]  # of the shared store: their people are not in the roster that has come

    @property
    def words(self) -> str:
        """Return the result in one sentence for people, and what it means."""
        rows = plural(self.rows, *ROWS)
        tables = plural(len(self.tables), "таблице", "таблицах", "таблицах")
        closed = ""
        if self.closed_logins:
            closed = f" Закрыты учётные записи, чьих людей нет в составе: {', '.join(self.closed_logins)}."
        return (
            f"Перенесено: {rows} в {tables}. Числа строк и контрольные суммы в обоих хранилищах совпали. "
            f"Прежнее не изменено: {self.source}. Новое: {self.target}.{closed}"
        )


Copied = tuple[tuple[MovedTable, ...], tuple[str, ...]]


def move_store(source: Store, target: Place, task: Task) -> Moved:
    """Copy a store into a new file or into an empty shared store; nothing is there before all of it is proved.

    While it lasts nobody else writes into an embedded source. `UserFacingError` where the target is not empty, the
    schemas differ, rights are missing or a table did not come over as it was; `Cancelled` leaves the target empty.
    """
    if target == source.place:
        raise UserFacingError(f"Хранилище уже лежит там: {place_words(target)}. Ничего не перенесено.")
    _refuse_other_schema(source)
    into = partial(_into, Store(target)) if target.file is None else partial(_into_new_file, target.file)
    tables, closed = into(source, task)
    rows = sum(table.rows for table in tables)
    return Moved(place_words(source.place), place_words(target), rows, tables, closed)


def place_words(place: Place) -> str:
    """Return what a store's place is called for people, without a password."""
    return f"«{place.file}»" if place.shared is None else f"общее хранилище ({place.shared.words})"


def _refuse_other_schema(source: Store) -> None:
    version = source.version()
    refuse_newer(version)
    if version != SCHEMA_VERSION:
        raise UserFacingError(
            f"Переносить нечего или хранилище старой версии ({place_words(source.place)}): откройте его программой, "
            f"она приведёт его в порядок, и повторите. {_EMPTIED}"
        )


def _into_new_file(file: Path, source: Store, task: Task) -> Copied:
    """Fill a file under a name of its own; it gets the wanted name when all is proved and on the disk."""
    refuse_share(file)
    if file.exists():
        raise UserFacingError(f"Файл «{file}» уже есть. Он не изменён, ничего не перенесено. Назовите новый файл.")
    unfinished = Store(Place(_unfinished(file), f"sqlite:///{_unfinished(file)}"))
    _remove(file)
    try:
        copied = _into(unfinished, source, task)
        with _unfinished(file).open("rb") as stream:
            os.fsync(stream.fileno())
        _unfinished(file).rename(file)
    except OSError as error:
        raise UserFacingError(
            f"Файл «{file}» не записывается ({system_reason(error)}). {_EMPTIED} Выберите другую папку."
        ) from error
    finally:
        _remove(file)
    return copied


def _unfinished(file: Path) -> Path:
    return file.with_name(f"{file.name}.unfinished")


def _remove(file: Path) -> None:
    if not os.access(file.parent, os.W_OK | os.X_OK):
        return
    for ending in ("", "-wal", "-shm", "-journal", DOOR, LOCK):
        Path(f"{_unfinished(file)}{ending}").unlink(missing_ok=True)


def _into(target: Store, source: Store, task: Task) -> Copied:
    """Copy and prove in one transaction of the target, while the source is held as it is."""
    target.prepare(_leave_empty)
    return source.perform(lambda out_of: target.perform(partial(_copy, out_of, task=task)))


def _leave_empty(_session: Session) -> None:
    """Bring no catalogues: those of the source come."""


def _copy(out_of: Session, into: Session, *, task: Task) -> Copied:
    for session in (out_of, into):
        _take_time(session)
    if out_of.get_bind().dialect.name == "postgresql":
        out_of.connection().exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    tables = moved_tables()
    _refuse_filled(into)
    if out_of.get_bind().dialect.name == "sqlite" and into.get_bind().dialect.name == "postgresql":
        _refuse_what_does_not_fit(out_of, tables)
    source, target = side_of(out_of), side_of(into)
    progress = _Progress(task, 2 * sum(source.count(table) for table in tables))
    target.make_room(tables)
    sent = {table.name: Tally() for table in tables}
    for table in tables:
        rows = sent[table.name].pass_on(source.rows(table))
        target.put(table, progress.follow(rows, f"Переносим: {table_title(table.name)}"))
    target.settle(tables)
    _prove(target, tables, sent, progress)
    closed = target.give_logins_back()
    return tuple(MovedTable(name, tally.rows, tally.checksum) for name, tally in sorted(sent.items())), closed


def _take_time(session: Session) -> None:
    """Let a shared store wait longer than in a deed: one side is idle while the other one is read."""
    if session.get_bind().dialect.name == "postgresql":
        for statement in _WITHOUT_LIMITS:
            session.connection().exec_driver_sql(statement)


def _prove(target: Side, tables: list[Table], sent: dict[str, Tally], progress: "_Progress") -> None:
    """Read all back and compare; `UserFacingError` takes the whole transaction back."""
    for table in tables:
        found = Tally()
        for _row in found.pass_on(progress.follow(target.rows(table), f"Сверяем: {table_title(table.name)}")):
            pass
        if found != sent[table.name]:
            raise UserFacingError(
                f"Таблица «{table_title(table.name)}» пришла не такой, какой ушла: "
                f"строк {format_number(sent[table.name].rows)} и {format_number(found.rows)}, "
                f"контрольные суммы {sent[table.name].checksum} и {found.checksum}. "
                f"{_EMPTIED} Проверьте оба хранилища (mcu-desktop check) и повторите."
            )


def _refuse_filled(into: Session) -> None:
    for name in _BROUGHT_IN:
        table = Base.metadata.tables[name]
        if into.execute(select(literal_column("1")).select_from(table).limit(1)).first() is not None:
            raise UserFacingError(
                "В новом хранилище уже есть сообщения или загрузки. Оно не изменено, ничего не перенесено: "
                "переносить можно только в пустое. Назовите другое."
            )


def _refuse_what_does_not_fit(out_of: Session, tables: list[Table]) -> None:
    """Name the first text that a shared store would refuse: SQLite holds no limits of length and takes the sign NUL."""
    for table in tables:
        for name, length in texts_of(table).items():
            column = table.c[name]
            unfit = func.instr(column, func.char(0)) > 0
            if length is not None:
                unfit = or_(unfit, func.length(column) > length)
            key = out_of.execute(select(*table.primary_key).where(unfit).limit(1)).first()
            if key is not None:
                raise UserFacingError(
                    f"Общее хранилище не примет текст «{name}» в таблице «{table_title(table.name)}», "
                    f"строка {tuple(key)}: он длиннее {length} знаков или содержит знак с кодом 0. {_EMPTIED}"
                )


class _Progress:
    """Tells how much of all rows has passed, and stops where a person wants it."""

    def __init__(self, task: Task, all_rows: int) -> None:
        self._task, self._all, self._passed = task, max(all_rows, 1), 0

    def follow(self, rows: Iterator[PlainRow], text: str) -> Iterator[PlainRow]:
        """Give rows on, telling from time to time how far it is."""
        self._tell(text)
        for row in rows:
            yield row
            self._passed += 1
            if self._passed % _ROWS_A_STEP == 0:
                self._tell(text)

    def _tell(self, text: str) -> None:
        self._task.step(min(100 * self._passed // self._all, 99), text)
