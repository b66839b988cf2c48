"""Reading a foreign file in a process of its own: what breaks there leaves the window alive."""

import gc
import multiprocessing
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar, cast

from mcu_desktop.intake.delimited import read_delimited
from mcu_desktop.intake.table import Table, table_in_pieces
from mcu_desktop.intake.workbook import COMPOUND, read_workbook
from mcu_desktop.intake.xlsx_guard import guard_xlsx
from mcu_desktop.rules.errors import UserFacingError

Content = TypeVar("Content")
_MEMORY = 3 << 30
_LARGEST_BYTES = 200_000_000
_TICK_SECONDS = 0.1
_XLSX = b"PK\x03\x04"


class ReadingCancelledError(UserFacingError):
    """A person stopped the reading."""


def read_table(
    path: Path, *, encoding: str | None = None, cancel: threading.Event | None = None
) -> Generator[Table, None, None]:
    """Return the table of a file piece by piece, or say in Russian why there is none; nothing is stored."""
    return read_in_pieces(path, partial(_read, encoding=encoding), cancel=cancel)


def read_apart(path: Path, read: Callable[[Path], Content]) -> Content:
    """Return what a reader makes of a file in a process of its own, or say in Russian why there is nothing."""
    [content] = read_in_pieces(path, partial(_in_one_piece, read))
    return content


def read_in_pieces(
    path: Path,
    read: Callable[[Path], Iterator[Content]],
    *,
    cancel: threading.Event | None = None,
    timeout: float = 180.0,
) -> Generator[Content, None, None]:
    """Return what a reader makes of a file in a process of its own, each piece when it is ready.

    Whoever takes the pieces works on one while the next is read. The process ends with the last piece,
    and when no more are taken (`close`).
    """
    _refuse_what_is_no_file(path)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_read_in_child, args=(theirs, path, read), daemon=True)
    child.start()
    theirs.close()
    until = time.monotonic() + timeout
    try:
        while not isinstance(piece := _wait(ours, cancel, until), _End):
            yield cast("Content", piece)
    except EOFError as error:
        raise UserFacingError(
            f"Файл «{path.name}» не прочитан: чтение оборвалось, вероятно, файл повреждён или велик. "
            "Ничего не сохранено. Выгрузите файл ещё раз или откройте его в таблице и сохраните заново."
        ) from error
    finally:
        child.kill()
        child.join()
        ours.close()
    if piece.refused:
        raise UserFacingError(piece.refused)


@dataclass(frozen=True, slots=True)
class _End:
    """The last word of the process; why there is nothing, in Russian, or empty."""

    refused: str = ""


def _wait(ours: Connection, cancel: threading.Event | None, until: float) -> object:
    while True:
        if cancel is not None and cancel.is_set():
            raise ReadingCancelledError("Чтение файла прервано. Ничего не сохранено.")
        if time.monotonic() > until:
            raise UserFacingError(
                "Файл читается слишком долго и оставлен. Ничего не сохранено. Выгрузите меньший период."
            )
        if ours.poll(_TICK_SECONDS):
            return ours.recv()


def _refuse_what_is_no_file(path: Path) -> None:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise UserFacingError(f"«{path}» — папка. Ничего не сохранено. Выберите файл выгрузки.")
        if not path.is_file():  # a pipe or a device could be read for ever
            raise UserFacingError(f"«{path}» — не файл. Ничего не сохранено. Выберите файл выгрузки.")
        path.open("rb").close()
    except FileNotFoundError as error:
        raise UserFacingError(f"Файла «{path}» нет. Ничего не сохранено. Проверьте путь.") from error
    except (OSError, ValueError) as error:
        raise UserFacingError(
            f"Файл «{path}» не открывается: нет прав на чтение, или он занят другой программой. Ничего не сохранено. "
            "Закройте его в других программах и проверьте права."
        ) from error
    if not size:
        raise UserFacingError(f"Файл «{path.name}» пуст. Ничего не сохранено. Выгрузите его ещё раз.")
    if size > _LARGEST_BYTES:
        raise UserFacingError(
            f"Файл «{path.name}» больше {_LARGEST_BYTES // 1_000_000} МБ. Ничего не сохранено. "
            "Выгрузите меньший период."
        )


def _read_in_child(theirs: Connection, path: Path, read: Callable[[Path], Iterator[object]]) -> None:
    gc.disable()  # nothing here lives in circles, and the process ends with its answer
    try:
        _limit_memory()
        for piece in read(path):
            theirs.send(piece)
        theirs.send(_End())
    except UserFacingError as error:
        theirs.send(_End(str(error)))
    except MemoryError:
        text = f"Файл «{path.name}» не поместился в память. Ничего не сохранено. Выгрузите меньший период."
        theirs.send(_End(text))
    except Exception as error:  # noqa: BLE001 -- whatever a foreign file does to its reader is said in words
        theirs.send(
            _End(
                f"Файл «{path.name}» не читается как таблица ({type(error).__name__}). Ничего не сохранено. "
                "Откройте его в таблице, сохраните как .xlsx и повторите."
            )
        )


def _limit_memory() -> None:
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _in_one_piece(read: Callable[[Path], Content], path: Path) -> Iterator[Content]:
    yield read(path)


def _read(path: Path, encoding: str | None) -> Iterator[Table]:
    """Read by content, not by name: an .xls may be HTML, an .xlsx may be CSV."""
    with path.open("rb") as stream:
        begins = stream.read(len(_XLSX))
    if begins not in {_XLSX, COMPOUND}:
        return table_in_pieces(read_delimited(path, encoding))
    if begins == _XLSX:
        guard_xlsx(path)
    return read_workbook(path)
