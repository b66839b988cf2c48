"""The store as a whole on the command line: copied, brought back, moved to another place."""

import argparse
import sys
from datetime import UTC, datetime
from functools import partial
from typing import Any

from mcu_desktop.operations.open_store import asked_place, say_waiting
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.attachments import size_words
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.russian import MESSAGES, format_number, plural
from mcu_desktop.rules.table_titles import table_title
from mcu_desktop.store.store import Store

_DONE = 100


def copy_whole_store(wanted: argparse.Namespace) -> tuple[Any, str]:
    """Make a copy that is known to open; old ones go by the rule where that is wished."""
    from mcu_desktop.operations.keep_copies import copy_store, thin_out

    store, now = _store(wanted), datetime.now(UTC)
    if store.place.file is None:
        return _dump(store, wanted, now)
    if wanted.to is not None and wanted.to.exists() and not wanted.to.is_dir():
        raise UserFacingError(f"«{wanted.to}» — не папка. Копия не сделана. Назовите папку: --to ПАПКА.")
    copy = copy_store(store, folder=wanted.to, now=now, step=partial(telling_task().step, text="Копируем"))
    removed = thin_out(store, wanted.to, now=now) if wanted.rotate or wanted.to is None else ()
    cases = 0 if copy.note is None else copy.note.cases
    words = f"Копия сделана и проверена: {copy.file} ({size_words(copy.size)}, {plural(cases, *MESSAGES)})."
    if removed:
        words += f" Убрано старых: {format_number(len(removed))}."
    return {"file": copy.file, "size": copy.size, "cases": cases, "removed": removed}, words


def restore_whole_store(wanted: argparse.Namespace) -> tuple[Any, str]:
    """Put a copy in the place of the store, or only try whether it could be."""
    from mcu_desktop.operations.keep_copies import rehearse, restore_store, restored_words

    store, now = _store(wanted), datetime.now(UTC)
    if not wanted.file.is_file():
        raise UserFacingError(f"Файла «{wanted.file}» нет. Ничего не изменено. Назовите файл копии.")
    if store.place.file is None:
        return _restore_dump(store, wanted)
    if wanted.dry_run:
        tried = rehearse(wanted.file.absolute(), now=now)
        return tried, f"Копия годится: открылась, исправна, {plural(tried.cases, *MESSAGES)}. Хранилище не изменено."
    restored = restore_store(store, wanted.file.absolute(), now=now)
    return restored, restored_words(restored)


def move_whole_store(wanted: argparse.Namespace) -> tuple[Any, str]:
    """Copy the store to another place, prove the copy, and say table by table what has come over."""
    from mcu_desktop.operations.move_store import move_store

    moved = move_store(_store(wanted), asked_place(wanted.to), telling_task())
    lines = [f"{table_title(table.name)}\t{format_number(table.rows)}\t{table.checksum}" for table in moved.tables]
    return moved, "\n".join((*lines, moved.words))


def telling_task() -> Task:
    """Return a task that tells on the console how far it is; a file or a pipe is spared it."""
    return Task(_tell if sys.stderr.isatty() else None)


def _store(wanted: argparse.Namespace) -> Store:
    """Return the store as it is: neither made nor upgraded."""
    return Store(asked_place(wanted.store), waiting=say_waiting)


def _dump(store: Store, wanted: argparse.Namespace, now: datetime) -> tuple[Any, str]:
    from mcu_desktop.operations.keep_dumps import keep_dump

    if wanted.to is None:
        raise UserFacingError("Для общего хранилища назовите папку: mcu-desktop backup --to ПАПКА. Копия не сделана.")
    dump, removed = keep_dump(store, wanted.to, now=now, rotate=wanted.rotate)
    words = (
        f"Копия сделана и прочитана целиком: {dump.file} ({size_words(dump.size)}, {plural(dump.cases, *MESSAGES)})."
    )
    if removed:
        words += f" Убрано старых: {format_number(len(removed))}."
    return {"file": dump.file, "size": dump.size, "cases": dump.cases, "removed": removed}, words


def _restore_dump(store: Store, wanted: argparse.Namespace) -> tuple[Any, str]:
    from mcu_desktop.store.dumps import read_through, restore_dump

    if wanted.dry_run:
        read_through(wanted.file)
        return {"file": wanted.file}, "Копия читается целиком. Ничего не изменено."
    cases = restore_dump(store.place, wanted.file)
    words = (
        f"Хранилище возвращено из копии: {plural(cases, *MESSAGES)}. Прав самой базы в копии нет: закройте её двери "
        "командой mcu-desktop store init --to АДРЕС --admin postgres и проверьте командой store check."
    )
    return {"cases": cases}, words


def _tell(percent: int, text: str) -> None:
    share = f"{percent} %" if percent >= 0 else "…"
    sys.stderr.write(f"\r\033[K{text}: {share}" + ("\n" if percent >= _DONE else ""))
    sys.stderr.flush()
