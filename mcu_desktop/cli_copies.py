"""The store as a whole on the command line: moved to another place."""

import argparse
import sys
from typing import Any

from mcu_desktop.operations.open_store import asked_place, say_waiting
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.russian import format_number
from mcu_desktop.store.store import Store

_DONE = 100


def move_whole_store(wanted: argparse.Namespace) -> tuple[Any, str]:
    """Copy the store to another place, prove the copy, and say table by table what has come over."""
    from mcu_desktop.operations.move_store import move_store

    moved = move_store(Store(asked_place(wanted.store), waiting=say_waiting), asked_place(wanted.to), telling_task())
    lines = [f"{table.name}\t{format_number(table.rows)}\t{table.checksum}" for table in moved.tables]
    return moved, "\n".join((*lines, moved.words))


def telling_task() -> Task:
    """Return a task that tells on the console how far it is; a file or a pipe is spared it."""
    return Task(_tell if sys.stderr.isatty() else None)


def _tell(percent: int, text: str) -> None:
    share = f"{percent} %" if percent >= 0 else "…"
    sys.stderr.write(f"\r\033[K{text}: {share}" + ("\n" if percent >= _DONE else ""))
    sys.stderr.flush()
