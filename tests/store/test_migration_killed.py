"""A program killed while it makes a store leaves the old store or the new one, never a half of it."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from mcu_desktop.operations.seed_store import seed_store
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store

# The child counts the statements of the migration and of the seed and kills itself after the wanted one.
_CHILD = """
import os, signal, sys
from sqlalchemy import Engine, event
from mcu_desktop.operations.seed_store import seed_store
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store
wanted, done = int(sys.argv[2]), 0
@event.listens_for(Engine, "after_cursor_execute")
def _kill(*_rest):
    global done
    done += 1
    if done == wanted:
        os.kill(os.getpid(), signal.SIGKILL)
Store(find_place(sys.argv[1])).prepare(seed_store)
print(done)
"""


def _run(file: Path, kill_after: int) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", _CHILD, str(file), str(kill_after)],
        check=False, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX; the transaction is the same elsewhere")
def test_killed_anywhere_the_next_start_finishes(tmp_path: Path) -> None:
    whole = _run(tmp_path / "whole.sqlite3", 0)
    assert whole.returncode == 0, whole.stderr
    statements = int(whole.stdout)
    assert statements > 30
    for kill_after in (1, 2, statements // 4, statements // 2, statements - 1, statements):
        file = tmp_path / f"killed-{kill_after}.sqlite3"
        assert _run(file, kill_after).returncode == -signal.SIGKILL
        store = Store(find_place(str(file)))
        assert store.version() == 0, "Nothing was committed, so there is no store yet"
        store.prepare(seed_store)
        with closing(store.open_reader()) as reader:
            assert reader.rows("PRAGMA integrity_check") == [("ok",)]
            assert reader.rows("SELECT count(*) FROM roster_entries") == [(15,)]
