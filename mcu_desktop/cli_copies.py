"""The store as a whole on the command line: checked, copied, brought back, moved to another place."""

import argparse
import sys
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from mcu_desktop.cli_said import Said
from mcu_desktop.operations.open_store import asked_place, open_store, say_waiting
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.summaries import count_faults
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.attachments import size_words
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.russian import MESSAGES, format_number, plural
from mcu_desktop.rules.table_titles import table_title
from mcu_desktop.store.store import Store

_DONE = 100


def copy_whole_store(wanted: argparse.Namespace) -> Said:
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


def restore_whole_store(wanted: argparse.Namespace) -> Said:
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


def move_whole_store(wanted: argparse.Namespace) -> Said:
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


def _dump(store: Store, wanted: argparse.Namespace, now: datetime) -> Said:
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


def _restore_dump(store: Store, wanted: argparse.Namespace) -> Said:
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


def check_store(wanted: argparse.Namespace) -> Said:
    """Look for damage in the whole store.

    The kept figures are those of all cases: whoever sees one block has nothing to compare them with.
    """
    from mcu_desktop.queries.sight import sees_all

    store = open_store(wanted.store)
    if store.place.file is not None:
        _refuse_damaged(store, store.place.file)
    with closing(store.open_reader()) as reader:
        count = int(reader.rows("SELECT count(*) FROM cases")[0][0])
        whole = sees_all(reader)
        wrong = count_faults(reader, zone=read_zone(reader)) if whole else 0
        if wrong:
            raise UserFacingError(
                f"Сводные показатели разошлись с сообщениями ({plural(wrong, 'число', 'числа', 'чисел')}). Сообщения "
                "целы, ничего не изменено. Пересчитайте показатели: mcu-desktop figures --recount."
            )
    answer = {"cases": count, "schema": store.version(), "store": store.place.file or "postgresql"}
    seen = plural(count, *MESSAGES)
    if not whole:
        return answer, f"Видно {seen} своего блока. Сводные показатели сверяет тот, кто видит все сообщения."
    return answer, f"Хранилище исправно: {seen}."


def _refuse_damaged(store: Store, file: Path) -> None:
    from mcu_desktop.operations.keep_copies import find_damage_of, good_copies

    damage = find_damage_of(store)
    if damage:
        copies = good_copies(file)
        what = f"mcu-desktop restore «{copies[0].file}»" if copies else "рядом исправных нет, поищите на других дисках"
        raise UserFacingError(
            f"Хранилище повреждено ({damage}). Файл не изменён, больше ничего в него не вносите. Верните его из "
            f"последней исправной копии: {what}."
        )
