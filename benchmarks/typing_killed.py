"""The program killed while somebody types, again and again: `python -m benchmarks.typing_killed`; how much is gone.

Counted in letters: on a busy machine a second of the clock is not a second of typing.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import monotonic
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.operations.task import Task

if TYPE_CHECKING:
    from mcu_desktop.ui.workplace import Workplace

_KEY_MILLISECONDS = 40
_LONGEST_TYPING = 4.0  # seconds
_LETTERS = "а" * 25 + "\n"


def _type(workplace: "Workplace") -> None:
    """Open the edit of the first case and type letter after letter, saying how many stand there."""
    from PySide6.QtCore import QTimer

    timer = QTimer(workplace)

    def press() -> None:
        form = workplace.card.deeds.form
        if form is not None:
            gist = form.fields.edits["gist"]
            gist.insertPlainText(_LETTERS[typed() % len(_LETTERS)])  # type: ignore[attr-defined]
            sys.stdout.write(f"{typed()}\n")
            sys.stdout.flush()

    def typed() -> int:
        form = workplace.card.deeds.form
        return 0 if form is None else len(form.fields.edits["gist"].toPlainText())  # type: ignore[attr-defined]

    def begin() -> None:
        workplace.queue.table.selectRow(0)
        workplace.card.run_deed("edit")
        timer.timeout.connect(press)
        timer.start(_KEY_MILLISECONDS)

    workplace.painted.connect(lambda: QTimer.singleShot(0, begin))


def _kill_once(store: Path, home: Path, chance: Random) -> int:
    """Return how many letters are gone."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
    }
    command = [sys.executable, "-m", "benchmarks.typing_killed", "--type", str(store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as typing:
        assert typing.stdout is not None
        typed = int(typing.stdout.readline())
        until = monotonic() + chance.uniform(0.1, _LONGEST_TYPING)
        while monotonic() < until:
            typed = int(typing.stdout.readline())
        typing.send_signal(signal.SIGKILL)
    return max(typed - _kept(home), 0)


def _kept(home: Path) -> int:
    from mcu_desktop.ui.common.drafts import Drafts

    found = [draft for folder in home.rglob("drafts/*") for draft in Drafts(folder, _now).waiting()]
    kept = max((len(draft.typed["gist"]) for draft in found), default=0)
    for file in home.rglob("drafts/*/*.json"):
        file.unlink()  # the next round begins with nothing typed
    return kept


def _now() -> datetime:
    return datetime.now(UTC)


def _main() -> None:
    parser = argparse.ArgumentParser("benchmarks.typing_killed", description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--type", dest="typed", metavar="STORE", help="be the one who types (and is killed)")
    wanted = parser.parse_args()
    if wanted.typed:
        from mcu_desktop.app import run_window

        sys.exit(run_window(wanted.typed, after_open=_type))
    with tempfile.TemporaryDirectory() as name:
        store, home = Path(name) / "store.sqlite3", Path(name) / "home"
        home.mkdir()
        _fill(store)
        chance = Random(1)  # noqa: S311 -- when to kill, not a secret
        gone = [_kill_once(store, home, chance) for _ in range(wanted.kills)]
        print(f"killed {len(gone)} times, {_KEY_MILLISECONDS} ms a letter; letters gone: {sorted(gone)}")
        print(f"at most {max(gone) * _KEY_MILLISECONDS / 1_000:.2f} s of typing")


def _fill(store: Path) -> None:
    now, zone = _now(), ZoneInfo("Europe/Moscow")
    open_store(str(store)).perform(
        lambda session: add_demonstration(session, Task(), cases_count=20, seed=1, now=now, zone=zone)
    )


if __name__ == "__main__":
    _main()
